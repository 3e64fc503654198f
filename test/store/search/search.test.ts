import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseQuery } from '../../../src/domain/search/parse-query.ts';
import { openDatabase } from '../../../src/postgres/pool.ts';
import { savePapers } from '../../../src/store/papers/papers.ts';
import type { Schema } from '../../../src/store/schema.ts';
import { SEARCH_LIMITS, searchPapers } from '../../../src/store/search/search.ts';
import { indexNextPapers } from '../../../src/store/search/search-index.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { silentLog } from '../../support/log.ts';
import { counted, paperId } from '../../support/papers/papers.ts';

const AT = new Date('2026-03-10T12:00:00Z');
let test: TestDatabase;

const PAPERS = [
  counted(
    {
      id: paperId('2603.00001'),
      title: 'DeepSeekMoE: Towards Experts',
      authors: ['Wei Li', 'Yann A. LeCun'],
      organization: 'DeepSeek AI',
      categories: ['cs.CL', 'cs.AI'],
      publishedAt: new Date('2026-03-01T00:00:00Z'),
    },
    { upvotes: 100 },
  ),
  counted({
    id: paperId('2603.00002'),
    title: 'GPT-4 Sees $\\alpha$-Vision–Language',
    authors: ['Li Wei', 'Ada B'],
    organization: 'The University of the Arts',
  }),
  counted({
    id: paperId('2603.00003'),
    title: 'A Chain of Schrödinger Bridges',
    abstract: 'Not about a bridge of thought chains. Mixture-of-Experts are used.',
    githubRepo: 'a/b',
    publishedAt: new Date('2025-01-01T00:00:00Z'),
  }),
  counted({
    id: paperId('2603.00004'),
    title: 'Robots That Walk',
    abstract: 'Chain of thought, and 100% robots.',
    keywords: ['robots', 'humanoid'],
  }),
  counted({ id: paperId('2603.00005'), title: 'DeepStack: Stacking', categories: ['math.AG'] }),
];

beforeAll(async () => {
  test = await createTestDatabase();
  await savePapers(test.db, PAPERS, { at: AT });
});
afterAll(() => test.close());

/** The last digits of the ids that are found, best first. */
async function find(text: string, within: { since?: Date; topic?: string } = {}): Promise<string> {
  const read = parseQuery(text);
  if (!('query' in read)) throw new Error(`${text}: ${read.problem}`);
  const { papers } = await searchPapers(test.db, read.query, { at: AT, offset: 0, limit: 10, ...within });
  return papers.map(({ paper }) => paper.id.at(-1)).join('');
}

