import { ChannelType, PermissionFlagsBits } from 'discord-api-types/v10';
import { refusal } from '../api-error.ts';
import { demand } from './access.ts';
import type { Core } from './core.ts';
import { holds, permissionsIn } from './permissions.ts';
import type { ThreadState, ThreadType } from './state.ts';
import { viewThread, viewThreadMember } from './views.ts';

/** The threads of a server, archived ones included. */
export function threadsOf(core: Core, guildId: string): readonly ThreadState[] {
  return [...core.channels.ofGuild(guildId)].filter((channel) => channel.kind === 'thread');
}

/** The threads of a server that are not archived. */
export function activeThreads(core: Core, guildId: string): readonly ThreadState[] {
  return threadsOf(core, guildId).filter(({ archived }) => !archived);
}

export type ThreadChange = Partial<
  Pick<
    ThreadState,
    'name' | 'archived' | 'locked' | 'autoArchiveMinutes' | 'slowmodeSeconds' | 'tags' | 'invitable' | 'pinned'
  >
>;

/** Changes a thread and tells so. @throws ApiError 160006 or 160007 if it would be one active thread too many */
export function setThread(core: Core, thread: ThreadState, change: ThreadChange): void {
  const opens = change.archived === false && thread.archived;
  if (opens) demandRoom(core, thread.guildId, thread.type);
  const closes = change.archived === true && !thread.archived;
  const { autoArchiveMinutes = thread.autoArchiveMinutes } = change;
  // Whichever of them changes: discord-api-docs, topics/threads › Thread Fields.
  if (opens || closes || autoArchiveMinutes !== thread.autoArchiveMinutes) {
    thread.archiveChangedAt = core.now().toISOString();
  }
  Object.assign(thread, change);
  emitThread(core, 'THREAD_UPDATE', thread);
  if (opens) emitMemberships(core, thread);
}

/** @throws ApiError 160006, in an announcement channel 160007, if the server has as many active threads as it may */
export function demandRoom(core: Core, guildId: string, type: ThreadType): void {
  if (activeThreads(core, guildId).length < (core.threadCaps.get(guildId) ?? core.maxActiveThreads)) return;
  throw refusal(type === ChannelType.AnnouncementThread ? 'tooManyAnnouncementThreads' : 'tooManyThreads');
}

const SWEEP_EVERY_MS = 60_000;

/**
 * Makes what archives the threads in which nobody has written for as long as they are set to. To be called often: it
 * looks once a minute of the clock.
 */
export function createArchiver(core: Core): () => void {
  let sweptAt = Number.NEGATIVE_INFINITY;
  return () => {
    const at = core.now().getTime();
    if (Math.abs(at - sweptAt) < SWEEP_EVERY_MS) return;
    sweptAt = at;
    archiveQuietThreads(core, at);
  };
}

/** discord-api-docs, topics/opcodes-and-status-codes › JSON Error Codes. */
const MOST_PARTICIPANTS = 1_000;

/** Whether a user is in a thread, or there is room for one more. */
export function hasPlace({ members }: ThreadState, userId: string): boolean {
  return userId in members || Object.keys(members).length < MOST_PARTICIPANTS;
}

/** Who writes comes in by it; that anybody is let in beyond the limit is not written. @throws ApiError 30033 */
function demandPlace(thread: ThreadState, userId: string): void {
  if (!hasPlace(thread, userId)) throw refusal('tooManyParticipants');
}

/** Makes a user a member of a thread. The same again changes nothing. @throws ApiError 30033 if it is full */
export function joinThread(core: Core, thread: ThreadState, userId: string): void {
  if (userId in thread.members) return;
  demandPlace(thread, userId);
  thread.members[userId] = core.now().toISOString();
  const member = viewThreadMember(thread, userId);
  emitMembers(core, thread, userId, { added_members: [member], removed_member_ids: [] });
}

/** Takes a user out of a thread. */
export function leaveThread(core: Core, thread: ThreadState, userId: string): void {
  if (!(userId in thread.members)) return;
  delete thread.members[userId];
  emitMembers(core, thread, userId, { added_members: [], removed_member_ids: [userId] });
}

/**
 * Whether a user may write in a thread. In an archived one writing opens it again, unless it is locked.
 *
 * @throws ApiError 50013; 160005 if it is locked and the user does not manage threads; 30033 if it is full
 */
export function demandWritable(core: Core, thread: ThreadState, userId: string): void {
  demand(core, userId, thread.id, PermissionFlagsBits.SendMessagesInThreads);
  const manages = holds(permissionsIn(core, userId, thread.id), PermissionFlagsBits.ManageThreads);
  if (thread.locked && !manages) throw refusal('threadLocked');
  demandPlace(thread, userId);
}

/** Tells that a thread is there, or has changed. */
export function emitThread(
  core: Core,
  t: 'THREAD_CREATE' | 'THREAD_UPDATE',
  thread: ThreadState,
  more: object = {},
): void {
  core.emit({ t, d: { ...viewThread(thread), ...more }, guildId: thread.guildId, channelId: thread.id });
}

/** To each member what they are in it: at a start only active threads are told of. topics/threads › Unarchiving a Thread */
function emitMemberships(core: Core, thread: ThreadState): void {
  for (const userId of Object.keys(thread.members)) {
    core.emit({
      t: 'THREAD_MEMBER_UPDATE',
      d: { ...viewThreadMember(thread, userId), guild_id: thread.guildId },
      guildId: thread.guildId,
      channelId: thread.id,
      memberId: userId,
    });
  }
}

function emitMembers(core: Core, thread: ThreadState, userId: string, change: object): void {
  const count = Object.keys(thread.members).length;
  core.emit({
    t: 'THREAD_MEMBERS_UPDATE',
    d: { id: thread.id, guild_id: thread.guildId, member_count: count, ...change },
    guildId: thread.guildId,
    channelId: thread.id,
    memberId: userId,
  });
}

function archiveQuietThreads(core: Core, at: number): void {
  for (const guildId of Object.keys(core.state.guilds)) {
    for (const thread of activeThreads(core, guildId)) {
      const last = core.state.messages[thread.id]?.at(-1)?.message.timestamp ?? thread.createdAt;
      const quietSince = Math.max(Date.parse(last), Date.parse(thread.archiveChangedAt));
      if (at - quietSince >= thread.autoArchiveMinutes * 60_000) setThread(core, thread, { archived: true });
    }
  }
}
