import type { Subscription } from '../../domain/subscription.ts';
import type { Db } from '../schema.ts';
import { isUuid } from '../uuid.ts';
import { toSubscription } from './subscriptions.ts';

/**
 * Pauses a subscription from `at` on: what it is owed stays owed and is not sent. Keeps an earlier instant. Idempotent.
 *
 * @returns undefined if this server has no such subscription
 */
export async function pauseSubscription(
  db: Db,
  guildId: string,
  id: string,
  at: Date,
): Promise<Subscription | undefined> {
  if (!isUuid(id)) return undefined;
  const row = await db
    .updateTable('subscription')
    .set((eb) => ({ paused_at: eb.fn.coalesce('paused_at', eb.val(at)) }))
    .where('guild_id', '=', guildId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  return row && toSubscription(row);
}

/**
 * Ends a pause: what was owed meanwhile is due at `at`, unless Discord refuses the channel, and as far as it is not too
 * old. Idempotent.
 *
 * @returns undefined if this server has no such subscription
 */
export async function resumePaused(db: Db, guildId: string, id: string, at: Date): Promise<Subscription | undefined> {
  if (!isUuid(id)) return undefined;
  return await db.transaction().execute(async (tx) => {
    const row = await tx
      .updateTable('subscription')
      .set({ paused_at: null })
      .where('guild_id', '=', guildId)
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirst();
    if (row === undefined) return undefined;
    // A channel that Discord refuses is looked at again in its own time: each further refusal counts against the bot.
    if (row.suspended_at === null) {
      await tx
        .updateTable('delivery')
        .from('digest')
        .set({ due_at: at })
        .whereRef('digest.id', '=', 'delivery.digest_id')
        .where('digest.subscription_id', '=', id)
        .where('delivery.state', '=', 'owed')
        .where('delivery.due_at', '>', at)
        .execute();
    }
    return toSubscription(row);
  });
}
