import { ChannelType, PermissionFlagsBits } from 'discord-api-types/v10';
import { refusal } from '../api-error.ts';
import { canSee, demand, isThread, seeChannel } from '../world/access.ts';
import type { Core } from '../world/core.ts';
import { holds, permissionsIn } from '../world/permissions.ts';
import type { ThreadState } from '../world/state.ts';
import { emitThread, joinThread, leaveThread } from '../world/threads.ts';
import { viewThreadMember } from '../world/views.ts';
import { ORDINARY, param, type RestAnswer, type RestRequest, type Route } from './route.ts';

const { SendMessagesInThreads, ManageThreads } = PermissionFlagsBits;
const DONE: RestAnswer = { status: 204 };

/** Who is in a thread. The list of all takes an intent that nobody is granted. discord-api-docs, resources/channel */
export function threadMemberRoutes(core: Core): readonly Route[] {
  const botId = core.state.application.id;
  const route = (method: Route['method'], whom: string, act: (thread: ThreadState, userId: string) => RestAnswer) => ({
    method,
    path: `/channels/{channel_id}/thread-members/${whom}`,
    limits: ORDINARY,
    major: ['channel_id'],
    handle(asked: RestRequest) {
      const thread = seeChannel(core, botId, param(asked, 'channel_id'));
      if (!isThread(thread)) throw refusal('wrongChannelType');
      // Of an archived thread one may ask, and no more.
      if (method !== 'GET' && thread.archived) throw refusal('threadArchived');
      return act(thread, whom === '@me' ? botId : param(asked, 'user_id'));
    },
  });
  const add = (thread: ThreadState, userId: string) => {
    demand(core, botId, thread.id, SendMessagesInThreads);
    demandMayCome(core, thread, userId);
    joinThread(core, thread, userId);
    return DONE;
  };
  return [
    route('PUT', '@me', (thread) => {
      joinThread(core, thread, botId);
      emitThread(core, 'THREAD_CREATE', thread, { member: viewThreadMember(thread, botId) });
      return DONE;
    }),
    route('PUT', '{user_id}', add),
    route('DELETE', '@me', (thread) => {
      leaveThread(core, thread, botId);
      return DONE;
    }),
    route('DELETE', '{user_id}', (thread, userId) => {
      const isCreator = thread.type === ChannelType.PrivateThread && thread.ownerId === botId;
      if (!isCreator) demand(core, botId, thread.id, ManageThreads);
      leaveThread(core, thread, userId);
      return DONE;
    }),
    route('GET', '{user_id}', (thread, userId) => {
      const member = viewThreadMember(thread, userId);
      if (member === undefined) throw refusal('unknownMember');
      return { status: 200, body: member };
    }),
  ];
}

/** @throws ApiError 10007 for a stranger to the server, 50001 for who cannot see the channel, 50013 for who may not be brought in */
function demandMayCome(core: Core, thread: ThreadState, userId: string): void {
  if (core.state.guilds[thread.guildId]?.members[userId] === undefined) throw refusal('unknownMember');
  if (!canSee(core, userId, thread.parentId)) throw refusal('missingAccess');
  const botId = core.state.application.id;
  const isOpen = thread.invitable !== false || thread.ownerId === botId;
  if (!isOpen && !holds(permissionsIn(core, botId, thread.id), ManageThreads)) throw refusal('missingPermissions');
}
