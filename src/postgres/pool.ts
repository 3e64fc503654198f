import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { FatalError } from '../domain/errors.ts';
import { errorFields, type Log } from '../log.ts';
import { withPlansKept } from './prepared.ts';

/** What a pool's connections may do, each. */
export interface PoolLimits {
  /** Connections at once: who finds none free waits in turn. */
  readonly connections: number;
  /** Who waits longer for one, free or new, gets an error. */
  readonly connectWithinMs: number;
  /** A statement that takes longer is cancelled. */
  readonly statementWithinMs: number;
  /** Whether a statement that comes again is planned once for each connection; absent: no (see `withPlansKept`). */
  readonly prepares?: boolean;
  /** PostgreSQL's settings for every connection, by their names. */
  readonly settings?: Readonly<Record<string, string>>;
}

const LIMITS: PoolLimits = { connections: 12, connectWithinMs: 10_000, statementWithinMs: 30_000 };
const IDLE_IN_TRANSACTION_MS = 60_000;
const OLDEST_VERSION = 150_000;

export interface Database<Schema> {
  readonly db: Kysely<Schema>;
  close(): Promise<void>;
}

/**
 * Opens a pool. No connection is made yet; one that breaks, as when the server restarts, is replaced at the next use.
 *
 * `date` is read as `YYYY-MM-DD` and `bigint` as a number.
 */
export function openDatabase<Schema>(
  connectionString: string,
  { log, limits = LIMITS }: { log: Log; limits?: PoolLimits },
): Database<Schema> {
  const pool = new pg.Pool({
    connectionString,
    max: limits.connections,
    // One stays open while nothing is asked: by it an embedded server is seen to be in use, and is not stopped by
    // another process that is done with it.
    min: 1,
    connectionTimeoutMillis: limits.connectWithinMs,
    ...(limits.settings !== undefined && { onConnect: withSettings(limits.settings) }),
    statement_timeout: limits.statementWithinMs,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    application_name: 'paperboy',
    types: { getTypeParser: (oid, format) => PARSERS[oid] ?? pg.types.getTypeParser(oid, format) },
  });
  // A connection that breaks says so; unheard, it would end the process. While it is idle the pool hears it; while it
  // is in use, whoever waits for its answer is told too, and between two statements of a transaction nobody else is.
  pool.on('error', (error) => log.warn('database connection lost', errorFields(error)));
  pool.on('connect', (client) =>
    client.on('error', (error) => log.debug('database connection broken', errorFields(error))),
  );
  return {
    db: new Kysely<Schema>({
      dialect: new PostgresDialect({ pool: limits.prepares === true ? withPlansKept(pool) : pool }),
    }),
    close: () => pool.end(),
  };
}

/** The pool lets go of a connection whose settings could not be made. */
function withSettings(settings: NonNullable<PoolLimits['settings']>): NonNullable<pg.PoolConfig['onConnect']> {
  const entries = Object.entries(settings);
  const calls = entries.map((_, index) => `set_config($${2 * index + 1}, $${2 * index + 2}, false)`);
  return (client) => client.query(`select ${calls.join(', ')}`, entries.flat());
}

/**
 * The database's own time: what every process's clock is set by. The only question of this kind; decisions ask the
 * clock.
 */
export async function readDatabaseTime<Schema>(db: Kysely<Schema>): Promise<Date> {
  const { rows } = await sql<{ at: Date }>`select clock_timestamp() as at`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error('the database told no time');
  return row.at;
}

/** @throws FatalError if the database cannot be reached, or is older than PostgreSQL 15 */
export async function checkDatabase<Schema>(db: Kysely<Schema>): Promise<void> {
  const { rows } = await sql<{ version: string }>`select current_setting('server_version_num') as version`
    .execute(db)
    .catch((cause) => {
      throw new FatalError(
        'The database cannot be reached.',
        'Check that it runs, and the address, name and password in DATABASE_URL.',
        { cause },
      );
    });
  if (Number(rows[0]?.version) < OLDEST_VERSION) {
    throw new FatalError('The database is older than PostgreSQL 15.', 'Use PostgreSQL 15 or newer.');
  }
}

const { builtins } = pg.types;

const PARSERS: Readonly<Record<number, (text: string) => unknown>> = {
  // A list day is a calendar day: as an instant it would shift with the machine's zone.
  [builtins.DATE]: (text) => text,
  // 1182: date[]; pg has no name for it.
  1182: (text) => text.slice(1, -1).split(',').filter(Boolean),
  [builtins.INT8]: toNumber,
};

function toNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError('a bigint beyond what a number holds');
  return value;
}
