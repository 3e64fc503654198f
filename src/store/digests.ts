import { sql } from 'kysely';
import { LATE_WINDOW_MS } from '../domain/lateness.ts';
import type { ListDay } from '../domain/list-day.ts';
import type { RankedPaper } from '../domain/paper.ts';
import type { SlotOutcome, Subscription } from '../domain/subscription.ts';
import { saveDestination } from './destinations.ts';
import { selectRankedPapers, toRankedPaper } from './rows.ts';
import type { Db } from './schema.ts';
import { toSubscription } from './subscriptions.ts';

/**
 * Takes one active subscription whose slot has come, or whose last slot waited for a list that has arrived, and locks it
 * until the transaction ends; one that another transaction holds is passed over. @returns undefined if none is due
 *
 * @param newest the newest list day that is complete at `at`
 */
export async function claimDueSubscription(
  db: Db,
  { at, newest }: { at: Date; newest: ListDay },
): Promise<Subscription | undefined> {
  const active = db
    .selectFrom('subscription')
    .selectAll()
    .where('suspended_at', 'is', null)
    .where('paused_at', 'is', null)
    .limit(1)
    .forUpdate()
    .skipLocked();
  const due = await active.where('next_at', '<=', at).orderBy('next_at').executeTakeFirst();
  const row =
    due ??
    (await active
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
      .executeTakeFirst());
  return row && toSubscription(row);
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
 * Holds the channel until the transaction ends: of two digests for one channel that are planned at once, the second
 * sees what the first marked as shown.
 */
export async function lockChannel(db: Db, channelId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${channelId}, 0))`.execute(db);
}

export interface SelectionOptions {
  readonly channelId: string;
  readonly days: readonly ListDay[];
  /** Slugs; empty means every topic. */
  readonly topics: readonly string[];
  readonly minUpvotes: number;
  readonly limit: number;
}

/** What a digest would post now, ranked, and how many papers met the preferences before the limit. */
export interface Selection {
  readonly papers: readonly RankedPaper[];
  readonly total: number;
}

/** The best papers of the lists of `days` that meet the preferences and were not yet shown in the channel. */
export async function selectForDigest(db: Db, options: SelectionOptions): Promise<Selection> {
  const { channelId, days, topics, minUpvotes, limit } = options;
  if (days.length === 0) return { papers: [], total: 0 };
  const rows = await selectRankedPapers(db)
    .select(sql<number>`count(*) over ()`.as('total'))
    .where('paper.id', 'in', (eb) => eb.selectFrom('listing').select('paper_id').where('list_day', 'in', days))
    .where('paper_score.upvotes', '>=', minUpvotes)
    .$if(topics.length > 0, (query) => query.where(sql<boolean>`paper.topics && ${topics}::text[]`))
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('shown')
            .select('shown.paper_id')
            .where('shown.channel_id', '=', channelId)
            .whereRef('shown.paper_id', '=', 'paper.id'),
        ),
      ),
    )
    .limit(limit)
    .execute();
  return { papers: rows.map((row, index) => toRankedPaper(row, index + 1)), total: rows[0]?.total ?? 0 };
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
 * Freezes a digest: its papers with their numbers, what the channel is thereby shown, and the bodies to be sent. To be
 * called in the transaction that selected the papers and moves the subscription on.
 *
 * @throws a unique violation if the slot was served already. That it waited for a list does not count as served
 */
export async function saveDigest(db: Db, digest: NewDigest): Promise<void> {
  const { id, guildId, channelId, plannedAt, papers, delivery } = digest;
  await db
    .deleteFrom('digest')
    .where('subscription_id', '=', digest.subscriptionId)
    .where('slot_at', '=', digest.slotAt)
    .where('outcome', '=', 'waiting')
    .execute();
  await db
    .insertInto('digest')
    .values({
      id,
      subscription_id: digest.subscriptionId,
      guild_id: guildId,
      channel_id: channelId,
      slot_at: digest.slotAt,
      list_days: digest.listDays,
      outcome: digest.outcome,
      planned_at: plannedAt,
    })
    .execute();
  if (papers.length > 0) await savePapersOf(db, digest);
  if (delivery !== undefined) await saveDelivery(db, digest, delivery);
}

/** Where a subscription stands after a slot. */
export interface Advance {
  readonly nextAt: Date;
  /** The newest list day that its slots have covered. */
  readonly coveredThrough: ListDay;
  /** The slot if it waits for a list; absent: it waits for none. */
  readonly waitingSlotAt?: Date;
}

/** Moves a subscription to its next slot. */
export async function advanceSubscription(db: Db, id: string, advance: Advance): Promise<void> {
  await db
    .updateTable('subscription')
    .set({
      next_at: advance.nextAt,
      covered_through: advance.coveredThrough,
      waiting_slot_at: advance.waitingSlotAt ?? null,
    })
    .where('id', '=', id)
    .execute();
}

/** The lists that a subscription is to be led to with its next post, newest first; they are no longer kept as such. */
export async function takeMissedLists(db: Db, subscriptionId: string): Promise<readonly ListDay[]> {
  const rows = await db
    .deleteFrom('missed_list')
    .where('subscription_id', '=', subscriptionId)
    .returning('list_day')
    .execute();
  return rows
    .map((row) => row.list_day)
    .toSorted()
    .toReversed();
}

async function savePapersOf(db: Db, { id, channelId, plannedAt, papers }: NewDigest): Promise<void> {
  await db
    .insertInto('digest_paper')
    .values(
      papers.map(({ paper, counts, rank }) => ({
        digest_id: id,
        position: rank,
        paper_id: paper.id,
        upvotes: counts.upvotes,
        comments: counts.comments ?? null,
        github_stars: counts.githubStars ?? null,
      })),
    )
    .execute();
  await db
    .insertInto('shown')
    .values(
      papers.map(({ paper }) => ({ channel_id: channelId, paper_id: paper.id, digest_id: id, shown_at: plannedAt })),
    )
    .execute();
}

async function saveDelivery(db: Db, digest: NewDigest, delivery: NewDelivery): Promise<void> {
  await saveDestination(db, digest);
  await db
    .insertInto('delivery')
    .values({
      id: delivery.id,
      digest_id: digest.id,
      guild_id: digest.guildId,
      channel_id: digest.channelId,
      state: 'owed',
      opens_threads: delivery.opensThreads,
      due_at: digest.plannedAt,
      attempts: 0,
    })
    .execute();
  await db
    .insertInto('delivery_part')
    .values(delivery.parts.map((part, index) => ({ delivery_id: delivery.id, part: index, ...part })))
    .execute();
}
