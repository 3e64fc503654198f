import { PermissionFlagsBits } from 'discord-api-types/v10';
import { refusal } from '../api-error.ts';
import { readNewMessage } from '../validation/message.ts';
import { demand, isThread, isThreadOnly, seeChannel } from '../world/access.ts';
import type { Core } from '../world/core.ts';
import { addMessage } from '../world/messages.ts';
import type { StoredMessage } from '../world/state.ts';
import { demandWritable, setThread } from '../world/threads.ts';

/** Somebody writes in a channel. @throws ApiError if they may not, or it is too long or empty */
export function say(
  core: Core,
  userId: string,
  { channelId, content }: { channelId: string; content: string },
): StoredMessage {
  const channel = seeChannel(core, userId, channelId);
  if (isThread(channel)) demandWritable(core, channel, userId);
  else if (isThreadOnly(channel)) throw refusal('forumNeedsThread');
  else demand(core, userId, channelId, PermissionFlagsBits.SendMessages);
  const input = readNewMessage({ content });
  if (isThread(channel) && channel.archived) setThread(core, channel, { archived: false });
  return addMessage(core, { channelId, authorId: userId, input }).message;
}
