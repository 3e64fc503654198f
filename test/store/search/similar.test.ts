import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPaper, savePapers } from '../../../src/store/papers/papers.ts';
import { listSimilar } from '../../../src/store/search/similar.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { counted, paperId } from '../../support/papers/papers.ts';

const titles: Readonly<Record<string, string>> = {
  '2603.00001': 'Gaussian Splatting of Streets',
  '2603.00002': 'Faster Gaussian Splatting',
  '2603.00003': 'Speech Models for Whispering',
  '2603.00004': "Hostile 'quotes' \\ and & | ! : * splatting",
  '2603.00005': 'Of the in and',
  '2603.00006': 'DeepSeek Sails',
  '2603.00007': 'DeepSeek Sinks',
};

const AT = new Date('2026-03-10T12:00:00Z');
let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
  const papers = Object.entries(titles).map(([id, title]) => counted({ id: paperId(id), title, abstract: '' }));
  await savePapers(test.db, papers, { at: AT });
});
afterAll(() => test.close());

describe('papers like another', () => {
  const similarTo = async (id: string) => {
    const paper = await findPaper(test.db, paperId(id));
    if (paper === undefined) throw new Error('not held');
    return (await listSimilar(test.db, paper, { limit: 5, at: AT })).map((found) => [found.rank, found.paper.id]);
  };

  it('share two words or more with it, and are not the paper itself', async () => {
    expect(await similarTo('2603.00001')).toEqual([[1, '2603.00002']]);
    expect(await similarTo('2603.00003')).toEqual([]);
    // *DeepSeek* is found as *deep* and *seek*, too, and is one word.
    expect(await similarTo('2603.00006')).toEqual([]);
  });

  it('are none of a title that holds only signs or common words', async () => {
    expect(await similarTo('2603.00004')).toEqual([]);
    expect(await similarTo('2603.00005')).toEqual([]);
  });
});
