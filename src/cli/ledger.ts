import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { createClock } from '../clock.ts';
import { type Config, ConfigError, readConfig } from '../config.ts';
import { FatalError } from '../domain/errors.ts';
import { createLog, type Log } from '../log.ts';
import { findEmbeddedPostgres } from '../postgres/embedded.ts';
import { checkDatabase, type Database, openDatabase, readDatabaseTime } from '../postgres/pool.ts';
import { findLedgerReport } from '../store/delivery/ledger-report.ts';
import { type RetryOutcome, retryDelivery } from '../store/delivery/retrying.ts';
import type { Db, Schema } from '../store/schema.ts';
import { findThreadReport } from '../store/threads/thread-report.ts';
import { explainLedger } from './explain.ts';
import { explainThread } from './explain-thread.ts';

const USAGE = 'Use: npm run ledger -- explain ID, or npm run ledger -- retry ID.';
const WHOSE =
  'ID is the id of a subscription, a digest, a delivery or a thread, as the log names them, or of a line in a thread.';
/** Of a subscription. */
const DIGESTS_EXPLAINED = 5;
/** Of a thread. */
const POSTS_EXPLAINED = 5;

/**
 * `npm run ledger -- explain ID`: what the ledger knows, step by step. `retry ID`: a delivery that was given up is owed
 * again.
 *
 * @returns what to print
 * @throws FatalError if it cannot be done, with nothing changed
 */
export async function runLedger(args: readonly string[], config: Config): Promise<string> {
  const [verb, id, ...more] = args;
  if ((verb !== 'explain' && verb !== 'retry') || id === undefined || more.length > 0) {
    throw new FatalError(USAGE, WHOSE);
  }
  const log = createLog({ level: 'error', now: createClock().now });
  await using stack = new AsyncDisposableStack();
  const { db } = await openRunning(config, log, stack);
  const wanted = id.toLowerCase();
  const said = verb === 'retry' ? await retry(db, wanted) : [];
  return [...said, await explain(db, wanted)].join('\n\n');
}

async function explain(db: Db, id: string): Promise<string> {
  const report = await findLedgerReport(db, id, { mostDigests: DIGESTS_EXPLAINED });
  if (report !== undefined) return explainLedger(report);
  const thread = await findThreadReport(db, id, { mostPosts: POSTS_EXPLAINED });
  if (thread !== undefined) return explainThread(thread);
  throw new FatalError('The ledger has nothing of this id.', WHOSE);
}

async function retry(db: Db, id: string): Promise<readonly string[]> {
  const outcome = await retryDelivery(db, id, await readDatabaseTime(db));
  if (outcome === 'owed') return ['Owed again from now: a running Paperboy sends it within a minute.'];
  throw new FatalError(`Nothing was changed: ${REFUSALS[outcome]}`, 'See npm run ledger -- explain ID.');
}

const REFUSALS: Readonly<Record<Exclude<RetryOutcome, 'owed'>, string>> = {
  'not-found': 'no digest and no delivery has this id.',
  'owed-already': 'it was not given up, it is owed.',
  posted: 'it was not given up, it is posted.',
  missed: 'it was too late, and the subscription’s next post leads to its lists.',
  removed: 'its subscription was removed.',
};

/**
 * The database that the settings name, or the embedded one while Paperboy runs; that one is not stopped afterwards.
 *
 * @throws FatalError if there is none, or it is of another version
 */
async function openRunning(config: Config, log: Log, stack: AsyncDisposableStack): Promise<Database<Schema>> {
  const connectionString = config.DATABASE_URL || (await findEmbedded(config));
  const database = openDatabase<Schema>(connectionString, { log });
  stack.defer(() => database.close());
  await checkDatabase(database.db);
  await database.db
    .selectFrom('subscription')
    .select('paused_at')
    .limit(1)
    .execute()
    .catch((cause) => {
      if (cause.code !== UNDEFINED_TABLE && cause.code !== UNDEFINED_COLUMN) throw cause;
      throw new FatalError('The database is not of this version of Paperboy.', 'Start this version once.', { cause });
    });
  return database;
}

const UNDEFINED_TABLE = '42P01';
const UNDEFINED_COLUMN = '42703';

async function findEmbedded({ DATA_DIR }: Config): Promise<string> {
  const found = await findEmbeddedPostgres({ dataDir: resolve(DATA_DIR, 'postgres') });
  if (found === undefined) {
    throw new FatalError(
      `No database: DATABASE_URL is empty, and no Paperboy runs on ${resolve(DATA_DIR)}.`,
      'Set DATABASE_URL, or start Paperboy.',
    );
  }
  const url = new URL(found);
  url.pathname = `/${databaseName(DATA_DIR)}`;
  return url.href;
}

/** As `trial.ts` chooses: real papers and sample papers have a database each. */
function databaseName(dataDir: string): string {
  const has = (world: string) => existsSync(resolve(dataDir, world));
  return has('sandbox-sample.json') && !has('sandbox.json') ? 'paperboy_sample' : 'paperboy';
}

async function main(): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  try {
    // A token is needed to run, and not to read: without one here, DATABASE_URL would be refused.
    const config = readConfig({ ...process.env, DISCORD_TOKEN: 'none' });
    process.stdout.write(`${await runLedger(process.argv.slice(2), config)}\n`);
  } catch (error) {
    process.exitCode = 1;
    if (error instanceof FatalError) process.stderr.write(`${error.message} ${error.remedy}\n`);
    else if (error instanceof ConfigError) process.stderr.write(`${error.message}\n`);
    else throw error;
  }
}

if (import.meta.main) await main();
