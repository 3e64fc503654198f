import { type SqlBool, sql } from 'kysely';
import type { RankedPaper } from '../../domain/paper.ts';
import type { PaperId } from '../../domain/paper-id.ts';
import type { Query } from '../../domain/search/query.ts';
import { selectPapers, toRankedPaper } from '../papers/rows.ts';
import type { Db } from '../schema.ts';
import { hasPhrases, keepPhrases } from './phrases.ts';
import { holdAll, toConditions } from './search-query.ts';

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
    .$if(signs.length > 0, (rest) => rest.where((eb) => eb.and(holdAll(signs))))
    .$if(conditions.length > 0, (rest) => rest.where(sql<SqlBool>`${sql.join(conditions, sql` and `)}`))
    .execute();
  const named = rows.map((row) => ({ ...row, paper_id: row.id }));
  const kept = hasPhrases(narrowing) ? await keepPhrases(db, narrowing, named) : named;
  return kept
    .toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))
    .map((row, index) => toRankedPaper(row, index + 1));
}

function isWords({ kind }: Query['unwanted'][number]): boolean {
  return kind === 'word' || kind === 'phrase';
}
