import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrations } from '../../../migrations/index.ts';
import { ensureDatabase, startEmbeddedPostgres } from '../../../src/postgres/embedded.ts';
import { migrateToLatest } from '../../../src/postgres/migrate.ts';
import { openDatabase } from '../../../src/postgres/pool.ts';
import { silentLog } from '../log.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Of the server's own database; every test file clones {@link TEMPLATE} for itself. */
    readonly serverUrl: string;
  }
}

export const TEMPLATE = 'paperboy_template';

/** One PostgreSQL a run: an embedded one, or the server that `TEST_DATABASE_URL` names. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL;
  const folder = await mkdtemp(join(tmpdir(), 'paperboy-test-'));
  // For root: the server's own account has to pass through.
  await chmod(folder, 0o711);
  const server = given
    ? { connectionString: given, stop: async () => undefined }
    : await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), log: silentLog, unsafe: true });
  await prepareTemplate(server.connectionString);
  project.provide('serverUrl', server.connectionString);
  return async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

async function prepareTemplate(serverUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  await client.query(`drop database if exists ${TEMPLATE}`);
  const { rows } = await client.query('show server_version');
  process.stdout.write(`tests run on PostgreSQL ${rows[0]?.server_version}\n`);
  await client.end();
  const database = openDatabase(await ensureDatabase(serverUrl, TEMPLATE), { log: silentLog });
  await migrateToLatest(database.db, migrations, { log: silentLog });
  await database.close();
}
