import { sql } from 'kysely';
import type { DigestForm } from '../../domain/channel-kind.ts';
import type { ListDay } from '../../domain/list-day.ts';
import type { Receipt } from '../../domain/receipt.ts';
import type { SlotOutcome } from '../../domain/subscription.ts';
import type { Db } from '../schema.ts';
import { isUuid } from '../uuid.ts';

/** The newest `limit` receipts of a subscription, newest first; none of another server's. */
export async function listReceipts(
  db: Db,
  guildId: string,
  subscriptionId: string,
  { limit }: { limit: number },
): Promise<readonly Receipt[]> {
  if (!isUuid(subscriptionId)) return [];
  const rows = await selectReceipts(db, guildId)
    .where('digest.subscription_id', '=', subscriptionId)
    .orderBy('digest.slot_at', 'desc')
    .limit(limit)
    .execute();
  return rows.map(toReceipt);
}

/** The newest receipt of a subscription that was posted, at least in part. @returns undefined before the first */
export async function findLastPost(db: Db, guildId: string, subscriptionId: string): Promise<Receipt | undefined> {
  const row = await selectPosts(db, guildId)
    .where('digest.subscription_id', '=', subscriptionId)
    .orderBy('digest.slot_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && toReceipt(row);
}

/** The newest receipt that was posted, at least in part, of each of the server's subscriptions, by their ids. */
export async function listLastPosts(db: Db, guildId: string): Promise<ReadonlyMap<string, Receipt>> {
  const rows = await selectPosts(db, guildId)
    .distinctOn('digest.subscription_id')
    .orderBy('digest.subscription_id')
    .orderBy('digest.slot_at', 'desc')
    .execute();
  return byId(rows);
}

/** The oldest receipt that is still owed of each of the server's subscriptions, by their ids. */
export async function listOwedPosts(db: Db, guildId: string): Promise<ReadonlyMap<string, Receipt>> {
  const rows = await selectReceipts(db, guildId)
    .distinctOn('digest.subscription_id')
    .where('delivery.state', '=', 'owed')
    .orderBy('digest.subscription_id')
    .orderBy('digest.slot_at')
    .execute();
  return byId(rows);
}

/** Receipts of which at least one part was sent. */
function selectPosts(db: Db, guildId: string) {
  return selectReceipts(db, guildId).where((eb) =>
    eb.exists(
      eb
        .selectFrom('delivery_part')
        .select('delivery_part.part')
        .whereRef('delivery_part.delivery_id', '=', 'delivery.id')
        .where('delivery_part.sent_at', 'is not', null),
    ),
  );
}

function selectReceipts(db: Db, guildId: string) {
  const parts = sql`from delivery_part where delivery_part.delivery_id = delivery.id`;
  return db
    .selectFrom('digest')
    .innerJoin('subscription', 'subscription.id', 'digest.subscription_id')
    .leftJoin('delivery', 'delivery.digest_id', 'digest.id')
    .select([
      'digest.id',
      'subscription.id as subscription_id',
      'digest.channel_id',
      'digest.slot_at',
      'digest.outcome',
      'digest.list_days',
      'delivery.state',
      'delivery.form',
      'delivery.due_at',
      'delivery.reason',
      sql<Date | null>`(select min(sent_at) ${parts})`.as('sent_at'),
      sql<Publishing | null>`
        (select max(state) from publication where publication.delivery_id = delivery.id)`.as('publishing'),
      sql<readonly string[] | null>`
        (select array_agg(message_id order by part) filter (where message_id is not null) ${parts})`.as('message_ids'),
    ])
    .where('subscription.guild_id', '=', guildId);
}

type Publishing = NonNullable<Receipt['publishing']>;

interface ReceiptRow {
  readonly id: string;
  readonly subscription_id: string;
  readonly channel_id: string;
  readonly slot_at: Date;
  readonly outcome: SlotOutcome;
  readonly list_days: readonly ListDay[];
  readonly state: string | null;
  readonly form: DigestForm | null;
  readonly due_at: Date | null;
  readonly reason: string | null;
  readonly sent_at: Date | null;
  readonly publishing: Publishing | null;
  readonly message_ids: readonly string[] | null;
}

function toReceipt(row: ReceiptRow): Receipt {
  return {
    id: row.id,
    channelId: row.channel_id,
    slotAt: row.slot_at,
    outcome: row.outcome,
    listDays: row.list_days,
    messageIds: row.message_ids ?? [],
    ...(row.form === 'posts' && { isPosts: true }),
    ...(row.publishing !== null && { publishing: row.publishing }),
    ...(row.sent_at !== null && { sentAt: row.sent_at }),
    ...(row.state === 'owed' &&
      row.due_at !== null && { owed: { dueAt: row.due_at, ...(row.reason !== null && { failure: row.reason }) } }),
  };
}

function byId(rows: readonly ReceiptRow[]): ReadonlyMap<string, Receipt> {
  return new Map(rows.map((row) => [row.subscription_id, toReceipt(row)]));
}
