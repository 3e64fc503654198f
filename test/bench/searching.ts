import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { periodDays } from '../../src/domain/list-day.ts';
import { parseQuery } from '../../src/domain/search/parse-query.ts';
import { isStopWord } from '../../src/domain/search/words.ts';
import { findNewestListDay } from '../../src/store/papers/lists.ts';
import { findPaper } from '../../src/store/papers/papers.ts';
import { listPapersByTitle } from '../../src/store/papers/titles.ts';
import { listTrending } from '../../src/store/papers/trending.ts';
import type { Db } from '../../src/store/schema.ts';
import { searchPapers } from '../../src/store/search/search.ts';
import { paperId } from '../support/papers.ts';
import { createRandom, type RecordedPaper, readRecordedPapers } from './search-corpus.ts';
import { loadPapers } from './search-load.ts';
import type { BenchServer } from './setting.ts';

const PAPERS = Number(process.env.BENCH_N ?? 1_000_000);
const ASKERS = 10;
const WARM_UP = 60;
const QUESTIONS = 600;

/** How long people wait for searches, lists and completions in a store of a million papers, ten asking at once. */
export async function benchSearching(server: BenchServer): Promise<Readonly<Record<string, string>>> {
  const recorded = readRecordedPapers();
  if (recorded.length === 0) return {};
  const folder = await mkdtemp(join(tmpdir(), 'paperboy-papers-'));
  await chmod(folder, 0o755);
  await using database = await server.open();
  const { db, url } = database;
  const loaded = await loadPapers(db, url, { recorded, count: PAPERS, folder });
  await rm(folder, { recursive: true });
  return {
    [`load ${PAPERS} papers`]: `${Math.round(loaded.seconds)} s`,
    'papers saved a second': `${loaded.saved}, beside ${loaded.copied} by COPY into the same tables and indexes`,
    ...(await measureSearching(db, recorded)),
  };
}

/** The figures of a store that is loaded. */
export async function measureSearching(
  db: Db,
  recorded: readonly RecordedPaper[],
): Promise<Readonly<Record<string, string>>> {
  const results: Record<string, string> = {};
  const idOf = (turn: number) => paperId(recorded[(turn * 7919) % recorded.length]?.id ?? '');
  const read = () => p95((turn) => findPaper(db, idOf(turn)));
  const report = async (what: string, aimMs: number, ask: (turn: number) => Promise<unknown>) => {
    const row = await read();
    const took = await p95(ask);
    results[what] =
      `p95 ${took.toFixed(1)} ms, one row by its key ${row.toFixed(1)} ms: ${(took / row).toFixed(1)} × (aim ${aimMs} ms)`;
  };
  for (const [name, queries] of Object.entries(listClasses(recorded))) {
    await report(`/search ${name}`, 50, async (turn) => {
      const text = queries[turn % queries.length] ?? '';
      const parsed = parseQuery(text);
      if (!('query' in parsed)) throw new Error(`${text}: ${parsed.problem}`);
      return await searchPapers(db, parsed.query, { offset: 0, limit: 10 });
    });
  }
  const newest = await findNewestListDay(db);
  if (newest !== undefined) {
    for (const period of ['day', 'week', 'month'] as const)
      await report(`/trending ${period}`, 20, () =>
        listTrending(db, { days: periodDays(period, newest), offset: 0, limit: 10 }),
      );
  }
  await report('autocompletion', 20, (turn) => {
    const title = recorded[(turn * 7919) % recorded.length]?.title ?? '';
    return listPapersByTitle(db, { prefix: title.slice(0, 1 + (turn % 12)), limit: 25 });
  });
  return results;
}

/** Queries of each class, drawn from the words of recorded titles by how many papers have them. */
function listClasses(recorded: readonly RecordedPaper[]): Readonly<Record<string, readonly string[]>> {
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

/** The 95th percentile in milliseconds, ten asking at once and each again as soon as it is answered; warm. */
async function p95(ask: (turn: number) => Promise<unknown>): Promise<number> {
  const took: number[] = [];
  let turn = 0;
  const asker = async () => {
    while (turn < WARM_UP + QUESTIONS) {
      const mine = turn;
      turn += 1;
      const startedAt = performance.now();
      await ask(mine);
      if (mine >= WARM_UP) took.push(performance.now() - startedAt);
    }
  };
  await Promise.all(Array.from({ length: ASKERS }, asker));
  return took.toSorted((a, b) => a - b)[Math.floor(took.length * 0.95)] ?? 0;
}
