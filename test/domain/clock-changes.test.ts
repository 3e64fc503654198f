import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextClockChange, nextWeekday } from '../../src/domain/clock-changes.ts';

const instants = fc.date({ min: new Date('2023-01-01Z'), max: new Date('2035-01-01Z'), noInvalidDate: true });
const zones = fc.constantFrom(
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'Africa/Casablanca',
);

describe('the next change of clocks', () => {
  it.each([
    [['Europe/Berlin'], '2026-03-01T00:00:00Z', '2026-03-29T01:00:00Z', 'Europe/Berlin'],
    [['Europe/Berlin', 'America/New_York'], '2026-03-01T00:00:00Z', '2026-03-08T07:00:00Z', 'America/New_York'],
    [['UTC', 'Europe/Berlin'], '2026-03-29T01:00:00Z', '2026-10-25T01:00:00Z', 'Europe/Berlin'],
  ])('of %j after %s is at %s', (timezones, after, at, timezone) => {
    expect(nextClockChange(timezones, new Date(after))).toEqual({ at: new Date(at), timezone });
  });

  it.each([[[]], [['UTC', 'Asia/Kolkata']]])('of %j never comes', (timezones) => {
    expect(nextClockChange(timezones, new Date('2026-03-01T00:00:00Z'))).toBeUndefined();
  });

  it('lies ahead, and puts the offset to another', () => {
    fc.assert(
      fc.property(instants, zones, (after, timezone) => {
        const change = nextClockChange([timezone], after);
        if (change === undefined) return;
        expect(change.at > after).toBe(true);
        const offset = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timezone).offset;
        expect(offset(change.at.getTime())).not.toBe(offset(change.at.getTime() - 1));
        expect(offset(change.at.getTime() - 1)).toBe(offset(after.getTime()));
      }),
    );
  });
});

describe('the next weekday', () => {
  it.each([
    ['2026-03-09T12:00:00Z', '2026-03-10T12:00:00Z'],
    ['2026-03-13T12:00:00Z', '2026-03-16T12:00:00Z'],
    ['2026-03-14T12:00:00Z', '2026-03-16T12:00:00Z'],
  ])('after %s is %s', (after, next) => {
    expect(nextWeekday('UTC', new Date(after))).toEqual(new Date(next));
  });

  it('keeps the wall time of its zone across a change of clocks', () => {
    expect(nextWeekday('Europe/Berlin', new Date('2026-03-27T08:00:00Z'))).toEqual(new Date('2026-03-30T07:00:00Z'));
  });

  it('lies ahead by less than four days, from Monday to Friday', () => {
    fc.assert(
      fc.property(instants, zones, (after, timezone) => {
        const next = nextWeekday(timezone, after);
        const aheadMs = next.getTime() - after.getTime();
        expect(aheadMs).toBeGreaterThan(0);
        expect(aheadMs).toBeLessThan(4 * 86_400_000);
        const local = Temporal.Instant.fromEpochMilliseconds(next.getTime()).toZonedDateTimeISO(timezone);
        expect(local.dayOfWeek).toBeLessThanOrEqual(5);
      }),
    );
  });
});
