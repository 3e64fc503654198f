import { sql } from 'kysely';
import type { Db } from '../schema.ts';

const NAME = 'sending';
/** Of a probe: longer than one post with every timeout on its way. */
const PROBE_LEASE_MS = 60_000;
const LONGEST_MS = 3_600_000;

/** Whether something may be sent: freely, once to see whether it works again, or not. */
export type Passage = 'free' | 'probe' | 'blocked';

/**
 * Asks whether sending is possible. While the breaker is open nobody sends; each time its pause is over, one caller of
 * all processes may try one message.
 */
export async function passBreaker(db: Db, at: Date): Promise<Passage> {
  const row = await db.selectFrom('breaker').select('open_until').where('name', '=', NAME).executeTakeFirst();
  if (row === undefined) return 'free';
  const probing = await db
    .updateTable('breaker')
    .set({ open_until: new Date(at.getTime() + PROBE_LEASE_MS) })
    .where('name', '=', NAME)
    .where('open_until', '<=', at)
    .executeTakeFirst();
  return probing.numUpdatedRows > 0n ? 'probe' : 'blocked';
}

/** Gives a probe back that found nothing to send: whoever has something may have it. */
export async function releaseProbe(db: Db, at: Date): Promise<void> {
  await db.updateTable('breaker').set({ open_until: at }).where('name', '=', NAME).execute();
}

/**
 * Opens the breaker, or keeps it open: all sending stops, for `pauseMs` at first and twice as long after each probe
 * that failed, an hour at most.
 *
 * @returns until when
 */
export async function openBreaker(
  db: Db,
  { at, pauseMs, reason, isProbe }: { at: Date; pauseMs: number; reason: string; isProbe: boolean },
): Promise<Date> {
  const first = new Date(at.getTime() + pauseMs);
  const { rows } = await sql<{ open_until: Date }>`
    insert into breaker as held (name, open_until, failures, reason) values (${NAME}, ${first}, 1, ${reason})
    on conflict (name) do update set
      reason = excluded.reason,
      failures = case when ${isProbe} then held.failures + 1 else held.failures end,
      open_until = case when ${isProbe}
        then ${at}::timestamptz
          + least(${LONGEST_MS}, ${pauseMs} * power(2, least(held.failures, 20))) * interval '1 millisecond'
        else greatest(held.open_until, excluded.open_until) end
    returning open_until`.execute(db);
  return rows[0]?.open_until ?? first;
}

/** Something was answered as it should be: sending is free again. Idempotent. */
export async function closeBreaker(db: Db): Promise<void> {
  await db.deleteFrom('breaker').where('name', '=', NAME).execute();
}
