import { resolve } from 'node:path';
import { migrations } from '../migrations/index.ts';
import type { Config } from './config.ts';
import type { Log } from './log.ts';
import { ensureDatabase, startEmbeddedPostgres } from './postgres/embedded.ts';
import { migrateToLatest } from './postgres/migrate.ts';
import { checkDatabase, openDatabase } from './postgres/pool.ts';
import type { Db, Schema } from './store/schema.ts';
import { SEARCH_LIMITS } from './store/search/search.ts';

/** An open, migrated store. */
export interface OpenedStore {
  readonly db: Db;
  /** The same, through a few connections of their own for what people look for: however many come, all else goes on. */
  readonly searchDb: Db;
}

/**
 * Opens the database that the settings name, or an embedded one under `DATA_DIR`, and brings its schema up to date.
 * What was opened is closed with `stack`.
 *
 * @param name of the database in the embedded server
 */
export async function openStore(
  config: Config,
  { name, log, stack }: { name: string; log: Log; stack: AsyncDisposableStack },
): Promise<OpenedStore> {
  const connectionString = config.DATABASE_URL || (await startEmbedded(config, { name, log, stack }));
  const database = openDatabase<Schema>(connectionString, { log });
  stack.defer(() => database.close());
  const searching = openDatabase<Schema>(connectionString, { log, limits: SEARCH_LIMITS });
  stack.defer(() => searching.close());
  await checkDatabase(database.db);
  await migrateToLatest(database.db, migrations, { log });
  return { db: database.db, searchDb: searching.db };
}

async function startEmbedded(
  config: Config,
  { name, log, stack }: { name: string; log: Log; stack: AsyncDisposableStack },
): Promise<string> {
  const server = await startEmbeddedPostgres({ dataDir: resolve(config.DATA_DIR, 'postgres'), log });
  stack.defer(() => server.stop());
  return await ensureDatabase(server.connectionString, name);
}
