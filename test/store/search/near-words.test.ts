import { afterAll, beforeAll, expect, it } from 'vitest';
import { savePapers } from '../../../src/store/papers/papers.ts';
import { listNearWords } from '../../../src/store/search/near-words.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { counted } from '../../support/papers/papers.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
  const papers = [counted({ title: 'Chairs for Robots in Chains' })];
  await savePapers(test.db, papers, { at: new Date('2026-03-10T12:00:00Z') });
});
afterAll(() => test.close());

const near = async (...words: readonly string[]) =>
  [...(await listNearWords(test.db, words))]
    .map(([word, found]) => [word, found.map((each) => each.word)] as const)
    .toSorted(([one], [other]) => one.localeCompare(other));

it('looks for what is near to the words that no title holds, if there are such', async () => {
  expect(await near('robtos')).toEqual([['robtos', ['robots']]]);
  expect(await near('chairs')).toEqual([['chairs', ['chains']]]);
  expect(await near('chairs', 'robtos')).toEqual([['robtos', ['robots']]]);
  expect(await near('chairz', 'robtos')).toEqual([
    ['chairz', ['chairs', 'chains']],
    ['robtos', ['robots']],
  ]);
});

it('leaves words of three letters alone', async () => expect(await near('for', 'rob')).toEqual([]));
