import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Schema } from '../../../src/store/schema.ts';
import { type OnStep, type Step, stepAfter } from '../bot/steps.ts';

export interface WatchedDatabase {
  readonly db: Kysely<Schema>;
  close(): Promise<void>;
}

const CONNECTIONS = 6;

export interface WatchedDatabaseOptions {
  /** By which the server knows its connections. */
  readonly name: string;
  readonly onStep: OnStep;
}

/**
 * A pool as `src/postgres/pool.ts` opens it, which tells which step its user has reached: after the statement that
 * completes it, or if that is in a transaction after its commit.
 */
export function openWatchedDatabase(
  connectionString: string,
  { name, onStep }: WatchedDatabaseOptions,
): WatchedDatabase {
  const pool = new pg.Pool({
    connectionString,
    max: CONNECTIONS,
    connectionTimeoutMillis: 10_000,
    statement_timeout: 30_000,
    application_name: name,
    types: { getTypeParser: (oid, format) => PARSERS[oid] ?? pg.types.getTypeParser(oid, format) },
  });
  const ignore = () => undefined;
  pool.on('error', ignore);
  pool.on('connect', (client) => client.on('error', ignore));
  const watched = { connect: async () => watchClient(pool, onStep), end: () => pool.end() };
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: watched as never }) });
  return { db, close: () => pool.end() };
}

/** Has a connection only while a statement or a transaction runs: whoever is held at a step takes none from others. */
function watchClient(pool: pg.Pool, onStep: OnStep) {
  let client: pg.PoolClient | undefined;
  let inTransaction = false;
  let reached: Step[] = [];
  const release = (error?: Error | boolean) => {
    client?.release(error);
    client = undefined;
  };
  return {
    async query(statement: string, values: unknown[]) {
      const word = statement.trim().toLowerCase().split(/\s/)[0];
      client ??= await pool.connect();
      if (word === 'begin' || word === 'start') inTransaction = true;
      if (word === 'commit' || word === 'rollback') inTransaction = false;
      if (word === 'rollback') reached = [];
      const result = await client.query(statement, values).catch((error) => {
        if (!inTransaction) release(true);
        throw error;
      });
      const step = stepAfter(statement);
      if (step !== undefined && result.rowCount !== 0) reached.push(step);
      if (inTransaction) return result;
      release();
      for (const each of reached.splice(0)) await onStep(each);
      return result;
    },
    release,
  };
}

const { builtins } = pg.types;

/** As `src/postgres/pool.ts` reads them. */
const PARSERS: Readonly<Record<number, (text: string) => unknown>> = {
  [builtins.DATE]: (text) => text,
  1182: (text) => text.slice(1, -1).split(',').filter(Boolean),
  [builtins.INT8]: Number,
};
