import { sql } from 'kysely';
import type { ListDay } from '../../domain/list-day.ts';
import type { CountedPaper, RankedPaper } from '../../domain/paper.ts';
import type { PaperId } from '../../domain/paper-id.ts';
import { saveArxivFacts } from '../arxiv.ts';
import { atomically } from '../atomically.ts';
import type { Db } from '../schema.ts';
import { indexPapers } from '../search/search-index.ts';
import { selectPapers, toRankedPaper } from './rows.ts';
import { lockTopical, matchRow, type TopicalRow } from './topic-matching.ts';

/**
 * Saves papers and what people gave them, as seen at `at`. Idempotent: rows that would not change are not written, and
 * an observation is kept only if a count differs from the one before.
 *
 * What a source leaves out never erases what is held: an absent abstract, summary or count keeps the earlier one. Of a
 * paper that is known otherwise an answer of arXiv alone, which may come late, changes nothing; of one that is not, it
 * is kept when the counts that there are not were last looked for.
 *
 * @param listDay the list that the papers stand on; absent for papers that were looked up alone
 */
export async function savePapers(
  db: Db,
  papers: readonly CountedPaper[],
  { at, listDay }: { at: Date; listDay?: ListDay },
): Promise<void> {
  if (papers.length === 0) return;
  // One order for everybody: two processes that save the same papers wait for each other instead of deadlocking.
  const ordered = papers.toSorted((a, b) => (a.paper.id < b.paper.id ? -1 : 1));
  await atomically(db, async (tx) => {
    const changed = await upsertPapers(tx, ordered, at);
    const taken = await leaveOutKnown(tx, ordered);
    if (taken.length === 0) return;
    await observe(tx, taken, at, listDay);
    await markLookedFor(tx, taken, at);
    await saveArxivFacts(
      tx,
      taken.map(({ paper }) => paper),
      at,
    );
    const ids = taken.map(({ paper }) => paper.id);
    await indexPapers(tx, ids, { changed });
  });
}

/** @returns undefined if the store does not hold the paper. Its rank is 1. */
export async function findPaper(db: Db, id: PaperId): Promise<RankedPaper | undefined> {
  const row = await selectPapers(db).where('paper.id', '=', id).executeTakeFirst();
  return row && toRankedPaper(row, 1);
}

/** @returns those that are new or have changed */
async function upsertPapers(db: Db, papers: readonly CountedPaper[], at: Date): Promise<readonly PaperId[]> {
  const locked = await lockTopical(
    db,
    papers.map(({ paper }) => paper.id),
  );
  const held = new Map(locked.map((row) => [row.id, row]));
  const rows = await db
    .insertInto('paper')
    .values(
      papers.map(({ paper }) => ({
        id: paper.id,
        title: paper.title,
        abstract: paper.abstract,
        authors: paper.authors,
        published_at: paper.publishedAt ?? null,
        summary: paper.summary ?? null,
        keywords: paper.keywords,
        organization: paper.organization ?? null,
        github_repo: paper.githubRepo ?? null,
        project_page: paper.projectPage ?? null,
        categories: paper.categories ?? [],
        topics: matchRow(merge(paper, held.get(paper.id))),
        only_on_arxiv: paper.isOnlyOnArxiv ?? false,
        first_seen_at: at,
        changed_at: at,
      })),
    )
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet({
          title: sql`excluded.title`,
          abstract: sql`coalesce(nullif(excluded.abstract, ''), paper.abstract)`,
          authors: sql`case when excluded.authors = '{}' then paper.authors else excluded.authors end`,
          published_at: sql`coalesce(excluded.published_at, paper.published_at)`,
          summary: sql`coalesce(excluded.summary, paper.summary)`,
          keywords: sql`case when excluded.keywords = '{}' then paper.keywords else excluded.keywords end`,
          organization: sql`coalesce(excluded.organization, paper.organization)`,
          github_repo: sql`coalesce(excluded.github_repo, paper.github_repo)`,
          project_page: sql`coalesce(excluded.project_page, paper.project_page)`,
          categories: sql`case when excluded.categories = '{}' then paper.categories else excluded.categories end`,
          topics: sql`excluded.topics`,
          only_on_arxiv: sql`excluded.only_on_arxiv`,
          changed_at: sql`excluded.changed_at`,
        })
        .where(sql<boolean>`(paper.only_on_arxiv or not excluded.only_on_arxiv) and (${CHANGES_PAPER})`),
    )
    .returning('id')
    .execute();
  return rows.map((row) => row.id);
}

/** Without what arXiv alone answered of papers that are known otherwise: they were upserted, so their rows are locked. */
async function leaveOutKnown(db: Db, papers: readonly CountedPaper[]): Promise<readonly CountedPaper[]> {
  const ids = listOnlyOnArxiv(papers);
  if (ids.length === 0) return papers;
  const rows = await db
    .selectFrom('paper')
    .select('id')
    .where('id', 'in', ids)
    .where('only_on_arxiv', '=', false)
    .execute();
  const known = new Set(rows.map(({ id }) => id));
  return papers.filter(({ paper }) => paper.isOnlyOnArxiv !== true || !known.has(paper.id));
}

