import { type ListDay, previousListDay } from './list-day.ts';
import type { RankedPaper } from './paper.ts';

/** Two weeks without their weekends. */
const DAYS = 10;
/** More would make an older list of today's. */
const MOST = 2;
const LEAST_GAINED = 10;

/** A paper of an older list that took off after it was complete. */
export interface LateRiser extends RankedPaper {
  readonly listDay: ListDay;
  /** Upvotes since its list was complete. */
  readonly gained: number;
}

/** The lists whose papers can be late risers beside a list: those of the 14 days before it, newest first. */
export function lateRiserDays(newest: ListDay): readonly ListDay[] {
  const days: ListDay[] = [];
  for (let day = previousListDay(newest); days.length < DAYS; day = previousListDay(day)) days.push(day);
  return days;
}

/** Whether a paper took off: at least ten upvotes since its list was complete, and at least as many as it had by then. */
export function tookOff({ gained, upvotes }: { readonly gained: number; readonly upvotes: number }): boolean {
  return gained >= LEAST_GAINED && gained * 2 >= upvotes;
}

/**
 * Papers of a digest with the late risers that rank beside them. What a late riser gained since its list was complete
 * is weighed as the upvotes of a paper of the newest list; with this it takes its place if that is among the first
 * `limit`. At most two, those that gained most. Of equals the paper of the digest's own lists comes first.
 *
 * @param papers in the order of every list
 */
export function joinLateRisers(
  papers: readonly RankedPaper[],
  risers: readonly LateRiser[],
  limit: number,
): readonly RankedPaper[] {
  const chosen = risers.toSorted((a, b) => b.gained - a.gained).slice(0, MOST);
  if (chosen.length === 0) return papers.slice(0, limit);
  const own = papers.slice(0, limit).map((paper) => ({ paper, weight: paper.counts.upvotes }));
  const late = chosen.map((paper) => ({ paper, weight: paper.gained }));
  return [...own, ...late]
    .toSorted((a, b) => b.weight - a.weight)
    .slice(0, limit)
    .map(({ paper }) => paper);
}
