import { type Selectable, sql } from 'kysely';
import type { ChannelKind } from '../../domain/channel-kind.ts';
import type { ListDay } from '../../domain/list-day.ts';
import type { Preferences, Subscription } from '../../domain/subscription.ts';
import { atomically } from '../atomically.ts';
import { forgetUnsentDigests } from '../delivery/unsent-digests.ts';
import type { Db, Schema } from '../schema.ts';
import { isUuid } from '../uuid.ts';
import { readyDestination } from './destinations.ts';
import { holdOwnTopics } from './topics.ts';

export interface NewSubscription extends Preferences {
  readonly guildId: string;
  readonly channelId: string;
  /** Absent if it is not known. */
  readonly channelKind?: ChannelKind;
  /** The person who asked. */
  readonly createdBy: string;
  readonly nextAt: Date;
  /** The newest list day that its slots need not cover. Kept as it is if the subscription exists already. */
  readonly coveredThrough: ListDay;
}

/**
 * Makes a subscription, or changes the one that the channel has with the same topics. Idempotent.
 *
 * Changing never posts again: what its slots have covered stays covered, and a slot that has come stays owed. Whoever
 * calls has seen that the channel can be posted to: if Discord refused it before, it is active again.
 *
 * @param id used if it is made
 * @throws UserError `bad-topic` for a topic of the server's own that is not there any more
 */
export async function saveSubscription(
  db: Db,
  id: string,
  wanted: NewSubscription,
  at: Date,
): Promise<{ readonly subscription: Subscription; readonly created: boolean }> {
  const preferences = {
    time: wanted.time,
    timezone: wanted.timezone,
    frequency: wanted.frequency,
    papers: wanted.papers,
    min_upvotes: wanted.minUpvotes,
    threads: wanted.threads,
    mention_role_id: wanted.mentionRoleId ?? null,
    silent: wanted.silent,
    changed_at: at,
  };
  return await atomically(db, async (tx) => {
    await holdOwnTopics(tx, wanted.guildId, wanted.topics);
    const { guildId, channelId, channelKind: kind } = wanted;
    await readyDestination(tx, { guildId, channelId, kind }, at);
    const row = await tx
      .insertInto('subscription')
      .values({
        id,
        guild_id: wanted.guildId,
        channel_id: wanted.channelId,
        topics: wanted.topics,
        created_by: wanted.createdBy,
        created_at: at,
        covered_through: wanted.coveredThrough,
        next_at: wanted.nextAt,
        ...preferences,
      })
      .onConflict((conflict) =>
        conflict.columns(['channel_id', 'topics']).doUpdateSet((eb) => ({
          ...preferences,
          next_at: eb
            .case()
            .when('subscription.next_at', '<=', at)
            .then(eb.ref('subscription.next_at'))
            .else(wanted.nextAt)
            .end(),
        })),
      )
      .returningAll()
      .executeTakeFirstOrThrow();
    return { subscription: toSubscription(row), created: row.id === id };
  });
}

/** The server's subscriptions, oldest first. */
export async function listSubscriptions(db: Db, guildId: string): Promise<readonly Subscription[]> {
  const rows = await db
    .selectFrom('subscription')
    .selectAll()
    .where('guild_id', '=', guildId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => toSubscription(row));
}

/** @returns undefined if this server has no such subscription: another server's id is not found */
export async function findSubscription(db: Db, guildId: string, id: string): Promise<Subscription | undefined> {
  if (!isUuid(id)) return undefined;
  const row = await db
    .selectFrom('subscription')
    .selectAll()
    .where('guild_id', '=', guildId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && toSubscription(row);
}

/** The subscription that a channel has with exactly these topics. @param topics sorted. @returns undefined if it has none */
export async function findSameSubscription(
  db: Db,
  { guildId, channelId, topics }: Pick<Subscription, 'guildId' | 'channelId' | 'topics'>,
): Promise<Subscription | undefined> {
  const row = await db
    .selectFrom('subscription')
    .selectAll()
    .where('guild_id', '=', guildId)
    .where('channel_id', '=', channelId)
    .where('topics', '=', sql<readonly string[]>`${topics}::text[]`)
    .executeTakeFirst();
  return row && toSubscription(row);
}

/**
 * Removes a subscription with what it is still owed, and gives back the papers that were marked as shown only for
 * that. What it did post stays shown. @returns undefined if this server has no such subscription
 */
export async function removeSubscription(db: Db, guildId: string, id: string): Promise<Subscription | undefined> {
  if (!isUuid(id)) return undefined;
  return await db.transaction().execute(async (tx) => {
    // The lock first, so that no plan can owe it something between our two statements.
    const row = await tx
      .selectFrom('subscription')
      .selectAll()
      .where('guild_id', '=', guildId)
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst();
    if (row === undefined) return undefined;
    await forgetUnsentDigests(tx, id);
    await tx.deleteFrom('subscription').where('id', '=', id).execute();
    return toSubscription(row);
  });
}

/** The time zone that the server's newest change of a subscription named. @returns undefined if it has none */
export async function findLastTimezone(db: Db, guildId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('subscription')
    .select('timezone')
    .where('guild_id', '=', guildId)
    .orderBy('changed_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.timezone;
}

/** How many subscriptions the server has. */
export async function countSubscriptions(db: Db, guildId: string): Promise<number> {
  const row = await db
    .selectFrom('subscription')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('guild_id', '=', guildId)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** A subscription as its row tells it. */
export function toSubscription(row: Selectable<Schema['subscription']>): Subscription {
  return {
    id: row.id,
    guildId: row.guild_id,
    channelId: row.channel_id,
    topics: row.topics,
    time: row.time,
    timezone: row.timezone,
    frequency: row.frequency,
    papers: row.papers,
    minUpvotes: row.min_upvotes,
    threads: row.threads,
    silent: row.silent,
    publishes: row.publish,
    nextAt: row.next_at,
    coveredThrough: row.covered_through,
    changedAt: row.changed_at,
    ...(row.waiting_slot_at !== null && { waitingSlotAt: row.waiting_slot_at }),
    ...(row.paused_at !== null && { pausedAt: row.paused_at }),
    ...(row.mention_role_id !== null && { mentionRoleId: row.mention_role_id }),
    ...(row.suspended_reason !== null &&
      row.suspended_at !== null && { suspended: { reason: row.suspended_reason, since: row.suspended_at } }),
  };
}
