import { sql } from 'kysely';
import type { ChannelKind } from '../../domain/channel-kind.ts';
import { type ListDay, previousListDay } from '../../domain/list-day.ts';
import type { Subscription } from '../../domain/subscription.ts';
import { saveMissedLists } from '../delivery/missed-lists.ts';
import { forgetUnsentDigests } from '../delivery/unsent-digests.ts';
import type { Db } from '../schema.ts';
import { readyDestination } from './destinations.ts';

/** A channel that a subscription posts to from now on. */
export interface NewChannel {
  readonly id: string;
  /** Absent if Discord did not say. */
  readonly kind?: ChannelKind;
}

/**
 * Gets a channel ready for a subscription that moves there, and takes along what its old channel was still owed: the
 * lists of digests that have not begun to be sent are owed to the new one, at once. What has begun to be sent ends where
 * it was begun, and what was delivered is not delivered again. Whoever calls holds the subscription, and has seen that
 * the channel can be posted to: if Discord refused it before, it is active again.
 *
 * @returns what changes of the subscription's row
 */
export async function moveTo(db: Db, subscription: Subscription, { id: channelId, kind }: NewChannel, at: Date) {
  const { guildId, publishes } = subscription;
  const stand = await takeAlong(db, subscription);
  await readyDestination(db, { guildId, channelId, kind }, at);
  return {
    channel_id: channelId,
    suspended_reason: null,
    suspended_at: null,
    // Nobody has chosen to publish to the followers of a channel that once becomes one for announcements.
    publish: publishes && kind === 'announcement',
    covered_through: stand,
    ...(stand < subscription.coveredThrough && { next_at: at }),
  };
}

/**
 * Lists that no digest of the subscription covers any more are uncovered, as far as they are its newest; it is led to
 * older ones. @returns the newest list day that is covered afterwards
 */
async function takeAlong(db: Db, { id, coveredThrough }: Subscription): Promise<ListDay> {
  const forgotten = await forgetUnsentDigests(db, id);
  if (forgotten.length === 0) return coveredThrough;
  const others = await db
    .selectFrom('digest')
    .select('list_days')
    .where('subscription_id', '=', id)
    .where('outcome', 'in', ['owed', 'posted'])
    .where('list_days', '&&', sql<readonly ListDay[]>`${forgotten}::date[]`)
    .execute();
  const covered = new Set(others.flatMap((row) => row.list_days));
  const left = new Set(forgotten.filter((day) => !covered.has(day)));
  let stand = coveredThrough;
  for (; left.has(stand); stand = previousListDay(stand)) left.delete(stand);
  await saveMissedLists(db, [{ subscriptionId: id, days: [...left] }]);
  return stand;
}