describe('searchPapers', () => {
  it.each([
    ['robot', '4'],
    ['deepseek', '15'],
    ['DEEPSEEKMOE', '1'],
    ['gpt4', '2'],
    ['"gpt 4"', '2'],
    ['alpha vision-language', '2'],
    ['schrodinger', '3'],
    ['"chain of thought"', '4'],
    ['"mixture of experts"', '3'],
    // A title's last word, and the first of the abstract.
    ['"bridges not"', ''],
    ['"walk chain" OR "stacking we"', ''],
    ['chain -robots', '3'],
    ['thought -"chain of thought"', '3'],
    ['author:"Wei Li"', '1'],
    ['author:"Yann LeCun"', '1'],
    ['lecun', '1'],
    ['org:deepseek', '1'],
    ['org:"University of the Arts"', '2'],
    ['cat:cs.cl', '1'],
    ['cat:math OR cat:cs', '51'],
    ['bridges is:code', '3'],
    ['robots OR deepseekmoe upvotes:>50', '1'],
    ['robots OR upvotes:>50 -gpt chain OR towards', '14'],
    ['2603.00004', '4'],
    ['https://huggingface.co/papers/2603.00004', '4'],
    ['schrodniger bridges', '3'],
    ['robtos', '4'],
    ['walking', '4'],
    ['quantum', ''],
    ['robots -robot', ''],
    ['robots OR chain -robot', '3'],
    // The index knows both words of these papers, and not that they stand apart.
    ['"chain thought" OR cat:math', '5'],
    ['"chain thought" OR humanoid', '4'],
  ])('finds by %s: %s', async (text, expected) => {
    expect([...(await find(text))].toSorted().join('')).toBe([...expected].toSorted().join(''));
  });

  it('puts the title before the abstract, and what is near behind what is the same', async () => {
    expect(await find('deepseek')).toBe('15');
    expect(await find('chain')).toMatch(/^3/);
  });

  it('keeps to a time and a topic', async () => {
    expect(await find('chain', { since: new Date('2026-03-01T00:00:00Z') })).toBe('4');
    expect(await find('robots', { topic: 'robotics' })).toBe('4');
    expect(await find('robots', { topic: 'video' })).toBe('');
  });

  it('pages through what it found, each paper once, in the same order whenever it is asked', async () => {
    const read = parseQuery('chain OR gpt OR deepstack OR experts');
    if (!('query' in read)) throw new Error('no query');
    const page = async (offset: number, limit: number) =>
      (await searchPapers(test.db, read.query, { at: AT, offset, limit })).papers.map(({ rank, paper }) => [
        rank,
        paper.id,
      ]);
    const whole = await page(0, 10);
    expect(whole).toHaveLength(5);
    expect(whole.map(([rank]) => rank)).toEqual(whole.map((_, index) => index + 1));
    expect([...(await page(0, 2)), ...(await page(2, 2)), ...(await page(4, 2))]).toEqual(whole);
  });

  it('follows what is saved: a new title, upvotes, a summary', async () => {
    await test.db
      .transaction()
      .execute(async (tx) => {
        const saved = counted({ id: paperId('2603.00004'), title: 'Robots That Fly', abstract: '' }, { upvotes: 500 });
        await savePapers(tx, [saved], { at: AT });
        const { rows } = await sql<{ upvotes: number; found: boolean }>`
          select upvotes, words @@ '''t:fly'' & ''thought'' & !''t:walk'' & ''f:liked'''::tsquery as found
          from paper_search where paper_id = '2603.00004'`.execute(tx);
        expect(rows).toEqual([{ upvotes: 500, found: true }]);
        await savePapers(tx, [{ ...saved, counts: { upvotes: 501 } }], { at: new Date(AT.getTime() + 60_000) });
        const later = await sql`select upvotes from paper_search where paper_id = '2603.00004'`.execute(tx);
        expect(later.rows).toEqual([{ upvotes: 501 }]);
        throw new Error('not kept');
      })
      .catch((error) => expect(error.message).toBe('not kept'));
  });

  it('says that it is slow if all connections for searches are taken', async () => {
    const read = parseQuery('robot');
    if (!('query' in read)) throw new Error(read.problem);
    const limits = { ...SEARCH_LIMITS, connections: 1, connectWithinMs: 200 };
    const searching = openDatabase<Schema>(test.connectionString, { log: silentLog, limits });
    const asked = sql`select pg_sleep(1)`.execute(searching.db);
    await expect(searchPapers(searching.db, read.query, { at: AT, offset: 0, limit: 10 })).rejects.toMatchObject({
      complaint: { code: 'too-slow' },
    });
    await asked;
    expect((await searchPapers(searching.db, read.query, { at: AT, offset: 0, limit: 10 })).total).toBe(1);
    await searching.close();
  });

  it('answers anything that parses', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string({ unit: 'grapheme', maxLength: 30 }), odd), async (text) => {
        const read = parseQuery(text);
        if ('query' in read) await searchPapers(test.db, read.query, { at: AT, offset: 0, limit: 10 });
      }),
      { numRuns: 150 },
    );
  }, 60_000);
});

const odd = fc
  .array(
    fc.constantFrom(
      ...[
        "robot's",
        "'",
        '\\',
        '%',
        '_',
        ':*',
        '&',
        '|',
        '!',
        '<->',
        '()',
        'a:b',
        'الروبوت',
        'רובוט',
        '模型',
        '🤖',
        '-x',
      ],
      ...[
        ' ',
        ' ',
        ' OR ',
        '"a b"',
        'author:x',
        'upvotes:<3',
        'is:code',
        'cat:cs',
        'robots',
        "O'Neill",
        'x'.repeat(60),
      ],
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(' '));

describe('indexNextPapers', () => {
  it('makes searchable what an older Paperboy left out, once', async () => {
    await test.db
      .deleteFrom('paper_search')
      .where('paper_id', 'in', [paperId('2603.00001'), paperId('2603.00003')])
      .execute();
    await test.db
      .updateTable('paper_search')
      .set({ version: 0 })
      .where('paper_id', '=', paperId('2603.00004'))
      .execute();
    expect(await find('robots')).toBe('4');
    expect(await find('deepseekmoe')).toBe('');
    expect(await indexNextPapers(test.db, { limit: 2 })).toEqual({ count: 2, last: '2603.00003' });
    expect(await indexNextPapers(test.db, { limit: 2, before: paperId('2603.00003') })).toEqual({
      count: 1,
      last: '2603.00001',
    });
    expect(await indexNextPapers(test.db, { limit: 2 })).toBeUndefined();
    expect(await find('deepseekmoe')).toBe('1');
  });
});
