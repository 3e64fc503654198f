import { sql } from 'kysely';
import type { DigestForm } from '../../domain/channel-kind.ts';
import { LATE_WINDOW_MS } from '../../domain/lateness.ts';
import type { ListDay } from '../../domain/list-day.ts';
import type { PaperId } from '../../domain/paper-id.ts';
import type { SlotOutcome, Subscription } from '../../domain/subscription.ts';
import type { Db } from '../schema.ts';
import { saveDestinations } from '../servers/destinations.ts';
import { toSubscription } from '../servers/subscriptions.ts';
import { type NewEdition, saveEditions } from './editions.ts';

/**
 * Takes active subscriptions whose slot has come, up to `limit`, or whose last slot waited for a list that has arrived,
 * and locks them until the transaction ends; those that another transaction holds are passed over.
 *
 * @param newest the newest list day that is complete at `at`
 */
export async function claimDueSubscriptions(
  db: Db,
  { at, newest, limit }: { at: Date; newest: ListDay; limit: number },
): Promise<readonly Subscription[]> {
  const active = db
    .selectFrom('subscription')
    .selectAll()
    .where('suspended_at', 'is', null)
    .where('paused_at', 'is', null)
    .limit(limit)
    .forUpdate()
    .skipLocked();
  const due = await active.where('next_at', '<=', at).orderBy('next_at').execute();
  if (due.length > 0) return due.map((row) => toSubscription(row));
  const waiting = await active
    .where('waiting_slot_at', '>', new Date(at.getTime() - LATE_WINDOW_MS))
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('listing')
          .select('listing.paper_id')
          .whereRef('listing.list_day', '>', 'subscription.covered_through')
          .where('listing.list_day', '<=', newest),
      ),
    )
    .orderBy('waiting_slot_at')
    .execute();
  return waiting.map((row) => toSubscription(row));
}

/** Locks one subscription of a server until the transaction ends. @returns undefined if the server has none with this id */
export async function lockSubscription(db: Db, guildId: string, id: string): Promise<Subscription | undefined> {
  const row = await db
    .selectFrom('subscription')
    .selectAll()
    .where('id', '=', id)
    .where('guild_id', '=', guildId)
    .forUpdate()
    .executeTakeFirst();
  return row && toSubscription(row);
}

/**
 * Holds channels until the transaction ends: of two digests for one channel that are planned at once, the second sees
 * what the first marked as shown. In one order for everybody, so that two who want several wait instead of deadlocking.
 */
export async function lockChannels(db: Db, channelIds: readonly string[]): Promise<void> {
  await sql`
    select pg_advisory_xact_lock(key)
    from (select distinct hashtextextended(id, 0) as key from unnest(${channelIds}::text[]) as id order by key) as keys
  `.execute(db);
}

export interface NewDigest {
  readonly id: string;
  readonly subscriptionId: string;
  readonly guildId: string;
  readonly channelId: string;
  readonly slotAt: Date;
  readonly listDays: readonly ListDay[];
  readonly outcome: SlotOutcome;
  readonly plannedAt: Date;
  /** What is posted, and by that shown; absent if nothing is. Several may have the same. */
  readonly edition?: NewEdition;
  /** Absent if nothing is to be posted. */
  readonly delivery?: NewDelivery;
}

export interface NewDelivery {
  readonly id: string;
  /** Whether every paper of the digest is owed a discussion once it is posted. */
  readonly opensThreads: boolean;
  readonly form: DigestForm;
  /** Whether its messages are published to the followers of an announcement channel. */
  readonly publishes: boolean;
  /** One for each body of the edition. */
  readonly parts: readonly NewPart[];
}

export interface NewPart {
  readonly nonce: string;
  readonly marker: string;
  /** Of a forum's post: the paper that it is about. */
  readonly paperId?: PaperId;
}

/**
 * Freezes digests: their papers with their numbers, what the channels are thereby shown, and the bodies to be sent. To
 * be called in the transaction that selected the papers and moves the subscriptions on.
 *
 * @throws a unique violation if a slot was served already. That it waited for a list does not count as served
 */
