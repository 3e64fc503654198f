import { sql } from 'kysely';
import type { ListDay } from '../../domain/list-day.ts';
import { type EarlierList, placesOf } from '../../domain/movement.ts';
import type { RankedPaper } from '../../domain/paper.ts';
import type { PaperId } from '../../domain/paper-id.ts';
import type { Db } from '../schema.ts';
import { listPapersInOrder } from './rows.ts';

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

/** As `compareRanked` in `domain/ranking.ts`; the index `paper_score_ranked` has it. */
const IN_ORDER = sql`upvotes desc, coalesce(comments, 0) desc, paper_id desc`;

/** A page of the papers that stood on the lists of `days`, ranked; a paper that stood on several is listed once. */
export async function listTrending(
  db: Db,
  { days, topic, only, offset, limit }: TrendingOptions,
): Promise<TrendingPage> {
  if (days.length === 0) return { papers: [], total: 0 };
  // Counts alone are ordered, and whole papers are read for one page: a month's are thousands, and wide.
  const isWhole = topic === undefined && only === undefined;
  const { rows } = isWhole
    ? await listBestOfDays(db, days, offset, limit)
    : await sql<{ id: PaperId; total: number }>`
        select paper_id as id, count(*) over () as total
        from (select distinct paper_id from listing where list_day = any(${days}::date[])) as listed
        cross join lateral (select upvotes, comments from paper_score where paper_id = listed.paper_id offset 0) as scored
        where ${topic === undefined ? sql`true` : isOf(topic)}
          and ${only === undefined ? sql`true` : sql`paper_id = any(${only}::text[])`}
        order by ${IN_ORDER} limit ${limit} offset ${offset}`.execute(db);
  const papers = await listPapersInOrder(
    db,
    rows.map(({ id }) => id),
    { offset },
  );
  return { papers, total: rows[0]?.total ?? 0 };
}

/**
 * The best of some days are among the best of each, which an index has in order: so a month costs hardly more than a
 * week. What stood on an earlier list already is ranked there, and is looked for by itself.
 */
function listBestOfDays(db: Db, days: readonly ListDay[], offset: number, limit: number) {
  return sql<{ id: PaperId; total: number }>`
    with day as (select distinct unnest(${days}::date[]) as list_day),
      earlier as materialized (
        select distinct paper_id, upvotes, comments
        from listing join paper_score as scored using (paper_id)
        where again and listing.list_day = any(${days}::date[]) and scored.list_day <> all(${days}::date[]))
    select paper_id as id,
      (select count(*) from listing where list_day = any(${days}::date[]))
      - (select count(*) from listing where again and list_day = any(${days}::date[]))
      + (select count(*) from earlier) as total
    from (
      select best.* from day cross join lateral (
        select paper_id, upvotes, comments from paper_score where paper_score.list_day = day.list_day
        order by ${IN_ORDER} limit ${offset + limit}
      ) as best
      union all select * from earlier
    ) as best
    order by ${IN_ORDER} limit ${limit} offset ${offset}`.execute(db);
}

function isOf(topic: string) {
  return sql`exists (
    select from paper where paper.id = listed.paper_id and paper.topics @> array[${topic}]::text[])`;
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