/** Of papers that arXiv alone knows: counts were looked for, and there are still none. */
async function markLookedFor(db: Db, papers: readonly CountedPaper[], at: Date): Promise<void> {
  const ids = listOnlyOnArxiv(papers);
  if (ids.length === 0) return;
  await db.updateTable('paper_score').set({ observed_at: at }).where('paper_id', 'in', ids).execute();
}

function listOnlyOnArxiv(papers: readonly CountedPaper[]): readonly PaperId[] {
  return papers.flatMap(({ paper }) => (paper.isOnlyOnArxiv === true ? [paper.id] : []));
}

/** What the row will say once a paper is saved, in so far as its topics depend on it. */
function merge(paper: CountedPaper['paper'], held: TopicalRow | undefined): TopicalRow {
  const categories = paper.categories ?? [];
  return {
    title: paper.title,
    abstract: paper.abstract || (held?.abstract ?? ''),
    summary: paper.summary ?? held?.summary ?? null,
    keywords: paper.keywords.length > 0 ? paper.keywords : (held?.keywords ?? []),
    organization: paper.organization ?? held?.organization ?? null,
    categories: categories.length > 0 ? categories : (held?.categories ?? []),
  };
}

/** True of an upsert that says something new: an update that would write what stands there costs seven times as much. */
const CHANGES_PAPER = sql<boolean>`
  (paper.title, paper.topics, paper.only_on_arxiv)
    is distinct from (excluded.title, excluded.topics, excluded.only_on_arxiv)
  or (excluded.abstract <> '' and excluded.abstract <> paper.abstract)
  or (excluded.authors <> '{}' and excluded.authors <> paper.authors)
  or (excluded.keywords <> '{}' and excluded.keywords <> paper.keywords)
  or (excluded.categories <> '{}' and excluded.categories <> paper.categories)
  or (excluded.published_at is not null and excluded.published_at is distinct from paper.published_at)
  or (excluded.summary is not null and excluded.summary is distinct from paper.summary)
  or (excluded.organization is not null and excluded.organization is distinct from paper.organization)
  or (excluded.github_repo is not null and excluded.github_repo is distinct from paper.github_repo)
  or (excluded.project_page is not null and excluded.project_page is distinct from paper.project_page)`;

async function observe(db: Db, papers: readonly CountedPaper[], at: Date, listDay?: ListDay): Promise<void> {
  const firstDays = await listFirstDays(db, papers);
  const rows = papers.map(({ paper, counts }) => {
    const day = earlier(firstDays.get(paper.id), listDay);
    return {
      paper_id: paper.id,
      list_day: day ?? null,
      upvotes: counts.upvotes,
      comments: counts.comments ?? null,
      github_stars: counts.githubStars ?? null,
    };
  });
  const incoming = sql`
    select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as incoming
      (paper_id text, list_day date, upvotes integer, comments integer, github_stars integer)`;

  // The observation is decided against the counts of before, so it comes first.
  await sql`
    insert into observation (paper_id, observed_at, upvotes, comments, github_stars)
    select incoming.paper_id, ${at}, incoming.upvotes,
      coalesce(incoming.comments, held.comments), coalesce(incoming.github_stars, held.github_stars)
    from (${incoming}) as incoming left join paper_score as held on held.paper_id = incoming.paper_id
    where (held.upvotes, held.comments, held.github_stars) is distinct from
      (incoming.upvotes, coalesce(incoming.comments, held.comments), coalesce(incoming.github_stars, held.github_stars))
    on conflict do nothing`.execute(db);
  await sql`
    insert into paper_score as held (paper_id, list_day, upvotes, comments, github_stars, observed_at)
    select paper_id, list_day, upvotes, comments, github_stars, ${at} from (${incoming}) as incoming
    on conflict (paper_id) do update set
      list_day = excluded.list_day, upvotes = excluded.upvotes,
      comments = coalesce(excluded.comments, held.comments),
      github_stars = coalesce(excluded.github_stars, held.github_stars),
      observed_at = excluded.observed_at
    where (held.list_day, held.upvotes, held.comments, held.github_stars) is distinct from
      (excluded.list_day, excluded.upvotes,
       coalesce(excluded.comments, held.comments), coalesce(excluded.github_stars, held.github_stars))`.execute(db);
}

async function listFirstDays(db: Db, papers: readonly CountedPaper[]): Promise<ReadonlyMap<PaperId, ListDay>> {
  const rows = await db
    .selectFrom('paper_score')
    .select(['paper_id', 'list_day'])
    .where('list_day', 'is not', null)
    .where(
      'paper_id',
      'in',
      papers.map(({ paper }) => paper.id),
    )
    .execute();
  return new Map(rows.flatMap((row) => (row.list_day === null ? [] : [[row.paper_id, row.list_day]])));
}

function earlier(a: ListDay | undefined, b: ListDay | undefined): ListDay | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a < b ? a : b;
}
