import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextListDay } from '../../src/domain/list-day.ts';
import { compareRanked, score } from '../../src/domain/ranking.ts';
import { day } from '../support/papers.ts';

const listDay = day('2026-03-10');
const upvotes = fc.nat({ max: 10_000 });
const entries = fc.record({
  id: fc.constantFrom('2603.00001', '2603.00002', '2603.00003'),
  score: fc.constantFrom(1, 2),
  upvotes: fc.nat({ max: 2 }),
  comments: fc.option(fc.nat({ max: 2 }), { nil: undefined }),
});

describe('score', () => {
  it('orders one list by upvotes', () =>
    fc.assert(
      fc.property(
        upvotes,
        upvotes,
        (a, b) =>
          void expect(Math.sign(score({ upvotes: a, listDay }) - score({ upvotes: b, listDay }))).toBe(
            Math.sign(a - b),
          ),
      ),
    ));

  it('lets an older list weigh less, so that ten times the upvotes make up for 45 hours', () => {
    expect(score({ upvotes: 10, listDay: nextListDay(listDay) })).toBeGreaterThan(score({ upvotes: 10, listDay }));
    expect(score({ upvotes: 999, listDay })).toBeGreaterThan(score({ upvotes: 9, listDay: nextListDay(listDay) }));
    expect(score({ upvotes: 999, listDay }) - score({ upvotes: 99, listDay })).toBeCloseTo(1);
    expect(score({ upvotes: 9, listDay: nextListDay(listDay) }) - score({ upvotes: 9, listDay })).toBeCloseTo(24 / 45);
  });
});

describe('compareRanked', () => {
  it('is a total order', () =>
    fc.assert(
      fc.property(entries, entries, entries, (a, b, c) => {
        expect(Math.sign(compareRanked(a, b)) + Math.sign(compareRanked(b, a))).toBe(0);
        if (compareRanked(a, b) <= 0 && compareRanked(b, c) <= 0) expect(compareRanked(a, c)).toBeLessThanOrEqual(0);
        if (a.id !== b.id) expect(compareRanked(a, b)).not.toBe(0);
      }),
    ));
});
