import { PermissionFlagsBits } from 'discord-api-types/v10';
import type { MessageInput } from '../validation/message.ts';
import { demand } from '../world/access.ts';
import type { Core } from '../world/core.ts';

/** @throws ApiError 50013 if the message holds something that takes a right of its own */
export function demandForContent(core: Core, botId: string, channelId: string, input: MessageInput): void {
  if ((input.embeds ?? []).length > 0) demand(core, botId, channelId, PermissionFlagsBits.EmbedLinks);
  if (input.tts === true) demand(core, botId, channelId, PermissionFlagsBits.SendTTSMessages);
}
