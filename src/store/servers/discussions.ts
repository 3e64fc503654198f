import type { PaperId } from '../../domain/paper-id.ts';
import { isFree } from '../leases.ts';
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
  /** Whether it is a forum's post, which is message and thread in one. */
  readonly isPost: boolean;
  /** `gone`: its thread was deleted, and nobody has asked for a new one. */
  readonly state: 'owed' | 'open' | 'given-up' | 'gone';
  /** The message that carries the thread. */
  readonly anchorId?: string;
  readonly threadId?: string;
  /** From when on the anchor may exist though its id is unknown. */
  readonly sendingAt?: Date;
  readonly attempts: number;
  /** How often it was lost and made anew. */
  readonly remade: number;
  /** Set on a discussion that this caller, and nobody else, may open until then. */
  readonly claimedUntil?: Date;
}

export interface OwedPlace {
  readonly channelId: string;
  /** Whether the channel is a forum; not if absent. */
  readonly isPost?: boolean;
  readonly at: Date;
  /** When a tick may open them; `at` if absent. */
  readonly dueAt?: Date;
  /** Also where there was one that somebody deleted: a digest's list does not bring back what somebody wanted away. */
  readonly revives?: boolean;
}

/**
 * Notes that papers are owed a discussion in a channel, unless they have one in that scope. Idempotent.
 */
export async function oweDiscussions(
  db: Db,
  keys: readonly DiscussionKey[],
  { channelId, isPost = false, at, dueAt = at, revives = false }: OwedPlace,
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
          is_post: isPost,
          state: 'owed' as const,
          due_at: dueAt,
          attempts: 0,
          created_at: at,
        })),
    )
    .onConflict((conflict) =>
      revives
        ? conflict
            .columns(['guild_id', 'paper_id', 'scope'])
            .doUpdateSet({
              state: 'owed',
              channel_id: channelId,
              is_post: isPost,
              due_at: dueAt,
              created_at: at,
              attempts: 0,
            })
            .where('discussion.state', '=', 'gone')
        : conflict.doNothing(),
    )
    .execute();
}

/** @returns undefined if the paper has no discussion there, opened or owed */
export async function findDiscussion(db: Db, key: DiscussionKey): Promise<Discussion | undefined> {
  const row = await byKey(db, key).executeTakeFirst();
  return row && toDiscussion(row);
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
    .where(isFree('claimed_until', at))
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
          .where(isFree('owed.claimed_until', at))
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
export async function settleDiscussion(
  db: Db,
  key: DiscussionKey,
  { threadId, at }: { threadId: string; at: Date },
): Promise<void> {
  await update(db, key)
    .set({ state: 'open', thread_id: threadId, opened_at: at, claimed_until: null, reason: null })
    .execute();
}

/** Forgets an anchor that somebody deleted before it had its thread: the next is another message. */
export async function forgetAnchor(db: Db, key: DiscussionKey): Promise<void> {
  await update(db, key)
    .set((eb) => ({ anchor_id: null, sending_at: null, remade: eb('remade', '+', 1) }))
    .where('state', '=', 'owed')
    .execute();
}

/**
 * Lets go of a claim; the discussion is owed again from `dueAt` on. Does nothing if the claim has passed on: whoever has
 * it now may be making a post, which nothing but the claim keeps others from making too.
 *
 * @param reason a fixed word or a code
 */
export async function postponeDiscussion(
  db: Db,
  claim: Discussion,
  { dueAt, reason }: { dueAt: Date; reason: string },
): Promise<void> {
  await update(db, claim)
    .set({ due_at: dueAt, claimed_until: null, reason })
    .where('state', '=', 'owed')
    .where('claimed_until', '=', claim.claimedUntil ?? null)
    .execute();
}

/**
 * Moves a claimed discussion of which nothing exists yet to another channel. @returns undefined if the claim has passed
 * to somebody else
 */
export async function moveDiscussion(
  db: Db,
  claim: Discussion,
  { channelId, isPost }: { channelId: string; isPost: boolean },
): Promise<Discussion | undefined> {
  const row = await update(db, claim)
    .set({ channel_id: channelId, is_post: isPost, anchor_id: null, sending_at: null })
    .where('state', '=', 'owed')
    .where('claimed_until', '=', claim.claimedUntil ?? null)
    .returningAll()
    .executeTakeFirst();
  return row && toDiscussion(row);
}

/** Puts off all discussions that digests owe in a server: what keeps one from being opened keeps all. */
export async function postponeDiscussionsOf(db: Db, guildId: string, dueAt: Date): Promise<void> {
  await db
    .updateTable('discussion')
    .set({ due_at: dueAt })
    .where('guild_id', '=', guildId)
    .where('state', '=', 'owed')
    .where('claimed_until', 'is', null)
    .where('due_at', '<', dueAt)
    .execute();
}

/** Forgets a discussion that could not be opened, so that whoever asks next starts afresh; not if the claim has passed on. */
export async function dropDiscussion(db: Db, claim: Discussion): Promise<void> {
  await db
    .deleteFrom('discussion')
    .where('guild_id', '=', claim.guildId)
    .where('paper_id', '=', claim.paperId)
    .where('scope', '=', claim.scope)
    .where('state', '=', 'owed')
    .where('claimed_until', '=', claim.claimedUntil ?? null)
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
  is_post: boolean;
  state: Discussion['state'];
  anchor_id: string | null;
  thread_id: string | null;
  sending_at: Date | null;
  claimed_until: Date | null;
  attempts: number;
  remade: number;
}): Discussion {
  return {
    guildId: row.guild_id,
    paperId: row.paper_id,
    scope: row.scope,
    channelId: row.channel_id,
    isPost: row.is_post,
    state: row.state,
    attempts: row.attempts,
    remade: row.remade,
    ...(row.anchor_id !== null && { anchorId: row.anchor_id }),
    ...(row.thread_id !== null && { threadId: row.thread_id }),
    ...(row.sending_at !== null && { sendingAt: row.sending_at }),
    ...(row.claimed_until !== null && { claimedUntil: row.claimed_until }),
  };
}
