import { expect, it } from 'vitest';
import { parseQuery } from '../../../src/domain/search/parse-query.ts';
import { listMatches } from '../../../src/store/search/keeping.ts';
import { createTestDatabase } from '../../support/database/database.ts';
import { holdList } from '../../support/papers/lists.ts';
import { counted, day, paperId } from '../../support/papers/papers.ts';

it('a list’s papers match by the upvotes of now, or of an instant, beside a phrase too', async () => {
  await using test = await createTestDatabase();
  // The index has the phrase's pairs of words, and the text has not the phrase.
  const abstract = 'Robots walk far. They walk home.';
  const hold = (time: string, upvotes: readonly number[]) => {
    const papers = upvotes.map((each, index) =>
      counted({ id: paperId(`2603.0000${index + 1}`), abstract }, { upvotes: each }),
    );
    return holdList(test.db, '2026-03-10', papers, new Date(time));
  };
  await hold('2026-03-10T12:00:00Z', [50, 5]);
  await hold('2026-03-10T14:00:00Z', [60, 50, 70]);
  for (const text of ['papers upvotes:>20', 'papers "robots walk home" OR upvotes:>20', 'papers -upvotes:<=20']) {
    const read = parseQuery(text);
    if (!('query' in read)) throw new Error(text);
    const match = async (time?: string) =>
      (
        await listMatches(
          test.db,
          read.query,
          [day('2026-03-10')],
          time === undefined ? {} : { countedAt: new Date(time) },
        )
      )
        .map((id) => id.at(-1))
        .join('');
    expect(await match(), text).toBe('123');
    expect(await match('2026-03-10T13:00:00Z'), text).toBe('1');
    expect(await match('2026-03-10T11:00:00Z'), text).toBe('');
  }
});
