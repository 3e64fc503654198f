import type { NoticeKind, NoticePlace } from '../../domain/notice.ts';
import { isFree } from '../leases.ts';
import type { Db } from '../schema.ts';

export interface NewNotice {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly guildId: string;
  /** The channel that it is about; of a welcome and of full threads, the server. */
  readonly subjectId: string;
  /** Whom to write to if the server has no place for it. */
  readonly subscriberId?: string;
  /** The `custom_id` by which the message is found again; it stands in the body. */
  readonly marker: string;
  readonly body: object;
  readonly dueAt: Date;
}

/** A notice that this caller, and nobody else, may send until `claimedUntil`. */
export interface Notice extends Omit<NewNotice, 'dueAt'> {
  readonly createdAt: Date;
  readonly claimedUntil: Date;
  /** How often it was claimed, this time included. */
  readonly attempts: number;
  /** The place that it has come to; the first of its kind if absent. */
  readonly place?: NoticePlace;
  /** Where it is being sent: from `at` on the message may exist in that channel. */
  readonly sending?: { readonly targetId: string; readonly at: Date };
}

/**
 * Owes a notice, unless its subject had one of the kind within `quietMs`, or is owed one. The newer one takes the place
 * of what there was. One statement: of any number of callers at once, one is obeyed.
 *
 * @returns whether it is owed by this
 */
export async function oweNotice(
  db: Db,
  notice: NewNotice,
  { at, quietMs }: { at: Date; quietMs: number },
): Promise<boolean> {
  const values = {
    id: notice.id,
    guild_id: notice.guildId,
    subscriber_id: notice.subscriberId ?? null,
    marker: notice.marker,
    body: notice.body,
    state: 'owed' as const,
    due_at: notice.dueAt,
    claimed_until: null,
    attempts: 0,
    place: null,
    target_id: null,
    sending_at: null,
    sent_at: null,
    message_id: null,
    reason: null,
    created_at: at,
  };
  const result = await db
    .insertInto('notice')
    .values({ ...values, kind: notice.kind, subject_id: notice.subjectId })
    .onConflict((conflict) =>
      conflict
        .columns(['kind', 'subject_id'])
        .doUpdateSet(values)
        .where('notice.state', '<>', 'owed')
        .where('notice.created_at', '<=', new Date(at.getTime() - quietMs)),
    )
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/**
 * Takes one notice that is owed: due at `at`, and held by no one. @returns undefined if there is none
 *
 * One statement, so that of any number of callers at most one is given a notice within `leaseMs`. A claim that is never
 * settled (the process died) is owed again once its lease is over.
 */
export async function claimNotice(db: Db, { at, leaseMs }: { at: Date; leaseMs: number }): Promise<Notice | undefined> {
  const claimedUntil = new Date(at.getTime() + leaseMs);
  const row = await db
    .updateTable('notice')
    .set((eb) => ({ claimed_until: claimedUntil, attempts: eb('attempts', '+', 1) }))
    .where('id', '=', (eb) =>
      eb
        .selectFrom('notice as owed')
        .select('owed.id')
        .where('owed.state', '=', 'owed')
        .where('owed.due_at', '<=', at)
        .where(isFree('owed.claimed_until', at))
        .orderBy('owed.due_at')
        .limit(1)
        .forUpdate()
        .skipLocked(),
    )
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { target_id: targetId, sending_at: sendingAt } = row;
  return {
    id: row.id,
    kind: row.kind,
    guildId: row.guild_id,
    subjectId: row.subject_id,
    marker: row.marker,
    body: row.body,
    createdAt: row.created_at,
    claimedUntil,
    attempts: row.attempts,
    ...(row.subscriber_id !== null && { subscriberId: row.subscriber_id }),
    ...(row.place !== null && { place: row.place }),
    ...(targetId !== null && sendingAt !== null && { sending: { targetId, at: sendingAt } }),
  };
}

/**
 * Whether a notice is still true: the server was not left, the channel still has a subscription, a suspension lasts, and
 * a channel that resumed is not suspended again.
 */
export async function isTimely(db: Db, { kind, guildId, subjectId }: Notice): Promise<boolean> {
  const guild = await db.selectFrom('guild').select('left_at').where('guild_id', '=', guildId).executeTakeFirst();
  if (guild !== undefined && guild.left_at !== null) return false;
  if (kind === 'welcome' || kind === 'place-lost' || kind === 'threads-full') return true;
  const subscribed = await db
    .selectFrom('subscription')
    .select('id')
    .where('channel_id', '=', subjectId)
    .limit(1)
    .executeTakeFirst();
  if (subscribed === undefined) return false;
  if (kind === 'role-gone') return true;
  return (await isSuspended(db, subjectId)) === (kind === 'suspended');
}

/** Whether Discord refuses what is posted to a channel, as far as is known. */
export async function isSuspended(db: Db, channelId: string): Promise<boolean> {
  const row = await db
    .selectFrom('destination')
    .select('suspended_at')
    .where('channel_id', '=', channelId)
    .executeTakeFirst();
  return row !== undefined && row.suspended_at !== null;
}

/** Notes that a notice has come to a place, because the one before has refused it: nothing is on its way there yet. */
export async function markNoticePlace(db: Db, notice: Notice, place: NoticePlace): Promise<void> {
  await held(db, notice).set({ place, target_id: null, sending_at: null }).execute();
}

/**
 * Notes that a notice is about to be sent to a channel. To be kept before the request leaves.
 *
 * @returns false if the claim has passed to somebody else, or the notice is no longer owed: then nothing may be sent
 */
export async function markNoticeSending(
  db: Db,
  notice: Notice,
  { place, targetId, at }: { place: NoticePlace; targetId: string; at: Date },
): Promise<boolean> {
  const result = await held(db, notice).set({ place, target_id: targetId, sending_at: at }).executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Ends a notice that was sent; whom it might have gone to is forgotten. @param messageId absent if it was deleted before we learnt its id */
export async function settleNotice(
  db: Db,
  notice: Notice,
  { messageId, at }: { messageId?: string; at: Date },
): Promise<void> {
  await held(db, notice)
    .set({
      state: 'sent',
      sent_at: at,
      message_id: messageId ?? null,
      claimed_until: null,
      subscriber_id: null,
      reason: null,
    })
    .execute();
}

/** Ends a notice that reaches nobody, or that is no longer true. @param reason a fixed word or a code */
export async function giveUpNotice(db: Db, notice: Notice, reason: string): Promise<void> {
  await held(db, notice).set({ state: 'given-up', claimed_until: null, subscriber_id: null, reason }).execute();
}

/** Lets go of a claim; the notice is owed again from `dueAt` on. Does nothing if the claim has passed on. */
export async function postponeNotice(
  db: Db,
  notice: Notice,
  { dueAt, reason }: { dueAt: Date; reason: string },
): Promise<void> {
  await held(db, notice).set({ due_at: dueAt, claimed_until: null, reason }).execute();
}

/** Forgets a notice that is no longer true before anybody was told: the next of its kind is not held back by it. */
export async function dropNotice(db: Db, notice: Notice): Promise<void> {
  await db
    .deleteFrom('notice')
    .where('id', '=', notice.id)
    .where('state', '=', 'owed')
    .where('claimed_until', '=', notice.claimedUntil)
    .execute();
}

/** The notice as long as this caller holds it. */
function held(db: Db, { id, claimedUntil }: Notice) {
  return db
    .updateTable('notice')
    .where('id', '=', id)
    .where('state', '=', 'owed')
    .where('claimed_until', '=', claimedUntil);
}
