import { sql } from 'kysely';
import type { PaperId } from '../../domain/paper-id.ts';
import { isFree } from '../leases.ts';
import type { Db } from '../schema.ts';
import { spoken } from './knowledge.ts';

/** One process's turn to make room for threads in a server. */
export interface RoomClaim {
  readonly guildId: string;
  readonly claimedUntil: Date;
}

export type RoomTurn =
  | { readonly kind: 'claimed'; readonly claim: RoomClaim }
  /** Nobody of the server wants it. */
  | { readonly kind: 'not-agreed' }
  /** Somebody has made room since `fullAt`. */
  | { readonly kind: 'made' }
  /** Somebody is making room now. */
  | { readonly kind: 'busy' };

/**
 * Takes the turn to make room for threads in a server. One statement, so that of any number of callers one has it, and
 * whoever was refused before room was made is told of that instead of making more.
 *
 * @param options `fullAt`: before the request that Discord refused
 */
export async function claimRoom(
  db: Db,
  guildId: string,
  { at, leaseMs, fullAt }: { at: Date; leaseMs: number; fullAt: Date },
): Promise<RoomTurn> {
  const claimedUntil = new Date(at.getTime() + leaseMs);
  const taken = await db
    .updateTable('guild')
    .set({ room_claimed_until: claimedUntil })
    .where('guild_id', '=', guildId)
    .where('archives_quiet', '=', true)
    .where(isFree('room_claimed_until', at))
    .where((eb) => eb.or([eb('room_made_at', 'is', null), eb('room_made_at', '<', fullAt)]))
    .executeTakeFirst();
  if (taken.numUpdatedRows > 0n) return { kind: 'claimed', claim: { guildId, claimedUntil } };
  const row = await db
    .selectFrom('guild')
    .select(['archives_quiet', 'room_made_at'])
    .where('guild_id', '=', guildId)
    .executeTakeFirst();
  if (row === undefined || !row.archives_quiet) return { kind: 'not-agreed' };
  return row.room_made_at !== null && row.room_made_at >= fullAt ? { kind: 'made' } : { kind: 'busy' };
}

/** Ends a turn. Does nothing if it has passed to somebody else. @param options `isMade`: whether there is room now */
export async function endRoomTurn(
  db: Db,
  { guildId, claimedUntil }: RoomClaim,
  { at, isMade }: { at: Date; isMade: boolean },
): Promise<void> {
  await db
    .updateTable('guild')
    .set({ room_claimed_until: null, ...(isMade && { room_made_at: at }) })
    .where('guild_id', '=', guildId)
    .where('room_claimed_until', '=', claimedUntil)
    .execute();
}

/** A discussion in which, as far as is known, nothing has happened since an instant. */
export interface QuietThread {
  readonly paperId: PaperId;
  readonly channelId: string;
  readonly threadId: string;
}

/**
 * Up to `limit` discussions of a server that are active, not locked, and in which nothing is known to have been written
 * since `before`. Those in which nobody but Paperboy ever wrote come first, then the longest quiet. One in which
 * something is about to be posted is none: that would open it again.
 *
 * What is known is some minutes old: whoever acts on it asks Discord again.
 *
 * @param options `channelIds`: only there
 */
export async function listQuietThreads(
  db: Db,
  guildId: string,
  { before, limit, channelIds }: { before: Date; limit: number; channelIds?: readonly string[] },
): Promise<readonly QuietThread[]> {
  const { rows } = await sql<{ paper_id: PaperId; channel_id: string; thread_id: string }>`
    select paper_id, channel_id, thread_id
    from ${quietOf(guildId, before)}
    ${channelIds === undefined ? sql`` : sql`where channel_id = any(${channelIds}::text[])`}
    order by spoken > 0, stirred_at, thread_id limit ${limit}`.execute(db);
  return rows.map((row) => ({ paperId: row.paper_id, channelId: row.channel_id, threadId: row.thread_id }));
}

/** The channels that have such discussions, those that have most of them first. */
export async function listQuietChannels(db: Db, guildId: string, before: Date): Promise<readonly string[]> {
  const { rows } = await sql<{ channel_id: string }>`
    select channel_id from ${quietOf(guildId, before)}
    group by channel_id order by count(*) desc, channel_id`.execute(db);
  return rows.map((row) => row.channel_id);
}

function quietOf(guildId: string, before: Date) {
  return sql`(
    select discussion.*,
      ${spoken} as spoken,
      greatest(coalesce(opened_at, created_at), last_message_at) as stirred_at
    from discussion
    where guild_id = ${guildId} and state = 'open' and thread_id is not null and not archived and not locked
      and greatest(coalesce(opened_at, created_at), last_message_at) <= ${before}
      and not exists (
        select from thread_post where thread_post.thread_id = discussion.thread_id and thread_post.state = 'owed'
      )
  ) as quiet`;
}

/** Says whether quiet discussions of a server may be archived to make room for a new one. */
export async function setArchivesQuiet(db: Db, guildId: string, archives: boolean): Promise<void> {
  const chosen = { archives_quiet: archives };
  await db
    .insertInto('guild')
    .values({ guild_id: guildId, ...chosen })
    .onConflict((conflict) => conflict.column('guild_id').doUpdateSet(chosen))
    .execute();
}

/** Whether the server has agreed to that; not until somebody does. */
export async function archivesQuiet(db: Db, guildId: string): Promise<boolean> {
  const row = await db.selectFrom('guild').select('archives_quiet').where('guild_id', '=', guildId).executeTakeFirst();
  return row?.archives_quiet ?? false;
}
