import { type ListDay, newestCompleteDay, previousListDay } from './list-day.ts';
import type { PaperId } from './paper-id.ts';
import { type Candidates, selectPapers, type Wishes } from './selection.ts';

/** Nearly three weeks: enough to tell what is usual. */
export const VOLUME_LISTS = 14;

/** How many papers some wishes get, list by list. */
export interface Volume {
  /** Over how many lists it was counted; 0 if none is held. */
  readonly lists: number;
  /** Papers that met the wishes. */
  readonly fitting: Spread;
  /** Of these the ones that a digest a list would have posted. */
  readonly posted: Spread;
}

/** Counts over lists; all 0 where there are none. */
export interface Spread {
  readonly total: number;
  /** Of the list with the fewest, and with the most. */
  readonly least: number;
  readonly most: number;
}

/** The list days over which a volume is counted: the last 14 that are complete, newest first. */
export function volumeDays(now: Date): readonly ListDay[] {
  const days = [newestCompleteDay(now)];
  for (let day = days[0]; day !== undefined && days.length < VOLUME_LISTS; day = days.at(-1)) {
    days.push(previousListDay(day));
  }
  return days;
}

/**
 * What a channel would have got of some lists, had a digest been posted of each: as {@link selectPapers} chooses, by the
 * counts that the papers have now. A paper that was posted is not posted again; late risers are left out.
 *
 * @param days those of which lists are held, in any order; each counts, also one without a paper that fits
 */
export function measureVolume(
  { papers, daysOf }: Pick<Candidates, 'papers' | 'daysOf'>,
  { days, topics, minUpvotes, limit }: Pick<Wishes, 'days' | 'topics' | 'minUpvotes' | 'limit'>,
): Volume {
  const shown = new Set<PaperId>();
  const isShown = (id: PaperId) => shown.has(id);
  const selections = days.toSorted().map((day) => {
    const wishes = { days: [day], topics, minUpvotes, limit, isShown };
    const selection = selectPapers({ papers, daysOf, lateRisers: [] }, wishes);
    for (const { paper } of selection.papers) shown.add(paper.id);
    return selection;
  });
  return {
    lists: days.length,
    fitting: spreadOf(selections.map(({ total }) => total)),
    posted: spreadOf(selections.map((selection) => selection.papers.length)),
  };
}

function spreadOf(counts: readonly number[]): Spread {
  if (counts.length === 0) return { total: 0, least: 0, most: 0 };
  return {
    total: counts.reduce((sum, count) => sum + count, 0),
    least: Math.min(...counts),
    most: Math.max(...counts),
  };
}
