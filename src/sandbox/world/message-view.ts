import type { Core } from './core.ts';
import { isInGuild } from './place.ts';
import type { MessageState, StoredMessage } from './state.ts';
import { viewBareMember, viewThread } from './views.ts';

const HAS_THREAD = 32;

/** A message with its thread, as whoever wrote it sees it. */
export function viewMessage(core: Core, { message }: MessageState): StoredMessage {
  const thread = (message.flags ?? 0) & HAS_THREAD ? core.state.channels[message.id] : undefined;
  if (thread?.kind !== 'thread') return message;
  return { ...message, thread: viewThread(thread) as StoredMessage['thread'] } as StoredMessage;
}

/**
 * A message as the bot sees it. It lacks the message content intent, so what others wrote is blank, outside of DMs and
 * unless it mentions the bot. discord-api-docs, events/gateway › Message Content Intent; HTTP reads alike.
 */
export function viewMessageForBot(core: Core, state: MessageState): StoredMessage {
  const message = viewMessage(core, state);
  return isReadable(core, message)
    ? message
    : { ...message, content: '', embeds: [], attachments: [], components: [], poll: undefined };
}

/** What the gateway adds to a message; nothing to an ephemeral one: discord-api-docs, events/gateway-events › Messages. */
export function viewMessageEvent(core: Core, state: MessageState): object {
  const message = viewMessageForBot(core, state);
  const channel = core.state.channels[message.channel_id];
  if (!isInGuild(channel) || state.visibleTo !== undefined) return message;
  const member = core.state.guilds[channel.guildId]?.members[message.author.id];
  return { ...message, guild_id: channel.guildId, ...(member !== undefined && { member: viewBareMember(member) }) };
}

function isReadable(core: Core, message: StoredMessage): boolean {
  const botId = core.state.application.id;
  return (
    message.author.id === botId ||
    core.state.channels[message.channel_id]?.kind === 'dm' ||
    message.mentions.some(({ id }) => id === botId)
  );
}