export async function saveDigests(db: Db, digests: readonly NewDigest[]): Promise<void> {
  if (digests.length === 0) return;
  const slots = digests.map(({ subscriptionId, slotAt }) => ({ subscription_id: subscriptionId, slot_at: slotAt }));
  await sql`
    delete from digest using jsonb_to_recordset(${JSON.stringify(slots)}::jsonb)
      as slot (subscription_id uuid, slot_at timestamptz)
    where digest.subscription_id = slot.subscription_id and digest.slot_at = slot.slot_at
      and digest.outcome = 'waiting'`.execute(db);
  await saveEditions(db, [...new Set(digests.flatMap(({ edition }) => edition ?? []))]);
  const rows = digests.map((digest) => ({
    id: digest.id,
    subscription_id: digest.subscriptionId,
    guild_id: digest.guildId,
    channel_id: digest.channelId,
    slot_at: digest.slotAt,
    list_days: digest.listDays,
    outcome: digest.outcome,
    planned_at: digest.plannedAt,
    edition_id: digest.edition?.id ?? null,
  }));
  await sql`
    insert into digest (id, subscription_id, guild_id, channel_id, slot_at, list_days, outcome, planned_at, edition_id)
    select id, subscription_id, guild_id, channel_id, slot_at, list_days, outcome, planned_at, edition_id
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as made
      (id uuid, subscription_id uuid, guild_id text, channel_id text, slot_at timestamptz, list_days date[],
      outcome text, planned_at timestamptz, edition_id uuid)`.execute(db);
  await markShown(
    db,
    digests.filter(({ edition }) => edition !== undefined),
  );
  await saveDeliveries(
    db,
    digests.flatMap((digest) => (digest.delivery === undefined ? [] : [{ digest, delivery: digest.delivery }])),
  );
}

/** Where a subscription stands after a slot. */
export interface Advance {
  readonly id: string;
  readonly nextAt: Date;
  /** The newest list day that its slots have covered. */
  readonly coveredThrough: ListDay;
  /** The slot if it waits for a list; absent: it waits for none. */
  readonly waitingSlotAt?: Date;
}

/** Moves subscriptions to their next slots. */
export async function advanceSubscriptions(db: Db, advances: readonly Advance[]): Promise<void> {
  const rows = advances.map(({ id, nextAt, coveredThrough, waitingSlotAt }) => ({
    id,
    next_at: nextAt,
    covered_through: coveredThrough,
    waiting_slot_at: waitingSlotAt ?? null,
  }));
  await sql`
    update subscription set
      next_at = advance.next_at,
      covered_through = advance.covered_through,
      waiting_slot_at = advance.waiting_slot_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as advance (id uuid, next_at timestamptz, covered_through date, waiting_slot_at timestamptz)
    where subscription.id = advance.id`.execute(db);
}

/** Sets a subscription aside whose slot cannot be planned: it is looked at again at `until`. */
export async function deferSubscription(db: Db, id: string, until: Date): Promise<void> {
  await db.updateTable('subscription').set({ next_at: until }).where('id', '=', id).execute();
}

/** The papers of digests count as shown in their channels. Copied from where they are kept: `shown` has no foreign keys. */
async function markShown(db: Db, digests: readonly NewDigest[]): Promise<void> {
  if (digests.length === 0) return;
  await sql`
    insert into shown (channel_id, paper_id, digest_id, shown_at)
    select digest.channel_id, edition_paper.paper_id, digest.id, digest.planned_at
    from digest join edition_paper on edition_paper.edition_id = digest.edition_id
    where digest.id = any(${digests.map(({ id }) => id)}::uuid[])`.execute(db);
}

async function saveDeliveries(
  db: Db,
  owed: readonly { readonly digest: NewDigest; readonly delivery: NewDelivery }[],
): Promise<void> {
  if (owed.length === 0) return;
  await saveDestinations(
    db,
    owed.map(({ digest }) => digest),
  );
  const deliveries = owed.map(({ digest, delivery }) => ({
    id: delivery.id,
    digest_id: digest.id,
    guild_id: digest.guildId,
    channel_id: digest.channelId,
    opens_threads: delivery.opensThreads,
    form: delivery.form,
    publishes: delivery.publishes,
    due_at: digest.plannedAt,
  }));
  await sql`
    insert into delivery (id, digest_id, guild_id, channel_id, state, opens_threads, form, publishes, due_at, attempts)
    select id, digest_id, guild_id, channel_id, 'owed', opens_threads, form, publishes, due_at, 0
    from jsonb_to_recordset(${JSON.stringify(deliveries)}::jsonb) as made
      (id uuid, digest_id uuid, guild_id text, channel_id text, opens_threads boolean, form text, publishes boolean,
      due_at timestamptz)
  `.execute(db);
  const parts = owed.flatMap(({ delivery }) =>
    delivery.parts.map(({ nonce, marker, paperId }, index) => ({
      delivery_id: delivery.id,
      part: index,
      nonce,
      marker,
      paper_id: paperId ?? null,
    })),
  );
  await sql`
    insert into delivery_part (delivery_id, part, nonce, marker, paper_id)
    select delivery_id, part, nonce, marker, paper_id from jsonb_to_recordset(${JSON.stringify(parts)}::jsonb) as made
      (delivery_id uuid, part smallint, nonce text, marker text, paper_id text)`.execute(db);
}
