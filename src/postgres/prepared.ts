import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type pg from 'pg';
import { forgetOldest } from '../domain/forget-oldest.ts';

/** Statements that a connection keeps planned, so that nobody fills the server's memory with ever new ones. */
const MOST_KEPT = 100;
/** Texts that were seen once and may come again. */
const MOST_SEEN = 200;

/**
 * A pool whose connections keep the plans of statements that come again, by name: the second time a text is seen it is
 * prepared. For statements that cost as much to plan as to run, and are few but for their parameters.
 */
export function withPlansKept(pool: pg.Pool): PostgresPool {
  const nameOf = createNames();
  const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  return {
    options: pool.options,
    async connect() {
      const client = await pool.connect();
      const known = clients.get(client) ?? withNames(client, nameOf);
      clients.set(client, known);
      return known;
    },
    end: () => pool.end(),
  };
}

/** @returns names for texts; undefined for one that is seen first, or comes after too many */
function createNames(): (text: string) => string | undefined {
  const names = new Map<string, string>();
  const seen = new Set<string>();
  return (text) => {
    const known = names.get(text);
    if (known !== undefined || names.size >= MOST_KEPT) return known;
    if (!seen.delete(text)) {
      seen.add(text);
      forgetOldest(seen, MOST_SEEN);
      return undefined;
    }
    const name = `paperboy_${names.size}`;
    names.set(text, name);
    return name;
  };
}

/** Kysely sends a statement as its text and values. */
function withNames(client: pg.PoolClient, nameOf: (text: string) => string | undefined): PostgresPoolClient {
  return {
    query: (text: unknown, values: readonly unknown[] = []) =>
      client.query({ text: String(text), values: [...values], name: nameOf(String(text)) }) as never,
    release: (destroy) => client.release(destroy),
  };
}
