import { type Kysely, sql } from 'kysely';
import { afterEach, beforeEach, expect, inject, it } from 'vitest';
import { type Database, openDatabase } from '../../src/postgres/pool.ts';
import { silentLog } from '../support/log.ts';

let database: Database<unknown>;
let db: Kysely<unknown>;
beforeEach(() => {
  const limits = { connections: 1, connectWithinMs: 5_000, statementWithinMs: 5_000, prepares: true };
  database = openDatabase(inject('serverUrl'), { log: silentLog, limits });
  db = database.db;
});
afterEach(() => database.close());

const listPrepared = async () =>
  (await sql<{ statement: string }>`select statement from pg_prepared_statements`.execute(db)).rows.map(
    ({ statement }) => statement,
  );
const add = async (a: number, b: number) =>
  (await sql<{ sum: number }>`select ${a}::integer + ${b}::integer as sum`.execute(db)).rows[0]?.sum;

it('a statement that comes again is kept planned, and answers for other values', async () => {
  expect(await add(1, 2)).toBe(3);
  expect(await listPrepared()).toEqual([]);
  expect(await add(3, 4)).toBe(7);
  expect(await add(5, 6)).toBe(11);
  expect(await listPrepared()).toContain('select $1::integer + $2::integer as sum');
});

it('one that fails is said to, each time, and others go on', async () => {
  const fail = () => sql`select 1 / ${0}::integer`.execute(db);
  for (const attempt of [fail, fail, fail]) await expect(attempt()).rejects.toThrow('division by zero');
  expect(await add(1, 1)).toBe(2);
});

it('no more are kept than a hundred', async () => {
  for (let index = 0; index < 110; index += 1) {
    for (const again of [1, 2]) await sql`select ${again}::integer, ${sql.lit(index)}`.execute(db);
  }
  expect(await listPrepared()).toHaveLength(100);
  expect(await add(2, 2)).toBe(4);
});
