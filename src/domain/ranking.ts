import { completeAt, type ListDay } from './list-day.ts';

/**
 * How much newer a list must be to weigh as much as ten times the upvotes, in hours. Reddit and Lobsters use 12.5 and
 * 22 hours for news; papers are read for days, and upvotes settle only after four.
 */
const HOURS_PER_TENFOLD = 45;
const HOUR_MS = 3_600_000;

/**
 * What a paper's upvotes are worth, set against the age of its list: `log10(1 + upvotes) + hours / 45`, where `hours`
 * is when its first list was complete, counted from 1970.
 *
 * The age is a term of its own and not a divisor (the family of Reddit's *hot*, r2 `_sorts.pyx`), so a score stays
 * right as time passes, can be stored, and two of them compare at any instant. Papers of one list have the same age:
 * among them the order is that of upvotes, which at equal age is also the order of their speed.
 */
export function score({ upvotes, listDay }: { upvotes: number; listDay: ListDay }): number {
  return Math.log10(1 + Math.max(0, upvotes)) + completeAt(listDay).getTime() / HOUR_MS / HOURS_PER_TENFOLD;
}

/** What {@link compareRanked} looks at. */
export interface Ranked {
  readonly id: string;
  readonly score: number;
  readonly upvotes: number;
  readonly comments?: number;
}

/**
 * The order of every list: score, then upvotes, then comments, then the newer id, each descending. Total: two papers
 * are never equal. The store sorts by the same.
 */
export function compareRanked(a: Ranked, b: Ranked): number {
  return (
    b.score - a.score ||
    b.upvotes - a.upvotes ||
    (b.comments ?? 0) - (a.comments ?? 0) ||
    Number(b.id > a.id) - Number(b.id < a.id)
  );
}
