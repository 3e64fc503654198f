import { sql } from 'kysely';
import type { Preferences, Schedule, Subscription } from '../../domain/subscription.ts';
import { atomically } from '../atomically.ts';
import { lockSubscription } from '../delivery/digests.ts';
import type { Db } from '../schema.ts';
import { isUuid } from '../uuid.ts';
import { moveTo, type NewChannel } from './moving.ts';
import { findSameSubscription, toSubscription } from './subscriptions.ts';
import { holdOwnTopics } from './topics.ts';

/** When a subscription posts, and how much. */
export interface SubscriptionEdit extends Schedule {
  /** 1 to 10. */
  readonly papers: number;
  readonly minUpvotes: number;
  /** The first slot of the new schedule. */
  readonly nextAt: Date;
}

/**
 * Changes a subscription, whole or not at all. Never posts again: what its slots have covered stays covered, what was
 * planned stays as it was planned, and a slot that has come stays owed.
 *
 * @returns undefined if this server has no such subscription
 */
export async function editSubscription(
  db: Db,
  guildId: string,
  id: string,
  { edit, at }: { edit: SubscriptionEdit; at: Date },
): Promise<Subscription | undefined> {
  if (!isUuid(id)) return undefined;
  const row = await db
    .updateTable('subscription')
    .set((eb) => ({
      time: edit.time,
      timezone: edit.timezone,
      frequency: edit.frequency,
      papers: edit.papers,
      min_upvotes: edit.minUpvotes,
      changed_at: at,
      next_at: eb.case().when('next_at', '<=', at).then(eb.ref('next_at')).else(edit.nextAt).end(),
    }))
    .where('guild_id', '=', guildId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  return row && toSubscription(row);
}

/**
 * Chooses whether a subscription's digests are published to the followers of its channel, from the next one on.
 *
 * @returns undefined if this server has no such subscription
 */
export async function setPublishing(
  db: Db,
  guildId: string,
  id: string,
  publishes: boolean,
): Promise<Subscription | undefined> {
  if (!isUuid(id)) return undefined;
  const row = await db
    .updateTable('subscription')
    .set({ publish: publishes })
    .where('guild_id', '=', guildId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  return row && toSubscription(row);
}

/** Where a subscription posts, what, and how: all that {@link SubscriptionEdit} leaves out. */
export interface WishesEdit extends Pick<Preferences, 'topics' | 'threads' | 'mentionRoleId' | 'silent'> {
  /** Perhaps the one that it has. */
  readonly channel: NewChannel;
}

/**
 * Changes where a subscription posts and what, whole or not at all. Never posts again, as {@link editSubscription}; what
 * has not begun to be sent goes along to another channel, as {@link moveTo} says.
 *
 * @returns undefined if this server has no such subscription; `taken` if the channel has another with these topics
 * @throws UserError `bad-topic` for a topic of the server's own that is not there any more
 */
export async function editWishes(
  db: Db,
  guildId: string,
  id: string,
  { edit, at }: { edit: WishesEdit; at: Date },
): Promise<Subscription | 'taken' | undefined> {
  if (!isUuid(id)) return undefined;
  return await atomically(db, async (tx) => {
    await holdOwnTopics(tx, guildId, edit.topics);
    const before = await lockSubscription(tx, guildId, id);
    if (before === undefined) return undefined;
    const { channel, topics } = edit;
    const other = await findSameSubscription(tx, { guildId, channelId: channel.id, topics });
    if (other !== undefined && other.id !== id) return 'taken';
    const moved = channel.id === before.channelId ? {} : await moveTo(tx, before, channel, at);
    const row = await tx
      .updateTable('subscription')
      .set({
        ...moved,
        topics: sql<readonly string[]>`${topics}::text[]`,
        threads: edit.threads,
        mention_role_id: edit.mentionRoleId ?? null,
        silent: edit.silent,
        changed_at: at,
      })
      .where('guild_id', '=', guildId)
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirst();
    return row && toSubscription(row);
  });
}
