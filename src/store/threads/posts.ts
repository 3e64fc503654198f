import { sql } from 'kysely';
import type { PaperId } from '../../domain/paper-id.ts';
import type { FactKind } from '../../domain/thread-facts.ts';
import { atomically } from '../atomically.ts';
import { isFree } from '../leases.ts';
import type { Db } from '../schema.ts';

/** A message of Paperboy's in a discussion. */
export interface NewThreadPost {
  readonly id: string;
  readonly guildId: string;
  readonly threadId: string;
  readonly paperId: PaperId;
  /** The `custom_id` by which the message is found again; it stands in the body. */
  readonly marker: string;
  readonly body: object;
}

/** A message that this caller, and nobody else, may send until `claimedUntil`. */
export interface ThreadPost extends NewThreadPost {
  readonly kind: 'abstract' | 'line';
  readonly createdAt: Date;
  readonly claimedUntil: Date;
  /** How often it was claimed, this time included. */
  readonly attempts: number;
  /** From when on the message may exist though its id is unknown. */
  readonly sendingAt?: Date;
}

/** Owes a discussion the rest of an abstract, part by part. Idempotent: what it is owed already stays. */
export async function oweAbstract(db: Db, posts: readonly NewThreadPost[], at: Date): Promise<void> {
  if (posts.length === 0) return;
  await db
    .insertInto('thread_post')
    .values(posts.map((post, index) => ({ ...toRow(post, at), kind: 'abstract' as const, part: index + 1 })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** What there is to tell in one discussion. */
export interface ThreadNews {
  readonly guildId: string;
  readonly threadId: string;
  readonly paperId: PaperId;
  readonly facts: readonly { readonly kind: FactKind; readonly detail: string }[];
}

export interface LineOptions {
  readonly at: Date;
  /** A discussion gets one line in so long. */
  readonly quietMs: number;
  /** Kinds of facts for which an archived thread is opened. */
  readonly waking: readonly FactKind[];
  /** The message for some news; undefined if there is nothing to say after all. */
  readonly render: (news: ThreadNews) => Promise<NewThreadPost | undefined>;
}

/**
 * Takes all that one discussion is to be told, and owes it as one line. In one transaction, so that each fact is in one
 * line. Nothing goes where somebody wants none or the thread is locked, and into an archived one only what is worth it.
 *
 * @returns whether there was such a discussion
 */
export async function oweLine(db: Db, { at, quietMs, waking, render }: LineOptions): Promise<boolean> {
  return await atomically(db, async (tx) => {
    const { rows } = await sql<{ guild_id: string; thread_id: string; paper_id: PaperId }>`
      select guild_id, thread_id, paper_id from discussion
      where state = 'open' and hushed_at is null and not locked
        and not exists (
          select from guild where guild.guild_id = discussion.guild_id and guild.left_at is not null
        )
        and (last_line_at is null or last_line_at <= ${new Date(at.getTime() - quietMs)})
        and exists (
          select from thread_fact as fact
          where fact.thread_id = discussion.thread_id and fact.state = 'owed'
            and (not discussion.archived or fact.kind = any(${[...waking]}::text[]))
        )
        and not exists (
          select from thread_post as post
          where post.thread_id = discussion.thread_id and post.kind = 'line' and post.state = 'owed'
        )
      order by thread_id limit 1
      for update skip locked`.execute(tx);
    const [found] = rows;
    if (found === undefined) return false;
    const facts = await tx
      .selectFrom('thread_fact')
      .select(['kind', 'detail'])
      .where('thread_id', '=', found.thread_id)
      .where('state', '=', 'owed')
      .orderBy('found_at')
      .execute();
    const place = { guildId: found.guild_id, threadId: found.thread_id, paperId: found.paper_id };
    const post = await render({ ...place, facts });
    await tx
      .updateTable('thread_fact')
      .set({ state: post === undefined ? 'known' : 'told', post_id: post?.id ?? null })
      .where('thread_id', '=', found.thread_id)
      .where('state', '=', 'owed')
      .execute();
    if (post === undefined) return true;
    await tx
      .insertInto('thread_post')
      .values({ ...toRow(post, at), kind: 'line', part: 0 })
      .execute();
    return true;
  });
}

/**
 * Takes one message that is owed: due at `at`, and held by no one; those of one abstract in their order. One statement,
 * so that of any number of callers at most one is given it within `leaseMs`. @returns undefined if there is none
 */
export async function claimThreadPost(
  db: Db,
  { at, leaseMs }: { at: Date; leaseMs: number },
): Promise<ThreadPost | undefined> {
  const claimedUntil = new Date(at.getTime() + leaseMs);
  const row = await db
    .updateTable('thread_post')
    .set((eb) => ({ claimed_until: claimedUntil, attempts: eb('attempts', '+', 1) }))
    .where('id', '=', (eb) =>
      eb
        .selectFrom('thread_post as owed')
        .select('owed.id')
        .where('owed.state', '=', 'owed')
        .where('owed.due_at', '<=', at)
        .where(isFree('owed.claimed_until', at))
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('thread_post as earlier')
                .select('earlier.id')
                .whereRef('earlier.thread_id', '=', 'owed.thread_id')
                .where('earlier.state', '=', 'owed')
                .where('earlier.kind', '=', 'abstract')
                .where((or) => or.or([or('owed.kind', '=', 'line'), or('earlier.part', '<', or.ref('owed.part'))])),
            ),
          ),
        )
        .orderBy('owed.due_at')
        .orderBy('owed.part')
        .limit(1)
        .forUpdate()
        .skipLocked(),
    )
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    id: row.id,
    guildId: row.guild_id,
    threadId: row.thread_id,
    paperId: row.paper_id,
    kind: row.kind,
    marker: row.marker,
    body: row.body,
    createdAt: row.created_at,
    claimedUntil,
    attempts: row.attempts,
    ...(row.sending_at !== null && { sendingAt: row.sending_at }),
  };
}

