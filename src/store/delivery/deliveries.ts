import { sql } from 'kysely';
import type { ChannelKind, DigestForm } from '../../domain/channel-kind.ts';
import type { ListDay } from '../../domain/list-day.ts';
import { putMarker } from '../../domain/marker-place.ts';
import type { PaperId } from '../../domain/paper-id.ts';
import { isFree } from '../leases.ts';
import type { Db } from '../schema.ts';
import { saveMissedLists } from './missed-lists.ts';

/** A delivery that this caller, and nobody else, may send until `claimedUntil`. */
export interface Claim {
  readonly id: string;
  readonly digestId: string;
  /** Absent if the subscription was removed meanwhile. */
  readonly subscriptionId?: string;
  readonly guildId: string;
  readonly channelId: string;
  /** When it was frozen. */
  readonly plannedAt: Date;
  /** The lists that it serves or leads to. */
  readonly listDays: readonly ListDay[];
  /** Whether every paper of the digest is owed a discussion once it is posted. */
  readonly opensThreads: boolean;
  readonly form: DigestForm;
  /** Of which kind its channel is now; absent if it is not known. */
  readonly channelKind?: ChannelKind;
  /** Whether its messages are published to the followers of an announcement channel. */
  readonly publishes: boolean;
  /** How often it was claimed, this time included. */
  readonly attempts: number;
  readonly claimedUntil: Date;
  readonly parts: readonly ClaimedPart[];
}

export interface ClaimedPart {
  readonly part: number;
  /** Of a forum's post: the paper that it is about. */
  readonly paperId?: PaperId;
  readonly nonce: string;
  readonly marker: string;
  /** What is sent: the plain rendering if Discord refused the first one. */
  readonly body: object;
  readonly isPlain: boolean;
  /** The first try of the round that is under way: from here on the message may exist. */
  readonly sendingAt?: Date;
  readonly sent: boolean;
}

/**
 * Takes one delivery that is owed: not settled, due at `at`, held by no one, not paused, and to a channel that is not
 * suspended and that nobody else is posting to. @returns undefined if there is none
 *
 * One statement, so that of any number of callers at most one is given a delivery, and at most one a channel, within
 * `leaseMs`. A claim that is never settled (the process died) is owed again once its lease is over.
 */
export async function claimDelivery(
  db: Db,
  { at, leaseMs }: { at: Date; leaseMs: number },
): Promise<Claim | undefined> {
  const claimedUntil = new Date(at.getTime() + leaseMs);
  const row = await db
    .with('owed', (cte) => selectOwed(cte, at))
    .with('busy', (cte) =>
      cte
        .updateTable('destination')
        .from('owed')
        .set({ busy_until: claimedUntil })
        .whereRef('destination.channel_id', '=', 'owed.channel_id'),
    )
    .updateTable('delivery')
    .from('owed')
    .set((eb) => ({ claimed_until: claimedUntil, attempts: eb('delivery.attempts', '+', 1) }))
    .whereRef('delivery.id', '=', 'owed.id')
    .returning([
      'delivery.id',
      'delivery.digest_id',
      'delivery.guild_id',
      'delivery.channel_id',
      'delivery.attempts',
      'delivery.opens_threads',
      'delivery.form',
      'delivery.publishes',
      'owed.kind',
      'owed.subscription_id',
      'owed.planned_at',
      'owed.list_days',
    ])
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    id: row.id,
    digestId: row.digest_id,
    guildId: row.guild_id,
    channelId: row.channel_id,
    plannedAt: row.planned_at,
    listDays: row.list_days,
    attempts: row.attempts,
    opensThreads: row.opens_threads,
    form: row.form,
    publishes: row.publishes,
    claimedUntil,
    parts: await listParts(db, row.id),
    ...(row.kind !== null && { channelKind: row.kind }),
    ...(row.subscription_id !== null && { subscriptionId: row.subscription_id }),
  };
}

function selectOwed(db: Pick<Db, 'selectFrom'>, at: Date) {
  return db
    .selectFrom('delivery')
    .innerJoin('destination', 'destination.channel_id', 'delivery.channel_id')
    .innerJoin('digest', 'digest.id', 'delivery.digest_id')
    .leftJoin('subscription', 'subscription.id', 'digest.subscription_id')
    .select(['delivery.id', 'delivery.channel_id', 'destination.kind'])
    .select(['digest.subscription_id', 'digest.planned_at', 'digest.list_days'])
    .where('delivery.state', '=', 'owed')
    .where('delivery.due_at', '<=', at)
    .where(isFree('delivery.claimed_until', at))
    .where(isFree('destination.busy_until', at))
    .where('destination.suspended_at', 'is', null)
    .where('subscription.paused_at', 'is', null)
    .orderBy('delivery.due_at')
    .orderBy('digest.slot_at')
    .orderBy('delivery.id')
    .limit(1)
    .forUpdate(['delivery', 'destination'])
    .skipLocked();
}

/**
 * Notes that a part is about to be sent. Must be kept before the request leaves, so that after a crash the next sender
 * knows from when on the message may exist.
 *
 * @returns false if the claim has passed to somebody else: then nothing may be sent
 */
