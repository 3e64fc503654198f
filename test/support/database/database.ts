import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { type Database, openDatabase } from '../../../src/postgres/pool.ts';
import type { Schema } from '../../../src/store/schema.ts';
import { silentLog } from '../log.ts';
import { TEMPLATE } from './cluster.ts';

export interface TestDatabase extends Database<Schema>, AsyncDisposable {
  readonly connectionString: string;
}

/** A database of one's own with the newest schema: a clone of the run's template, dropped when it is closed. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const serverUrl = inject('serverUrl');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await onServer(serverUrl, `create database ${name} template ${TEMPLATE}`);
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
