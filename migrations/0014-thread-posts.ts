import { type Kysely, sql } from 'kysely';

/** What Paperboy says in discussions: the rest of a long abstract, and a quiet line when a paper has news. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table discussion
      -- Of which state of the paper the facts are noted in thread_fact; absent: of none yet.
      add column facts_stamp text,
      -- Since when somebody wants no lines there.
      add column hushed_at timestamptz,
      add column last_line_at timestamptz`.execute(db);

  // Each fact stands here once for each thread, and that for good: so nothing is told twice.
  await sql`
    create table thread_fact (
      thread_id text not null,
      guild_id text not null,
      kind text not null,
      detail text not null,
      found_at timestamptz not null,
      state text not null,
      post_id uuid,
      primary key (thread_id, kind, detail)
    )`.execute(db);
  await sql`create index thread_fact_owed on thread_fact (thread_id) where state = 'owed'`.execute(db);
  await sql`create index thread_fact_guild on thread_fact (guild_id)`.execute(db);

  await sql`
    create table thread_post (
      id uuid primary key,
      thread_id text not null,
      guild_id text not null,
      paper_id text collate "C" not null references paper,
      kind text not null,
      -- The parts of an abstract in their order; of a line 0.
      part integer not null,
      marker text not null,
      body jsonb not null,
      state text not null,
      due_at timestamptz not null,
      claimed_until timestamptz,
      attempts integer not null,
      sending_at timestamptz,
      sent_at timestamptz,
      message_id text,
      reason text,
      created_at timestamptz not null
    )`.execute(db);
  await sql`create unique index thread_post_abstract on thread_post (thread_id, part) where kind = 'abstract'`.execute(
    db,
  );
  await sql`create index thread_post_owed on thread_post (due_at) where state = 'owed'`.execute(db);
  await sql`create index thread_post_thread on thread_post (thread_id)`.execute(db);
  await sql`create index thread_post_guild on thread_post (guild_id)`.execute(db);
}
