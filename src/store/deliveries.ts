import type { PaperId } from '../domain/paper-id.ts';
import type { Db } from './schema.ts';

/** A delivery that this caller, and nobody else, may send until `claimedUntil`. */
export interface Claim {
  readonly id: string;
  readonly digestId: string;
  /** Absent if the subscription was removed meanwhile. */
  readonly subscriptionId?: string;
  readonly guildId: string;
  readonly channelId: string;
  /** Whether every paper of the digest is owed a discussion once it is posted. */
  readonly opensThreads: boolean;
  /** How often it was claimed, this time included. */
  readonly attempts: number;
  readonly claimedUntil: Date;
  readonly parts: readonly ClaimedPart[];
}

export interface ClaimedPart {
  readonly part: number;
  readonly nonce: string;
  readonly marker: string;
  readonly body: object;
  /** The first try of the round that is under way: from here on the message may exist. */
  readonly sendingAt?: Date;
  readonly sent: boolean;
}

/**
 * Takes one delivery that is owed: not settled, due at `at`, and held by no one. @returns undefined if there is none
 *
 * One statement, so that of any number of callers at most one is given a delivery within `leaseMs`. A claim that is
 * never settled (the process died) is owed again once its lease is over.
 */
export async function claimDelivery(
  db: Db,
  { at, leaseMs }: { at: Date; leaseMs: number },
): Promise<Claim | undefined> {
  const claimedUntil = new Date(at.getTime() + leaseMs);
  const row = await db
    .updateTable('delivery')
    .from('digest')
    .set((eb) => ({ claimed_until: claimedUntil, attempts: eb('delivery.attempts', '+', 1) }))
    .whereRef('digest.id', '=', 'delivery.digest_id')
    .where('delivery.id', '=', (eb) =>
      eb
        .selectFrom('delivery as owed')
        .select('owed.id')
        .where('owed.state', '=', 'owed')
        .where('owed.due_at', '<=', at)
        .where((or) => or.or([or('owed.claimed_until', 'is', null), or('owed.claimed_until', '<=', at)]))
        .orderBy('owed.due_at')
        .limit(1)
        .forUpdate()
        .skipLocked(),
    )
    .returning([
      'delivery.id',
      'delivery.digest_id',
      'delivery.guild_id',
      'delivery.channel_id',
      'delivery.attempts',
      'delivery.opens_threads',
      'digest.subscription_id',
    ])
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    id: row.id,
    digestId: row.digest_id,
    guildId: row.guild_id,
    channelId: row.channel_id,
    attempts: row.attempts,
    opensThreads: row.opens_threads,
    claimedUntil,
    parts: await listParts(db, row.id),
    ...(row.subscription_id !== null && { subscriptionId: row.subscription_id }),
  };
}

/**
 * Notes that a part is about to be sent. Must be kept before the request leaves, so that after a crash the next sender
 * knows from when on the message may exist.
 *
 * @returns false if the claim has passed to somebody else: then nothing may be sent
 */
export async function markSending(db: Db, claim: Claim, part: number, at: Date): Promise<boolean> {
  const result = await db
    .updateTable('delivery_part')
    .from('delivery')
    .set({ sending_at: at })
    .whereRef('delivery.id', '=', 'delivery_part.delivery_id')
    .where('delivery_part.delivery_id', '=', claim.id)
    .where('delivery_part.part', '=', part)
    .where('delivery.state', '=', 'owed')
    .where('delivery.claimed_until', '=', claim.claimedUntil)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
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
  await endDelivery(db, claim, { state: 'settled', outcome: 'posted', at });
}

/** Ends a delivery that can never be sent; its bodies are kept for the operator. @param reason a fixed word or a code */
export async function giveUpDelivery(
  db: Db,
  claim: Claim,
  { reason, at }: { reason: string; at: Date },
): Promise<void> {
  await endDelivery(db, claim, { state: 'given-up', outcome: 'given-up', reason, at });
}

/** Lets go of a claim; the delivery is owed again from `dueAt` on. Does nothing if the claim has passed on. */
export async function postponeDelivery(
  db: Db,
  claim: Claim,
  { dueAt, reason }: { dueAt: Date; reason: string },
): Promise<void> {
  await db
    .updateTable('delivery')
    .set({ due_at: dueAt, claimed_until: null, reason })
    .where('id', '=', claim.id)
    .where('state', '=', 'owed')
    .where('claimed_until', '=', claim.claimedUntil)
    .execute();
}

/** The papers of a digest, in its order. */
export async function listDigestPapers(db: Db, digestId: string): Promise<readonly PaperId[]> {
  const rows = await db
    .selectFrom('digest_paper')
    .select('paper_id')
    .where('digest_id', '=', digestId)
    .orderBy('position')
    .execute();
  return rows.map((row) => row.paper_id);
}

async function endDelivery(
  db: Db,
  claim: Claim,
  end: { state: 'settled' | 'given-up'; outcome: 'posted' | 'given-up'; reason?: string; at: Date },
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await tx
      .updateTable('delivery')
      .set({ state: end.state, settled_at: end.at, claimed_until: null, reason: end.reason ?? null })
      .where('id', '=', claim.id)
      .where('state', '=', 'owed')
      .execute();
    await tx.updateTable('digest').set({ outcome: end.outcome }).where('id', '=', claim.digestId).execute();
  });
}

async function listParts(db: Db, deliveryId: string): Promise<readonly ClaimedPart[]> {
  const rows = await db
    .selectFrom('delivery_part')
    .selectAll()
    .where('delivery_id', '=', deliveryId)
    .orderBy('part')
    .execute();
  return rows.map((row) => ({
    part: row.part,
    nonce: row.nonce,
    marker: row.marker,
    body: row.body,
    sent: row.sent_at !== null,
    ...(row.sending_at !== null && { sendingAt: row.sending_at }),
  }));
}
