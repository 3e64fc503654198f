import { type Kysely, sql } from 'kysely';

/** What delivery needs to keep its promise over outages, refusals and many senders. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // A slot that found no list because its source was down, and is served when the list arrives.
  await sql`
    alter table subscription
      add column waiting_slot_at timestamptz,
      add column paused_at timestamptz`.execute(db);
  await sql`
    create index subscription_waiting on subscription (waiting_slot_at) where waiting_slot_at is not null`.execute(db);

  // Lists whose slot is too long ago: the next post leads to them in one line.
  await sql`
    create table missed_list (
      subscription_id uuid not null references subscription on delete cascade,
      list_day date not null,
      primary key (subscription_id, list_day)
    )`.execute(db);

  // A channel that is posted to: one delivery at a time, and none while Discord refuses it.
  await sql`
    create table destination (
      channel_id text primary key,
      guild_id text not null,
      busy_until timestamptz,
      suspended_reason text,
      suspended_code text,
      suspended_at timestamptz,
      recheck_at timestamptz,
      rechecks integer not null
    )`.execute(db);
  await sql`create index destination_recheck on destination (recheck_at) where recheck_at is not null`.execute(db);
  await sql`create index destination_guild on destination (guild_id)`.execute(db);
  await sql`
    insert into destination (channel_id, guild_id, rechecks)
    select distinct on (channel_id) channel_id, guild_id, 0 from subscription`.execute(db);

  // From when on the next request may leave, by what is paced: all sending, or one channel.
  await sql`
    create table pace (
      name text primary key,
      next_at timestamptz not null
    )`.execute(db);

  // Closed while there is no row.
  await sql`
    create table breaker (
      name text primary key,
      open_until timestamptz not null,
      failures integer not null,
      reason text not null
    )`.execute(db);

  // What is sent instead after Discord refused the body as malformed; the first one is kept for the operator.
  await sql`alter table delivery_part add column plain_body jsonb`.execute(db);
}
