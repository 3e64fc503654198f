import { sql } from 'kysely';
import type { ListDay } from '../domain/list-day.ts';
import type { RankedPaper } from '../domain/paper.ts';
import { selectRankedPapers, toRankedPaper } from './rows.ts';
import type { Db } from './schema.ts';

export interface TrendingOptions {
  readonly days: readonly ListDay[];
  /** A topic's slug; absent means every topic. */
  readonly topic?: string;
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
export async function listTrending(db: Db, { days, topic, offset, limit }: TrendingOptions): Promise<TrendingPage> {
  if (days.length === 0) return { papers: [], total: 0 };
  const rows = await selectRankedPapers(db)
    .select(sql<number>`count(*) over ()`.as('total'))
    .where('paper.id', 'in', (eb) => eb.selectFrom('listing').select('paper_id').where('list_day', 'in', days))
    .$if(topic !== undefined, (query) => query.where(sql<boolean>`paper.topics @> array[${topic}]::text[]`))
    .offset(offset)
    .limit(limit)
    .execute();
  return { papers: rows.map((row, index) => toRankedPaper(row, offset + index + 1)), total: rows[0]?.total ?? 0 };
}
