import { sql } from 'kysely';
import { expect, vi } from 'vitest';
import type { Db } from '../../../src/store/schema.ts';

/** Waits until one statement in the database waits for another's lock. */
export async function untilOneWaits(db: Db): Promise<void> {
  await vi.waitFor(
    async () => {
      const { rows } = await sql`
        select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(db);
      expect(rows).toHaveLength(1);
    },
    { timeout: 10_000 },
  );
}
