import { ChannelType, PermissionFlagsBits } from 'discord-api-types/v10';
import { type ApiError, refusal } from '../api-error.ts';
import type { RouteLimits } from '../rate-limits.ts';
import { invalidForm } from '../validation/form.ts';
import { type MessageInput, readEdit, readNewMessage } from '../validation/message.ts';
import { demand, findMessage, isThread, seeChannel } from '../world/access.ts';
import type { Core } from '../world/core.ts';
import { viewMessage, viewMessageForBot } from '../world/message-view.ts';
import { addMessage, editMessage, removeMessage } from '../world/messages.ts';
import { holds, permissionsIn } from '../world/permissions.ts';
import { compareSnowflakes, isSnowflake } from '../world/snowflake.ts';
import type { ChannelState, DmState, MessageState } from '../world/state.ts';
import { demandWritable, setThread } from '../world/threads.ts';
import { demandForContent } from './content-rights.ts';
import { ORDINARY, param, type RestAnswer, type RestRequest, type Route } from './route.ts';

const { SendMessages, ReadMessageHistory, ManageMessages, ManageThreads } = PermissionFlagsBits;
/** Observed by bots; Discord publishes no number. */
const CREATING: RouteLimits = { announced: { most: 5, windowMs: 5_000 }, isGlobal: true };
const MAJOR = ['channel_id'];

/** Create, read, edit and delete the messages of a channel. discord-api-docs, resources/message */
export function messageRoutes(core: Core): readonly Route[] {
  const botId = core.state.application.id;
  const messages = '/channels/{channel_id}/messages';
  const one = `${messages}/{message_id}`;
  return [
    { method: 'POST', path: messages, limits: CREATING, major: MAJOR, handle: (asked) => create(core, botId, asked) },
    { method: 'GET', path: messages, limits: ORDINARY, major: MAJOR, handle: (asked) => list(core, botId, asked) },
    {
      method: 'GET',
      path: one,
      limits: ORDINARY,
      major: MAJOR,
      handle(asked) {
        const channel = seeChannel(core, botId, param(asked, 'channel_id'));
        demand(core, botId, channel.id, ReadMessageHistory);
        return {
          status: 200,
          body: viewMessageForBot(core, findMessage(core, channel.id, param(asked, 'message_id'))),
        };
      },
    },
    { method: 'PATCH', path: one, limits: CREATING, major: MAJOR, handle: (asked) => edit(core, botId, asked) },
    {
      method: 'DELETE',
      path: one,
      limits: ORDINARY,
      major: MAJOR,
      handle(asked) {
        const channel = seeChannel(core, botId, param(asked, 'channel_id'));
        const found = findMessage(core, channel.id, param(asked, 'message_id'));
        if (found.message.author.id !== botId) demand(core, botId, channel.id, ManageMessages);
        removeMessage(core, found);
        return { status: 204 };
      },
    },
  ];
}

function create(core: Core, botId: string, asked: RestRequest): RestAnswer {
  const channel = seeChannel(core, botId, param(asked, 'channel_id'));
  demandMaySend(core, botId, channel);
  const input = readNewMessage(asked.body);
  demandForContent(core, botId, channel.id, input);
  const known = findByNonce(core, botId, input);
  if (known !== undefined) return { status: 200, body: withNonce(viewMessage(core, known), input) };
  const repliesTo = findReplied(core, botId, channel, input);
  // Writing opens an archived thread again, which may be one too many: asked before anything is written.
  if (isThread(channel) && channel.archived) setThread(core, channel, { archived: false });
  const created = addMessage(core, {
    channelId: channel.id,
    authorId: botId,
    input,
    ...(repliesTo !== undefined && { repliesTo: repliesTo.message }),
  });
  rememberNonce(core, botId, input, created);
  return { status: 200, body: withNonce(viewMessage(core, created), input) };
}

/** @throws ApiError if the bot may not write there, or nobody can */
function demandMaySend(core: Core, botId: string, channel: ChannelState): void {
  if (channel.kind === 'dm') demandDm(core, channel);
  else if (channel.kind === 'thread') demandWritable(core, channel, botId);
  else if (channel.type === ChannelType.GuildForum) throw refusal('forumNeedsThread');
  else demand(core, botId, channel.id, SendMessages);
}

function demandDm(core: Core, { userId }: DmState): void {
  const botId = core.state.application.id;
  const shares = Object.values(core.state.guilds).some(({ members }) => botId in members && userId in members);
  if (!shares) throw refusal('noMutualGuild');
  if (core.state.users[userId]?.takesDms !== true) throw refusal('cannotDm');
}

