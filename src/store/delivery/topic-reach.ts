import type { RankedPaper } from '../../domain/paper.ts';
import type { Query } from '../../domain/search/query.ts';
import { measureVolume, type Volume, volumeDays } from '../../domain/volume.ts';
import { listHeldDays } from '../papers/lists.ts';
import type { Db } from '../schema.ts';
import { readMatcher } from '../search/matchable.ts';
import { listListed } from './candidates.ts';

/** What a topic catches. */
export interface TopicReach {
  readonly volume: Volume;
  /** The ten newest papers: by their newest list, then as lists are ordered; each with that list's day. */
  readonly newest: readonly RankedPaper[];
}

const NEWEST = 10;

/** What a topic caught on the last 14 lists. @param topic a built-in one's slug, or a query */
export async function measureReach(db: Db, topic: string | Query, at: Date): Promise<TopicReach> {
  const days = await listHeldDays(db, volumeDays(at));
  const { papers, daysOf } = await listListed(db, days);
  const caught = await keepCaught(db, papers, topic);
  const dayOf = ({ paper }: RankedPaper) => daysOf.get(paper.id)?.toSorted().at(-1);
  const byDay = caught
    .flatMap((paper) => {
      const listDay = dayOf(paper);
      return listDay === undefined ? [] : [{ ...paper, listDay }];
    })
    .toSorted((a, b) => (a.listDay === b.listDay ? a.rank - b.rank : a.listDay < b.listDay ? 1 : -1));
  return {
    volume: measureVolume(
      { papers: caught, daysOf },
      { days, topics: [], minUpvotes: 0, limit: Number.POSITIVE_INFINITY },
    ),
    newest: byDay.slice(0, NEWEST).map((paper, index) => ({ ...paper, rank: index + 1 })),
  };
}

async function keepCaught(db: Db, papers: readonly RankedPaper[], topic: string | Query) {
  if (typeof topic === 'string') return papers.filter(({ topics }) => topics.includes(topic));
  const match = await readMatcher(
    db,
    papers.map(({ paper }) => paper.id),
  );
  const ids = new Set(match(topic));
  return papers.filter(({ paper }) => ids.has(paper.id));
}
