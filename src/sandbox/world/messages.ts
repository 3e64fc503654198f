import { type APIMessageTopLevelComponent, MessageType } from 'discord-api-types/v10';
import { type MessageInput, numberComponents } from '../validation/message.ts';
import { fillComponents } from './component-defaults.ts';
import type { Core } from './core.ts';
import { type Mentions, resolveMentions } from './mentions.ts';
import { viewMessageEvent } from './message-view.ts';
import { isInGuild } from './place.ts';
import type { ChannelState, MessageState, StoredMessage } from './state.ts';
import { textsOf } from './text.ts';
import { hasPlace, joinThread, setThread } from './threads.ts';
import { asDate } from './timestamps.ts';
import { viewUser } from './views.ts';

/** Ephemeral messages that are kept, at most: the oldest go first. */
const MOST_EPHEMERAL = 2_000;
const EPHEMERAL = 64;
const LOADING = 128;
/** Flags that Discord sets itself, and that no edit takes away. */
const LASTING_FLAGS = 1 | 32 | EPHEMERAL | 4_096 | 32_768;

export interface NewMessage {
  readonly channelId: string;
  readonly authorId: string;
  /** Absent for the placeholder of a deferred answer. */
  readonly input?: MessageInput;
  readonly type?: MessageType;
  /** Of an answer to an interaction: the fields that tell so. */
  readonly answer?: Pick<StoredMessage, 'interaction_metadata' | 'webhook_id' | 'application_id'>;
  /** The only person who sees it. */
  readonly visibleTo?: string;
  readonly repliesTo?: StoredMessage;
  /** Of an answer to a message's command: that message. Nobody is pinged by it. */
  readonly refersTo?: StoredMessage;
  /** Instead of a new one: the starter of a forum post has the id of its thread. */
  readonly id?: string;
}

/** Puts a message into a channel, with all that follows. Whether its author may is not asked here. */
export function addMessage(core: Core, wanted: NewMessage): MessageState {
  const { channelId, authorId, input, visibleTo } = wanted;
  const mentions = mentionsOf(core, wanted);
  const message = {
    id: wanted.id ?? core.newId(),
    channel_id: channelId,
    type: wanted.type ?? (wanted.repliesTo === undefined ? MessageType.Default : MessageType.Reply),
    content: input?.content ?? '',
    author: viewUser(core.state, authorId),
    timestamp: asDate(core.now()),
    edited_timestamp: null,
    tts: input?.tts ?? false,
    ...mentionFields(core, mentions),
    attachments: [],
    embeds: asRich(input?.embeds),
    pinned: false,
    flags: (input?.flags ?? 0) | (visibleTo === undefined ? 0 : EPHEMERAL) | (input === undefined ? LOADING : 0),
    components: asShown(core, input?.components),
    ...wanted.answer,
    ...referenceFields(wanted.repliesTo ?? wanted.refersTo),
  } as StoredMessage;
  const state: MessageState = { message, pings: mentions.pings, ...(visibleTo !== undefined && { visibleTo }) };
  if (visibleTo === undefined) keep(core, state);
  else keepEphemeral(core, state);
  emitMessage(core, 'MESSAGE_CREATE', state);
  return state;
}

export interface Edit {
  readonly input: MessageInput;
  /** Of an answer to an interaction: only users are pinged by default. */
  readonly isAnswer: boolean;
}

/** Changes what `input` names. The first edit of a placeholder makes it a message, which may ping. */
export function editMessage(core: Core, state: MessageState, { input, isAnswer }: Edit): void {
  const { message } = state;
  const wasLoading = ((message.flags ?? 0) & LOADING) !== 0;
  const kept = (message.flags ?? 0) & LASTING_FLAGS;
  const suppressed = (message.flags ?? 0) & 4;
  const content = input.content === undefined ? message.content : (input.content ?? '');
  const components = input.components === undefined ? message.components : asShown(core, input.components);
  const mentions = resolveMentions(core, textsOf({ content, components }), {
    authorId: message.author.id,
    channelId: message.channel_id,
    allowed: input.allowed_mentions,
    isAnswer,
  });
  state.message = {
    ...message,
    content,
    components,
    embeds: input.embeds === undefined ? message.embeds : asRich(input.embeds),
    flags: kept | (input.flags === undefined || input.flags === null ? suppressed : input.flags),
    ...mentionFields(core, mentions),
    edited_timestamp: wasLoading ? null : asDate(core.now()),
  } as StoredMessage;
  if (wasLoading) state.pings = mentions.pings;
  emitMessage(core, 'MESSAGE_UPDATE', state);
}

