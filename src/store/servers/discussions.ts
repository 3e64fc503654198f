import type { PaperId } from '../../domain/paper-id.ts';
import type { Db } from '../schema.ts';

/** When a discussion is due that no tick takes up: whoever presses *Discuss* does. */
export const FOR_PRESSES_ONLY = new Date('9999-01-01T00:00:00Z');

/** Where a paper's discussion belongs. */
export interface DiscussionKey {
  readonly guildId: string;
  readonly paperId: PaperId;
  /** Empty for the channels that everybody in the server sees, else the private channel's id. */
  readonly scope: string;
}

export interface Discussion extends DiscussionKey {
  readonly channelId: string;
  readonly state: 'owed' | 'open' | 'given-up';
  /** The message that carries the thread. */
  readonly anchorId?: string;
  readonly threadId?: string;
  /** From when on the anchor may exist though its id is unknown. */
  readonly sendingAt?: Date;
  readonly attempts: number;
  /** Set on a discussion that this caller, and nobody else, may open until then. */
  readonly claimedUntil?: Date;
}

/**
 * Notes that papers are owed a discussion in a channel, unless they have one in that scope. Idempotent.
 */
export async function oweDiscussions(
  db: Db,
  keys: readonly DiscussionKey[],
  { channelId, at }: { channelId: string; at: Date },
): Promise<void> {
  if (keys.length === 0) return;
  await db
    .insertInto('discussion')
    .values(
      keys
        .toSorted((a, b) => (a.paperId < b.paperId ? -1 : 1))
        .map((key) => ({
          guild_id: key.guildId,
          paper_id: key.paperId,
          scope: key.scope,
          channel_id: channelId,
          state: 'owed' as const,
          due_at: at,
          attempts: 0,
          created_at: at,
        })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** @returns undefined if the paper has no discussion there, opened or owed */
export async function findDiscussion(db: Db, key: DiscussionKey): Promise<Discussion | undefined> {
  const row = await byKey(db, key).executeTakeFirst();
  return row && toDiscussion(row);
}

/**
 * The threads in which papers are discussed, as far as somebody in `channelId` may see them: the server's common ones,
 * and those that this channel keeps for itself, which win.
 */
export async function listThreads(
  db: Db,
  { guildId, channelId, paperIds }: { guildId: string; channelId: string; paperIds: readonly PaperId[] },
): Promise<ReadonlyMap<PaperId, string>> {
  if (paperIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('discussion')
    .select(['paper_id', 'thread_id'])
    .where('guild_id', '=', guildId)
    .where('paper_id', 'in', paperIds)
    .where('scope', 'in', ['', channelId])
    .where('state', '=', 'open')
    .orderBy('scope')
    .execute();
  return new Map(rows.flatMap((row) => (row.thread_id === null ? [] : [[row.paper_id, row.thread_id]])));
}

/**
 * Claims one discussion for opening. One statement, so that of two people who press together one opens it and the
 * other finds it. @returns undefined if it is open, given up, or being opened by somebody else
 */
export async function claimDiscussion(
  db: Db,
  key: DiscussionKey,
  { at, leaseMs }: { at: Date; leaseMs: number },
): Promise<Discussion | undefined> {
  const row = await claim(db, { at, leaseMs })
    .where('guild_id', '=', key.guildId)
    .where('paper_id', '=', key.paperId)
    .where('scope', '=', key.scope)
    .where('state', '=', 'owed')
    .where((eb) => eb.or([eb('claimed_until', 'is', null), eb('claimed_until', '<=', at)]))
    .returningAll()
    .executeTakeFirst();
  return row && toDiscussion(row);
}

/** Claims one discussion that is owed and due, whichever it is. @returns undefined if there is none */
export async function claimOwedDiscussion(
  db: Db,
  { at, leaseMs }: { at: Date; leaseMs: number },
): Promise<Discussion | undefined> {
  const row = await claim(db, { at, leaseMs })
    .where(({ eb, refTuple, selectFrom }) =>
      eb(
        refTuple('guild_id', 'paper_id', 'scope'),
        'in',
        selectFrom('discussion as owed')
          .select(['owed.guild_id', 'owed.paper_id', 'owed.scope'])
          .where('owed.state', '=', 'owed')
          .where('owed.due_at', '<=', at)
          .where((or) => or.or([or('owed.claimed_until', 'is', null), or('owed.claimed_until', '<=', at)]))
          .orderBy('owed.due_at')
          .limit(1)
          .forUpdate()
          .skipLocked()
          .$asTuple('guild_id', 'paper_id', 'scope'),
      ),
    )
    .returningAll()
    .executeTakeFirst();
  return row && toDiscussion(row);
}

/**
 * Notes that the anchor is about to be sent. To be kept before the request leaves.
 *
 * @returns false if the claim has passed to somebody else: then nothing may be sent
 */
export async function markAnchorSending(db: Db, claim: Discussion, at: Date): Promise<boolean> {
  const result = await update(db, claim)
    .set({ sending_at: at })
    .where('state', '=', 'owed')
    .where('claimed_until', '=', claim.claimedUntil ?? null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Notes the anchor's message. Idempotent. */
export async function markAnchorSent(db: Db, key: DiscussionKey, anchorId: string): Promise<void> {
  await update(db, key).set({ anchor_id: anchorId }).execute();
}

/** Ends the opening: the discussion has its thread. Idempotent. */
export async function settleDiscussion(db: Db, key: DiscussionKey, threadId: string): Promise<void> {
  await update(db, key).set({ state: 'open', thread_id: threadId, claimed_until: null, reason: null }).execute();
}

/** Lets go of a claim; the discussion is owed again from `dueAt` on. @param reason a fixed word or a code */
export async function postponeDiscussion(
  db: Db,
  key: DiscussionKey,
  { dueAt, reason }: { dueAt: Date; reason: string },
): Promise<void> {
  await update(db, key).set({ due_at: dueAt, claimed_until: null, reason }).where('state', '=', 'owed').execute();
}

/** Forgets a discussion that could not be opened, so that whoever asks next starts afresh. */
export async function dropDiscussion(db: Db, key: DiscussionKey): Promise<void> {
  await db
    .deleteFrom('discussion')
    .where('guild_id', '=', key.guildId)
    .where('paper_id', '=', key.paperId)
    .where('scope', '=', key.scope)
    .where('state', '=', 'owed')
    .execute();
}

function claim(db: Db, { at, leaseMs }: { at: Date; leaseMs: number }) {
  return db.updateTable('discussion').set((eb) => ({
    claimed_until: new Date(at.getTime() + leaseMs),
    attempts: eb('attempts', '+', 1),
  }));
}

function byKey(db: Db, key: DiscussionKey) {
  return db
    .selectFrom('discussion')
    .selectAll()
    .where('guild_id', '=', key.guildId)
    .where('paper_id', '=', key.paperId)
    .where('scope', '=', key.scope);
}

function update(db: Db, key: DiscussionKey) {
  return db
    .updateTable('discussion')
    .where('guild_id', '=', key.guildId)
    .where('paper_id', '=', key.paperId)
    .where('scope', '=', key.scope);
}

function toDiscussion(row: {
  guild_id: string;
  paper_id: PaperId;
  scope: string;
  channel_id: string;
  state: Discussion['state'];
  anchor_id: string | null;
  thread_id: string | null;
  sending_at: Date | null;
  claimed_until: Date | null;
  attempts: number;
}): Discussion {
  return {
    guildId: row.guild_id,
    paperId: row.paper_id,
    scope: row.scope,
    channelId: row.channel_id,
    state: row.state,
    attempts: row.attempts,
    ...(row.anchor_id !== null && { anchorId: row.anchor_id }),
    ...(row.thread_id !== null && { threadId: row.thread_id }),
    ...(row.sending_at !== null && { sendingAt: row.sending_at }),
    ...(row.claimed_until !== null && { claimedUntil: row.claimed_until }),
  };
}
