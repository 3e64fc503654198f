import { sql } from 'kysely';
import type { PaperId } from '../../domain/paper-id.ts';
import type { SeenThread } from '../../domain/ports/threads.ts';
import { atomically } from '../atomically.ts';
import type { Db } from '../schema.ts';

/** A paper's open discussion in a server, with what is known of its thread: some minutes old, perhaps. */
export interface KnownThread {
  readonly guildId: string;
  readonly paperId: PaperId;
  readonly scope: string;
  readonly channelId: string;
  readonly threadId: string;
  /** Absent as long as nobody but Paperboy is known to have written there. */
  readonly messageCount?: number;
  readonly isArchived: boolean;
  readonly isLocked: boolean;
  /** Whether somebody wants no lines there. */
  readonly isHushed: boolean;
}

/** How many messages of a discussion others than Paperboy have written, as far as is known. */
export const spoken = sql<number>`(coalesce(discussion.message_count, 0)
  - (select count(*) from thread_post
     where thread_post.thread_id = discussion.thread_id and thread_post.state = 'sent'))::integer`;

/**
 * The open discussions of papers in a server, whoever may see them: what is shown of them is for the caller to choose.
 * Those for everybody come first.
 */
export async function listKnownThreads(
  db: Db,
  { guildId, paperIds }: { guildId: string; paperIds: readonly PaperId[] },
): Promise<readonly KnownThread[]> {
  if (paperIds.length === 0) return [];
  const rows = await selectKnown(db)
    .where('guild_id', '=', guildId)
    .where('paper_id', 'in', paperIds)
    .orderBy('scope')
    .execute();
  return rows.flatMap((row) => toKnownThread(row) ?? []);
}

/** @returns undefined if no discussion of the server has that thread */
export async function findKnownThread(
  db: Db,
  { guildId, threadId }: { guildId: string; threadId: string },
): Promise<KnownThread | undefined> {
  const row = await selectKnown(db)
    .where('guild_id', '=', guildId)
    .where('thread_id', '=', threadId)
    .executeTakeFirst();
  return row && toKnownThread(row);
}

/** Notes what Discord told of threads at `at`; of those that are no discussion of ours, nothing. Idempotent. */
export async function noteThreads(db: Db, threads: readonly SeenThread[], at: Date): Promise<void> {
  const rows = threads.map(({ guildId, threadId, messageCount, lastMessageAt, isArchived, isLocked }) => ({
    guild_id: guildId,
    thread_id: threadId,
    message_count: messageCount ?? null,
    last_message_at: lastMessageAt?.toISOString() ?? null,
    archived: isArchived,
    locked: isLocked,
  }));
  await sql`
    update discussion set
      message_count = coalesce(told.message_count, discussion.message_count),
      last_message_at = coalesce(told.last_message_at, discussion.last_message_at),
      archived = told.archived,
      locked = told.locked,
      counted_at = case when told.message_count is null then discussion.counted_at else ${at} end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as told
      (guild_id text, thread_id text, message_count integer, last_message_at timestamptz, archived boolean, locked boolean)
    where discussion.guild_id = told.guild_id and discussion.thread_id = told.thread_id`.execute(db);
}

/**
 * Forgets a discussion whose thread is gone, so that whoever asks next makes a new one: with all that was to be said in
 * it. Idempotent. @returns whether there was one
 */
export async function forgetThread(
  db: Db,
  { guildId, threadId }: { guildId: string; threadId: string },
): Promise<boolean> {
  return (await forget(db, guildId, { column: 'thread_id', id: threadId })) > 0;
}

/** The same of every discussion in a channel that is gone. @returns how many there were */
export async function forgetChannelThreads(
  db: Db,
  { guildId, channelId }: { guildId: string; channelId: string },
): Promise<number> {
  return await forget(db, guildId, { column: 'channel_id', id: channelId });
}

async function forget(
  db: Db,
  guildId: string,
  { column, id }: { column: 'thread_id' | 'channel_id'; id: string },
): Promise<number> {
  return await atomically(db, async (tx) => {
    const held = await tx
      .selectFrom('discussion')
      .select(['paper_id', 'scope', 'thread_id'])
      .where('guild_id', '=', guildId)
      .where(column, '=', id)
      .where('state', '<>', 'gone')
      .orderBy('paper_id')
      .forUpdate()
      .execute();
    const threadIds = held.flatMap((row) => row.thread_id ?? []);
    if (threadIds.length > 0) {
      for (const table of ['thread_post', 'thread_fact'] as const) {
        await tx.deleteFrom(table).where('guild_id', '=', guildId).where('thread_id', 'in', threadIds).execute();
      }
    }
    for (const { paper_id, scope } of held) {
      await tx
        .updateTable('discussion')
        .set((eb) => ({ ...LOST, remade: eb('remade', '+', 1) }))
        .where('guild_id', '=', guildId)
        .where('paper_id', '=', paper_id)
        .where('scope', '=', scope)
        .execute();
    }
    return held.length;
  });
}

