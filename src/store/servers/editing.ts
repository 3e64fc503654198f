import type { Schedule, Subscription } from '../../domain/subscription.ts';
import type { Db } from '../schema.ts';
import { isUuid } from '../uuid.ts';
import { toSubscription } from './subscriptions.ts';

/** What can be changed of a subscription that stays the same one: not its channel, and not its topics. */
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
