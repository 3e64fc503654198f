import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  completeAt,
  currentListDay,
  hasBegun,
  isComplete,
  listDaysBetween,
  newestCompleteDay,
  nextListDay,
  parseListDay,
  periodDays,
  previousListDay,
  recentListDays,
} from '../../src/domain/list-day.ts';
import { day } from '../support/papers/papers.ts';

const instants = fc.date({ min: new Date('2024-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });

describe('parseListDay', () => {
  it.each(['2026-02-30', '2026-13-01', '2026-3-1', '20260301', '2023-05-03', 'today', ''])('refuses %j', (text) =>
    expect(parseListDay(text)).toBeUndefined(),
  );
  it('takes a real day', () => expect(parseListDay('2028-02-29')).toBe('2028-02-29'));
});

describe('hasBegun', () => {
  it.each([
    ['2026-03-10', true],
    ['2023-05-04', true],
    // 21:30 New York time of the day before.
    ['2026-03-11', true],
    ['2026-03-12', false],
    ['2026-03-08', false],
    ['2026-03-07', false],
  ])('tells of %s whether there can have been a list: %j', (listDay, begun) =>
    expect(hasBegun(day(listDay), new Date('2026-03-11T01:30:00Z'))).toBe(begun),
  );
});

describe('currentListDay', () => {
  it.each([
    ['2026-03-10T12:00:00Z', '2026-03-10'],
    // 21:29 and 21:30 in New York, in summer and in winter
    ['2026-03-11T01:29:00Z', '2026-03-10'],
    ['2026-03-11T01:30:00Z', '2026-03-11'],
    ['2026-01-15T02:29:00Z', '2026-01-14'],
    ['2026-01-15T02:30:00Z', '2026-01-15'],
    // from Friday evening to Sunday evening it is still Friday's
    ['2026-03-14T02:00:00Z', '2026-03-13'],
    ['2026-03-15T12:00:00Z', '2026-03-13'],
    ['2026-03-16T01:29:00Z', '2026-03-13'],
    ['2026-03-16T01:30:00Z', '2026-03-16'],
  ])('at %s is %s', (at, expected) => expect(currentListDay(new Date(at))).toBe(expected));
});

describe('newestCompleteDay', () => {
  it('changes at 22:00 New York time', () => {
    expect(newestCompleteDay(new Date('2026-03-11T01:59:59Z'))).toBe('2026-03-09');
    expect(newestCompleteDay(new Date('2026-03-11T02:00:00Z'))).toBe('2026-03-10');
    expect(completeAt(day('2026-01-14')).toISOString()).toBe('2026-01-15T03:00:00.000Z');
  });

  it('is complete, and the one after it is not, at every instant', () => {
    fc.assert(
      fc.property(instants, (at) => {
        const newest = newestCompleteDay(at);
        expect(isComplete(newest, at)).toBe(true);
        expect(isComplete(nextListDay(newest), at)).toBe(false);
        expect(newest <= currentListDay(at)).toBe(true);
      }),
    );
  });
});

describe('list days', () => {
  it('have a list day before and after them, from Monday to Friday', () => {
    fc.assert(
      fc.property(instants, (at) => {
        const [current, ...earlier] = recentListDays(at, 15);
        expect(earlier).toHaveLength(14);
        expect(current).toBe(currentListDay(at));
        for (const listDay of earlier) {
          expect(nextListDay(previousListDay(listDay))).toBe(listDay);
          expect([1, 2, 3, 4, 5]).toContain(new Date(`${listDay}T00:00:00Z`).getUTCDay());
        }
      }),
    );
  });

  it('between two of them are listed without the first', () => {
    expect(listDaysBetween(day('2026-03-12'), day('2026-03-17'))).toEqual(['2026-03-13', '2026-03-16', '2026-03-17']);
    expect(listDaysBetween(day('2026-03-12'), day('2026-03-12'))).toEqual([]);
    expect(listDaysBetween(day('2026-03-13'), day('2026-03-12'))).toEqual([]);
  });

  it('of a period end with its day', () => {
    expect(periodDays('day', day('2026-03-10'))).toEqual(['2026-03-10']);
    expect(periodDays('week', day('2026-03-10'))).toEqual([
      '2026-03-10',
      '2026-03-09',
      '2026-03-06',
      '2026-03-05',
      '2026-03-04',
    ]);
    expect(periodDays('month', day('2026-03-10')).at(-1)).toBe('2026-02-09');
  });
});
