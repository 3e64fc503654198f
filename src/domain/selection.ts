import { joinLateRisers, type LateRiser } from './late-risers.ts';
import type { ListDay } from './list-day.ts';
import type { RankedPaper } from './paper.ts';
import type { PaperId } from './paper-id.ts';

/** Everything that lists hold, of which digests choose. */
export interface Candidates {
  /** In the order of every list, each paper once. */
  readonly papers: readonly RankedPaper[];
  /** Papers of the lists before the newest that took off after they were complete. */
  readonly lateRisers: readonly LateRiser[];
  /** On which of the lists each stood. */
  readonly daysOf: ReadonlyMap<PaperId, readonly ListDay[]>;
}

/** What a digest posts, ranked from 1, and how many papers met the preferences before the limit. */
export interface Selection {
  readonly papers: readonly RankedPaper[];
  readonly total: number;
}

export interface Wishes {
  /** Newest first. */
  readonly days: readonly ListDay[];
  /** Slugs; empty means every topic. */
  readonly topics: readonly string[];
  readonly minUpvotes: number;
  readonly limit: number;
  /** Whether the channel was shown the paper by a digest before. */
  readonly isShown: (id: PaperId) => boolean;
}

/**
 * The best papers of some lists that meet the preferences and were not yet shown in the channel; among them late risers
 * of the lists before, which meet the same.
 */
export function selectPapers({ papers, daysOf, lateRisers }: Candidates, wishes: Wishes): Selection {
  const { days, topics, minUpvotes, limit, isShown } = wishes;
  const [newest] = days;
  const oldest = days.at(-1);
  if (newest === undefined || oldest === undefined) return { papers: [], total: 0 };
  const isListed = ({ paper }: RankedPaper) => daysOf.get(paper.id)?.some((day) => days.includes(day)) ?? false;
  const fits = ({ paper, counts, topics: own }: RankedPaper) =>
    counts.upvotes >= minUpvotes &&
    (topics.length === 0 || own.some((topic) => topics.includes(topic))) &&
    !isShown(paper.id);
  const fitting = papers.filter((paper) => isListed(paper) && fits(paper));
  const risers = lateRisers.filter((paper) => paper.listDay < oldest && !isListed(paper) && fits(paper));
  const chosen = joinLateRisers(fitting, risers, limit);
  return {
    papers: chosen.map((paper, index) => ({ ...paper, rank: index + 1 })),
    total: fitting.length + chosen.filter(({ gained }) => gained !== undefined).length,
  };
}
