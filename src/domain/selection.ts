import type { ListDay } from './list-day.ts';
import type { RankedPaper } from './paper.ts';
import type { PaperId } from './paper-id.ts';

/** Everything that lists hold, of which digests choose. */
export interface Candidates {
  /** In the order of every list, each paper once. */
  readonly papers: readonly RankedPaper[];
  /** On which of the lists each stood. */
  readonly daysOf: ReadonlyMap<PaperId, readonly ListDay[]>;
}

/** What a digest posts, ranked from 1, and how many papers met the preferences before the limit. */
export interface Selection {
  readonly papers: readonly RankedPaper[];
  readonly total: number;
}

export interface Wishes {
  readonly days: readonly ListDay[];
  /** Slugs; empty means every topic. */
  readonly topics: readonly string[];
  readonly minUpvotes: number;
  readonly limit: number;
  /** Whether the channel was shown the paper by a digest before. */
  readonly isShown: (id: PaperId) => boolean;
}

/** The best papers of some lists that meet the preferences and were not yet shown in the channel. */
export function selectPapers({ papers, daysOf }: Candidates, wishes: Wishes): Selection {
  const { days, topics, minUpvotes, limit, isShown } = wishes;
  const fitting = papers.filter(
    ({ paper, counts, topics: own }) =>
      daysOf.get(paper.id)?.some((day) => days.includes(day)) &&
      counts.upvotes >= minUpvotes &&
      (topics.length === 0 || own.some((topic) => topics.includes(topic))) &&
      !isShown(paper.id),
  );
  return {
    papers: fitting.slice(0, limit).map((paper, index) => ({ ...paper, rank: index + 1 })),
    total: fitting.length,
  };
}
