import type { Db } from '../schema.ts';
import { saveDestinations } from '../servers/destinations.ts';
import { isUuid } from '../uuid.ts';

/** What became of an operator's wish to have a delivery tried again. */
export type RetryOutcome =
  | 'owed'
  /** No digest and no delivery has this id. */
  | 'not-found'
  /** It was not given up: it is owed already. */
  | 'owed-already'
  | 'posted'
  /** It was given up because it was too late, and the subscription's next post leads to its lists. */
  | 'missed'
  /** Its subscription is gone: nobody wants it any more. */
  | 'removed';

/**
 * Owes a delivery that was given up once more, from `at` on, with the bodies that were frozen for it. What may have
 * been posted by earlier tries is looked for first, as at any other try.
 *
 * @param id of the delivery, or of its digest
 */
export async function retryDelivery(db: Db, id: string, at: Date): Promise<RetryOutcome> {
  if (!isUuid(id)) return 'not-found';
  return await db.transaction().execute(async (tx) => {
    const row = await tx
      .selectFrom('delivery')
      .innerJoin('digest', 'digest.id', 'delivery.digest_id')
      .select(['delivery.id', 'delivery.state', 'delivery.guild_id', 'delivery.channel_id', 'delivery.digest_id'])
      .select(['digest.subscription_id', 'digest.outcome', 'digest.planned_at', 'digest.list_days'])
      .where((eb) => eb.or([eb('delivery.id', '=', id), eb('digest.id', '=', id)]))
      .forUpdate('delivery')
      .executeTakeFirst();
    if (row === undefined) return 'not-found';
    if (row.state === 'owed') return 'owed-already';
    if (row.state === 'settled') return 'posted';
    if (row.outcome === 'missed') return 'missed';
    if (row.subscription_id === null) return 'removed';
    await saveDestinations(tx, [{ channelId: row.channel_id, guildId: row.guild_id }]);
    await tx
      .updateTable('delivery')
      .set({ state: 'owed', due_at: at, claimed_until: null, reason: null, settled_at: null })
      .where('id', '=', row.id)
      .execute();
    // As begun: it is looked for before it is sent, and is not too late for whoever asked for it by hand.
    await tx
      .updateTable('delivery_part')
      .set((eb) => ({ sending_at: eb.fn.coalesce('sending_at', eb.val(row.planned_at)) }))
      .where('delivery_id', '=', row.id)
      .where('sent_at', 'is', null)
      .execute();
    // What is posted after all need not be led to.
    await tx
      .deleteFrom('missed_list')
      .where('subscription_id', '=', row.subscription_id)
      .where('list_day', 'in', row.list_days)
      .execute();
    await tx.updateTable('digest').set({ outcome: 'owed' }).where('id', '=', row.digest_id).execute();
    return 'owed';
  });
}
