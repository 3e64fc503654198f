import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareRanked } from '../../src/domain/ranking.ts';

const entries = fc.record({
  id: fc.constantFrom('2603.00001', '2603.00002', '2603.00003'),
  upvotes: fc.nat({ max: 2 }),
  comments: fc.option(fc.nat({ max: 2 }), { nil: undefined }),
});

describe('compareRanked', () => {
  it('orders by upvotes, then comments, then the newer id', () => {
    const papers = [
      { id: '2603.00001', upvotes: 9, comments: 0 },
      { id: '2603.00002', upvotes: 9 },
      { id: '2603.00003', upvotes: 9, comments: 1 },
      { id: '2603.00004', upvotes: 10 },
      { id: '2603.00005', upvotes: 8, comments: 50 },
    ];
    expect(papers.toSorted(compareRanked).map(({ id }) => id.at(-1))).toEqual(['4', '3', '2', '1', '5']);
  });

  it('is a total order', () =>
    fc.assert(
      fc.property(entries, entries, entries, (a, b, c) => {
        expect(Math.sign(compareRanked(a, b)) + Math.sign(compareRanked(b, a))).toBe(0);
        if (compareRanked(a, b) <= 0 && compareRanked(b, c) <= 0) expect(compareRanked(a, c)).toBeLessThanOrEqual(0);
        if (a.id !== b.id) expect(compareRanked(a, b)).not.toBe(0);
      }),
    ));
});
