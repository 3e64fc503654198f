import type { Threads } from '../domain/ports/threads.ts';
import { errorFields, type Log } from '../log.ts';
import type { Db } from '../store/schema.ts';
import { isUnavailable } from '../store/servers/guilds.ts';
import { claimStaleThreads, forgetThread, noteThreads, postponeCount } from '../store/threads/knowledge.ts';

/** A thread that somebody looks at is counted at most once in so long. */
const LOOKED_AT_MS = 10 * 60_000;
/** As many as a list shows. */
const MOST_LOOKED_AT = 10;
/** Threads that nobody looks at. */
const UNSEEN_MS = 60 * 60_000;
const MOST_UNSEEN = 20;
/** A thread that Discord does not show us: the gateway tells if that changes. */
const HIDDEN_MS = 7 * 24 * 3_600_000;
/** Whoever looks does not wait, and there may be many. */
const MOST_WAITING = 50;

export interface CountContext {
  readonly db: Db;
  readonly threads: Threads;
  readonly now: () => Date;
  readonly log: Log;
}

/**
 * Counts the messages of threads that were counted longest ago, as many as twenty: no event tells of a message. Asks
 * Discord for the number, and reads none. @returns how many were counted
 */
export async function countThreads(context: CountContext, signal: AbortSignal): Promise<number> {
  const { db, now } = context;
  const stale = await claimStaleThreads(db, { at: now(), afterMs: UNSEEN_MS, limit: MOST_UNSEEN });
  return await count(context, stale, signal);
}

/** Counts the threads that people look at, behind their backs: what a list shows is some minutes old. */
export interface Counter extends AsyncDisposable {
  /** Asks for a count of those that were not counted for ten minutes. Waits for nothing, and fails in silence. */
  lookAt(threadIds: readonly string[]): void;
}

export function createCounter(context: CountContext): Counter {
  const { db, now, log } = context;
  const stopping = new AbortController();
  const waiting = new Set<string>();
  let counting: Promise<void> | undefined;

  const countWaiting = async () => {
    while (waiting.size > 0 && !stopping.signal.aborted) {
      const threadIds = [...waiting].slice(0, MOST_LOOKED_AT);
      for (const id of threadIds) waiting.delete(id);
      const stale = await claimStaleThreads(db, {
        at: now(),
        threadIds,
        afterMs: LOOKED_AT_MS,
        limit: MOST_LOOKED_AT,
      });
      await count(context, stale, stopping.signal);
    }
  };
  return {
    lookAt(threadIds) {
      for (const id of threadIds) if (waiting.size < MOST_WAITING) waiting.add(id);
      counting ??= countWaiting()
        .catch((error) => log.warn('threads not counted', errorFields(error)))
        .finally(() => {
          counting = undefined;
        });
    },
    async [Symbol.asyncDispose]() {
      stopping.abort();
      waiting.clear();
      await counting;
    },
  };
}

async function count(
  { db, threads, now, log }: CountContext,
  stale: readonly { readonly guildId: string; readonly threadId: string }[],
  signal: AbortSignal,
): Promise<number> {
  let counted = 0;
  for (const { guildId, threadId } of stale) {
    if (signal.aborted) break;
    const reading = await threads.read(threadId);
    if (reading.kind === 'found') {
      await noteThreads(db, [{ ...reading.thread, guildId }], now());
      counted += 1;
    } else if (reading.kind === 'gone') {
      // During an outage Discord knows nothing of the server: that is no word about the thread.
      if (await isUnavailable(db, guildId)) continue;
      await forgetThread(db, { guildId, threadId });
      log.info('discussion gone', { guildId, threadId });
    } else if (reading.failure.kind === 'blocked' || reading.failure.kind === 'dead-token') {
      break;
    } else if (reading.failure.kind === 'suspend') {
      await postponeCount(db, { guildId, threadId }, new Date(now().getTime() + HIDDEN_MS));
    }
  }
  return counted;
}
