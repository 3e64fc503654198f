import { expect, it } from 'vitest';
import { openDatabase } from '../../../src/postgres/pool.ts';
import { reservePace } from '../../../src/store/delivery/pace.ts';
import type { Schema } from '../../../src/store/schema.ts';
import { createTestDatabase } from '../../support/database/database.ts';
import { silentLog as log } from '../../support/log.ts';

it('reservePace gives no two callers an instant that is nearer than the pace, in however many processes', async () => {
  await using first = await createTestDatabase();
  await using stack = new AsyncDisposableStack();
  const second = openDatabase<Schema>(first.connectionString, { log });
  stack.defer(() => second.close());
  const at = new Date('2026-03-11T09:00:00Z');
  const reserved = await Promise.all(
    Array.from({ length: 40 }, (_, index) =>
      reservePace(index % 2 === 0 ? first.db : second.db, 'sending', { at, everyMs: 50 }),
    ),
  );
  const sorted = reserved.map((instant) => instant.getTime() - at.getTime()).toSorted((one, other) => one - other);
  expect(sorted).toEqual(Array.from({ length: 40 }, (_, index) => index * 50));
});
