import { type Kysely, sql } from 'kysely';

/** What search looks into: a narrow row a paper, and the words that can be meant by a misspelt one. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // A trusted extension: whoever owns the database may create it.
  await sql`create extension if not exists pg_trgm`.execute(db);
  await sql`alter table paper add column categories text[] not null default '{}'`.execute(db);

  // `words` is only ever asked through its index, so it lies beside the row (the low target sees to that): what a search
  // reads of a thousand papers fits into a few pages. Rows follow from `paper` and `paper_score` and are made anew when
  // `indexed_from` or `version` say that they are older.
  await sql`
    create table paper_search (
      paper_id text collate "C" primary key references paper,
      dated_at timestamptz not null,
      title text not null,
      words tsvector not null,
      liked boolean not null,
      indexed_from timestamptz not null,
      version smallint not null
    ) with (toast_tuple_target = 128)`.execute(db);
  await sql`alter table paper_search alter column words set storage external`.execute(db);
  // Its statistics are large, and no plan depends on them.
  await sql`alter table paper_search alter column words set statistics 0`.execute(db);
  // Without a list of pending entries: each search would read it.
  await sql`create index paper_search_words on paper_search using gin (words) with (fastupdate = off)`.execute(db);
  await sql`create index paper_search_dated on paper_search (dated_at)`.execute(db);

  await sql`create table search_word (word text collate "C" primary key)`.execute(db);
  await sql`create index search_word_trigrams on search_word using gin (word gin_trgm_ops) with (fastupdate = off)`.execute(
    db,
  );
  await sql`create index paper_score_upvotes on paper_score (upvotes) where upvotes > 0`.execute(db);
}
