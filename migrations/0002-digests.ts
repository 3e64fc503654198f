import { type Kysely, sql } from 'kysely';

/** Subscriptions, the digests they are owed, and the ledger of what was sent. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table subscription (
      id uuid primary key,
      guild_id text not null,
      channel_id text not null,
      topics text[] not null,
      time text not null,
      timezone text not null,
      frequency text not null,
      papers smallint not null,
      min_upvotes integer not null,
      threads text not null,
      mention_role_id text,
      silent boolean not null,
      created_by text not null,
      created_at timestamptz not null,
      changed_at timestamptz not null,
      next_at timestamptz not null,
      covered_through date not null,
      suspended_reason text,
      suspended_at timestamptz,
      unique (channel_id, topics)
    )`.execute(db);
  await sql`create index subscription_guild on subscription (guild_id, created_at)`.execute(db);
  await sql`create index subscription_next on subscription (next_at) where suspended_at is null`.execute(db);

  // A slot is served once, whoever plans it and however often: (subscription, slot) is remembered for good.
  await sql`
    create table digest (
      id uuid primary key,
      subscription_id uuid references subscription on delete set null,
      guild_id text not null,
      channel_id text not null,
      slot_at timestamptz not null,
      list_days date[] not null,
      outcome text not null,
      planned_at timestamptz not null,
      unique (subscription_id, slot_at)
    )`.execute(db);

  await sql`
    create table digest_paper (
      digest_id uuid not null references digest on delete cascade,
      position smallint not null,
      paper_id text collate "C" not null references paper,
      upvotes integer not null,
      comments integer,
      github_stars integer,
      primary key (digest_id, position)
    )`.execute(db);

  await sql`
    create table shown (
      channel_id text not null,
      paper_id text collate "C" not null references paper,
      digest_id uuid references digest on delete set null,
      shown_at timestamptz not null,
      primary key (channel_id, paper_id)
    )`.execute(db);
  await sql`create index shown_digest on shown (digest_id)`.execute(db);

  await sql`
    create table delivery (
      id uuid primary key,
      digest_id uuid not null unique references digest on delete cascade,
      guild_id text not null,
      channel_id text not null,
      state text not null,
      opens_threads boolean not null,
      due_at timestamptz not null,
      claimed_until timestamptz,
      attempts integer not null,
      reason text,
      settled_at timestamptz
    )`.execute(db);
  await sql`create index delivery_owed on delivery (due_at) where state = 'owed'`.execute(db);

  // The body is frozen by the plan: a deploy between two parts, or between two attempts, changes neither.
  await sql`
    create table delivery_part (
      delivery_id uuid not null references delivery on delete cascade,
      part smallint not null,
      nonce text not null,
      marker text not null,
      body jsonb not null,
      sending_at timestamptz,
      sent_at timestamptz,
      message_id text,
      primary key (delivery_id, part)
    )`.execute(db);
}
