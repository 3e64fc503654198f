import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { earlierList, movementOf, placesOf } from '../../src/domain/movement.ts';
import { day, paperId } from '../support/papers/papers.ts';

const monday = day('2026-03-09');
const tuesday = day('2026-03-10');
const id = paperId('2603.00001');
const noon = new Date('2026-03-10T12:00:00Z');

describe('the earlier list', () => {
  it('of a week and a month ends the list day before, when that was complete', () => {
    const week = earlierList('week', monday, noon);
    expect(week.days).toEqual(['2026-03-06', '2026-03-05', '2026-03-04', '2026-03-03', '2026-03-02']);
    expect(week.at).toEqual(new Date('2026-03-07T03:00:00Z'));
    expect(earlierList('month', tuesday, noon).days).toContain('2026-02-10');
  });

  it('of a day is the day’s own: six hours before it was read, or as it was when complete', () => {
    expect(earlierList('day', tuesday, noon)).toEqual({ days: [tuesday], at: new Date('2026-03-10T06:00:00Z') });
    const complete = { days: [tuesday], at: new Date('2026-03-11T02:00:00Z') };
    expect(earlierList('day', tuesday, new Date('2026-03-12T12:00:00Z'))).toEqual(complete);
  });
});

describe('a movement', () => {
  const places = new Map([[id, 4]]);
  const move = (rank: number, listDay = tuesday) => movementOf({ id, rank, listDay }, { places, newest: tuesday });

  it('is how many places a paper rose or sank', () => {
    expect(move(1)).toEqual({ kind: 'moved', by: 3 });
    expect(move(5, monday)).toEqual({ kind: 'moved', by: -1 });
  });

  it('is the list day, weekends not counted, of what stayed where it was', () => {
    expect(move(4)).toBeUndefined();
    expect(move(4, monday)).toEqual({ kind: 'day', day: 2 });
    expect(move(4, day('2026-03-06'))).toEqual({ kind: 'day', day: 3 });
  });

  it('is new for what was not there, and nothing if nothing was held then', () => {
    const other = { id: paperId('2603.00002'), rank: 1, listDay: tuesday };
    expect(movementOf(other, { places, newest: tuesday })).toEqual({ kind: 'new' });
    expect(movementOf(other, { places: new Map(), newest: tuesday })).toBeUndefined();
  });

  it('of a list compared with itself is nothing, however its papers are given', () => {
    const papers = fc.uniqueArray(
      fc.record({
        id: fc.nat({ max: 99_999 }).map((number) => paperId(`2603.${String(number).padStart(5, '0')}`)),
        upvotes: fc.nat({ max: 5 }),
        listDay: fc.constant(tuesday),
      }),
      { selector: (paper) => paper.id },
    );
    fc.assert(
      fc.property(papers, (list) => {
        const then = placesOf(list);
        for (const [paper, rank] of placesOf(list.toReversed()))
          expect(movementOf({ id: paper, rank, listDay: tuesday }, { places: then, newest: tuesday })).toBeUndefined();
      }),
    );
  });
});
