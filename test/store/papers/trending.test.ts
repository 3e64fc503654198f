import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compareRanked } from '../../../src/domain/ranking.ts';
import { listTrending } from '../../../src/store/papers/trending.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { holdList } from '../../support/papers/lists.ts';
import { counted, day, paperId } from '../../support/papers/papers.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());

const DAYS = ['2026-03-09', '2026-03-10', '2026-03-11', '2026-03-12'].map(day);
const IDS = Array.from({ length: 9 }, (_, index) => paperId(`2603.0000${index + 1}`));
const COUNTS = IDS.map((_, index) => ({ upvotes: index % 3, ...(index % 2 === 0 && { comments: index % 4 }) }));
const PAPERS = IDS.map((id, index) => counted({ id }, COUNTS[index]));

it('pages the papers of any days, each once, however their lists were read', async () => {
  const lists = fc.array(fc.record({ on: fc.constantFrom(...DAYS), papers: fc.subarray(PAPERS) }), { maxLength: 6 });
  const asked = fc.record({ days: fc.subarray(DAYS), offset: fc.nat(6), limit: fc.integer({ min: 1, max: 6 }) });
  await fc.assert(
    fc.asyncProperty(lists, fc.array(asked, { maxLength: 4 }), async (read, questions) => {
      await sql`truncate paper, listing, list_read, observation, paper_score, paper_search, search_word cascade`.execute(
        test.db,
      );
      for (const { on, papers } of read) await holdList(test.db, on, papers, new Date('2026-03-13T12:00:00Z'));
      for (const { days, offset, limit } of questions) {
        const listed = new Set(read.filter(({ on }) => days.includes(on)).flatMap(({ papers }) => papers));
        const expected = [...listed]
          .map(({ paper: { id }, counts }) => ({ id, ...counts }))
          .toSorted(compareRanked)
          .map(({ id }) => id)
          .slice(offset, offset + limit);
        const page = await listTrending(test.db, { days, offset, limit });
        expect(page.papers.map(({ paper }) => paper.id)).toEqual(expected);
        if (expected.length > 0) expect(page.total).toBe(listed.size);
      }
    }),
    { numRuns: 30 },
  );
});
