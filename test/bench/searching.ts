import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { UserError } from '../../src/domain/errors.ts';
import { periodDays } from '../../src/domain/list-day.ts';
import { parseQuery } from '../../src/domain/search/parse-query.ts';
import { isStopWord } from '../../src/domain/search/words.ts';
import { openDatabase } from '../../src/postgres/pool.ts';
import { findNewestListDay } from '../../src/store/papers/lists.ts';
import { findPaper } from '../../src/store/papers/papers.ts';
import { listPapersByTitle } from '../../src/store/papers/titles.ts';
import { listTrending } from '../../src/store/papers/trending.ts';
import type { Db, Schema } from '../../src/store/schema.ts';
import { SEARCH_LIMITS, searchPapers } from '../../src/store/search/search.ts';
import { listSimilar } from '../../src/store/search/similar.ts';
import { silentLog } from '../support/log.ts';
import { paperId } from '../support/papers/papers.ts';
import { askAlone, askTogether } from './asking.ts';
import { createRandom, type RecordedPaper, readRecordedPapers } from './search-corpus.ts';
import { AT, loadPapers } from './search-load.ts';
import type { BenchServer } from './setting.ts';

const PAPERS = Number(process.env.BENCH_N ?? 1_000_000);

/** How long people wait for searches, lists and completions in a store of a million papers, ten asking at once. */
export async function benchSearching(server: BenchServer): Promise<Readonly<Record<string, string>>> {
  const recorded = readRecordedPapers();
  if (recorded.length === 0) return {};
  await using database = await server.open(`bench_search_${PAPERS}`);
  const loaded = await load(database, recorded);
  const searching = openDatabase<Schema>(database.url, { log: silentLog, limits: SEARCH_LIMITS });
  const results = await measureSearching({ db: database.db, searchDb: searching.db }, recorded);
  await searching.close();
  return { ...loaded, ...results };
}

async function load(
  { db, url }: { db: Db; url: string },
  recorded: readonly RecordedPaper[],
): Promise<Readonly<Record<string, string>>> {
  const { rows: held } = await sql`select from paper offset ${PAPERS - 1} limit 1`.execute(db);
  if (held.length > 0) return { papers: `${PAPERS}, loaded by an earlier run` };
  const folder = await mkdtemp(join(tmpdir(), 'paperboy-papers-'));
  await chmod(folder, 0o755);
  const loaded = await loadPapers(db, url, { recorded, count: PAPERS, folder });
  await rm(folder, { recursive: true });
  const results = {
    [`load ${PAPERS} papers`]: `${Math.round(loaded.seconds)} s`,
    'papers saved a second': `${loaded.saved}, beside ${loaded.copied} by COPY into the same tables and indexes`,
  };
  for (const [what, figure] of Object.entries(results)) process.stderr.write(`${what}: ${figure}\n`);
  return results;
}

/** The figures of a store that is loaded. */
export async function measureSearching(
  { db, searchDb }: { db: Db; searchDb: Db },
  recorded: readonly RecordedPaper[],
): Promise<Readonly<Record<string, string>>> {
  const results: Record<string, string> = {};
  const idOf = (turn: number) => paperId(recorded[(turn * 7919) % recorded.length]?.id ?? '');
  const report = async (what: string, aimMs: number | undefined, ask: (turn: number) => Promise<unknown>) => {
    const row = await askTogether(db, (turn) => findPaper(db, idOf(turn)));
    const took = await askTogether(db, ask);
    const alone = await askAlone(db, ask);
    results[what] = [
      `p95 ${took.p95.toFixed(1)} ms${aimMs === undefined ? '' : ` (aim ${aimMs} ms)`}`,
      `median ${took.median.toFixed(1)}`,
      `alone ${alone.median.toFixed(1)}`,
      `processor ${alone.ours.toFixed(1)} + ${alone.theirs.toFixed(1)}`,
      `one row by its key: p95 ${row.p95.toFixed(1)}, median ${row.median.toFixed(1)}`,
    ].join(', ');
    process.stderr.write(`${what}: ${results[what]}\n`);
  };
  for (const [name, queries] of Object.entries(listClasses(recorded))) {
    let slow = 0;
    await report(`/search ${name}`, 50, async (turn) => {
      const text = queries[turn % queries.length] ?? '';
      const parsed = parseQuery(text);
      if (!('query' in parsed)) throw new Error(`${text}: ${parsed.problem}`);
      await searchPapers(searchDb, parsed.query, { at: AT, offset: 0, limit: 10 }).catch((error) => {
        if (!(error instanceof UserError && error.complaint.code === 'too-slow')) throw error;
        slow += 1;
      });
    });
    if (slow > 0) results[`/search ${name}, stopped as too slow`] = String(slow);
  }
  const newest = await findNewestListDay(db);
  if (newest !== undefined) {
    for (const period of ['day', 'week', 'month'] as const)
      await report(`/trending ${period}`, 20, () =>
        listTrending(searchDb, { days: periodDays(period, newest), offset: 0, limit: 10 }),
      );
  }
  await report('autocompletion', 20, (turn) => {
    const title = recorded[(turn * 7919) % recorded.length]?.title ?? '';
    return listPapersByTitle(searchDb, { prefix: title.slice(0, 1 + (turn % 12)), limit: 25, at: AT });
  });
  await report('similar papers of a card', undefined, async (turn) => {
    const paper = await findPaper(db, idOf(turn));
    if (paper !== undefined) await listSimilar(searchDb, paper, { limit: 5, at: AT });
  });
  return results;
}

/** Queries of each class, drawn from the words of recorded titles by how many papers have them. */
export function listClasses(recorded: readonly RecordedPaper[]): Readonly<Record<string, readonly string[]>> {
  const random = createRandom(7);
  const counts = new Map<string, number>();
  for (const { title, abstract } of recorded) {
    const words = new Set(`${title} ${abstract}`.toLowerCase().match(/\b[a-z]{5,14}\b/g));
    for (const word of words) if (!isStopWord(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const between = (from: number, to: number) =>
    [...counts]
      .filter(([, count]) => count >= from * recorded.length && count < to * recorded.length)
      .map(([word]) => word);
  const draw = (words: readonly string[]) => words[Math.floor(random() * words.length)] ?? '';
  const [rare, medium, common] = [between(0.0002, 0.001), between(0.005, 0.03), between(0.1, 1)];
  const titles = recorded.map(({ title }) => title.match(/[A-Za-z]{3,}(?: [A-Za-z]{3,})+/)?.[0] ?? '').filter(Boolean);
  const many = (make: () => string) => Array.from({ length: 100 }, make);
  const slip = (word: string) => word.replace(/^(.{3})(.)(.)/, '$1$3$2');
  return {
    rare: many(() => draw(rare)),
    medium: many(() => draw(medium)),
    common: many(() => draw(common)),
    'two common': many(() => `${draw(common)} ${draw(common)}`),
    phrase: many(() => `"${draw(titles).split(' ').slice(0, 2).join(' ')}"`).filter(
      (text) => 'query' in parseQuery(text),
    ),
    OR: many(() => `${draw(medium)} OR ${draw(common)}`),
    NOT: many(() => `${draw(common)} -${draw(common)}`),
    misspelt: many(() => `${slip(draw(medium))} ${draw(medium)}`),
  };
}
