import { ChannelType, PermissionFlagsBits } from 'discord-api-types/v10';
import { z } from 'zod';
import { refusal } from '../api-error.ts';
import type { RouteLimits } from '../rate-limits.ts';
import { readForumPost, readNewThread, readThreadFromMessage } from '../validation/thread.ts';
import { demand, findMessage, isThread, isThreadOnly, seeChannel } from '../world/access.ts';
import { deleteChannel, openDm } from '../world/channels.ts';
import type { Core } from '../world/core.ts';
import { viewMessage } from '../world/message-view.ts';
import { addMessage } from '../world/messages.ts';
import { holds, permissionsIn } from '../world/permissions.ts';
import { startThread } from '../world/start-thread.ts';
import type { ChannelState, GuildChannelState } from '../world/state.ts';
import { viewChannel, viewThreadMember } from '../world/views.ts';
import { archivedThreadsRoute } from './archived-threads-route.ts';
import { changeThread, demandTags } from './change-thread.ts';
import { demandForContent } from './content-rights.ts';
import { ORDINARY, param, type RestAnswer, type RestRequest, type Route } from './route.ts';
import { threadMemberRoutes } from './thread-member-routes.ts';

const { CreatePublicThreads, CreatePrivateThreads, SendMessages, ManageThreads, ManageChannels } = PermissionFlagsBits;
/** Announced by nothing but a 429 of minutes: discord-api-docs issue 7816. The number is what bots have observed. */
const THREADS: RouteLimits = { hidden: { name: 'threads', most: 50, windowMs: 300_000 }, isGlobal: true };
const MAJOR = ['channel_id'];

/** Channels, and the threads that start in them. discord-api-docs, resources/channel and topics/threads */
export function channelRoutes(core: Core): readonly Route[] {
  const botId = core.state.application.id;
  const see = (asked: RestRequest) => seeChannel(core, botId, param(asked, 'channel_id'));
  const channel = '/channels/{channel_id}';
  return [
    {
      method: 'GET',
      path: channel,
      limits: ORDINARY,
      major: MAJOR,
      handle: (asked) => ({ status: 200, body: viewFor(core, botId, see(asked)) }),
    },
    {
      method: 'PATCH',
      path: channel,
      limits: ORDINARY,
      major: MAJOR,
      handle(asked) {
        const found = see(asked);
        // Channels are changed by nobody but the sandbox's people.
        if (!isThread(found)) throw refusal('missingPermissions');
        return changeThread(core, botId, found, asked);
      },
    },
    {
      method: 'DELETE',
      path: channel,
      limits: ORDINARY,
      major: MAJOR,
      handle(asked) {
        const found = see(asked);
        demand(core, botId, found.id, isThread(found) ? ManageThreads : ManageChannels);
        const body = viewChannel(core.state, found);
        deleteChannel(core, found.id);
        return { status: 200, body };
      },
    },
    {
      method: 'POST',
      path: `${channel}/messages/{message_id}/threads`,
      limits: THREADS,
      major: MAJOR,
      handle: (asked) => startFromMessage(core, botId, see(asked), asked),
    },
    {
      method: 'POST',
      path: `${channel}/threads`,
      limits: THREADS,
      major: MAJOR,
      handle: (asked) => startAlone(core, botId, see(asked), asked),
    },
    archivedThreadsRoute(core),
    ...threadMemberRoutes(core),
    {
      method: 'POST',
      path: '/users/@me/channels',
      limits: ORDINARY,
      handle(asked) {
        const recipient = z.object({ recipient_id: z.string() }).safeParse(asked.body).data?.recipient_id;
        const user = recipient === undefined ? undefined : core.state.users[recipient];
        if (user === undefined || user.bot) throw refusal('invalidRecipient');
        return { status: 200, body: viewChannel(core.state, openDm(core, user.id)) };
      },
    },
  ];
}

function viewFor(core: Core, userId: string, channel: ChannelState): object {
  const view = viewChannel(core.state, channel);
  const member = channel.kind === 'thread' ? viewThreadMember(channel, userId) : undefined;
  return member === undefined ? view : { ...view, member };
}

/** @throws ApiError 50024 unless threads can start there */
function asParent(channel: ChannelState): GuildChannelState {
  if (channel.kind !== 'guild' || channel.type === ChannelType.GuildVoice) throw refusal('wrongChannelType');
  return channel;
}

function startFromMessage(core: Core, botId: string, channel: ChannelState, asked: RestRequest): RestAnswer {
  const parent = asParent(channel);
  if (isThreadOnly(parent)) throw refusal('wrongChannelType');
  const from = findMessage(core, parent.id, param(asked, 'message_id'));
  demand(core, botId, parent.id, CreatePublicThreads);
  const { name, auto_archive_duration: autoArchiveMinutes, rate_limit_per_user } = readThreadFromMessage(asked.body);
  const isNews = parent.type === ChannelType.GuildAnnouncement;
  const type = isNews ? ChannelType.AnnouncementThread : ChannelType.PublicThread;
  const slowmodeSeconds = slowmode(core, botId, parent, rate_limit_per_user);
  const thread = startThread(core, { parent, ownerId: botId, name, autoArchiveMinutes, slowmodeSeconds, type, from });
  return { status: 201, body: viewFor(core, botId, thread) };
}

function startAlone(core: Core, botId: string, channel: ChannelState, asked: RestRequest): RestAnswer {
  const parent = asParent(channel);
  if (isThreadOnly(parent)) return startPost(core, botId, parent, asked);
  const {
    name,
    auto_archive_duration: autoArchiveMinutes,
    rate_limit_per_user,
    type,
    invitable,
  } = readNewThread(asked.body);
  const isNews = parent.type === ChannelType.GuildAnnouncement;
  if (isNews !== (type === ChannelType.AnnouncementThread)) throw refusal('wrongChannelType');
  demand(core, botId, parent.id, type === ChannelType.PrivateThread ? CreatePrivateThreads : CreatePublicThreads);
  const slowmodeSeconds = slowmode(core, botId, parent, rate_limit_per_user);
  const wanted = { parent, ownerId: botId, name, autoArchiveMinutes, slowmodeSeconds, type, invitable };
  const thread = startThread(core, wanted);
  return { status: 201, body: viewFor(core, botId, thread) };
}

/** A forum's post: a thread whose starter has the thread's id. It takes the right to send, and no other. */
function startPost(core: Core, botId: string, parent: GuildChannelState, asked: RestRequest): RestAnswer {
  demand(core, botId, parent.id, SendMessages);
  const {
    name,
    auto_archive_duration: autoArchiveMinutes,
    rate_limit_per_user,
    applied_tags: tags = [],
    message,
  } = readForumPost(asked.body);
  demandForContent(core, botId, parent.id, message);
  demandTags(parent, tags, { manages: holds(permissionsIn(core, botId, parent.id), ManageThreads) });
  const slowmodeSeconds = slowmode(core, botId, parent, rate_limit_per_user);
  const type = ChannelType.PublicThread;
  const thread = startThread(core, { parent, ownerId: botId, name, autoArchiveMinutes, slowmodeSeconds, type, tags });
  const starter = addMessage(core, { channelId: thread.id, authorId: botId, input: message, id: thread.id });
  return { status: 201, body: { ...viewFor(core, botId, thread), message: viewMessage(core, starter) } };
}

/** How long people wait between two messages: only who manages threads may say. @throws ApiError 50013 */
function slowmode(core: Core, botId: string, parent: GuildChannelState, seconds = 0): number {
  if (seconds > 0) demand(core, botId, parent.id, ManageThreads);
  return seconds;
}