const LOST = {
  state: 'gone',
  anchor_id: null,
  thread_id: null,
  sending_at: null,
  claimed_until: null,
  reason: null,
  message_count: null,
  archived: false,
  locked: false,
  counted_at: null,
  opened_at: null,
  last_message_at: null,
  facts_stamp: null,
  hushed_at: null,
  last_line_at: null,
} as const;

/**
 * Says that a discussion belongs to its own channel alone, because not everybody sees that channel any more. One that the
 * channel keeps already wins, and the other is forgotten.
 *
 * @param claimedUntil of one that this caller has claimed: then nothing is done if the claim has passed to somebody else
 * @returns whether it is the channel's own now
 */
export async function confineDiscussion(
  db: Db,
  { guildId, paperId, channelId, claimedUntil }: Confined & { readonly claimedUntil?: Date },
): Promise<boolean> {
  return await atomically(db, async (tx) => {
    const ofPaper = { guild_id: guildId, paper_id: paperId };
    const kept = await tx
      .selectFrom('discussion')
      .select('scope')
      .where(({ and }) => and({ ...ofPaper, scope: channelId }))
      .executeTakeFirst();
    const common = {
      ...ofPaper,
      scope: '',
      channel_id: channelId,
      ...(claimedUntil !== undefined && { state: 'owed' as const, claimed_until: claimedUntil }),
    };
    if (kept !== undefined) {
      await tx
        .deleteFrom('discussion')
        .where(({ and }) => and(common))
        .execute();
      return false;
    }
    const result = await tx
      .updateTable('discussion')
      .set({ scope: channelId })
      .where(({ and }) => and(common))
      .executeTakeFirst();
    return result.numUpdatedRows > 0n;
  });
}

interface Confined {
  readonly guildId: string;
  readonly paperId: PaperId;
  readonly channelId: string;
}

export interface StaleOptions {
  readonly at: Date;
  /** Threads that somebody looks at; absent: those that were counted longest ago. */
  readonly threadIds?: readonly string[];
  /** What was counted within that time is known well enough. */
  readonly afterMs: number;
  readonly limit: number;
}

/**
 * Takes up to `limit` threads whose messages are to be counted again. One statement, so that of any number of callers one
 * is given a thread. An archived one is not counted: nobody writes in it without opening it, and that is told. Nor is
 * one in a server that was left, or of which there is an outage.
 */
export async function claimStaleThreads(
  db: Db,
  { at, threadIds, afterMs, limit }: StaleOptions,
): Promise<readonly { readonly guildId: string; readonly threadId: string }[]> {
  const { rows } = await sql<{ guild_id: string; thread_id: string }>`
    update discussion set counted_at = ${at}
    where (guild_id, paper_id, scope) in (
      select guild_id, paper_id, scope from discussion
      where state = 'open' and not archived
        and not exists (
          select from guild
          where guild.guild_id = discussion.guild_id and (guild.left_at is not null or guild.unavailable_at is not null)
        )
        and (counted_at is null or counted_at <= ${new Date(at.getTime() - afterMs)})
        ${threadIds === undefined ? sql`` : sql`and thread_id = any(${threadIds}::text[])`}
      order by counted_at nulls first limit ${limit}
      for update skip locked
    )
    returning guild_id, thread_id`.execute(db);
  return rows.map((row) => ({ guildId: row.guild_id, threadId: row.thread_id }));
}

/** Leaves a thread that Discord does not show uncounted until then: Discord bans addresses that collect refusals. */
export async function postponeCount(
  db: Db,
  { guildId, threadId }: { guildId: string; threadId: string },
  until: Date,
): Promise<void> {
  await db
    .updateTable('discussion')
    .set({ counted_at: until })
    .where('guild_id', '=', guildId)
    .where('thread_id', '=', threadId)
    .execute();
}

function selectKnown(db: Db) {
  return db
    .selectFrom('discussion')
    .select([
      'guild_id',
      'paper_id',
      'scope',
      'channel_id',
      'thread_id',
      'message_count',
      'archived',
      'locked',
      'hushed_at',
    ])
    .select(spoken.as('spoken'))
    .where('state', '=', 'open');
}

function toKnownThread(row: {
  guild_id: string;
  paper_id: PaperId;
  scope: string;
  channel_id: string;
  thread_id: string | null;
  message_count: number | null;
  archived: boolean;
  locked: boolean;
  hushed_at: Date | null;
  spoken: number;
}): KnownThread | undefined {
  if (row.thread_id === null) return undefined;
  return {
    guildId: row.guild_id,
    paperId: row.paper_id,
    scope: row.scope,
    channelId: row.channel_id,
    threadId: row.thread_id,
    isArchived: row.archived,
    isLocked: row.locked,
    isHushed: row.hushed_at !== null,
    ...(row.message_count !== null && row.spoken > 0 && { messageCount: row.message_count }),
  };
}
