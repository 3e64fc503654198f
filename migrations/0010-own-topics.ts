import { type Kysely, sql } from 'kysely';

/** Topics that servers make for themselves. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // `key` is the name as names are compared; subscriptions hold `own:` and the name, so a name never changes.
  await sql`
    create table server_topic (
      guild_id text not null,
      key text collate "C" not null,
      name text not null,
      query text not null,
      created_by text not null,
      created_at timestamptz not null,
      changed_at timestamptz not null,
      primary key (guild_id, key)
    )`.execute(db);
}