function findReplied(
  core: Core,
  botId: string,
  channel: ChannelState,
  { message_reference: reference }: MessageInput,
): MessageState | undefined {
  if (reference === undefined) return undefined;
  if (!holds(permissionsIn(core, botId, channel.id), ReadMessageHistory)) throw refusal('noHistoryForReply');
  if (reference.channel_id !== undefined && reference.channel_id !== channel.id) {
    throw badReference('REPLIES_CANNOT_REFERENCE_OTHER_CHANNEL', 'Cannot reply to a message in a different channel');
  }
  const found = core.state.messages[channel.id]?.find(({ message }) => message.id === reference.message_id);
  if (found !== undefined || reference.fail_if_not_exists === false) return found;
  throw badReference('REPLIES_UNKNOWN_MESSAGE', 'Unknown message');
}

/** A form's fault, and not 10008: that one says that what a nonce names was deleted. Inner codes are those of reports. */
function badReference(code: string, message: string): ApiError {
  return invalidForm([{ path: ['message_reference'], code, message }]);
}

/**
 * The message that this author sent with this nonce in the past few minutes, in whichever channel: Discord keeps nonces
 * by author. discord-api-docs, resources/message › Create Message; issue 6647 for one that was deleted meanwhile.
 */
function findByNonce(core: Core, authorId: string, { nonce, enforce_nonce }: MessageInput): MessageState | undefined {
  if (nonce === undefined || enforce_nonce !== true) return undefined;
  const known = core.state.nonces[nonceKey(authorId, nonce)];
  if (known === undefined || isForgotten(core, known.at)) return undefined;
  return findMessage(core, known.channelId, known.messageId);
}

function rememberNonce(core: Core, authorId: string, { nonce }: MessageInput, { message }: MessageState): void {
  if (nonce === undefined) return;
  for (const [key, { at }] of Object.entries(core.state.nonces)) {
    if (isForgotten(core, at)) delete core.state.nonces[key];
  }
  const at = core.now().toISOString();
  core.state.nonces[nonceKey(authorId, nonce)] = { channelId: message.channel_id, messageId: message.id, at };
}

function isForgotten(core: Core, at: string): boolean {
  return Math.abs(core.now().getTime() - Date.parse(at)) >= core.nonceMs;
}

function nonceKey(authorId: string, nonce: string | number): string {
  return `${authorId} ${nonce}`;
}

/** Only the answer to a create carries the nonce; later reads are not promised to. */
function withNonce(message: object, { nonce }: MessageInput): object {
  return nonce === undefined ? message : { ...message, nonce };
}

const DEFAULT_PAGE = 50;
const MOST_ON_PAGE = 100;

/** Newest first. Without the right to read the history the list is empty, and not refused. */
function list(core: Core, botId: string, asked: RestRequest): RestAnswer {
  const channel = seeChannel(core, botId, param(asked, 'channel_id'));
  const { query } = asked;
  const limit = Number(query.get('limit') ?? DEFAULT_PAGE);
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST_ON_PAGE) throw badQuery('limit');
  const id = (name: string) => {
    const value = query.get(name);
    if (value !== null && !isSnowflake(value) && !/^\d{1,19}$/.test(value)) throw badQuery(name);
    return value;
  };
  const [before, after, around] = [id('before'), id('after'), id('around')];
  if (!holds(permissionsIn(core, botId, channel.id), ReadMessageHistory)) return { status: 200, body: [] };
  const all = core.state.messages[channel.id] ?? [];
  const chosen = choose(all, { before, after, around, limit });
  return { status: 200, body: chosen.toReversed().map((message) => viewMessageForBot(core, message)) };
}

/** Oldest first: after an id the oldest behind it, else the newest. */
function choose(
  all: readonly MessageState[],
  {
    before,
    after,
    around,
    limit,
  }: { before: string | null; after: string | null; around: string | null; limit: number },
): readonly MessageState[] {
  if (after !== null) return all.filter(({ message }) => compareSnowflakes(message.id, after) > 0).slice(0, limit);
  if (around !== null) {
    const at = all.findIndex(({ message }) => compareSnowflakes(message.id, around) >= 0);
    const start = Math.max(0, (at < 0 ? all.length : at) - Math.floor(limit / 2));
    return all.slice(start, start + limit);
  }
  const older = before === null ? all : all.filter(({ message }) => compareSnowflakes(message.id, before) < 0);
  return older.slice(-limit);
}

function badQuery(name: string): ApiError {
  return invalidForm([{ path: [name], code: 'BASE_TYPE_BAD_VALUE', message: 'This value is not valid.' }]);
}

function edit(core: Core, botId: string, asked: RestRequest): RestAnswer {
  const channel = seeChannel(core, botId, param(asked, 'channel_id'));
  const found = findMessage(core, channel.id, param(asked, 'message_id'));
  if (found.message.author.id !== botId) throw refusal('notYourMessage');
  if (isThread(channel) && channel.archived) throw refusal('threadArchived');
  if (isThread(channel) && channel.locked) demand(core, botId, channel.id, ManageThreads);
  editMessage(core, found, { input: readEdit(asked.body, found.message), isAnswer: false });
  return { status: 200, body: viewMessage(core, found) };
}
