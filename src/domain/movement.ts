import {
  completeAt,
  isComplete,
  type ListDay,
  listDaysBetween,
  type Period,
  periodDays,
  previousListDay,
} from './list-day.ts';
import type { PaperId } from './paper-id.ts';
import { compareRanked } from './ranking.ts';

/** What became of a paper on a list: it was not there, it rose or sank by so many places, or it stands there since days. */
export type Movement =
  | { readonly kind: 'new' }
  /** Upwards is positive; never 0. */
  | { readonly kind: 'moved'; readonly by: number }
  /** From 2: its second list day. */
  | { readonly kind: 'day'; readonly day: number };

/** The list that a list is compared with: that of some days, as it was held at an instant. */
export interface EarlierList {
  readonly days: readonly ListDay[];
  readonly at: Date;
}

/** A day's list changes by the hour while it grows. Six hours are a morning or an afternoon. */
const GROWING_MS = 6 * 3_600_000;

/**
 * What a list's places are compared with, as somebody would who looked at the same list before:
 *
 * - a week or a month: the same period up to the list day before, as it stood when that day's list was complete;
 * - a day's list that grows: itself, six hours before it was last read;
 * - a day's list that is complete: itself, at the instant that it was complete.
 */
export function earlierList(period: Period, day: ListDay, readAt: Date): EarlierList {
  if (period !== 'day') {
    const before = previousListDay(day);
    return { days: periodDays(period, before), at: completeAt(before) };
  }
  return { days: [day], at: isComplete(day, readAt) ? completeAt(day) : new Date(readAt.getTime() - GROWING_MS) };
}

/** A paper of an earlier list, with what it had then. */
export interface EarlierPaper {
  readonly id: PaperId;
  readonly upvotes: number;
  readonly comments?: number;
}

/** The places of an earlier list, from 1, in the order of every list. */
export function placesOf(papers: readonly EarlierPaper[]): ReadonlyMap<PaperId, number> {
  return new Map(papers.toSorted(compareRanked).map(({ id }, index) => [id, index + 1]));
}

/**
 * How a paper moved: *new* if the earlier list did not hold it; else by how many places it rose or sank; else, from its
 * second list day on, which day it is, counted in list days from its first list to the newest that is shown.
 *
 * @param places of the earlier list. If it is empty nothing was held then, and nothing is said
 * @returns undefined if there is nothing to say: its first day, on the same place
 */
export function movementOf(
  { id, rank, listDay }: { readonly id: PaperId; readonly rank: number; readonly listDay?: ListDay },
  { places, newest }: { readonly places: ReadonlyMap<PaperId, number>; readonly newest: ListDay },
): Movement | undefined {
  if (places.size === 0) return undefined;
  const earlier = places.get(id);
  if (earlier === undefined) return { kind: 'new' };
  if (earlier !== rank) return { kind: 'moved', by: earlier - rank };
  const day = listDay === undefined ? 1 : listDaysBetween(listDay, newest).length + 1;
  return day > 1 ? { kind: 'day', day } : undefined;
}
