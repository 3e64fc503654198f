import { sql } from 'kysely';
import pg from 'pg';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openDatabase, readDatabaseTime } from '../../src/postgres/pool.ts';
import { createTestDatabase } from '../support/database/database.ts';
import { silentLog as log } from '../support/log.ts';

afterEach(() => {
  vi.useRealTimers();
});

describe('openDatabase', () => {
  it('keeps one connection however long nothing is asked, by which its server is seen to be in use', async () => {
    await using test = await createTestDatabase();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const database = openDatabase(test.connectionString, { log });
    await Promise.all([1, 2, 3].map(() => readDatabaseTime(database.db)));
    vi.advanceTimersByTime(3_600_000);
    vi.useRealTimers();
    await vi.waitFor(async () => expect(await countConnections(test.connectionString)).toBe(1));
    await database.close();
    await vi.waitFor(async () => expect(await countConnections(test.connectionString)).toBe(0));
  });

  it('replaces connections that the server has ended', async () => {
    await using test = await createTestDatabase();
    const kill = sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`;
    const database = openDatabase(test.connectionString, { log });
    await readDatabaseTime(database.db);
    await kill.execute(test.db);
    await vi.waitFor(() => readDatabaseTime(database.db));
    await database.close();
  });

  it('makes its settings for every connection, and lets go of one for which they cannot be made', async () => {
    await using test = await createTestDatabase();
    const limits = { connections: 1, connectWithinMs: 2_000, statementWithinMs: 1_000 };
    const open = (settings: Record<string, string>) =>
      openDatabase(test.connectionString, { log, limits: { ...limits, settings } });
    const set = open({ jit: 'off', work_mem: '1MB' });
    const { rows } = await sql`select current_setting('jit') as jit, current_setting('work_mem') as memory`.execute(
      set.db,
    );
    expect(rows).toEqual([{ jit: 'off', memory: '1MB' }]);
    await set.close();
    const wrong = open({ jit: 'perhaps' });
    for (const _ of [1, 2]) await expect(readDatabaseTime(wrong.db)).rejects.toThrow('jit');
    await wrong.close();
  });

  it('reads a date as its text and a bigint as a number', async () => {
    await using test = await createTestDatabase();
    const { rows } = await sql`select date '2026-03-10' as day, array[date '2026-03-10', date '2026-03-09'] as days,
      '{}'::date[] as none, 9007199254740991::bigint as count`.execute(test.db);
    expect(rows).toEqual([
      { day: '2026-03-10', days: ['2026-03-10', '2026-03-09'], none: [], count: Number.MAX_SAFE_INTEGER },
    ]);
    await expect(sql`select 9007199254740992::bigint`.execute(test.db)).rejects.toThrow(RangeError);
  });
});

async function countConnections(connectionString: string): Promise<number> {
  const url = new URL(connectionString);
  const name = url.pathname.slice(1);
  url.pathname = '/postgres';
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  const { rows } = await client.query('select count(*)::integer as count from pg_stat_activity where datname = $1', [
    name,
  ]);
  await client.end();
  return rows[0]?.count;
}
