import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import pg from 'pg';
import { inject } from 'vitest';
import { migrations } from '../../../migrations/index.ts';
import { migrateToLatest } from '../../../src/postgres/migrate.ts';
import { type Database, openDatabase } from '../../../src/postgres/pool.ts';
import type { Schema } from '../../../src/store/schema.ts';
import { silentLog } from '../log.ts';
import { TEMPLATE } from './cluster.ts';

export interface TestDatabase extends Database<Schema>, AsyncDisposable {
  readonly connectionString: string;
}

/** A database of one's own with the newest schema: a clone of the run's template, dropped when it is closed. */
export function createTestDatabase(): Promise<TestDatabase> {
  return createDatabase(TEMPLATE);
}

/** One with the schema as it was before a migration, by its number, and with rows of that time: SQL. */
export async function createOldDatabase(before: string, rows: string): Promise<TestDatabase> {
  const database = await createDatabase('template1');
  const earlier = Object.entries(migrations).filter(([name]) => name < before);
  await migrateToLatest(database.db, Object.fromEntries(earlier), { log: silentLog });
  await sql.raw(rows).execute(database.db);
  return database;
}

async function createDatabase(template: string): Promise<TestDatabase> {
  const serverUrl = inject('serverUrl');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await onServer(serverUrl, `create database ${name} template ${template}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const database = openDatabase<Schema>(url.href, { log: silentLog });
  const close = async () => {
    await database.close();
    await onServer(serverUrl, `drop database if exists ${name} with (force)`);
  };
  return { db: database.db, connectionString: url.href, close, [Symbol.asyncDispose]: close };
}

async function onServer(connectionString: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
