import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listSpans, SPAN_UNITS, spanBack } from '../../../src/store/search/time-spans.ts';

const instant = fc.date({ min: new Date('1992-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });

describe.each(SPAN_UNITS)('spans of %s', (unit) => {
  it('find by one number what appeared between their two ends, and nothing else', () => {
    fc.assert(
      fc.property(instant, instant, (at, appeared) => {
        const { number, from, to } = spanBack(unit, at);
        expect(from <= at && at < to).toBe(true);
        expect(listSpans(unit, appeared).includes(number)).toBe(from <= appeared && appeared < to);
      }),
    );
  });
});

it.each([
  ['d', '2026-08-18T00:00:00Z', '2026-08-11', '2026-08-19'],
  ['m', '2026-08-18T00:00:00Z', '2026-07-01', '2026-09-01'],
  ['m', '2026-01-01T00:00:00Z', '2025-12-01', '2026-02-01'],
  ['h', '2026-08-18T00:00:00Z', '2026-01-01', '2027-01-01'],
  ['h', '2026-06-30T23:59:59Z', '2025-07-01', '2026-07-01'],
] as const)('look back by %s at %s from %s to %s', (unit, at, from, to) => {
  expect(spanBack(unit, new Date(at))).toMatchObject({ from: new Date(from), to: new Date(to) });
});
