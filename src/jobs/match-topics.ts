import type { PaperId } from '../domain/paper-id.ts';
import type { Log } from '../log.ts';
import { areTopicsMatched, matchNextPapers, saveTopicsMatched } from '../store/papers/topic-matching.ts';
import type { Db } from '../store/schema.ts';
import type { Job } from './schedule.ts';

/** A tenth of a second's matching. */
const TOGETHER = 200;

export interface TopicMatchingOptions {
  readonly pattern: string;
  readonly now: () => Date;
  readonly log: Log;
}

/**
 * Finds the topics of all papers anew if their queries have changed since it was last done: after an update, once. If it
 * is interrupted it begins again. Papers that are saved meanwhile have their topics at once.
 */
export function createTopicMatching(db: Db, { pattern, now, log }: TopicMatchingOptions): Job {
  let isDone = false;
  return {
    name: 'topics',
    pattern,
    isAside: true,
    async run(signal) {
      isDone ||= await areTopicsMatched(db);
      if (isDone) return;
      let count = 0;
      let before: PaperId | undefined;
      while (!signal.aborted) {
        const batch = await matchNextPapers(db, {
          at: now(),
          limit: TOGETHER,
          ...(before !== undefined && { before }),
        });
        if (batch === undefined) {
          await saveTopicsMatched(db);
          isDone = true;
          break;
        }
        before = batch.last;
        count += batch.changed;
      }
      if (count > 0) log.info('papers given other topics', { count });
    },
  };
}
