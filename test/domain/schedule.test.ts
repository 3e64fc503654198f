import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { latestSlot, listTimezones, nextSlot, nextSlots, parseTime, parseTimezone } from '../../src/domain/schedule.ts';
import { FREQUENCIES, type Schedule } from '../../src/domain/subscription.ts';

const DAY_MS = 24 * 3_600_000;
const berlin = (time: string): Schedule => ({ time, timezone: 'Europe/Berlin', frequency: 'daily' });
const at = (text: string) => new Date(text);

describe('parseTime', () => {
  it.each([
    ['9:00', '09:00'],
    [' 09:05 ', '09:05'],
    ['00:00', '00:00'],
    ['23:59', '23:59'],
  ])('reads %j', (text, expected) => expect(parseTime(text)).toBe(expected));
  it.each(['24:00', '9', '9am', '9:5', '12:60', '-1:00', '١٢:٠٠', ''])('refuses %j', (text) =>
    expect(parseTime(text)).toBeUndefined(),
  );
});

describe('parseTimezone', () => {
  it('knows zones in any case, and old names', () => {
    expect(parseTimezone('europe/berlin')).toBe('Europe/Berlin');
    expect(parseTimezone('utc')).toBe('UTC');
    expect(parseTimezone('Asia/Calcutta')).toBeDefined();
    expect(parseTimezone('Asia/Kolkata')).toBeDefined();
  });
  it.each(['+02:00', 'Berlin', 'Europe/Nowhere', '', '../etc/passwd', 'a'.repeat(10_000)])('refuses %j', (text) =>
    expect(parseTimezone(text)).toBeUndefined(),
  );
});

describe('nextSlot', () => {
  it('keeps nine o’clock on both sides of a change of the clocks', () => {
    expect(nextSlot(berlin('09:00'), at('2026-03-28T09:00:00Z'))).toEqual(at('2026-03-29T07:00:00Z'));
    expect(nextSlot(berlin('09:00'), at('2026-03-27T09:00:00Z'))).toEqual(at('2026-03-28T08:00:00Z'));
  });

  it('serves a skipped 02:30 once, as the clocks jump', () => {
    const slots = nextSlots(berlin('02:30'), at('2026-03-28T12:00:00Z'), 2);
    expect(slots).toEqual([at('2026-03-29T01:30:00Z'), at('2026-03-30T00:30:00Z')]);
  });

  it('serves a repeated 02:30 once, the first time', () => {
    const slots = nextSlots(berlin('02:30'), at('2026-10-24T12:00:00Z'), 2);
    expect(slots).toEqual([at('2026-10-25T00:30:00Z'), at('2026-10-26T01:30:00Z')]);
  });

  it('passes over a day that a zone skipped', () => {
    const samoa: Schedule = { time: '09:00', timezone: 'Pacific/Apia', frequency: 'daily' };
    const slots = nextSlots(samoa, at('2011-12-29T00:00:00Z'), 3);
    expect(slots.map((slot) => slot.toISOString())).toEqual([
      '2011-12-29T19:00:00.000Z',
      '2011-12-30T19:00:00.000Z',
      '2011-12-31T19:00:00.000Z',
    ]);
  });

  it('serves a subscription that was made a minute before', () =>
    expect(nextSlot(berlin('09:00'), at('2026-03-10T07:59:00Z'))).toEqual(at('2026-03-10T08:00:00Z')));

  it('keeps to weekdays, and to one day of the week', () => {
    expect(nextSlot({ ...berlin('09:00'), frequency: 'weekdays' }, at('2026-03-13T12:00:00Z'))).toEqual(
      at('2026-03-16T08:00:00Z'),
    );
    expect(nextSlot({ ...berlin('09:00'), frequency: 'weekly-wednesday' }, at('2026-03-11T08:00:00Z'))).toEqual(
      at('2026-03-18T08:00:00Z'),
    );
  });
});

