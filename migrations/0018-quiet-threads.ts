import { type Kysely, sql } from 'kysely';

/** Archiving discussions that have gone quiet, where a server wants that and has no room for another thread. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table guild
      -- Whether somebody of the server has agreed to it.
      add column archives_quiet boolean not null default false,
      -- One process at a time makes room in a server.
      add column room_claimed_until timestamptz,
      -- When room was last made: whoever was refused before that tries again instead of making more.
      add column room_made_at timestamptz`.execute(db);
  // Of the thread's newest message, as Discord last told it; absent until then.
  await sql`alter table discussion add column last_message_at timestamptz`.execute(db);
}
