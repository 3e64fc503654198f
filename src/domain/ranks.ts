import { completeAt, currentListDay, isComplete, type ListDay, nextListDay, periodDays } from './list-day.ts';
import type { EarlierList } from './movement.ts';

/** Where a paper stands, and stood: on its own day's list, and on the week's list from day to day. */
export interface Ranks {
  /** On its day's list as it is now; absent if nothing of that is held. */
  readonly own?: { readonly rank: number; readonly of: number };
  /** Oldest first; days of which nothing was held are left out. */
  readonly week: readonly { readonly day: ListDay; readonly rank: number }[];
}

/** A list on which a paper has a rank. */
export interface RankPoint {
  /** The newest day of the list. */
  readonly day: ListDay;
  readonly list: EarlierList;
}

/**
 * The week's lists that hold a paper of some list day, oldest first: each as it stood when its newest day was complete,
 * the one that still grows as it is now.
 */
export function listRankPoints(listDay: ListDay, now: Date): readonly RankPoint[] {
  const points: RankPoint[] = [];
  const newest = currentListDay(now);
  for (let day = listDay; day <= newest; day = nextListDay(day)) {
    const days = periodDays('week', day);
    if (!days.includes(listDay)) break;
    points.push({ day, list: { days, at: isComplete(day, now) ? completeAt(day) : now } });
  }
  return points;
}
