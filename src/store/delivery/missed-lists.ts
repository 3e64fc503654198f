import type { ListDay } from '../../domain/list-day.ts';
import type { Db } from '../schema.ts';

/** Keeps lists that a subscription was not shown, so that its next post leads to them. Idempotent. */
export async function saveMissedLists(
  db: Db,
  missed: readonly { readonly subscriptionId: string; readonly days: readonly ListDay[] }[],
): Promise<void> {
  const rows = missed.flatMap(({ subscriptionId, days }) =>
    days.map((list_day) => ({ subscription_id: subscriptionId, list_day })),
  );
  if (rows.length === 0) return;
  await db
    .insertInto('missed_list')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/**
 * The lists that subscriptions are to be led to with their next post, newest first; they are no longer kept as such.
 * One that is not held yet stays kept.
 */
export async function takeMissedLists(
  db: Db,
  subscriptionIds: readonly string[],
): Promise<ReadonlyMap<string, readonly ListDay[]>> {
  const rows = await db
    .deleteFrom('missed_list')
    .where('subscription_id', 'in', subscriptionIds)
    .where((eb) =>
      eb.exists(
        eb.selectFrom('listing').select('listing.paper_id').whereRef('listing.list_day', '=', 'missed_list.list_day'),
      ),
    )
    .returning(['subscription_id', 'list_day'])
    .execute();
  const newestFirst = rows.toSorted((a, b) => (a.list_day < b.list_day ? 1 : -1));
  const grouped = Map.groupBy(newestFirst, (row) => row.subscription_id);
  return new Map([...grouped].map(([id, lists]) => [id, lists.map((row) => row.list_day)]));
}
