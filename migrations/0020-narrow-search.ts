import { type Kysely, sql } from 'kysely';

/**
 * What a search reads of its candidates is in their own narrow rows, upvotes included. Rows that were made before are
 * made anew in the background, because their version is older.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Counts change often: with room beside them, rows change in place, and no index hears of it.
  await sql`alter table paper_search set (fillfactor = 80)`.execute(db);
  await sql`alter table paper_search add column upvotes integer not null default 0`.execute(db);
  await sql`alter table paper_search drop column liked`.execute(db);
  // A completion reads dozens of titles: in the index they stand side by side. An entry of it has room for so long ones.
  await sql`set local statement_timeout = 0`.execute(db);
  await sql`drop index paper_title_prefix`.execute(db);
  await sql`
    create index paper_title_prefix on paper (lower(title) text_pattern_ops) include (id, title)
    where octet_length(title) <= 900`.execute(db);
}
