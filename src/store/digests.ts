import { sql } from 'kysely';
import { LATE_WINDOW_MS } from '../domain/lateness.ts';
import type { ListDay } from '../domain/list-day.ts';
import type { RankedPaper } from '../domain/paper.ts';
import type { SlotOutcome, Subscription } from '../domain/subscription.ts';
import { saveDestinations } from './destinations.ts';
import type { Db } from './schema.ts';
import { toSubscription } from './subscriptions.ts';

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
  readonly papers: readonly RankedPaper[];
  /** Absent if nothing is to be posted. */
  readonly delivery?: NewDelivery;
}

export interface NewDelivery {
  readonly id: string;
  /** Whether every paper of the digest is owed a discussion once it is posted. */
  readonly opensThreads: boolean;
  readonly parts: readonly { readonly nonce: string; readonly marker: string; readonly body: object }[];
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
  await db
    .insertInto('digest')
    .values(
      digests.map((digest) => ({
        id: digest.id,
        subscription_id: digest.subscriptionId,
        guild_id: digest.guildId,
        channel_id: digest.channelId,
        slot_at: digest.slotAt,
        list_days: digest.listDays,
        outcome: digest.outcome,
        planned_at: digest.plannedAt,
      })),
    )
    .execute();
  await savePapersOf(
    db,
    digests.filter(({ papers }) => papers.length > 0),
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

async function savePapersOf(db: Db, digests: readonly NewDigest[]): Promise<void> {
  if (digests.length === 0) return;
  const papers = digests.flatMap(({ id, papers: chosen }) =>
    chosen.map(({ paper, counts, rank }) => ({
      digest_id: id,
      position: rank,
      paper_id: paper.id,
      upvotes: counts.upvotes,
      comments: counts.comments ?? null,
      github_stars: counts.githubStars ?? null,
    })),
  );
  await sql`
    insert into digest_paper (digest_id, position, paper_id, upvotes, comments, github_stars)
    select digest_id, position, paper_id, upvotes, comments, github_stars
    from jsonb_to_recordset(${JSON.stringify(papers)}::jsonb) as chosen
      (digest_id uuid, position smallint, paper_id text, upvotes integer, comments integer, github_stars integer)
  `.execute(db);
  const shown = digests.flatMap(({ id, channelId, plannedAt, papers: chosen }) =>
    chosen.map(({ paper }) => ({ channel_id: channelId, paper_id: paper.id, digest_id: id, shown_at: plannedAt })),
  );
  await sql`
    insert into shown (channel_id, paper_id, digest_id, shown_at)
    select channel_id, paper_id, digest_id, shown_at
    from jsonb_to_recordset(${JSON.stringify(shown)}::jsonb) as seen
      (channel_id text, paper_id text, digest_id uuid, shown_at timestamptz)`.execute(db);
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
  await db
    .insertInto('delivery')
    .values(
      owed.map(({ digest, delivery }) => ({
        id: delivery.id,
        digest_id: digest.id,
        guild_id: digest.guildId,
        channel_id: digest.channelId,
        state: 'owed' as const,
        opens_threads: delivery.opensThreads,
        due_at: digest.plannedAt,
        attempts: 0,
      })),
    )
    .execute();
  const parts = owed.flatMap(({ delivery }) =>
    delivery.parts.map((part, index) => ({ delivery_id: delivery.id, part: index, ...part })),
  );
  await db.insertInto('delivery_part').values(parts).execute();
}