/** Takes a message out of its channel. A thread that it started stays. */
export function removeMessage(core: Core, state: MessageState): void {
  const { id, channel_id: channelId } = state.message;
  if (state.visibleTo === undefined) {
    const all = core.state.messages[channelId] ?? [];
    all.splice(all.indexOf(state), 1);
    const channel = core.state.channels[channelId];
    if (channel?.kind === 'thread' && id !== channel.id) channel.messageCount = Math.max(0, channel.messageCount - 1);
  } else {
    core.ephemeral.delete(id);
  }
  core.emit({
    t: 'MESSAGE_DELETE',
    d: { id, channel_id: channelId, ...guildField(core, channelId) },
    ...placeOf(core, state),
  });
}

/** Tells that a message is there, or has changed. */
export function emitMessage(core: Core, t: 'MESSAGE_CREATE' | 'MESSAGE_UPDATE', state: MessageState): void {
  core.emit({ t, d: viewMessageEvent(core, state), ...placeOf(core, state) });
}

function keep(core: Core, state: MessageState): void {
  const { message } = state;
  const channel = core.state.channels[message.channel_id];
  if (channel === undefined) throw new Error(`no channel ${message.channel_id}`);
  const all = core.state.messages[channel.id] ?? [];
  core.state.messages[channel.id] = all;
  all.push(state);
  channel.lastMessageId = message.id;
  if (channel.kind === 'thread') countInThread(core, channel, message);
}

function countInThread(core: Core, thread: ChannelState & { kind: 'thread' }, message: StoredMessage): void {
  // Sending opens an archived thread again; whether it is locked was asked before.
  if (thread.archived) setThread(core, thread, { archived: false });
  if (message.type === MessageType.ThreadStarterMessage || message.id === thread.id) return;
  thread.messageCount += 1;
  thread.totalMessageSent += 1;
  // An answer to an interaction asks for no place.
  if (hasPlace(thread, message.author.id)) joinThread(core, thread, message.author.id);
}

function keepEphemeral(core: Core, state: MessageState): void {
  core.ephemeral.set(state.message.id, state);
  for (const oldest of core.ephemeral.keys()) {
    if (core.ephemeral.size <= MOST_EPHEMERAL) break;
    core.ephemeral.delete(oldest);
  }
}

function mentionsOf(core: Core, { channelId, authorId, input, answer, repliesTo }: NewMessage): Mentions {
  return resolveMentions(core, textsOf(input ?? {}), {
    authorId,
    channelId,
    allowed: input?.allowed_mentions,
    isAnswer: answer !== undefined,
    repliedTo: repliesTo?.author.id,
  });
}

function mentionFields(core: Core, { users, roles, everyone }: Mentions) {
  return {
    mention_everyone: everyone,
    mentions: users.map((id) => viewUser(core.state, id)),
    mention_roles: [...roles],
  };
}

function referenceFields(named: StoredMessage | undefined) {
  if (named === undefined) return {};
  return {
    message_reference: { type: 0, message_id: named.id, channel_id: named.channel_id },
    referenced_message: named,
  };
}

function asRich(embeds: MessageInput['embeds']): StoredMessage['embeds'] {
  return (embeds ?? []).map(({ fields, ...embed }) => ({
    type: 'rich',
    ...embed,
    ...(fields !== undefined && { fields: fields.map((field) => ({ ...field, inline: field.inline ?? false })) }),
  })) as StoredMessage['embeds'];
}

function asShown(core: Core, components: MessageInput['components']): APIMessageTopLevelComponent[] {
  return fillComponents(numberComponents(components ?? []), core.newId) as unknown as APIMessageTopLevelComponent[];
}

function guildField(core: Core, channelId: string) {
  const channel = core.state.channels[channelId];
  return isInGuild(channel) ? { guild_id: channel.guildId } : {};
}

function placeOf(core: Core, { message, visibleTo }: MessageState) {
  const channel = core.state.channels[message.channel_id];
  return {
    channelId: message.channel_id,
    ...(isInGuild(channel) && { guildId: channel.guildId }),
    ...(visibleTo !== undefined && { visibleTo }),
  };
}
