import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinLateRisers, type LateRiser, lateRiserDays, tookOff } from '../../src/domain/late-risers.ts';
import type { RankedPaper } from '../../src/domain/paper.ts';
import { selectPapers } from '../../src/domain/selection.ts';
import { day, paperId, ranked } from '../support/papers/papers.ts';

const friday = day('2026-03-06');
const monday = day('2026-03-09');
const tuesday = day('2026-03-10');
const own = (index: number, upvotes: number): RankedPaper =>
  ranked({ id: paperId(`2603.0000${index}`) }, { counts: { upvotes }, topics: ['agents'] });
const riser = (index: number, gained: number, listDay = monday): LateRiser => ({
  ...ranked({ id: paperId(`2603.0010${index}`) }, { counts: { upvotes: gained + 5 }, topics: ['video'] }),
  ...{ listDay, gained },
});
const ids = (papers: readonly RankedPaper[]) => papers.map(({ paper }) => paper.id.slice(-3));

describe('late risers', () => {
  it('come from the ten lists of the 14 days before', () => {
    const days = lateRiserDays(tuesday);
    expect([days.length, days[0], days.at(-1)]).toEqual([10, '2026-03-09', '2026-02-24']);
  });

  it.each([
    [{ gained: 10, upvotes: 20 }, true],
    [{ gained: 9, upvotes: 9 }, false],
    [{ gained: 40, upvotes: 81 }, false],
  ])('gained at least ten, and as many as they had: %j, %s', (counts, risen) => expect(tookOff(counts)).toBe(risen));

  it('stand where what they gained would stand on the newest list, behind their equals', () => {
    const papers = [own(1, 50), own(2, 30), own(3, 10)];
    const join = (risers: readonly LateRiser[], limit = 10) => ids(joinLateRisers(papers, risers, limit));
    expect(join([riser(1, 40)])).toEqual(['001', '101', '002', '003']);
    expect(join([riser(1, 30)])).toEqual(['001', '002', '101', '003']);
    expect(join([riser(1, 40)], 2)).toEqual(['001', '101']);
    expect(join([riser(1, 30)], 2)).toEqual(['001', '002']);
    expect(join([riser(1, 11), riser(2, 12), riser(3, 13)])).toEqual(['001', '002', '103', '102', '003']);
  });

  it('never make more than were asked for, and never change the order of the others', () => {
    const upvotes = fc.array(fc.nat({ max: 99 }), { maxLength: 9 });
    fc.assert(
      fc.property(upvotes, upvotes, fc.integer({ min: 1, max: 10 }), (counts, gains, limit) => {
        const papers = counts.toSorted((a, b) => b - a).map((count, index) => own(index, count));
        const risers = gains.map((gained, index) => riser(index, gained));
        const joined = joinLateRisers(papers, risers, limit);
        const others = joined.filter(({ gained }) => gained === undefined);
        expect(joined.length).toBe(Math.min(limit, papers.length + Math.min(2, risers.length)));
        expect(ids(others)).toEqual(ids(papers.slice(0, others.length)));
      }),
    );
  });
});

describe('a selection', () => {
  const select = (lateRisers: readonly LateRiser[], wishes: Partial<Parameters<typeof selectPapers>[1]> = {}) => {
    const papers = [own(1, 20)];
    const daysOf = new Map(papers.map(({ paper }) => [paper.id, [tuesday]]));
    const usual = { days: [tuesday], topics: [], minUpvotes: 0, limit: 10, isShown: () => false };
    return selectPapers({ papers, daysOf, lateRisers }, { ...usual, ...wishes });
  };

  it('has late risers among its papers, and counts them', () => {
    const { papers, total } = select([riser(1, 40)]);
    expect(papers.map(({ rank, paper }) => [rank, paper.id])).toEqual([
      [1, '2603.00101'],
      [2, '2603.00001'],
    ]);
    expect(total).toBe(2);
  });

  it.each([
    ['of another topic', { topics: ['agents'] }],
    ['with too few upvotes', { minUpvotes: 46 }],
    ['that the channel was shown', { isShown: (id: string) => id === '2603.00101' }],
    ['of a list that is served as well', { days: [tuesday, monday] }],
    ['without a list of its own', { days: [] }],
  ])('has none %s', (_, wishes) => {
    expect(select([riser(1, 40)], wishes).papers.filter(({ gained }) => gained !== undefined)).toEqual([]);
  });

  it('of several lists has those of lists before the oldest', () =>
    expect(ids(select([riser(1, 40, friday)], { days: [tuesday, monday] }).papers)).toContain('101'));
});
