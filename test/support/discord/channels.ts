import { randomUUID } from 'node:crypto';
import type { Db } from '../../../src/store/schema.ts';
import { suspendDestination } from '../../../src/store/servers/destinations.ts';
import { saveSubscription } from '../../../src/store/servers/subscriptions.ts';
import { PREFERENCES } from '../papers/subscriptions.ts';

/** Subscribes a channel, every day at nine. @returns the subscription's id */
export async function subscribeChannel(
  db: Db,
  wanted: { guildId: string; channelId: string; createdBy?: string; mentionRoleId?: string; topics?: string[] },
  at: Date,
): Promise<string> {
  const id = randomUUID();
  const { subscription } = await saveSubscription(
    db,
    id,
    {
      ...PREFERENCES,
      nextAt: new Date(at.getTime() + 3_600_000),
      ...wanted,
    },
    at,
  );
  return subscription.id;
}

/** As when Discord has refused a post for want of a right; looked at again a day later. */
export async function suspendChannel(db: Db, channelId: string, at: Date): Promise<void> {
  const recheckAt = new Date(at.getTime() + 24 * 3_600_000);
  await suspendDestination(db, channelId, { reason: 'missing-permission', code: '50013', at, recheckAt });
}
