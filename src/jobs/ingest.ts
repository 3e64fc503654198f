import { currentListDay, isComplete, type ListDay, recentListDays } from '../domain/list-day.ts';
import type { PaperSource } from '../domain/ports/sources.ts';
import { volumeDays } from '../domain/volume.ts';
import { errorFields, type Log } from '../log.ts';
import { findListReport, saveList } from '../store/papers/lists.ts';
import type { Db } from '../store/schema.ts';

/** Each run reads the list that grows and the one before; upvotes take days to settle, so once a day it reads more. */
const EVERY_RUN = 2;
/** A source that fails twice in a row is down: the next run asks again. */
const DOWN_AFTER = 2;
const DAY_MS = 24 * 3_600_000;

export interface IngestOptions {
  readonly db: Db;
  readonly source: PaperSource;
  readonly now: () => Date;
  readonly log: Log;
}

/**
 * Reads the recent lists and saves them, newest first, so that an empty store is useful after the first: the two newest
 * at every run; if they were not read for a day, the last 14 that are complete, over which papers are counted.
 *
 * A list that the source does not send, or not whole, changes nothing that is held and keeps no other list from being
 * read. @returns how many lists were saved
 */
export async function ingest({ db, source, now, log }: IngestOptions, signal: AbortSignal): Promise<number> {
  let saved = 0;
  let failedInARow = 0;
  for (const [index, day] of daysToRead(now()).entries()) {
    if (signal.aborted) break;
    if (index >= EVERY_RUN && !(await isStale(db, day, now()))) continue;
    const outcome = await readDay({ db, source, now, log }, day, signal);
    if (outcome === 'saved') saved += 1;
    failedInARow = outcome === 'failed' ? failedInARow + 1 : 0;
    if (failedInARow === DOWN_AFTER) break;
  }
  return saved;
}

/** Those that still grow, one or for half an hour two, and those of which a volume is counted; newest first. */
function daysToRead(at: Date): readonly ListDay[] {
  const growing = recentListDays(at, 2).filter((day) => !isComplete(day, at));
  return [...growing, ...volumeDays(at)];
}

type DayOutcome = 'saved' | 'none' | 'failed';

async function isStale(db: Db, day: ListDay, at: Date): Promise<boolean> {
  const report = await findListReport(db, day);
  return report === undefined || at.getTime() - report.readAt.getTime() >= DAY_MS;
}

async function readDay(
  { db, source, now, log }: IngestOptions,
  day: ListDay,
  signal: AbortSignal,
): Promise<DayOutcome> {
  const at = now();
  try {
    const { published, papers, rejected } = await source.readList(day, signal);
    // No list yet, or a holiday: what is held, if anything, stays as it is, and the day was read.
    await saveList(db, { day, source: source.name, papers, rejected, at });
    if (!published) return 'none';
    log.info('list saved', { source: source.name, listDay: day, count: papers.length, rejected });
    return 'saved';
  } catch (error) {
    // Interrupted by our own stop: nothing that somebody must look at.
    if (signal.aborted) return 'none';
    // One list that cannot be read or saved must not keep the others from being read.
    const grows = day === currentListDay(at);
    log[grows ? 'warn' : 'error']('list not read', { source: source.name, listDay: day, ...errorFields(error) });
    return 'failed';
  }
}
