import { type Kysely, sql } from 'kysely';

/** Digests as posts of forums, the server's place for discussions, and digests that are published to followers. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Absent: not known, and taken for a channel with messages.
  await sql`alter table destination add column kind text`.execute(db);

  await sql`
    alter table delivery
      -- list: one message; posts: a forum's post for each paper.
      add column form text not null default 'list',
      -- Whether its messages are published to the followers of an announcement channel.
      add column publishes boolean not null default false`.execute(db);

  await sql`
    alter table delivery_part
      -- Of a forum's post: the paper that it is about.
      add column paper_id text collate "C"`.execute(db);

  await sql`alter table subscription add column publish boolean not null default false`.execute(db);
  // Where new discussions begin, if the server has chosen a place for them.
  await sql`alter table guild add column discussion_channel_id text`.execute(db);
  // Whether it is a forum's post, which is its own thread; else a thread that is started from a message.
  await sql`alter table discussion add column is_post boolean not null default false`.execute(db);

  // What is to be published, apart from what is to be sent: Discord takes ten an hour in a channel, and a digest does not
  // wait for that.
  await sql`
    create table publication (
      delivery_id uuid not null,
      part smallint not null,
      channel_id text not null,
      message_id text not null,
      state text not null default 'owed',
      due_at timestamptz not null,
      attempts integer not null default 0,
      -- Why it was given up: a fixed word or a code.
      reason text,
      ended_at timestamptz,
      primary key (delivery_id, part),
      foreign key (delivery_id, part) references delivery_part on delete cascade
    )`.execute(db);
  await sql`create index publication_owed on publication (due_at) where state = 'owed'`.execute(db);
}
