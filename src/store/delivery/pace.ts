import { sql } from 'kysely';
import type { Db } from '../schema.ts';

/** However far ahead a clock has reserved, nobody waits longer: it was wrong, or is gone. */
const LONGEST_WAIT_MS = 10_000;

/**
 * Reserves the next instant at which something may be done that is done at most once every `everyMs`, over all
 * processes: one row, one statement, so that of any number of callers no two are given the same instant. One that is
 * not used is lost.
 *
 * The generic cell rate algorithm without a burst (ITU-T I.371): in any window of `n × everyMs` at most `n` fall.
 */
export async function reservePace(db: Db, name: string, { at, everyMs }: { at: Date; everyMs: number }): Promise<Date> {
  const every = sql`${everyMs} * interval '1 millisecond'`;
  const longest = sql`${at}::timestamptz + ${LONGEST_WAIT_MS} * interval '1 millisecond'`;
  const { rows } = await sql<{ reserved_at: Date }>`
    insert into pace (name, next_at) values (${name}, ${at}::timestamptz + ${every})
    on conflict (name) do update
      set next_at = greatest(least(pace.next_at, ${longest}), ${at}::timestamptz) + ${every}
    returning next_at - ${every} as reserved_at`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error('a pace was not kept');
  return row.reserved_at;
}

/** Forgets paces of channels that have long been idle. Idempotent. */
export async function forgetPaces(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('pace').where('next_at', '<', before).execute();
}
