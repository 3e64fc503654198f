import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completeAt } from '../../src/domain/list-day.ts';
import { selectPapers } from '../../src/domain/selection.ts';
import { measureVolume, VOLUME_LISTS, volumeDays } from '../../src/domain/volume.ts';
import { wordVolume } from '../../src/render/servers/volume.ts';
import { day, paperId, ranked } from '../support/papers/papers.ts';

const TOPICS = ['agents', 'robotics', 'video'];
const days = ['2026-03-12', '2026-03-11', '2026-03-10', '2026-03-09'].map(day);
const [newest = day('2026-03-12'), , , oldest = newest] = days;

/** Papers by the lists on which they stand: one, as almost all, or several. */
const candidates = fc
  .array(
    fc.record({
      upvotes: fc.nat({ max: 50 }),
      topics: fc.subarray(TOPICS),
      on: fc.subarray(days, { minLength: 1 }),
    }),
    { maxLength: 40 },
  )
  .map((drawn) => {
    const sorted = drawn.toSorted((a, b) => b.upvotes - a.upvotes);
    const papers = sorted.map(({ upvotes, topics }, index) =>
      ranked(
        { id: paperId(`2603.${String(index + 1).padStart(5, '0')}`) },
        { counts: { upvotes }, topics, rank: index + 1 },
      ),
    );
    return { papers, daysOf: new Map(papers.map(({ paper }, index) => [paper.id, sorted[index]?.on ?? []])) };
  });
const wishes = fc.record({
  topics: fc.subarray(TOPICS),
  minUpvotes: fc.nat({ max: 50 }),
  limit: fc.integer({ min: 1, max: 10 }),
});

describe('a volume', () => {
  it('is counted over the last 14 complete lists, newest first, without weekends', () => {
    const counted = volumeDays(completeAt(day('2026-03-12')));
    expect(counted).toHaveLength(VOLUME_LISTS);
    expect([counted[0], counted[4], counted.at(-1)]).toEqual(['2026-03-12', '2026-03-06', '2026-02-23']);
    expect(volumeDays(new Date(completeAt(newest).getTime() - 1))[0]).toBe('2026-03-11');
  });

  it('is what digests of the lists would have posted, one after the other', () => {
    fc.assert(
      fc.property(candidates, wishes, (held, wished) => {
        const shown = new Set<string>();
        const posts = days.toReversed().map((each) => {
          const { papers } = selectPapers(
            { ...held, lateRisers: [] },
            { ...wished, days: [each], isShown: (id) => shown.has(id) },
          );
          for (const { paper } of papers) shown.add(paper.id);
          return papers.length;
        });
        const { lists, posted } = measureVolume(held, { ...wished, days });
        expect(lists).toBe(days.length);
        expect(posted).toEqual({ total: shown.size, least: Math.min(...posts), most: Math.max(...posts) });
      }),
    );
  });

  it('counts each paper that fits once, if nothing is left out, whatever the order of the days', () => {
    fc.assert(
      fc.property(candidates, wishes, fc.shuffledSubarray(days, { minLength: days.length }), (held, wished, order) => {
        const whole = { ...wished, limit: Number.POSITIVE_INFINITY };
        const { fitting, posted } = measureVolume(held, { ...whole, days: order });
        const once = selectPapers({ ...held, lateRisers: [] }, { ...whole, days, isShown: () => false });
        expect(fitting).toEqual(posted);
        expect(fitting.total).toBe(once.total);
      }),
    );
  });

  it('lies between its least and its most, never posts more than fits, and never shrinks as wishes are loosened', () => {
    fc.assert(
      fc.property(candidates, wishes, (held, wished) => {
        const { fitting, posted, lists } = measureVolume(held, { ...wished, days });
        for (const { total, least, most } of [fitting, posted]) {
          expect(least * lists).toBeLessThanOrEqual(total);
          expect(most * lists).toBeGreaterThanOrEqual(total);
        }
        expect(posted.total).toBeLessThanOrEqual(fitting.total);
        expect(posted.most).toBeLessThanOrEqual(wished.limit);
        const uncapped = { ...wished, days, limit: Number.POSITIVE_INFINITY };
        const strict = measureVolume(held, uncapped).fitting.total;
        expect(measureVolume(held, { ...uncapped, minUpvotes: 0 }).fitting.total).toBeGreaterThanOrEqual(strict);
        expect(measureVolume(held, { ...uncapped, topics: [] }).fitting.total).toBeGreaterThanOrEqual(strict);
      }),
    );
  });

  it('counts a list on which nothing fits', () => {
    const papers = [ranked({}, { topics: ['agents'] })];
    const daysOf = new Map(papers.map(({ paper }) => [paper.id, [oldest]]));
    const { lists, fitting } = measureVolume(
      { papers, daysOf },
      { days, topics: ['agents'], minUpvotes: 0, limit: 10 },
    );
    expect({ lists, ...fitting }).toEqual({ lists: 4, total: 1, least: 0, most: 1 });
  });
});

describe('the words for a volume', () => {
  it.each([
    [{ lists: 14, total: 56, least: 2, most: 7 }, 'about 4 a day on the last 14 lists (2 to 7)'],
    [{ lists: 14, total: 56, least: 4, most: 4 }, 'about 4 a day on the last 14 lists'],
    [{ lists: 3, total: 7, least: 1, most: 4 }, 'about 2 a day on the last 3 lists (1 to 4)'],
    [{ lists: 14, total: 6, least: 0, most: 2 }, 'less than one a day on the last 14 lists (6 papers)'],
    [{ lists: 1, total: 1, least: 1, most: 1 }, '1 paper on the one list that is held'],
    [{ lists: 14, total: 0, least: 0, most: 0 }, 'none on the last 14 lists'],
    [{ lists: 0, total: 0, least: 0, most: 0 }, 'no list has been read yet, so nobody knows how many a day'],
  ])('of %j are: %s', ({ lists, ...fitting }, words) => {
    expect(wordVolume({ lists, fitting })).toBe(words);
  });
});
