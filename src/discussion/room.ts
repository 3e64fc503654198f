import { setTimeout as sleep } from 'node:timers/promises';
import type { ReadThread, Threads } from '../domain/ports/threads.ts';
import { QUIET_MS, ROOM_AT_ONCE, type RoomLack } from '../domain/thread-room.ts';
import type { Log } from '../log.ts';
import type { Db } from '../store/schema.ts';
import { noteThreads } from '../store/threads/knowledge.ts';
import {
  claimRoom,
  endRoomTurn,
  listQuietChannels,
  listQuietThreads,
  type QuietThread,
  type RoomClaim,
} from '../store/threads/room.ts';

/** Longer than one turn with a timeout on its way. */
const LEASE_MS = 30_000;
/** Somebody may wait for the thread that room is made for: what is not archived by then stays. */
const WITHIN_MS = 8_000;
const LOOK_EVERY_MS = 150;
/** Each is a request, and most of them are what the store says they are. */
const MOST_LOOKED_AT = 20;
/** Others may take the room that was made: then there is one more turn. */
const MOST_TRIES = 3;

export interface RoomContext {
  readonly db: Db;
  readonly threads: Threads;
  readonly now: () => Date;
  readonly log: Log;
}

/** What a try to begin a thread has led to. */
export interface Roomed<T> {
  readonly outcome: T;
  /** Why no room was made, if there was none. */
  readonly lack?: RoomLack;
}

/**
 * Begins a thread. If Discord answers that a server has as many active ones as it may, and the server lets Paperboy
 * archive quiet discussions, a handful of those is archived, and the thread is begun again. Nothing is archived
 * without that answer, and by one process of all at a time: who was refused before another has made room uses that.
 *
 * @param isFull whether it was that answer
 */
export async function beginWithRoom<T>(
  context: RoomContext,
  guildId: string,
  { begin, isFull }: { begin: () => Promise<T>; isFull: (outcome: T) => boolean },
): Promise<Roomed<T>> {
  for (let tries = 1; ; tries += 1) {
    const fullAt = context.now();
    const outcome = await begin();
    if (!isFull(outcome) || tries === MOST_TRIES) return { outcome };
    const lack = await makeRoom(context, guildId, fullAt);
    if (lack !== undefined) return { outcome, lack };
  }
}

/** @returns undefined if there may be room now */
async function makeRoom(context: RoomContext, guildId: string, fullAt: Date): Promise<RoomLack | undefined> {
  const { db, now } = context;
  const giveUpAt = performance.now() + WITHIN_MS;
  while (performance.now() < giveUpAt) {
    const turn = await claimRoom(db, guildId, { at: now(), leaseMs: LEASE_MS, fullAt });
    if (turn.kind === 'not-agreed') return turn;
    if (turn.kind === 'made') return undefined;
    if (turn.kind === 'claimed') return await useTurn(context, turn.claim);
    await sleep(LOOK_EVERY_MS);
  }
  return undefined;
}

async function useTurn(context: RoomContext, claim: RoomClaim): Promise<RoomLack | undefined> {
  const { db, now, log } = context;
  const { guildId } = claim;
  let archived = 0;
  let isSure = true;
  try {
    const quiet = await findQuiet(context, guildId);
    // Discord does not say what we may do: nothing is done on a guess.
    if (quiet === undefined) return undefined;
    if ('kind' in quiet) return quiet;
    const giveUpAt = performance.now() + WITHIN_MS;
    for (const thread of quiet) {
      const isOver = performance.now() >= giveUpAt || now() >= claim.claimedUntil;
      isSure &&= !isOver;
      if (archived === ROOM_AT_ONCE || isOver) break;
      const did = await archive(context, guildId, thread);
      if (did === 'archived') archived += 1;
      isSure &&= did !== 'failed';
    }
    return archived > 0 || !isSure ? undefined : { kind: 'none-quiet' };
  } finally {
    await endRoomTurn(db, claim, { at: now(), isMade: archived > 0 });
    if (archived > 0) log.info('quiet discussions archived', { guildId, count: archived });
  }
}

/** Those that may be archived, as far as is known, the first to go first. @returns undefined if Discord does not answer */
async function findQuiet(
  { db, threads, now }: RoomContext,
  guildId: string,
): Promise<readonly QuietThread[] | RoomLack | undefined> {
  const before = new Date(now().getTime() - QUIET_MS);
  const [first, ...more] = await listQuietChannels(db, guildId, before);
  if (first === undefined) return { kind: 'none-quiet' };
  const managed = await threads.listManaged(guildId, [first, ...more]);
  if (managed.kind === 'failed') return undefined;
  if (managed.channelIds.size === 0) return { kind: 'no-right', channelId: first };
  return await listQuietThreads(db, guildId, { before, limit: MOST_LOOKED_AT, channelIds: [...managed.channelIds] });
}

/** Archives one that is quiet still, by Discord's own word. @returns `stirred` if it is not, or not ours to archive */
async function archive(
  context: RoomContext,
  guildId: string,
  { threadId, paperId }: QuietThread,
): Promise<'archived' | 'stirred' | 'failed'> {
  const { db, threads, now, log } = context;
  const reading = await threads.read(threadId);
  if (reading.kind !== 'found') return 'failed';
  await noteThreads(db, [{ ...reading.thread, guildId }], now());
  if (!mayArchive(reading.thread, now())) return 'stirred';
  const archiving = await threads.setArchived(threadId, true);
  if (archiving.kind !== 'done') return 'failed';
  const { thread } = archiving;
  await noteThreads(db, [{ ...thread, guildId }], now());
  // Somebody wrote between the two: their talk goes on. Whoever writes later opens it by that.
  const isTalk = thread.lastMessageAt?.getTime() !== reading.thread.lastMessageAt?.getTime();
  if (isTalk && (await threads.setArchived(threadId, false)).kind === 'done') {
    await noteThreads(db, [{ ...thread, guildId, isArchived: false }], now());
    return 'stirred';
  }
  log.info('discussion archived', { guildId, paperId, threadId });
  return 'archived';
}

function mayArchive({ isOurs, isArchived, isLocked, isPinned, stirredAt }: ReadThread, at: Date): boolean {
  return isOurs && !isArchived && !isLocked && !isPinned && at.getTime() - stirredAt.getTime() >= QUIET_MS;
}
