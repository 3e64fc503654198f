import { setTimeout as sleep } from 'node:timers/promises';
import { SourceError } from '../domain/errors.ts';
import { recentListDays } from '../domain/list-day.ts';
import type { ArxivSource } from '../domain/ports/sources.ts';
import { errorFields, type Log } from '../log.ts';
import { claimArxivPapers, settleArxivPapers } from '../store/arxiv.ts';
import type { Db } from '../store/schema.ts';
import type { Job } from './schedule.ts';

/** As many as arXiv is asked for at once. */
const TOGETHER = 100;
/** Lists whose papers are looked at again each day. */
const RECENT_LISTS = 14;
/** Longer than the pause between any two requests: whoever waits for one paper is let in between. */
const BETWEEN_MS = 5_000;

export interface ArxivJobOptions {
  readonly source: ArxivSource;
  readonly pattern: string;
  readonly now: () => Date;
  readonly log: Log;
  /** Between two batches; for tests. */
  readonly betweenMs?: number;
}

/**
 * Asks arXiv what it says of papers: categories, version, comment, journal reference, withdrawal. A batch after the
 * other until none is owed; after the first that fails it waits for its next run.
 */
export function createArxivJob(db: Db, { source, pattern, now, log, betweenMs = BETWEEN_MS }: ArxivJobOptions): Job {
  const readBatch = async (signal: AbortSignal): Promise<number> => {
    const at = now();
    const recentFrom = recentListDays(at, RECENT_LISTS).at(-1);
    if (recentFrom === undefined) return 0;
    const ids = await claimArxivPapers(db, { at, limit: TOGETHER, recentFrom });
    if (ids.length === 0) return 0;
    const papers = await source.readPapers(ids, signal);
    await settleArxivPapers(db, ids, { papers, at: now() });
    log.info('papers looked up', { source: source.name, count: papers.length, rejected: ids.length - papers.length });
    return ids.length;
  };
  return {
    name: 'arxiv',
    pattern,
    isAside: true,
    async run(signal) {
      try {
        while (!signal.aborted && (await readBatch(signal)) > 0) await sleep(betweenMs, undefined, { signal });
      } catch (error) {
        if (signal.aborted) return;
        if (!(error instanceof SourceError)) throw error;
        log.warn('papers not looked up', { source: source.name, ...errorFields(error) });
      }
    },
  };
}
