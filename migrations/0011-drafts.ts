import { type Kysely, sql } from 'kysely';

/** Subscriptions that somebody looks at before they are made. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table subscription_draft (
      id uuid primary key,
      guild_id text not null,
      -- Who made it, and who alone may save it.
      user_id text not null,
      channel_id text not null,
      -- Whether the person might manage the server when they made it.
      by_manager boolean not null,
      preferences jsonb not null,
      created_at timestamptz not null,
      expires_at timestamptz not null
    )`.execute(db);
  await sql`create index subscription_draft_expires_at on subscription_draft (expires_at)`.execute(db);
}