describe('slots', () => {
  it('are one for each local day, around every change of the clocks in two years in every zone', () => {
    for (const timezone of listTimezones()) {
      for (const change of transitions(timezone)) {
        for (const time of ['00:00', '00:30', '01:30', '02:00', '02:30', '03:00', '23:30']) {
          expectOneADay({ time, timezone, frequency: 'daily' }, new Date(change - 2 * DAY_MS), 4);
        }
      }
    }
  });

  it('are one for each local day, anywhere and at any time', () => {
    const schedules = fc.record({
      time: fc
        .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
        .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':')),
      timezone: fc.constantFrom(...listTimezones()),
      frequency: fc.constant('daily' as const),
    });
    const starts = fc.date({ min: at('2015-01-01'), max: at('2035-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(schedules, starts, (schedule, start) => void expectOneADay(schedule, start, 3)),
      { numRuns: 300 },
    );
  });

  it('are found again as the latest, from the slot itself until the next', () => {
    const starts = fc.date({ min: at('2020-01-01'), max: at('2032-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(
        starts,
        fc.constantFrom(...FREQUENCIES),
        fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'UTC'),
        fc.constantFrom('00:00', '02:30', '09:00', '23:59'),
        (start, frequency, timezone, time) => {
          const schedule = { frequency, timezone, time };
          const slot = nextSlot(schedule, start);
          const following = nextSlot(schedule, slot);
          expect(slot.getTime()).toBeGreaterThan(start.getTime());
          expect(latestSlot(schedule, slot)).toEqual(slot);
          expect(latestSlot(schedule, new Date(following.getTime() - 1))).toEqual(slot);
        },
      ),
    );
  });
});

/** Local days follow one another, each with one slot at its own time; a skipped time is served within the same day or just after. */
function expectOneADay(schedule: Schedule, start: Date, count: number): void {
  const slots = nextSlots(schedule, start, count);
  const local = slots.map((slot) =>
    Temporal.Instant.fromEpochMilliseconds(slot.getTime()).toZonedDateTimeISO(schedule.timezone),
  );
  for (const [index, slot] of local.entries()) {
    const wanted = slot.toPlainDate().toPlainDateTime(Temporal.PlainTime.from(schedule.time));
    const exact = slot.toPlainDateTime().equals(wanted);
    const before = slot.toPlainDate().subtract({ days: 1 });
    const skipped = [slot.toPlainDate(), before].some((date) => isSkipped(schedule, date));
    expect(exact || skipped, `${schedule.timezone} ${schedule.time} ${slot}`).toBe(true);
    const earlier = local[index - 1];
    if (earlier === undefined) continue;
    const apart = slot.toPlainDate().since(earlier.toPlainDate()).days;
    const missing = earlier.toPlainDate().add({ days: 1 });
    expect(apart === 1 || (apart === 2 && !exists(schedule, missing)) || skipped).toBe(true);
    expect(Temporal.Instant.compare(slot.toInstant(), earlier.toInstant())).toBe(1);
  }
}

function isSkipped({ time, timezone }: Schedule, date: Temporal.PlainDate): boolean {
  const wanted = date.toPlainDateTime(Temporal.PlainTime.from(time));
  return !wanted.toZonedDateTime(timezone, { disambiguation: 'compatible' }).toPlainDateTime().equals(wanted);
}

function exists({ timezone }: Schedule, date: Temporal.PlainDate): boolean {
  return date.toZonedDateTime(timezone).toPlainDate().equals(date);
}

function transitions(timezone: string): readonly number[] {
  const found: number[] = [];
  const end = at('2028-01-01').getTime();
  let zoned = Temporal.Instant.from('2026-01-01T00:00:00Z').toZonedDateTimeISO(timezone).getTimeZoneTransition('next');
  while (zoned !== null && zoned.epochMilliseconds < end) {
    found.push(zoned.epochMilliseconds);
    zoned = zoned.getTimeZoneTransition('next');
  }
  return found;
}
