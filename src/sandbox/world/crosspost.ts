import { ChannelType, MessageType } from 'discord-api-types/v10';
import { refusal } from '../api-error.ts';
import type { Core } from './core.ts';
import { emitMessage } from './messages.ts';
import type { ChannelState, MessageState } from './state.ts';

export const CROSSPOSTED = 1;

/**
 * Publishes a message of an announcement channel. Nobody follows one in the sandbox, so no copies come of it.
 * discord-api-docs, resources/message › Crosspost Message
 *
 * @throws ApiError 50024 elsewhere, 50068 for a reply or what Discord wrote itself, 40033 if it is published already
 */
export function crosspost(core: Core, channel: ChannelState, found: MessageState): void {
  if (channel.kind !== 'guild' || channel.type !== ChannelType.GuildAnnouncement) throw refusal('wrongChannelType');
  const { type, flags = 0 } = found.message;
  if (type !== MessageType.Default) throw refusal('invalidMessageType');
  if ((flags & CROSSPOSTED) !== 0) throw refusal('alreadyCrossposted');
  found.message = { ...found.message, flags: flags | CROSSPOSTED };
  emitMessage(core, 'MESSAGE_UPDATE', found);
}
