import { setTimeout as sleep } from 'node:timers/promises';
import type { Threads } from '../domain/ports/threads.ts';
import type { Log } from '../log.ts';
import type { Db } from '../store/schema.ts';
import { isUnavailable } from '../store/servers/guilds.ts';
import { forgetThread, type KnownThread, noteThreads } from '../store/threads/knowledge.ts';

/** Somebody waits: what Discord does not say by then is taken from what is known. */
const WITHIN_MS = 1_500;

export interface WakeContext {
  readonly db: Db;
  readonly threads: Threads;
  readonly now: () => Date;
  readonly log: Log;
}

/** What a thread is when somebody is led to it. `gone`: it was deleted, and is forgotten. */
export type Woken = 'open' | 'reopened' | 'asleep' | 'locked' | 'gone';

/**
 * Looks whether a thread is still there before somebody is led to it, and opens it again if it has gone to sleep: events
 * are missed while nobody listens. A locked one stays as it is: that is a moderator's word.
 *
 * @param mayWrite whether who asks may write in threads: for others none is opened
 */
export async function wakeThread(
  context: WakeContext,
  known: KnownThread,
  { mayWrite }: { mayWrite: boolean },
): Promise<Woken> {
  const late = sleep(WITHIN_MS, 'late' as const, { ref: false });
  return await Promise.race([wake(context, known, mayWrite), late.then(() => stateOf(known))]);
}

async function wake(context: WakeContext, known: KnownThread, mayWrite: boolean): Promise<Woken> {
  const { db, threads, now } = context;
  const reading = await threads.read(known.threadId);
  if (reading.kind === 'gone') return await forget(context, known);
  if (reading.kind === 'failed') return stateOf(known);
  const thread = { ...reading.thread, guildId: known.guildId };
  await noteThreads(db, [thread], now());
  if (thread.isLocked) return 'locked';
  if (!thread.isArchived) return 'open';
  if (!mayWrite) return 'asleep';
  const opened = await threads.setArchived(known.threadId, false);
  if (opened.kind === 'gone') return await forget(context, known);
  // Too many active threads, or a right that was taken away: the thread is there all the same.
  if (opened.kind === 'failed') return 'asleep';
  await noteThreads(db, [{ ...thread, isArchived: false }], now());
  return 'reopened';
}

async function forget({ db, log }: WakeContext, known: KnownThread): Promise<Woken> {
  const { guildId, paperId, threadId } = known;
  // During an outage Discord knows nothing of the server: that is no word about the thread.
  if (await isUnavailable(db, guildId)) return stateOf(known);
  await forgetThread(db, { guildId, threadId });
  log.info('discussion gone', { guildId, paperId, threadId });
  return 'gone';
}

function stateOf({ isArchived, isLocked }: KnownThread): Woken {
  if (isLocked) return 'locked';
  return isArchived ? 'asleep' : 'open';
}
