import { chmod, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { savePapers } from '../../src/store/papers/papers.ts';
import type { Db, Schema } from '../../src/store/schema.ts';
import { INDEX_VERSION } from '../../src/store/search/search-words.ts';
import { type MadePaper, makePapers, type RecordedPaper, toCounted } from './search-corpus.ts';

/** When the papers were loaded: the newest of them are a few hours old. */
export const AT = new Date('2026-08-18T00:00:00Z');
const BATCH = 20_000;
const SAVED_TOGETHER = 100;

export interface Loaded {
  /** Papers a second that are saved as they are in earnest, into a store that holds all others. */
  readonly saved: number;
  /** Papers a second that PostgreSQL copies from a file into the same tables with the same indexes. */
  readonly copied: number;
  /** Of filling the store by copying without the indexes of search, and making those afterwards. */
  readonly seconds: number;
}

/**
 * Fills a store with made papers by COPY, the recorded ones by {@link savePapers}, and measures both.
 *
 * @param folder which the server's account can read
 */
export async function loadPapers(
  db: Db,
  connectionString: string,
  { recorded, count, folder }: { recorded: readonly RecordedPaper[]; count: number; folder: string },
): Promise<Loaded> {
  // One connection without a time limit: an index over a million papers takes minutes.
  await using patient = new Kysely<Schema>({
    dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString, max: 1 }) }),
  });
  const startedAt = performance.now();
  const probes = Math.min(BATCH, Math.floor(count / 10));
  const made = makePapers(recorded, count)[Symbol.iterator]();
  const take = (most: number) => [...takeFrom(made, most)];
  await sql`drop index paper_search_words, search_word_trigrams`.execute(patient);
  for (let left = count - probes; left > 0; left -= BATCH)
    await copyPapers(patient, take(Math.min(BATCH, left)), folder);
  await sql`set maintenance_work_mem = '512MB'`.execute(patient);
  await sql`create index paper_search_words on paper_search using gin (words) with (fastupdate = off)`.execute(patient);
  await sql`create index search_word_trigrams on search_word using gin (word gin_trgm_ops)
    with (fastupdate = off)`.execute(patient);
  await sql`vacuum analyze`.execute(patient);
  const seconds = (performance.now() - startedAt) / 1_000;
  const probe = take(probes);
  const copied = await perSecond(probe.length, () => copyPapers(patient, probe, folder));
  const papers = recorded.map(toCounted);
  const saved = await perSecond(papers.length, async () => {
    for (let from = 0; from < papers.length; from += SAVED_TOGETHER)
      await savePapers(db, papers.slice(from, from + SAVED_TOGETHER), { at: AT });
  });
  await checkSynthesis(db, probe);
  await sql`vacuum analyze`.execute(patient);
  return { saved, copied, seconds };
}

async function perSecond(count: number, work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return Math.round((count / (performance.now() - startedAt)) * 1_000);
}

/** What was put into the index beside {@link savePapers} is what that would have put there. */
async function checkSynthesis(db: Db, made: readonly MadePaper[]): Promise<void> {
  const some = made.filter((_, index) => index % Math.ceil(made.length / 20) === 0);
  for (const paper of some) {
    // Topics are matched when a paper is saved, and no search of the benchmark asks for one.
    const read = () =>
      sql`
      select title, upvotes, array(select word from unnest(tsvector_to_array(words)) as word where word not like 'p:%') as words
      from paper_search where paper_id = ${paper.id}`.execute(db);
    const before = await read();
    await sql`update paper_search set version = 0 where paper_id = ${paper.id}`.execute(db);
    const { id, title, abstract, authors, categories, publishedAt, upvotes } = paper;
    const counted = toCounted({ id, title, abstract, authors, categories, published_at: publishedAt.toISOString() });
    await savePapers(db, [{ ...counted, counts: { upvotes } }], { at: AT });
    const after = await read();
    if (JSON.stringify(before.rows) !== JSON.stringify(after.rows)) throw new Error(`${id} is indexed differently`);
  }
}

function* takeFrom<T>(items: Iterator<T>, most: number): Iterable<T> {
  for (let taken = 0; taken < most; taken += 1) {
    const { value, done } = items.next();
    if (done) return;
    yield value;
  }
}

const TABLES = {
  paper:
    'id, title, abstract, authors, published_at, keywords, categories, topics, first_seen_at, changed_at' as string,
  paper_score: 'paper_id, list_day, upvotes, observed_at',
  listing: 'list_day, paper_id, first_seen_at',
  paper_search: 'paper_id, dated_at, title, words, upvotes, indexed_from, version',
};

async function copyPapers(db: Db, papers: readonly MadePaper[], folder: string): Promise<void> {
  const at = AT.toISOString();
  const rows: Record<keyof typeof TABLES, string[][]> = { paper: [], paper_score: [], listing: [], paper_search: [] };
  for (const paper of papers) {
    const { id, title, abstract, authors, categories, publishedAt, upvotes } = paper;
    const date = publishedAt.toISOString();
    const listDay = upvotes > 0 ? listDayOf(publishedAt) : undefined;
    rows.paper.push([id, title, abstract, array(authors), date, '{}', array(categories), '{}', at, at]);
    rows.paper_score.push([id, listDay ?? '\\N', String(upvotes), at]);
    if (listDay !== undefined) rows.listing.push([listDay, id, at]);
    const words = paper.signs.map((sign) => `'${sign}'`).join(' ');
    rows.paper_search.push([id, date, paper.stems, words, String(upvotes), at, String(INDEX_VERSION)]);
  }
  for (const [table, columns] of Object.entries(TABLES))
    await copyRows(db, `${table} (${columns})`, rows[table as keyof typeof TABLES], folder);
  const words = [...new Set(papers.flatMap(({ nearWords }) => nearWords))].toSorted();
  await sql`insert into search_word select unnest(${words}::text[]) on conflict do nothing`.execute(db);
}

async function copyRows(db: Db, into: string, rows: readonly (readonly string[])[], folder: string): Promise<void> {
  const path = join(folder, 'copied.tsv');
  const file = await open(path, 'w');
  for (let from = 0; from < rows.length; from += 1_000) {
    const lines = rows.slice(from, from + 1_000).map((row) => `${row.map(field).join('\t')}\n`);
    await file.write(lines.join(''));
  }
  await file.close();
  await chmod(path, 0o644);
  await sql.raw(`copy ${into} from '${path}'`).execute(db);
  await rm(path);
}

function field(text: string): string {
  return text === '\\N' ? text : text.replace(/[\\\t\n\r]/g, (sign) => (sign === '\\' ? '\\\\' : ' '));
}

function array(items: readonly string[]): string {
  return `{${items.map((item) => `"${item.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
}

/** The list on which a paper stands that appeared then: the next day's, Monday's at a weekend. */
function listDayOf(at: Date): string {
  const next = new Date(at.getTime() + 24 * 3_600_000);
  const weekday = next.getUTCDay();
  const skipped = weekday === 6 ? 2 : weekday === 0 ? 1 : 0;
  return new Date(next.getTime() + skipped * 24 * 3_600_000).toISOString().slice(0, 10);
}
