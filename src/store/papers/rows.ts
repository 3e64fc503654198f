import { sql } from 'kysely';
import type { ListDay } from '../../domain/list-day.ts';
import type { ArxivFacts, Counts, Paper, RankedPaper } from '../../domain/paper.ts';
import type { PaperId } from '../../domain/paper-id.ts';
import type { Db } from '../schema.ts';

/** A paper's row joined with its counts, as {@link selectPapers} reads it. */
export interface PaperRow extends CountColumns {
  readonly id: PaperId;
  readonly title: string;
  readonly abstract: string;
  readonly authors: readonly string[];
  readonly published_at: Date | null;
  readonly summary: string | null;
  readonly keywords: readonly string[];
  readonly organization: string | null;
  readonly github_repo: string | null;
  readonly project_page: string | null;
  readonly categories: readonly string[];
  readonly topics: readonly string[];
  readonly only_on_arxiv: boolean;
  readonly list_day: ListDay | null;
  readonly version: number | null;
  readonly version_at: Date | null;
  readonly comment: string | null;
  readonly journal_reference: string | null;
  readonly withdrawn: boolean | null;
  readonly observed_at: Date;
}

interface CountColumns {
  readonly upvotes: number;
  readonly comments: number | null;
  readonly github_stars: number | null;
}

/** Papers with their counts; the caller adds what it wants of them and in which order. */
export function selectPapers(db: Db) {
  return db
    .selectFrom('paper')
    .innerJoin('paper_score', 'paper_score.paper_id', 'paper.id')
    .leftJoin('arxiv_paper', 'arxiv_paper.paper_id', 'paper.id')
    .select([
      'paper.id',
      'paper.title',
      'paper.abstract',
      'paper.authors',
      'paper.published_at',
      'paper.summary',
      'paper.keywords',
      'paper.organization',
      'paper.github_repo',
      'paper.project_page',
      'paper.categories',
      'paper.topics',
      'paper.only_on_arxiv',
      'arxiv_paper.version',
      'arxiv_paper.version_at',
      'arxiv_paper.comment',
      'arxiv_paper.journal_reference',
      'arxiv_paper.withdrawn',
      'paper_score.list_day',
      'paper_score.upvotes',
      'paper_score.comments',
      'paper_score.github_stars',
      'paper_score.observed_at',
    ]);
}

/** {@link selectPapers} in the order of `compareRanked` in `domain/ranking.ts`. Ids sort as text: the column's collation is "C". */
export function selectRankedPapers(db: Db) {
  return selectPapers(db)
    .orderBy('paper_score.upvotes', 'desc')
    .orderBy((eb) => eb.fn.coalesce('paper_score.comments', eb.lit(0)), 'desc')
    .orderBy('paper.id', 'desc');
}

/** Papers by their ids, ranked in this order after `offset` others; without those that are not held. */
export async function listPapersInOrder(
  db: Db,
  ids: readonly PaperId[],
  { offset }: { offset: number },
): Promise<readonly RankedPaper[]> {
  if (ids.length === 0) return [];
  const rows = await selectPapers(db).where('paper.id', '=', sql<PaperId>`any(${ids}::text[])`).execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id, index) => {
    const row = byId.get(id);
    return row === undefined ? [] : [toRankedPaper(row, offset + index + 1)];
  });
}

/** @param rank the paper's place in the list it is read for, from 1 */
export function toRankedPaper(row: PaperRow, rank: number): RankedPaper {
  return {
    rank,
    paper: toPaper(row),
    counts: toCounts(row),
    topics: row.topics,
    countedAt: row.observed_at,
    ...(row.list_day !== null && { listDay: row.list_day }),
  };
}

export function toCounts(row: CountColumns): Counts {
  return {
    upvotes: row.upvotes,
    ...(row.comments !== null && { comments: row.comments }),
    ...(row.github_stars !== null && { githubStars: row.github_stars }),
  };
}

function toPaper(row: PaperRow): Paper {
  return {
    id: row.id,
    title: row.title,
    abstract: row.abstract,
    authors: row.authors,
    keywords: row.keywords,
    ...(row.published_at !== null && { publishedAt: row.published_at }),
    ...(row.summary !== null && { summary: row.summary }),
    ...(row.organization !== null && { organization: row.organization }),
    ...(row.github_repo !== null && { githubRepo: row.github_repo }),
    ...(row.project_page !== null && { projectPage: row.project_page }),
    ...(row.categories.length > 0 && { categories: row.categories }),
    ...(row.only_on_arxiv && { isOnlyOnArxiv: true }),
    ...(row.version !== null && { arxiv: toArxivFacts({ ...row, version: row.version }) }),
  };
}

function toArxivFacts(row: PaperRow & { readonly version: number }): ArxivFacts {
  return {
    version: row.version,
    isWithdrawn: row.withdrawn ?? false,
    ...(row.version_at !== null && { versionAt: row.version_at }),
    ...(row.comment !== null && { comment: row.comment }),
    ...(row.journal_reference !== null && { journalReference: row.journal_reference }),
  };
}
