import { sql } from 'kysely';
import type { ListDay } from '../domain/list-day.ts';
import type { Paper } from '../domain/paper.ts';
import type { PaperId } from '../domain/paper-id.ts';
import type { ArxivPaper } from '../domain/ports/sources.ts';
import { atomically } from './atomically.ts';
import { isFree } from './leases.ts';
import { lockTopical, matchRow } from './papers/topic-matching.ts';
import type { Db } from './schema.ts';
import { indexPapers } from './search/search-index.ts';

/** A paper of a recent list changes while people talk about it. */
const RECENT_AFTER_MS = 24 * 3_600_000;
/** Any other hardly changes; with ten thousand papers this is four requests a day. */
const OLDER_AFTER_MS = 30 * 24 * 3_600_000;
/** Longer than a question with all its tries. One that failed is owed again after it. */
const CLAIM_MS = 10 * 60_000;

export interface ArxivClaimOptions {
  readonly at: Date;
  readonly limit: number;
  /** The oldest list whose papers are looked at again each day. */
  readonly recentFrom: ListDay;
}

/**
 * Takes up to `limit` papers that arXiv is to be asked about: first those that it was never asked about, the newest
 * first; then those of recent lists after a day, and others after thirty.
 *
 * One statement, so that of any number of callers at most one is given a paper. A claim that is not settled is owed
 * again after ten minutes.
 */
export async function claimArxivPapers(
  db: Db,
  { at, limit, recentFrom }: ArxivClaimOptions,
): Promise<readonly PaperId[]> {
  const ago = (ms: number) => new Date(at.getTime() - ms);
  const { rows } = await sql<{ paper_id: PaperId }>`
    insert into arxiv_paper as held (paper_id, claimed_until)
    select paper.id, ${new Date(at.getTime() + CLAIM_MS)}::timestamptz
    from paper left join arxiv_paper as looked on looked.paper_id = paper.id
    where ${isFree('looked.claimed_until', at)}
      and (
        looked.looked_at is null
        or looked.looked_at <= ${ago(OLDER_AFTER_MS)}
        or (
          looked.looked_at <= ${ago(RECENT_AFTER_MS)}
          and exists (select from listing where listing.paper_id = paper.id and listing.list_day >= ${recentFrom})
        )
      )
    order by looked.looked_at is not null, (looked.looked_at <= ${ago(OLDER_AFTER_MS)}), paper.id desc
    limit ${limit}
    on conflict (paper_id) do update set claimed_until = excluded.claimed_until
      where ${isFree('held.claimed_until', at)}
    returning paper_id`.execute(db);
  return rows.map((row) => row.paper_id);
}

/**
 * Settles a claim with what arXiv answered at `at`. Papers that it did not name keep what is held of them. Topics follow
 * the categories, and search follows both, in the same transaction.
 */
export async function settleArxivPapers(
  db: Db,
  ids: readonly PaperId[],
  { papers, at }: { papers: readonly ArxivPaper[]; at: Date },
): Promise<void> {
  if (ids.length === 0) return;
  await atomically(db, async (tx) => {
    const changed = await fileUnder(tx, papers, at);
    await saveArxivFacts(tx, papers, at);
    await tx
      .updateTable('arxiv_paper')
      .set({ looked_at: at, claimed_until: null })
      .where('paper_id', 'in', ids)
      .execute();
    if (changed.length > 0) await indexPapers(tx, changed, { changed });
  });
}

/** Keeps what arXiv says of papers that are held, as seen at `at`. Those of which it says nothing are passed over. */
export async function saveArxivFacts(db: Db, papers: readonly Pick<Paper, 'id' | 'arxiv'>[], at: Date): Promise<void> {
  const rows = papers
    .flatMap(({ id, arxiv }) => (arxiv === undefined ? [] : [{ id, arxiv }]))
    .toSorted((one, other) => (one.id < other.id ? -1 : 1))
    .map(({ id, arxiv }) => ({
      paper_id: id,
      looked_at: at,
      claimed_until: null,
      version: arxiv.version,
      version_at: arxiv.versionAt ?? null,
      comment: arxiv.comment ?? null,
      journal_reference: arxiv.journalReference ?? null,
      withdrawn: arxiv.isWithdrawn,
    }));
  if (rows.length === 0) return;
  await db
    .insertInto('arxiv_paper')
    .values(rows)
    .onConflict((conflict) =>
      conflict.column('paper_id').doUpdateSet((eb) => ({
        looked_at: eb.ref('excluded.looked_at'),
        claimed_until: eb.ref('excluded.claimed_until'),
        version: eb.ref('excluded.version'),
        version_at: eb.ref('excluded.version_at'),
        comment: eb.ref('excluded.comment'),
        journal_reference: eb.ref('excluded.journal_reference'),
        withdrawn: eb.ref('excluded.withdrawn'),
      })),
    )
    .execute();
}

/** Files papers under their categories and the topics that follow. @returns those for which that is something new */
async function fileUnder(db: Db, papers: readonly ArxivPaper[], at: Date): Promise<readonly PaperId[]> {
  const categoriesOf = new Map(papers.map(({ id, categories }) => [id, categories]));
  if (categoriesOf.size === 0) return [];
  const held = await lockTopical(db, [...categoriesOf.keys()]);
  const changes = held.flatMap(({ topics: before, ...paper }) => {
    const said = categoriesOf.get(paper.id) ?? [];
    const categories = said.length > 0 ? said : paper.categories;
    const topics = matchRow({ ...paper, categories });
    const isNew = !isSame(categories, paper.categories) || !isSame(topics, before);
    return isNew ? [{ id: paper.id, categories, topics }] : [];
  });
  await sql`
    update paper set categories = incoming.categories, topics = incoming.topics, changed_at = ${at}
    from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) as incoming (id text, categories text[], topics text[])
    where paper.id = incoming.id`.execute(db);
  return changes.map(({ id }) => id);
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((item, index) => item === other[index]);
}
