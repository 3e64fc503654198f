import { type RawBuilder, type SqlBool, sql } from 'kysely';

/**
 * Whether a row may be taken: nobody has taken it, or the lease of whoever did is over at `at`.
 *
 * @param column until when it is taken, as the statement names it: `owed.claimed_until`
 */
export function isFree(column: `${string}claimed_until` | `${string}busy_until`, at: Date): RawBuilder<SqlBool> {
  return sql<SqlBool>`(${sql.ref(column)} is null or ${sql.ref(column)} <= ${at})`;
}
