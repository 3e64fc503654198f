import { sql } from 'kysely';
import type { ListDay } from '../../domain/list-day.ts';
import type { CountedPaper } from '../../domain/paper.ts';
import type { Db } from '../schema.ts';
import { savePapers } from './papers.ts';

/** What is known of one day's list. */
export interface ListReport {
  readonly day: ListDay;
  readonly source: string;
  /** When it was last read whole. */
  readonly readAt: Date;
}

/**
 * Saves one day's list as a source sent it at `at`: papers, counts and the fact that they stood on the list.
 * Idempotent. A paper that left the list, or a list that shrank, stays held.
 */
export async function saveList(
  db: Db,
  list: { day: ListDay; source: string; papers: readonly CountedPaper[]; rejected: number; at: Date },
): Promise<void> {
  const { day, source, papers, rejected, at } = list;
  await db.transaction().execute(async (tx) => {
    await savePapers(tx, papers, { at, listDay: day });
    if (papers.length > 0) {
      await tx
        .insertInto('listing')
        .values(papers.map(({ paper }) => ({ list_day: day, paper_id: paper.id, first_seen_at: at })))
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      await markAgain(tx, papers);
    }
    const read = { source, read_at: at, papers: papers.length, rejected };
    await tx
      .insertInto('list_read')
      .values({ list_day: day, ...read })
      .onConflict((conflict) => conflict.column('list_day').doUpdateSet(read))
      .execute();
  });
}

/** Keeps `listing.again` true to the day under which each paper is ranked: lists may be read in any order. */
async function markAgain(db: Db, papers: readonly CountedPaper[]): Promise<void> {
  await sql`
    update listing set again = listing.list_day > scored.list_day from paper_score as scored
    where scored.paper_id = listing.paper_id and listing.paper_id = any(${papers.map(({ paper }) => paper.id)}::text[])
      and listing.again <> (listing.list_day > scored.list_day)`.execute(db);
}

/** The newest list that is held with at least one paper. @returns undefined if the store is empty */
export async function findNewestListDay(db: Db): Promise<ListDay | undefined> {
  const row = await db.selectFrom('listing').select('list_day').orderBy('list_day', 'desc').limit(1).executeTakeFirst();
  return row?.list_day;
}

/** The oldest list that is held. @returns undefined if the store is empty */
export async function findOldestListDay(db: Db): Promise<ListDay | undefined> {
  const row = await db.selectFrom('listing').select('list_day').orderBy('list_day').limit(1).executeTakeFirst();
  return row?.list_day;
}

/** Those of `days` of which papers are held, newest first. */
export async function listHeldDays(db: Db, days: readonly ListDay[]): Promise<readonly ListDay[]> {
  if (days.length === 0) return [];
  const rows = await db
    .selectFrom('listing')
    .select('list_day')
    .distinct()
    .where('list_day', 'in', days)
    .orderBy('list_day', 'desc')
    .execute();
  return rows.map((row) => row.list_day);
}

/** @returns undefined if the list was never read */
export async function findListReport(db: Db, day: ListDay): Promise<ListReport | undefined> {
  const row = await db.selectFrom('list_read').selectAll().where('list_day', '=', day).executeTakeFirst();
  return row && { day, source: row.source, readAt: row.read_at };
}
