import { sql } from 'kysely';
import type { ListDay } from '../../domain/list-day.ts';
import { type EarlierList, placesOf } from '../../domain/movement.ts';
import type { RankedPaper } from '../../domain/paper.ts';
import type { PaperId } from '../../domain/paper-id.ts';
import type { Db } from '../schema.ts';
import { selectRankedPapers, toRankedPaper } from './rows.ts';

export interface TrendingOptions {
  readonly days: readonly ListDay[];
  /** A topic's slug; absent means every topic. */
  readonly topic?: string;
  /** No other papers than these; absent means all. */
  readonly only?: readonly PaperId[];
  readonly offset: number;
  readonly limit: number;
}

/** One page of a ranked list. */
export interface TrendingPage {
  readonly papers: readonly RankedPaper[];
  /** All papers of the list, over all pages. */
  readonly total: number;
}

/** A page of the papers that stood on the lists of `days`, ranked; a paper that stood on several is listed once. */
export async function listTrending(
  db: Db,
  { days, topic, only, offset, limit }: TrendingOptions,
): Promise<TrendingPage> {
  if (days.length === 0) return { papers: [], total: 0 };
  const rows = await selectRankedPapers(db)
    .select(sql<number>`count(*) over ()`.as('total'))
    .where('paper.id', 'in', (eb) => eb.selectFrom('listing').select('paper_id').where('list_day', 'in', days))
    .$if(topic !== undefined, (query) => query.where(sql<boolean>`paper.topics @> array[${topic}]::text[]`))
    .$if(only !== undefined, (query) => query.where(sql<boolean>`paper.id = any(${only}::text[])`))
    .offset(offset)
    .limit(limit)
    .execute();
  return { papers: rows.map((row, index) => toRankedPaper(row, offset + index + 1)), total: rows[0]?.total ?? 0 };
}

/**
 * The places of a list as it was held at an instant: the papers that had been seen on it, ranked by what they had then.
 *
 * @param topic a topic's slug; absent means every topic
 * @param only no other papers than these; absent means all
 * @returns empty if nothing of it was held
 */
export async function listPlaces(
  db: Db,
  { days, at, topic, only }: EarlierList & { readonly topic?: string; readonly only?: readonly PaperId[] },
): Promise<ReadonlyMap<PaperId, number>> {
  if (days.length === 0) return new Map();
  const { rows } = await sql<{ id: PaperId; upvotes: number; comments: number | null }>`
    select paper.id, earlier.upvotes, earlier.comments
    from (
      select distinct paper_id from listing where list_day = any(${days}::date[]) and first_seen_at <= ${at}
    ) as seen
    join paper on paper.id = seen.paper_id
    cross join lateral (
      select upvotes, comments from observation
      where observation.paper_id = seen.paper_id and observed_at <= ${at}
      order by observed_at desc limit 1
    ) as earlier
    where ${topic === undefined ? sql`true` : sql`paper.topics @> array[${topic}]::text[]`}
      and ${only === undefined ? sql`true` : sql`paper.id = any(${only}::text[])`}`.execute(db);
  return placesOf(
    rows.map(({ id, upvotes, comments }) => ({
      ...{ id, upvotes },
      ...(comments !== null && { comments }),
    })),
  );
}
