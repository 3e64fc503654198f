import { parseQuery } from '../../src/domain/search/parse-query.ts';
import { isStopWord } from '../../src/domain/search/words.ts';
import { ownName, ownSlug, topicKey } from '../../src/domain/topics/own-topics.ts';
import { listCandidates } from '../../src/store/delivery/candidates.ts';
import { readOwnTopics } from '../../src/store/delivery/own-topics.ts';
import { saveList } from '../../src/store/papers/lists.ts';
import { findPaper } from '../../src/store/papers/papers.ts';
import type { Db } from '../../src/store/schema.ts';
import { counted, day, paperId } from '../support/papers/papers.ts';
import { recordedPapers } from '../support/papers/recorded-papers.ts';
import { hasShared } from '../support/shared.ts';
import { createRandom } from './search-corpus.ts';
import { type BenchServer, SLOT } from './setting.ts';

const PAPERS = 300;
const TOPICS = 10_000;
const TOPICS_A_SERVER = 50;
const ROUNDS = 5;
/** Not the list that every benchmark's database has. */
const DAY = day('2026-03-09');

/** How long it takes to find which of 300 new papers are of which of 10,000 topics of servers' own, all of it. */
export async function benchTopics(server: BenchServer): Promise<Readonly<Record<string, string>>> {
  if (!hasShared('data', 'huggingface', 'daily')) return {};
  await using database = await server.open();
  const { db } = database;
  const papers = recordedPapers().slice(0, PAPERS);
  await saveList(db, {
    day: DAY,
    source: 'bench',
    papers: papers.map(({ paper, categories }, index) =>
      counted({ ...paper, ...(categories.length > 0 && { categories }) }, { upvotes: index % 90 }),
    ),
    rejected: 0,
    at: SLOT,
  });
  const wishes = await saveTopics(db, makeQueries(papers.map(({ paper }) => `${paper.title} ${paper.abstract}`)));
  const listed = { ...(await listCandidates(db, [DAY])), lateRisers: [] };
  const took: number[] = [];
  let matches = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const startedAt = performance.now();
    const own = await readOwnTopics(db, listed, wishes);
    const marked = wishes.map(({ guildId, topics }) => own.mark(listed, guildId, topics));
    took.push(performance.now() - startedAt);
    const count = marked.flatMap(({ papers: some }) => some.flatMap(({ topics }) => topics)).filter(isOwn);
    matches = count.length;
  }
  const row = await median(ROUNDS * 20, (turn) => findPaper(db, paperId(papers[turn % papers.length]?.paper.id ?? '')));
  const sorted = took.toSorted((a, b) => a - b);
  return {
    [`${TOPICS} topics against ${PAPERS} papers`]: `${Math.round(sorted[2] ?? 0)} ms, at worst ${Math.round(sorted.at(-1) ?? 0)} ms (aim 500 ms), one row by its key ${row.toFixed(1)} ms; ${matches} matches`,
  };
}

/** Queries as people make them, of words that the papers hold: one to four parts, some phrases, OR, minus, facts. */
function makeQueries(texts: readonly string[]): readonly string[] {
  const random = createRandom(11);
  const draw = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const words = texts.map((text) => (text.match(/\b[a-zA-Z]{4,14}\b/g) ?? []).filter((word) => !isStopWord(word)));
  const word = () => draw(draw(words));
  const phrase = () => {
    const some = draw(words);
    const at = Math.floor(random() * Math.max(1, some.length - 2));
    return `"${some.slice(at, at + 2).join(' ')}"`;
  };
  const parts = [
    word,
    () => `${word()} OR ${word()} OR ${phrase()}`,
    () => `${word()} -${word()}`,
    phrase,
    () => `${word()} cat:cs.CL`,
    () => `${word()} ${word()} upvotes:>${Math.floor(random() * 40)}`,
    () => `${phrase()} OR ${word()} is:code -${phrase()}`,
  ];
  const queries: string[] = [];
  while (queries.length < TOPICS) {
    const query = draw(parts)();
    if ('query' in parseQuery(query)) queries.push(query);
  }
  return queries;
}

const isOwn = (slug: string) => ownName(slug) !== undefined;

async function saveTopics(db: Db, queries: readonly string[]) {
  const rows = queries.map((query, index) => {
    const name = `Topic ${index % TOPICS_A_SERVER}`;
    return {
      guild_id: String(1_400_000_000_000_000_000n + BigInt(Math.floor(index / TOPICS_A_SERVER))),
      key: topicKey(name),
      name,
      query,
      created_by: '1',
      created_at: SLOT,
      changed_at: SLOT,
    };
  });
  for (let start = 0; start < rows.length; start += 1_000)
    await db
      .insertInto('server_topic')
      .values(rows.slice(start, start + 1_000))
      .execute();
  const grouped = Map.groupBy(rows, (row) => row.guild_id);
  return [...grouped].map(([guildId, own]) => ({ guildId, topics: own.map(({ name }) => ownSlug(name)) }));
}

async function median(count: number, ask: (turn: number) => Promise<unknown>): Promise<number> {
  const took: number[] = [];
  for (let turn = 0; turn < count; turn += 1) {
    const startedAt = performance.now();
    await ask(turn);
    took.push(performance.now() - startedAt);
  }
  return took.toSorted((a, b) => a - b)[Math.floor(count / 2)] ?? 0;
}
