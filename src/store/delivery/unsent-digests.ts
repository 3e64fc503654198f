import type { ListDay } from '../../domain/list-day.ts';
import type { Db } from '../schema.ts';
import { forgetUnusedEditions } from './editions.ts';

/**
 * Forgets the digests that a subscription is owed, and gives back the papers that were marked as shown only for them. A
 * digest of which a part may be under way is left to its delivery: it can no longer be unsaid.
 *
 * @returns the list days that they would have served or led to, each once
 */
export async function forgetUnsentDigests(db: Db, subscriptionId: string): Promise<readonly ListDay[]> {
  const owed = await db
    .selectFrom('delivery')
    .innerJoin('digest', 'digest.id', 'delivery.digest_id')
    .select(['delivery.id', 'delivery.digest_id'])
    .where('digest.subscription_id', '=', subscriptionId)
    .where('delivery.state', '=', 'owed')
    .forUpdate('delivery')
    .execute();
  if (owed.length === 0) return [];
  // Locked, too: whoever notes at this moment that a part is about to be sent comes before us, or finds it gone.
  const parts = await db
    .selectFrom('delivery_part')
    .select(['delivery_id', 'sending_at'])
    .where(
      'delivery_id',
      'in',
      owed.map(({ id }) => id),
    )
    .forUpdate()
    .execute();
  const begun = new Set(parts.filter((part) => part.sending_at !== null).map((part) => part.delivery_id));
  const ids = owed.filter(({ id }) => !begun.has(id)).map((delivery) => delivery.digest_id);
  if (ids.length === 0) return [];
  await db.deleteFrom('shown').where('digest_id', 'in', ids).execute();
  const deleted = await db.deleteFrom('digest').where('id', 'in', ids).returning(['edition_id', 'list_days']).execute();
  await forgetUnusedEditions(
    db,
    deleted.flatMap((row) => row.edition_id ?? []),
  );
  return [...new Set(deleted.flatMap((row) => row.list_days))];
}
