import { type Kysely, sql } from 'kysely';

/** Lists are ordered by upvotes alone: what a score was made from is all beside it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Drops its index, too. A new one is built over every paper: longer than one statement may take otherwise.
  await sql`set local statement_timeout = 0`.execute(db);
  await sql`alter table paper_score drop column score`.execute(db);
  await sql`create index paper_score_list_day on paper_score (list_day, upvotes desc)`.execute(db);
}
