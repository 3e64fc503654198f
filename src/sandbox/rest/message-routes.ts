import { PermissionFlagsBits } from 'discord-api-types/v10';
import { type ApiError, refusal } from '../api-error.ts';
import type { RouteLimits } from '../rate-limits.ts';
import { invalidForm } from '../validation/form.ts';
import { type MessageInput, readEdit, readNewMessage } from '../validation/message.ts';
import { demand, findMessage, isThread, isThreadOnly, seeChannel } from '../world/access.ts';
import type { Core } from '../world/core.ts';
import { sharesServer } from '../world/installs.ts';
import { viewMessage, viewMessageForBot } from '../world/message-view.ts';
import { addMessage, editMessage, removeMessage } from '../world/messages.ts';
import { createNonces, type Nonces } from '../world/nonces.ts';
import { holds, permissionsIn } from '../world/permissions.ts';
import type { ChannelState, DmState, MessageState, ThreadState } from '../world/state.ts';
import { demandWritable, setThread } from '../world/threads.ts';
import { demandForContent } from './content-rights.ts';
import { crosspostRoute } from './crosspost-route.ts';
import { limitEdits } from './edit-limits.ts';
import { listMessages } from './list-messages.ts';
import { ORDINARY, param, type RestAnswer, type RestRequest, type Route } from './route.ts';

const { SendMessages, ReadMessageHistory, ManageMessages, ManageThreads } = PermissionFlagsBits;
/** Observed by bots; Discord publishes no number. */
const CREATING: RouteLimits = { announced: { most: 5, windowMs: 5_000 }, isGlobal: true };
const MAJOR = ['channel_id'];

/** Create, read, edit and delete the messages of a channel. discord-api-docs, resources/message */
export function messageRoutes(core: Core): readonly Route[] {
  const botId = core.state.application.id;
  const nonces = createNonces(core);
  const messages = '/channels/{channel_id}/messages';
  const one = `${messages}/{message_id}`;
  return [
    { method: 'POST', path: messages, limits: CREATING, major: MAJOR, handle: (asked) => create(core, nonces, asked) },
    {
      method: 'GET',
      path: messages,
      limits: ORDINARY,
      major: MAJOR,
      handle: (asked) => listMessages(core, botId, asked),
    },
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
    {
      method: 'PATCH',
      path: one,
      limits: CREATING,
      coded: limitEdits(core),
      major: MAJOR,
      handle: (asked) => edit(core, botId, asked),
    },
    crosspostRoute(core),
    {
      method: 'DELETE',
      path: one,
      limits: ORDINARY,
      major: MAJOR,
      handle(asked) {
        const channel = seeChannel(core, botId, param(asked, 'channel_id'));
        const found = findMessage(core, channel.id, param(asked, 'message_id'));
        if (found.message.author.id !== botId) demand(core, botId, channel.id, ManageMessages);
        if (isThread(channel)) demandDeletable(core, botId, channel);
        removeMessage(core, found);
        return { status: 204 };
      },
    },
  ];
}

function create(core: Core, nonces: Nonces, asked: RestRequest): RestAnswer {
  const botId = core.state.application.id;
  const channel = seeChannel(core, botId, param(asked, 'channel_id'));
  demandMaySend(core, botId, channel);
  const input = readNewMessage(asked.body);
  demandForContent(core, botId, channel.id, input);
  const { nonce } = input;
  const known = nonce !== undefined && input.enforce_nonce === true ? nonces.find(botId, nonce) : undefined;
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
  if (nonce !== undefined) nonces.remember(botId, nonce, created);
  return { status: 200, body: withNonce(viewMessage(core, created), input) };
}

/** @throws ApiError if the bot may not write there, or nobody can */
function demandMaySend(core: Core, botId: string, channel: ChannelState): void {
  if (channel.kind === 'dm') demandDm(core, channel);
  else if (channel.kind === 'thread') demandWritable(core, channel, botId);
  else if (isThreadOnly(channel)) throw refusal('forumNeedsThread');
  else demand(core, botId, channel.id, SendMessages);
}

function demandDm(core: Core, { userId }: DmState): void {
  if (!sharesServer(core, userId)) throw refusal('noMutualGuild');
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

/** Only the answer to a create carries the nonce; later reads are not promised to. */
function withNonce(message: object, { nonce }: MessageInput): object {
  return nonce === undefined ? message : { ...message, nonce };
}

/** In what is locked, only while it is not archived too. discord-api-docs, topics/threads › Locked Threads */
function demandDeletable(core: Core, botId: string, { id, archived, locked }: ThreadState): void {
  if (archived && locked && !holds(permissionsIn(core, botId, id), ManageThreads)) throw refusal('threadArchived');
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
