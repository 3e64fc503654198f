import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { histories } from './events.ts';
import { playHistory } from './history.ts';
import { expectPromises } from './promises.ts';

const HISTORIES = Number(process.env.HISTORIES ?? 500);
const SEED = Number(process.env.HISTORIES_SEED ?? Math.floor(Math.random() * 2 ** 31));

/** Each with a database of its own: while one waits for the server, the other goes on. */
const LANES = 2;

let lanes: readonly Lane[] = [];
beforeAll(async () => {
  lanes = await Promise.all(Array.from({ length: LANES }, openLane));
});
afterAll(async () => {
  await Promise.all(lanes.map(({ test }) => test.close()));
});

it('whatever happens, in any order, each channel shows what it was promised', { timeout: 600_000 }, async () => {
  process.stdout.write(`histories: ${HISTORIES}, HISTORIES_SEED=${SEED}\n`);
  await Promise.all(lanes.map((lane, index) => check(lane, SEED + index)));
});

interface Lane {
  readonly test: TestDatabase;
  clear(): Promise<void>;
}

async function openLane(): Promise<Lane> {
  const test = await createTestDatabase();
  const tables = (await test.db.introspection.getTables()).map(({ name }) => name);
  const own = tables.filter((name) => !name.startsWith('kysely'));
  const statements = own.map((name) => `delete from ${name};`).join(' ');
  const clear = sql.raw(`do $$ begin set local session_replication_role = replica; ${statements} end $$`);
  return { test, clear: async () => void (await clear.execute(test.db)) };
}

async function check({ test, clear }: Lane, seed: number): Promise<void> {
  const property = fc.asyncProperty(histories, async (events) => {
    await clear();
    const outcome = await playHistory(test.db, events);
    await expectPromises(test.db, outcome);
  });
  const numRuns = Math.ceil(HISTORIES / LANES);
  await fc.assert(property, { numRuns, seed, endOnFailure: process.env.SHRINK === undefined });
}
