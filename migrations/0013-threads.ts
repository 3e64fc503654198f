import { type Kysely, sql } from 'kysely';

/** What is known of the threads in which papers are discussed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table discussion
      -- As Discord counts them; absent until it was asked.
      add column message_count integer,
      add column archived boolean not null default false,
      add column locked boolean not null default false,
      -- When the count was last asked for, or told.
      add column counted_at timestamptz,
      add column opened_at timestamptz,
      -- How often the discussion was lost and made anew: its anchor is another message each time.
      add column remade integer not null default 0`.execute(db);
  await sql`update discussion set opened_at = created_at where state = 'open'`.execute(db);
  await sql`create index discussion_thread on discussion (thread_id) where thread_id is not null`.execute(db);
  await sql`create index discussion_channel on discussion (channel_id)`.execute(db);
  await sql`create index discussion_counted on discussion (counted_at nulls first) where state = 'open' and not archived`.execute(
    db,
  );
}
