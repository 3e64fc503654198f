import { type Kysely, sql } from 'kysely';

/** The servers that come and go, and the single messages that they are owed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // A row may stand for a setting alone; then it is not known yet that the bot is there, and `joined_at` is null.
  await sql`
    create table guild (
      guild_id text primary key,
      joined_at timestamptz,
      left_at timestamptz,
      unavailable_at timestamptz,
      notice_channel_id text
    )`.execute(db);
  await sql`create index guild_left on guild (left_at) where left_at is not null`.execute(db);

  // One notice of a kind about a subject: a newer one takes the place of the one before.
  await sql`
    create table notice (
      id uuid primary key,
      kind text not null,
      guild_id text not null,
      subject_id text not null,
      subscriber_id text,
      marker text not null,
      body jsonb not null,
      state text not null,
      due_at timestamptz not null,
      claimed_until timestamptz,
      attempts integer not null,
      place text,
      target_id text,
      sending_at timestamptz,
      sent_at timestamptz,
      message_id text,
      reason text,
      created_at timestamptz not null,
      unique (kind, subject_id)
    )`.execute(db);
  await sql`create index notice_owed on notice (due_at) where state = 'owed'`.execute(db);
  await sql`create index notice_guild on notice (guild_id)`.execute(db);

  // Ten direct messages an hour, over all processes: each takes a slot, and a slot is free again after an hour.
  await sql`
    create table direct_message_slot (
      slot smallint primary key,
      free_at timestamptz not null
    )`.execute(db);
  await sql`
    insert into direct_message_slot (slot, free_at)
    select slot, timestamptz '1970-01-01 00:00:00+00' from generate_series(1, 10) as slot`.execute(db);

  // When a look was last brought forward because the gateway said that the channel is mended.
  await sql`alter table destination add column hastened_at timestamptz`.execute(db);
  await sql`create index subscription_role on subscription (mention_role_id) where mention_role_id is not null`.execute(
    db,
  );
}
