import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseQuery } from '../../../src/domain/search/parse-query.ts';
import { savePapers } from '../../../src/store/papers/papers.ts';
import { listKeeping } from '../../../src/store/search/keeping.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { counted, paperId } from '../../support/papers/papers.ts';

const ID = { a: paperId('2603.00001'), b: paperId('2603.00002'), c: paperId('2603.00003') };
let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
  const papers = [
    counted({ id: ID.a, title: 'On Transformers', authors: ['Ada Lovelace'], categories: ['cs.CL'] }, { upvotes: 9 }),
    counted({ id: ID.b, title: 'On Chains of Thought', authors: ['Grace Hopper'], githubRepo: 'a/b' }, { upvotes: 1 }),
    counted({ id: ID.c, title: 'On Rivers', authors: ['Ada Lovelace'] }, { upvotes: 2 }),
  ];
  await savePapers(test.db, papers, { at: new Date('2026-03-10T12:00:00Z') });
});
afterAll(() => test.close());

/** The last digits of the ids that are kept, out of all three and one that is not held. */
async function keep(text: string): Promise<string> {
  const read = parseQuery(text);
  if (!('query' in read)) throw new Error(`${text}: ${read.problem}`);
  const kept = await listKeeping(test.db, read.query, [ID.c, ID.a, paperId('2603.00009'), ID.b]);
  expect(kept.map(({ rank }) => rank)).toEqual(kept.map((_, index) => index + 1));
  return kept.map(({ paper }) => paper.id.at(-1)).join('');
}

describe('listKeeping', () => {
  it.each([
    ['nothing of the kind', '312'],
    ['"no such phrase"', '312'],
    ['x author:Lovelace', '31'],
    ['x author:Lovelace -transformer', '3'],
    ['x -"chains of thought"', '31'],
    ['x upvotes:>1', '31'],
    ['x -upvotes:>1', '2'],
    ['x is:code', '2'],
    ['x cat:cs', '1'],
    ['x author:Hopper OR cat:cs.CL', '12'],
    ['x -the', '312'],
  ])('of %j keeps %s, in the order that was given', async (text, expected) => {
    expect(await keep(text)).toBe(expected);
  });

  it('keeps nothing of nothing', async () => {
    expect(await listKeeping(test.db, { wanted: [], unwanted: [] }, [])).toEqual([]);
  });
});
