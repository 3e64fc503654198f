import type { PaperId } from '../domain/paper-id.ts';
import type { Log } from '../log.ts';
import type { Db } from '../store/schema.ts';
import { indexNextPapers } from '../store/search/search-index.ts';
import type { Job } from './schedule.ts';

const TOGETHER = 200;

/**
 * Brings into the search what an older Paperboy has left out of it: after an update, once in a process's life. Papers
 * that are saved from then on are searchable at once.
 */
export function createIndexing(db: Db, { pattern, log }: { pattern: string; log: Log }): Job {
  let isDone = false;
  return {
    name: 'search index',
    pattern,
    async run(signal) {
      let count = 0;
      let before: PaperId | undefined;
      while (!isDone && !signal.aborted) {
        const batch = await indexNextPapers(db, { limit: TOGETHER, ...(before !== undefined && { before }) });
        isDone = batch === undefined;
        count += batch?.count ?? 0;
        before = batch?.last;
      }
      if (count > 0) log.info('papers made searchable', { count });
    },
  };
}
