import { sql } from 'kysely';
import type { Db } from '../schema.ts';

/**
 * Takes one of the ten direct messages that the whole bot may send in an hour. One statement decides, over all
 * processes. @returns whether there was one left
 */
export async function takeDirectMessage(db: Db, { at, everyMs }: { at: Date; everyMs: number }): Promise<boolean> {
  const result = await db
    .updateTable('direct_message_slot')
    .set({ free_at: new Date(at.getTime() + everyMs) })
    .where('slot', '=', (eb) =>
      eb
        .selectFrom('direct_message_slot as free')
        .select('free.slot')
        .where('free.free_at', '<=', at)
        .orderBy('free.free_at')
        .limit(1)
        .forUpdate()
        .skipLocked(),
    )
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Stops all direct messages until an instant, because Discord asks for it. Never shortens an earlier stop. Idempotent. */
export async function stopDirectMessages(db: Db, until: Date): Promise<void> {
  await db
    .updateTable('direct_message_slot')
    .set({ free_at: sql<Date>`greatest(free_at, ${until})` })
    .execute();
}

/** From when on the next direct message may be sent. */
export async function findNextDirectMessageAt(db: Db): Promise<Date> {
  const row = await db
    .selectFrom('direct_message_slot')
    .select('free_at')
    .orderBy('free_at')
    .limit(1)
    .executeTakeFirstOrThrow();
  return row.free_at;
}
