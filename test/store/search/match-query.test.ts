import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CountedPaper } from '../../../src/domain/paper.ts';
import { parseQuery } from '../../../src/domain/search/parse-query.ts';
import type { Query } from '../../../src/domain/search/query.ts';
import { indexWords, wordsOf } from '../../../src/domain/search/words.ts';
import { listMatches } from '../../../src/store/search/keeping.ts';
import type { Matcher } from '../../../src/store/search/match-query.ts';
import { readMatcher } from '../../../src/store/search/matchable.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { holdList } from '../../support/papers/lists.ts';
import { counted, day, paperId } from '../../support/papers/papers.ts';
import { recordedPapers } from '../../support/papers/recorded-papers.ts';
import { hasShared } from '../../support/shared.ts';

const PAPERS = 120;
const DAY = day('2026-03-10');
let test: TestDatabase;
let match: Matcher;
let held: readonly CountedPaper[];

beforeAll(async () => {
  test = await createTestDatabase();
  held = hasShared('data', 'huggingface', 'daily') ? recorded() : made();
  await holdList(test.db, DAY, held, new Date('2026-03-10T12:00:00Z'));
  match = await readMatcher(
    test.db,
    held.map(({ paper }) => paper.id),
  );
});
afterAll(() => test.close());

describe('a matcher', () => {
  it('finds what PostgreSQL finds on the same list, for any query', async () => {
    let hits = 0;
    await fc.assert(
      fc.asyncProperty(queries(), async (text) => {
        const query = parsed(text);
        if (query === undefined) return;
        const found = await listMatches(test.db, query, [DAY]);
        hits += found.length > 0 && found.length < PAPERS ? 1 : 0;
        expect(match(query).toSorted(), text).toEqual(found);
      }),
      { numRuns: 600 },
    );
    // Queries that nothing matches, or everything, would prove nothing.
    expect(hits).toBeGreaterThan(100);
  }, 120_000);

  it('knows papers by their places, however many there are', async () => {
    for (const count of [0, 1, 31, 32, 33, 64, 65]) {
      const ids = held.slice(0, count).map(({ paper }) => paper.id);
      const some = await readMatcher(test.db, ids);
      for (const id of ids) expect(some({ wanted: [[{ kind: 'id', id }]], unwanted: [] })).toEqual([id]);
      expect(some({ wanted: [[{ kind: 'upvotes', sign: '>=', count: 0 }]], unwanted: [] })).toEqual(ids.toSorted());
    }
  });

  it('leaves out a paper that is not indexed', async () => {
    const id = paperId('2601.99999');
    expect((await readMatcher(test.db, [id]))({ wanted: [[{ kind: 'id', id }]], unwanted: [] })).toEqual([]);
  });
});

function parsed(text: string): Query | undefined {
  const read = parseQuery(text);
  return 'query' in read ? read.query : undefined;
}

/** Queries made of what the papers themselves say, so that most match some of them. */
function queries(): fc.Arbitrary<string> {
  const texts = held.map(({ paper }) => `${paper.title} ${paper.abstract.slice(0, 300)}`);
  const words = [...new Set(texts.flatMap((text) => [...indexWords(text)]))].filter((each) => /^\p{L}+$/u.test(each));
  const common = ['model', 'learning', 'agent', 'GPT-4', 'vision-language', 'the', 'of', 'LLMs', '3D', 'RoBERTa'];
  const word = fc.oneof(fc.constantFrom(...common), fc.constantFrom(...words));
  const phrase = fc
    .tuple(fc.constantFrom(...texts), fc.nat(), fc.integer({ min: 1, max: 3 }))
    .map(([text, at, count]) => {
      const all = wordsOf(text);
      const start = at % Math.max(1, all.length - count);
      return `"${all.slice(start, start + count).join(' ')}"`;
    });
  const authors = held.flatMap(({ paper }) => paper.authors).filter((name) => !name.includes('"'));
  const facts = fc.oneof(
    fc.constantFrom(...authors).map((name) => `author:"${name}"`),
    fc.constantFrom(...authors).map((name) => `author:${wordsOf(name).at(-1)}`),
    fc.constantFrom('Google', 'NVIDIA', 'University', 'the').map((name) => `org:${name}`),
    fc.constantFrom('cs', 'cs.CL', 'cs.CV', 'math', 'stat.ML').map((name) => `cat:${name}`),
    fc.constantFrom(...held.map(({ paper }) => paper.id)),
    fc.constant('is:code'),
    fc.tuple(fc.constantFrom('>', '>=', '<', '<=', ''), fc.nat({ max: 60 })).map(([sign, n]) => `upvotes:${sign}${n}`),
  );
  const term = fc.oneof(
    { weight: 4, arbitrary: word },
    { weight: 2, arbitrary: phrase },
    { weight: 2, arbitrary: facts },
  );
  const clause = fc.array(term, { minLength: 1, maxLength: 3 }).map((terms) => terms.join(' OR '));
  const unwanted = term.map((each) => `-${each}`);
  return fc
    .tuple(fc.array(clause, { minLength: 1, maxLength: 2 }), fc.array(unwanted, { maxLength: 2 }))
    .map(([wanted, without]) => [...wanted, ...without].join(' '));
}

function recorded(): readonly CountedPaper[] {
  return recordedPapers()
    .slice(0, PAPERS)
    .map(({ paper, categories }, index) => ({ paper: { ...paper, categories }, counts: { upvotes: index % 61 } }));
}

/** Where nothing is recorded: papers of words in turns. */
function made(): readonly CountedPaper[] {
  const words = 'agents learn to walk with vision language models of the world and GPT-4 by RoBERTa rewards'.split(' ');
  const take = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) => words[(from + index * index) % words.length]).join(' ');
  return Array.from({ length: PAPERS }, (_, index) =>
    counted(
      {
        id: paperId(`2603.${String(index + 1).padStart(5, '0')}`),
        title: take(index, 4),
        abstract: take(index * 3, 12),
        authors: [`Ada ${['Lovelace', 'Byron'][index % 2]}`],
        categories: [['cs.CL', 'cs.CV', 'math.AG'][index % 3] ?? ''],
        ...(index % 2 === 0 && { githubRepo: 'a/b', organization: 'Google' }),
      },
      { upvotes: index % 61 },
    ),
  );
}
