import { type SqlBool, sql } from 'kysely';
import type { PaperId } from '../../domain/paper-id.ts';
import type { Db } from '../schema.ts';
import {
  INDEX_VERSION,
  LIKED_FROM,
  listIndexWords,
  listMisspellable,
  type Searchable,
  stemText,
} from './search-words.ts';

/**
 * Brings what search knows of some papers up to what the store holds of them. Writes nothing where nothing changed.
 *
 * @param changed those of them that are new, or whose text has changed
 */
export async function indexPapers(
  db: Db,
  ids: readonly PaperId[],
  { changed }: { changed: readonly PaperId[] },
): Promise<void> {
  const rows = await selectSearchables(db)
    .where('paper.id', 'in', ids)
    .where((eb) => eb.or([STALE, sql<SqlBool>`paper.id = any(${changed}::text[])`]))
    .orderBy('paper.id')
    .execute();
  await saveRows(db, rows);
  await sql`
    update paper_search as found set upvotes = scored.upvotes from paper_score as scored
    where found.paper_id = any(${ids}::text[]) and scored.paper_id = found.paper_id
      and found.upvotes <> scored.upvotes`.execute(db);
}

/**
 * Makes search rows for up to `limit` papers that have none, or one that an older Paperboy made, the newest ids first.
 *
 * @param before only ids before this one; absent to begin
 * @returns how many they were, and the last of them, from which to go on; undefined when all is done
 */
export async function indexNextPapers(
  db: Db,
  { limit, before }: { limit: number; before?: PaperId },
): Promise<{ readonly count: number; readonly last: PaperId } | undefined> {
  return await db.transaction().execute(async (tx) => {
    const chosen = await selectSearchables(tx)
      .clearSelect()
      .select('paper.id')
      .where(STALE)
      .$if(before !== undefined, (query) => query.where(sql<SqlBool>`paper.id < ${before}`))
      .orderBy('paper.id', 'desc')
      .limit(limit)
      .execute();
    const ids = chosen.map(({ id }) => id);
    const last = ids.at(-1);
    if (last === undefined) return undefined;
    // Locked in the order in which lists are saved, so that the two wait for each other instead of deadlocking; and read
    // only then, as whoever was waited for has left them.
    await tx.selectFrom('paper').select('id').where('id', 'in', ids).orderBy('id').forUpdate().execute();
    await saveRows(tx, await selectSearchables(tx).where('paper.id', 'in', ids).where(STALE).execute());
    return { count: ids.length, last };
  });
}

function selectSearchables(db: Db) {
  return db
    .selectFrom('paper')
    .innerJoin('paper_score', 'paper_score.paper_id', 'paper.id')
    .leftJoin('paper_search', 'paper_search.paper_id', 'paper.id')
    .select([
      'paper.id',
      'paper.title',
      'paper.abstract',
      'paper.authors',
      'paper.summary',
      'paper.keywords',
      'paper.organization',
      'paper.github_repo',
      'paper.categories',
      'paper.topics',
      'paper.changed_at',
      sql<Date>`coalesce(paper.published_at, paper.first_seen_at)`.as('dated_at'),
      'paper_score.upvotes',
    ]);
}

const STALE = sql<SqlBool>`(paper_search.indexed_from, paper_search.version, paper_search.upvotes >= ${LIKED_FROM})
  is distinct from (paper.changed_at, ${INDEX_VERSION}::smallint, paper_score.upvotes >= ${LIKED_FROM})`;

async function saveRows(db: Db, papers: readonly (Searchable & { readonly changed_at: Date })[]): Promise<void> {
  if (papers.length === 0) return;
  const rows = papers.map((paper) => ({
    paper_id: paper.id,
    dated_at: paper.dated_at,
    title: stemText(paper.title),
    words: listIndexWords(paper),
    upvotes: paper.upvotes,
    indexed_from: paper.changed_at,
  }));
  await sql`
    insert into paper_search (paper_id, dated_at, title, words, upvotes, indexed_from, version)
    select paper_id, dated_at, title, array_to_tsvector(words), upvotes, indexed_from, ${INDEX_VERSION}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as incoming
      (paper_id text, dated_at timestamptz, title text, words text[], upvotes integer, indexed_from timestamptz)
    order by paper_id
    on conflict (paper_id) do update set
      dated_at = excluded.dated_at, title = excluded.title, words = excluded.words, upvotes = excluded.upvotes,
      indexed_from = excluded.indexed_from, version = excluded.version`.execute(db);
  // In one order for everybody, so that two writers of the same words wait for each other instead of deadlocking. Words
  // are never taken out again: one that no paper has any more finds nothing.
  const words = [...new Set(papers.flatMap(listMisspellable))].toSorted();
  await sql`
    insert into search_word (word) select word from unnest(${words}::text[]) as incoming (word)
    where not exists (select from search_word as held where held.word = incoming.word)
    on conflict do nothing`.execute(db);
}
