import { sql } from 'kysely';
import type { ListDay } from '../../domain/list-day.ts';
import type { RankedPaper } from '../../domain/paper.ts';
import type { PaperId } from '../../domain/paper-id.ts';
import type { Query } from '../../domain/search/query.ts';
import { selectPapers, toRankedPaper } from '../papers/rows.ts';
import type { Db } from '../schema.ts';
import { joinUpvotes } from './counts.ts';
import { hasPhrases, keepPhrases } from './phrases.ts';
import { holdTogether, toConditions } from './search-query.ts';

/**
 * Those of some papers that keep to what narrows a query: an author, a category, upvotes, what is left out. Whether they
 * are about its words is not asked: whoever found them has judged that.
 *
 * @returns in the order of `ids`, ranked from 1; without those that are not held
 */
export async function listKeeping(db: Db, query: Query, ids: readonly PaperId[]): Promise<readonly RankedPaper[]> {
  if (ids.length === 0) return [];
  const narrowing = { ...query, wanted: query.wanted.filter((clause) => !clause.some(isWords)) };
  const { signs, conditions } = toConditions(narrowing);
  const rows = await selectPapers(db)
    .innerJoin('paper_search as found', 'found.paper_id', 'paper.id')
    .innerJoin('paper_score as scored', 'scored.paper_id', 'paper.id')
    .where('paper.id', 'in', ids)
    .where((eb) => eb.and([...holdTogether(signs), ...conditions]))
    .execute();
  const named = rows.map((row) => ({ ...row, paper_id: row.id }));
  const kept = hasPhrases(narrowing) ? await keepPhrases(db, narrowing, named) : named;
  return kept
    .toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))
    .map((row, index) => toRankedPaper(row, index + 1));
}

/**
 * The papers of the lists of `days` that a query matches, in the order of their ids.
 *
 * @param counted the instant whose upvotes are asked for; absent for those of now
 */
export async function listMatches(
  db: Db,
  query: Query,
  days: readonly ListDay[],
  counted: { countedAt?: Date } = {},
): Promise<readonly PaperId[]> {
  if (days.length === 0) return [];
  const { signs, conditions } = toConditions(query);
  const { rows } = await sql<{ paper_id: PaperId }>`
    with listed as materialized (select distinct paper_id from listing where list_day = any(${days}::date[]))
    select found.paper_id from listed
    -- Each by its key: by its signs, a common word's papers of all years would be looked through.
    cross join lateral (
      select paper_id, words from paper_search where paper_search.paper_id = listed.paper_id offset 0
    ) as found
    ${joinUpvotes(counted.countedAt)}
    where ${sql.join([sql`true`, ...holdTogether(signs), ...conditions], sql` and `)}
    order by found.paper_id`.execute(db);
  const kept = hasPhrases(query) ? await keepPhrases(db, query, rows, { most: rows.length, ...counted }) : rows;
  return kept.map(({ paper_id: id }) => id);
}

function isWords({ kind }: Query['unwanted'][number]): boolean {
  return kind === 'word' || kind === 'phrase';
}