export async function markSending(db: Db, claim: Claim, part: number, at: Date): Promise<boolean> {
  const result = await heldPart(db, claim, part).set({ sending_at: at }).executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/**
 * Notes that a part was not sent after all: Discord refused it, and no try before this one is in doubt. Changes nothing
 * if the claim has passed to somebody else, who may have sent it.
 */
export async function unmarkSending(db: Db, claim: Claim, part: number): Promise<void> {
  await heldPart(db, claim, part).set({ sending_at: null }).where('delivery_part.sent_at', 'is', null).execute();
}

/** Notes that a part was sent. Idempotent. @param messageId absent if the message was deleted before we learnt its id */
export async function markSent(
  db: Db,
  claim: Claim,
  part: number,
  { messageId, at }: { messageId?: string; at: Date },
): Promise<void> {
  await db
    .updateTable('delivery_part')
    .set({ sent_at: at, message_id: messageId ?? null })
    .where('delivery_id', '=', claim.id)
    .where('part', '=', part)
    .where('sent_at', 'is', null)
    .execute();
}

/** Ends a delivery whose parts are all sent. */
export async function settleDelivery(db: Db, claim: Claim, at: Date): Promise<void> {
  await db.transaction().execute((tx) => endDelivery(tx, claim, { state: 'settled', outcome: 'posted', at }));
}

/**
 * Ends a delivery that can never be sent; its bodies are kept for the operator, and the subscription's next post leads
 * to its lists. @param reason a fixed word or a code
 */
export async function giveUpDelivery(
  db: Db,
  claim: Claim,
  { reason, at }: { reason: string; at: Date },
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await endDelivery(tx, claim, { state: 'given-up', outcome: 'given-up', reason, at });
    await keepAsMissed(tx, claim);
  });
}

/** Lets go of a claim; the delivery is owed again from `dueAt` on. Does nothing if the claim has passed on. */
export async function postponeDelivery(
  db: Db,
  claim: Claim,
  { dueAt, reason }: { dueAt: Date; reason: string },
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await tx
      .updateTable('delivery')
      .set({ due_at: dueAt, claimed_until: null, reason })
      .where('id', '=', claim.id)
      .where('state', '=', 'owed')
      .where('claimed_until', '=', claim.claimedUntil)
      .execute();
    await release(tx, claim);
  });
}

/**
 * Ends a delivery of which nothing was sent and that is too late to be served: its papers were not shown after all, and
 * the subscription's next post leads to its lists.
 */
export async function expireDelivery(db: Db, claim: Claim, at: Date): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await endDelivery(tx, claim, { state: 'given-up', outcome: 'missed', reason: 'too-late', at });
    await tx.deleteFrom('shown').where('digest_id', '=', claim.digestId).execute();
    await keepAsMissed(tx, claim);
  });
}

async function keepAsMissed(tx: Db, { subscriptionId, listDays }: Claim): Promise<void> {
  if (subscriptionId !== undefined) await saveMissedLists(tx, [{ subscriptionId, days: listDays }]);
}

/** A part as long as this caller holds its delivery. */
function heldPart(db: Db, claim: Claim, part: number) {
  return db
    .updateTable('delivery_part')
    .from('delivery')
    .whereRef('delivery.id', '=', 'delivery_part.delivery_id')
    .where('delivery_part.delivery_id', '=', claim.id)
    .where('delivery_part.part', '=', part)
    .where('delivery.state', '=', 'owed')
    .where('delivery.claimed_until', '=', claim.claimedUntil);
}

/** The papers of a digest, in its order. */
export async function listDigestPapers(db: Db, digestId: string): Promise<readonly PaperId[]> {
  const rows = await db
    .selectFrom('edition_paper')
    .innerJoin('digest', 'digest.edition_id', 'edition_paper.edition_id')
    .select('edition_paper.paper_id')
    .where('digest.id', '=', digestId)
    .orderBy('edition_paper.position')
    .execute();
  return rows.map((row) => row.paper_id);
}

interface End {
  readonly state: 'settled' | 'given-up';
  readonly outcome: 'posted' | 'given-up' | 'missed';
  readonly reason?: string;
  readonly at: Date;
}

async function endDelivery(tx: Db, claim: Claim, end: End): Promise<void> {
  const ended = await tx
    .updateTable('delivery')
    .set({ state: end.state, settled_at: end.at, claimed_until: null, reason: end.reason ?? null })
    .where('id', '=', claim.id)
    .where('state', '=', 'owed')
    .executeTakeFirst();
  if (ended.numUpdatedRows === 0n) return;
  await tx.updateTable('digest').set({ outcome: end.outcome }).where('id', '=', claim.digestId).execute();
  await release(tx, claim);
}

/** Gives the channel back, unless another sender has taken it over. */
async function release(tx: Db, claim: Claim): Promise<void> {
  await tx
    .updateTable('destination')
    .set({ busy_until: null })
    .where('channel_id', '=', claim.channelId)
    .where('busy_until', '=', claim.claimedUntil)
    .execute();
}

/** The parts of a delivery in their order, with what is sent of each. */
export async function listParts(db: Db, deliveryId: string): Promise<readonly ClaimedPart[]> {
  const rows = await db
    .selectFrom('delivery_part')
    .innerJoin('delivery', 'delivery.id', 'delivery_part.delivery_id')
    .innerJoin('digest', 'digest.id', 'delivery.digest_id')
    .innerJoin('edition', 'edition.id', 'digest.edition_id')
    .selectAll('delivery_part')
    .select(sql<object>`edition.bodies -> delivery_part.part::integer`.as('body'))
    .where('delivery_part.delivery_id', '=', deliveryId)
    .orderBy('delivery_part.part')
    .execute();
  return rows.map((row) => ({
    part: row.part,
    nonce: row.nonce,
    marker: row.marker,
    body: row.plain_body ?? putMarker(row.body, row.marker),
    isPlain: row.plain_body !== null,
    sent: row.sent_at !== null,
    ...(row.paper_id !== null && { paperId: row.paper_id }),
    ...(row.sending_at !== null && { sendingAt: row.sending_at }),
  }));
}
