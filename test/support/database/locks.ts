import { sql } from 'kysely';
import { expect } from 'vitest';
import type { Db } from '../../../src/store/schema.ts';

const WITHIN_MS = 20_000;

/** Waits until one statement in this database waits for another's lock. @throws if none does: nothing holds it back */
export async function untilBlocked(db: Db): Promise<void> {
  const count = async () => {
    const { rows } = await sql<{ count: number }>`select count(*) from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(db);
    return rows[0]?.count ?? 0;
  };
  await expect.poll(count, { timeout: WITHIN_MS, interval: 10 }).toBe(1);
}
