import {
  beginsAt,
  completeAt,
  currentListDay,
  isComplete,
  type ListDay,
  newestCompleteDay,
  nextListDay,
} from './list-day.ts';

/** What is held of one source, and when it was last heard. */
export interface SourceReport {
  /** Its name, as in sentences. */
  readonly source: string;
  /** The newest list of which papers are held; absent while there is none. */
  readonly newest?: { readonly day: ListDay; readonly papers: number };
  /** When any of its lists was last read whole. */
  readonly readAt: Date;
  /** When the list of the current list day was; absent if it never was. */
  readonly currentReadAt?: Date;
  /** When a paper was last added to one of its recent lists, or the numbers of one changed. */
  readonly changedAt?: Date;
}

/**
 * `fine`: every complete list is held. `behind`: one is missing that the source should have. `silent`: it has not been
 * read for a while. `empty`: nothing is held yet.
 */
export type SourceHealth = 'fine' | 'behind' | 'silent' | 'empty';

/** Why there is no list newer than the newest that is held. */
export type NewerList =
  /** It is today's, and papers are still added to it. */
  | { readonly kind: 'growing'; readonly day: ListDay; readonly completeAt: Date }
  /** There are no lists on weekends. */
  | { readonly kind: 'weekend'; readonly day: ListDay; readonly beginsAt: Date }
  /** The source was asked, and has none yet. */
  | { readonly kind: 'unpublished'; readonly day: ListDay }
  /** The source could not be read; `since`: when it last could, absent if it never was. */
  | { readonly kind: 'unread'; readonly day: ListDay; readonly since?: Date };

export interface Freshness {
  readonly health: SourceHealth;
  readonly newer: NewerList;
}

/** Lists are read every quarter of an hour: by now several readings have failed. */
const SILENT_AFTER_MS = 90 * 60_000;

/** Judges what is held of a source at an instant. */
export function judgeFreshness(report: SourceReport, at: Date): Freshness {
  return { health: healthOf(report, at), newer: findNewer(report, at) };
}

function healthOf({ newest, readAt }: SourceReport, at: Date): SourceHealth {
  if (newest === undefined) return 'empty';
  if (isSilent(readAt, at)) return 'silent';
  return newest.day < newestCompleteDay(at) ? 'behind' : 'fine';
}

function findNewer({ newest, readAt, currentReadAt }: SourceReport, at: Date): NewerList {
  const day = currentListDay(at);
  if (newest !== undefined && newest.day >= day) {
    if (!isComplete(day, at)) return { kind: 'growing', day, completeAt: completeAt(day) };
    const next = nextListDay(day);
    return { kind: 'weekend', day: next, beginsAt: beginsAt(next) };
  }
  if (isSilent(readAt, at)) return { kind: 'unread', day, since: readAt };
  if (currentReadAt === undefined) return { kind: 'unread', day };
  return isSilent(currentReadAt, at) ? { kind: 'unread', day, since: currentReadAt } : { kind: 'unpublished', day };
}

function isSilent(readAt: Date, at: Date): boolean {
  return at.getTime() - readAt.getTime() > SILENT_AFTER_MS;
}