/**
 * Notes that a message is about to be sent. To be kept before the request leaves.
 *
 * @returns false if the claim has passed to somebody else, or the message is no longer owed: then nothing may be sent
 */
export async function markThreadPostSending(db: Db, post: ThreadPost, at: Date): Promise<boolean> {
  const result = await held(db, post).set({ sending_at: at }).executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Ends a message that was sent. @param messageId absent if it was deleted before we learnt its id */
export async function settleThreadPost(
  db: Db,
  post: ThreadPost,
  { messageId, at }: { messageId?: string; at: Date },
): Promise<void> {
  await atomically(db, async (tx) => {
    const settled = await held(tx, post)
      .set({ state: 'sent', sent_at: at, message_id: messageId ?? null, claimed_until: null, reason: null })
      .executeTakeFirst();
    if (settled.numUpdatedRows === 0n || post.kind === 'abstract') return;
    await tx
      .updateTable('discussion')
      .set({ last_line_at: at })
      .where('guild_id', '=', post.guildId)
      .where('thread_id', '=', post.threadId)
      .execute();
  });
}

/** Ends a message that cannot be sent. @param reason a fixed word or a code */
export async function giveUpThreadPost(db: Db, post: ThreadPost, reason: string): Promise<void> {
  await held(db, post).set({ state: 'given-up', claimed_until: null, reason }).execute();
}

/** Lets go of a claim; the message is owed again from `dueAt` on. Does nothing if the claim has passed on. */
export async function postponeThreadPost(
  db: Db,
  post: ThreadPost,
  { dueAt, reason }: { dueAt: Date; reason: string },
): Promise<void> {
  await held(db, post).set({ due_at: dueAt, claimed_until: null, reason }).execute();
}

/**
 * Says whether a discussion gets lines when its paper has news. Whatever was to be told until then is not told any more,
 * unless it is on its way. @returns whether the server has such a discussion
 */
export async function setHushed(
  db: Db,
  { guildId, threadId }: { guildId: string; threadId: string },
  hushedAt: Date | undefined,
): Promise<boolean> {
  return await atomically(db, async (tx) => {
    const result = await tx
      .updateTable('discussion')
      .set({ hushed_at: hushedAt ?? null })
      .where('guild_id', '=', guildId)
      .where('thread_id', '=', threadId)
      .executeTakeFirst();
    if (result.numUpdatedRows === 0n) return false;
    if (hushedAt === undefined) return true;
    await tx
      .updateTable('thread_fact')
      .set({ state: 'known' })
      .where('guild_id', '=', guildId)
      .where('thread_id', '=', threadId)
      .where('state', '=', 'owed')
      .execute();
    await tx
      .updateTable('thread_post')
      .set({ state: 'given-up', claimed_until: null, reason: 'hushed' })
      .where('guild_id', '=', guildId)
      .where('thread_id', '=', threadId)
      .where('kind', '=', 'line')
      .where('state', '=', 'owed')
      .where('sending_at', 'is', null)
      .execute();
    return true;
  });
}

function toRow(post: NewThreadPost, at: Date) {
  return {
    id: post.id,
    thread_id: post.threadId,
    guild_id: post.guildId,
    paper_id: post.paperId,
    marker: post.marker,
    body: post.body,
    state: 'owed' as const,
    due_at: at,
    claimed_until: null,
    attempts: 0,
    sending_at: null,
    sent_at: null,
    message_id: null,
    reason: null,
    created_at: at,
  };
}

/** The message as long as this caller holds it. */
function held(db: Db, { id, claimedUntil }: ThreadPost) {
  return db
    .updateTable('thread_post')
    .where('id', '=', id)
    .where('state', '=', 'owed')
    .where('claimed_until', '=', claimedUntil);
}
