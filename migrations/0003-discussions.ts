import { type Kysely, sql } from 'kysely';

/** The one place in a server where a paper is discussed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // `scope` is '' for the channels that everybody in the server can see, else the id of the private channel that keeps
  // a discussion of its own. An empty text and not null, so that it can stand in the key.
  await sql`
    create table discussion (
      guild_id text not null,
      paper_id text collate "C" not null references paper,
      scope text not null,
      channel_id text not null,
      state text not null,
      due_at timestamptz not null,
      claimed_until timestamptz,
      attempts integer not null,
      sending_at timestamptz,
      anchor_id text,
      thread_id text,
      reason text,
      created_at timestamptz not null,
      primary key (guild_id, paper_id, scope)
    )`.execute(db);
  await sql`create index discussion_owed on discussion (due_at) where state = 'owed'`.execute(db);
}
