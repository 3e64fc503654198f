import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseQuery } from '../../../src/domain/search/parse-query.ts';
import { savePapers } from '../../../src/store/papers/papers.ts';
import { listCandidates } from '../../../src/store/search/search-lanes.ts';
import { toConditions } from '../../../src/store/search/search-query.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { counted, paperId } from '../../support/papers/papers.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());

const MOST = 12;
const HOUR_MS = 3_600_000;

/** Hours before the search: within the days that are looked through first, within the months, or of any year. */
const age = fc.oneof(
  fc.integer({ min: 0, max: 7 * 24 }),
  fc.integer({ min: 0, max: 60 * 24 }),
  fc.integer({ min: 0, max: 2_000 * 24 }),
);

it.each(['2026-08-18T12:00:00Z', '2026-01-05T12:00:00Z'])(
  'at %s gives the newest papers, wherever in time they lie, and of the liked ones at least half as many',
  async (now) => {
    const at = new Date(now);
    const papers = fc.array(fc.record({ age, liked: fc.boolean() }), { minLength: 1, maxLength: 4 * MOST });
    await fc.assert(
      fc.asyncProperty(papers, async (drawn) => {
        await sql`truncate paper, listing, list_read, observation, paper_score, paper_search, search_word cascade`.execute(
          test.db,
        );
        const held = drawn.map(({ age: hours, liked }, index) => ({
          id: paperId(`2603.${String(index + 1).padStart(5, '0')}`),
          publishedAt: new Date(at.getTime() - hours * HOUR_MS),
          liked,
        }));
        await savePapers(
          test.db,
          held.map(({ liked, ...facts }) => counted({ ...facts, title: 'A robot' }, { upvotes: liked ? 64 : 63 })),
          { at },
        );
        const parsed = parseQuery('robot');
        if (!('query' in parsed)) throw new Error(parsed.problem);
        const search = toConditions(parsed.query);
        const rows = await listCandidates(
          test.db,
          [
            { search, most: MOST },
            { search, most: MOST, enough: MOST / 2, liked: true },
          ],
          {
            within: {},
            at,
          },
        );
        const idsOf = (lane: number) => rows.filter((row) => row.lane === lane).map((row) => row.paper_id);
        const newest = held.toSorted(
          (a, b) => b.publishedAt.getTime() - a.publishedAt.getTime() || (a.id < b.id ? 1 : -1),
        );
        expect(idsOf(0)).toEqual(newest.slice(0, MOST).map(({ id }) => id));
        const liked = newest.filter((paper) => paper.liked).map(({ id }) => id);
        expect(liked.slice(0, MOST)).toEqual(expect.arrayContaining(idsOf(1)));
        expect(idsOf(1).length).toBeGreaterThanOrEqual(Math.min(liked.length, MOST / 2));
      }),
      { numRuns: 25 },
    );
  },
);
