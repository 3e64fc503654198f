import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { PaperId } from '../../domain/paper-id.ts';
import { BUILT_IN_TOPICS } from '../../domain/topics/built-in-topics.ts';
import { POINTS_VERSION } from '../../domain/topics/topic-points.ts';
import { matchTopics } from '../../domain/topics/topics.ts';
import type { Db, PaperTable } from '../schema.ts';
import { indexPapers } from '../search/search-index.ts';

/** Another one whenever a query of the built-in topics, or how points are counted, has changed. */
export const TOPICS_VERSION = createHash('sha256')
  .update(JSON.stringify([POINTS_VERSION, BUILT_IN_TOPICS.map(({ slug, query }) => [slug, query])]))
  .digest('hex');

/** What of a paper's row decides about its topics. */
export type TopicalRow = Pick<
  PaperTable,
  'title' | 'abstract' | 'summary' | 'keywords' | 'organization' | 'categories'
>;

/**
 * What is held of some papers that decides about their topics, and these. Locked in the order of ids, as everybody does who
 * writes papers: so they wait for each other instead of deadlocking.
 */
export async function lockTopical(db: Db, ids: readonly PaperId[]) {
  return await db
    .selectFrom('paper')
    .select(['id', 'title', 'abstract', 'summary', 'keywords', 'organization', 'categories', 'topics'])
    .where('id', 'in', ids)
    .orderBy('id')
    .forUpdate()
    .execute();
}

/** The topics of a paper that is held, by what is held of it. */
export function matchRow({ summary, organization, ...row }: TopicalRow): readonly string[] {
  return matchTopics({
    ...row,
    ...(summary !== null && { summary }),
    ...(organization !== null && { organization }),
  });
}

/** Whether the topics of all that is held were found by the queries of this Paperboy. */
export async function areTopicsMatched(db: Db): Promise<boolean> {
  const row = await db.selectFrom('topic_matching').select('version').executeTakeFirst();
  return row?.version === TOPICS_VERSION;
}

/** Remembers that they were. */
export async function saveTopicsMatched(db: Db): Promise<void> {
  await db
    .insertInto('topic_matching')
    .values({ version: TOPICS_VERSION })
    .onConflict((conflict) => conflict.column('is_only').doUpdateSet({ version: TOPICS_VERSION }))
    .execute();
}

/**
 * Finds the topics of up to `limit` papers anew, the newest ids first, and makes those searchable that have others now.
 * Writes nothing where nothing changed.
 *
 * @param before only ids before this one; absent to begin
 * @returns how many have other topics, and the last of the papers, from which to go on; undefined when all is done
 */
export async function matchNextPapers(
  db: Db,
  { at, limit, before }: { at: Date; limit: number; before?: PaperId },
): Promise<{ readonly changed: number; readonly last: PaperId } | undefined> {
  return await db.transaction().execute(async (tx) => {
    const ids = await tx
      .selectFrom('paper')
      .select('id')
      .$if(before !== undefined, (query) => query.where(sql<boolean>`id < ${before}`))
      .orderBy('id', 'desc')
      .limit(limit)
      .execute();
    const last = ids.at(-1)?.id;
    if (last === undefined) return undefined;
    const changed = await rematch(
      tx,
      ids.map(({ id }) => id),
      at,
    );
    return { changed, last };
  });
}

async function rematch(db: Db, ids: readonly PaperId[], at: Date): Promise<number> {
  const held = await lockTopical(db, ids);
  const changes = held
    .map(({ id, topics: before, ...row }) => ({ id, before, topics: matchRow(row) }))
    .filter(({ before, topics }) => before.join() !== topics.join())
    .map(({ id, topics }) => ({ id, topics }));
  if (changes.length === 0) return 0;
  await sql`
    update paper set topics = incoming.topics, changed_at = ${at}
    from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) as incoming (id text, topics text[])
    where paper.id = incoming.id`.execute(db);
  const changed = changes.map(({ id }) => id);
  await indexPapers(db, changed, { changed });
  return changes.length;
}
