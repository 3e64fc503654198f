import type { Selectable } from 'kysely';
import type { ListDay } from '../../domain/list-day.ts';
import type { PaperId } from '../../domain/paper-id.ts';
import type { SlotOutcome, Subscription } from '../../domain/subscription.ts';
import type { Db, Schema } from '../schema.ts';
import { toSubscription } from '../servers/subscriptions.ts';
import { isUuid } from '../uuid.ts';
import { listDigestPapers } from './deliveries.ts';

/** What the ledger knows of a subscription, a digest or a delivery, for the operator: of whichever server. */
export interface LedgerReport {
  /** Absent if it was removed. */
  readonly subscription?: Subscription;
  /** Of a subscription the newest, newest first; else the one that was asked for. */
  readonly digests: readonly DigestReport[];
}

export interface DigestReport {
  readonly id: string;
  readonly guildId: string;
  readonly channelId: string;
  readonly slotAt: Date;
  readonly plannedAt: Date;
  readonly outcome: SlotOutcome;
  /** Newest first. */
  readonly listDays: readonly ListDay[];
  readonly paperIds: readonly PaperId[];
  /** Absent if there was nothing to post. */
  readonly delivery?: DeliveryReport;
}

export interface DeliveryReport {
  readonly id: string;
  readonly state: 'owed' | 'settled' | 'given-up';
  readonly attempts: number;
  /** When it is tried next, if it is owed. */
  readonly dueAt: Date;
  readonly claimedUntil?: Date;
  /** How the last try failed, or why it was given up. */
  readonly reason?: string;
  readonly endedAt?: Date;
  readonly parts: readonly PartReport[];
}

export interface PartReport {
  readonly part: number;
  readonly marker: string;
  /** Whether Discord refused the first body, and a plain one is sent. */
  readonly isPlain: boolean;
  readonly sendingAt?: Date;
  readonly sentAt?: Date;
  readonly messageId?: string;
}

/**
 * What the ledger knows by an id of a subscription, a digest or a delivery. No titles and no bodies.
 *
 * @param mostDigests of a subscription
 * @returns undefined if nothing has this id
 */
export async function findLedgerReport(
  db: Db,
  id: string,
  { mostDigests }: { mostDigests: number },
): Promise<LedgerReport | undefined> {
  if (!isUuid(id)) return undefined;
  const rows = await db
    .selectFrom('digest')
    .leftJoin('delivery', 'delivery.digest_id', 'digest.id')
    .selectAll('digest')
    .where((eb) => eb.or([eb('digest.id', '=', id), eb('digest.subscription_id', '=', id), eb('delivery.id', '=', id)]))
    .orderBy('digest.slot_at', 'desc')
    .limit(mostDigests)
    .execute();
  const subscription = await db
    .selectFrom('subscription')
    .selectAll()
    .where('id', '=', rows[0]?.subscription_id ?? id)
    .executeTakeFirst();
  if (subscription === undefined && rows.length === 0) return undefined;
  const digests: DigestReport[] = [];
  for (const row of rows) digests.push(await readDigest(db, row));
  return { digests, ...(subscription !== undefined && { subscription: toSubscription(subscription) }) };
}

async function readDigest(db: Db, row: Selectable<Schema['digest']>): Promise<DigestReport> {
  const delivery = await findDelivery(db, row.id);
  return {
    id: row.id,
    guildId: row.guild_id,
    channelId: row.channel_id,
    slotAt: row.slot_at,
    plannedAt: row.planned_at,
    outcome: row.outcome,
    listDays: row.list_days,
    paperIds: await listDigestPapers(db, row.id),
    ...(delivery !== undefined && { delivery }),
  };
}

async function findDelivery(db: Db, digestId: string): Promise<DeliveryReport | undefined> {
  const row = await db.selectFrom('delivery').selectAll().where('digest_id', '=', digestId).executeTakeFirst();
  if (row === undefined) return undefined;
  const parts = await db
    .selectFrom('delivery_part')
    .select(['part', 'marker', 'sending_at', 'sent_at', 'message_id'])
    .select((eb) => eb('plain_body', 'is not', null).as('is_plain'))
    .where('delivery_id', '=', row.id)
    .orderBy('part')
    .execute();
  return {
    id: row.id,
    state: row.state,
    attempts: row.attempts,
    dueAt: row.due_at,
    parts: parts.map((part) => ({
      part: part.part,
      marker: part.marker,
      isPlain: Boolean(part.is_plain),
      ...(part.sending_at !== null && { sendingAt: part.sending_at }),
      ...(part.sent_at !== null && { sentAt: part.sent_at }),
      ...(part.message_id !== null && { messageId: part.message_id }),
    })),
    ...(row.claimed_until !== null && { claimedUntil: row.claimed_until }),
    ...(row.reason !== null && { reason: row.reason }),
    ...(row.settled_at !== null && { endedAt: row.settled_at }),
  };
}
