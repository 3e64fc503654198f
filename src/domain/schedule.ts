import { remembering } from './remembering.ts';
import type { Frequency, Schedule } from './subscription.ts';

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
/** A week, and a day that a zone may skip. */
const DAYS_TO_TRY = 9;

/** A local wall time, `HH:MM`, from `9:00` or `09:00`. @returns undefined for anything else */
export function parseTime(text: string): string | undefined {
  const found = /^(\d{1,2}):([0-5]\d)$/.exec(text.trim());
  const [, hour = '', minute] = found ?? [];
  return found === null || Number(hour) > 23 ? undefined : `${hour.padStart(2, '0')}:${minute}`;
}

/**
 * An IANA time zone in its usual spelling, whatever its case. @returns undefined for anything else; offsets such as
 * `+02:00` too, because they know no daylight saving
 */
export function parseTimezone(text: string): string | undefined {
  const wanted = text.trim().toLowerCase();
  const listed = listTimezones().find((zone) => zone.toLowerCase() === wanted);
  if (listed !== undefined || !/^[a-z][a-z0-9_+/-]{1,40}$/.test(wanted)) return listed;
  try {
    // Links such as Asia/Calcutta are no list's entry, and yet people type them.
    return Temporal.Now.zonedDateTimeISO(text.trim()).timeZoneId;
  } catch {
    // The only thing that it throws for: there is no such zone.
    return undefined;
  }
}

/** Every IANA zone that this Node knows, and UTC. */
export function listTimezones(): readonly string[] {
  return [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])];
}

/** The first slot strictly after an instant. */
export function nextSlot(schedule: Schedule, after: Date): Date {
  return new Date(findNextSlot(schedule, after));
}

/** Thousands of subscriptions have few schedules, and are looked at in the same minute. */
const REMEMBERED = {
  keyOf: ({ time, timezone, frequency }: Schedule, at: Date) => `${at.getTime()} ${time} ${frequency} ${timezone}`,
  most: 1_000,
};

const findNextSlot = remembering((schedule: Schedule, after: Date): number => {
  let day = localDay(schedule, after);
  for (let tried = 0; tried < DAYS_TO_TRY; tried += 1) {
    const slot = slotOn(schedule, day);
    if (slot !== undefined && slot > after) return slot.getTime();
    day = day.add({ days: 1 });
  }
  throw new Error('a schedule has no slot within a week');
}, REMEMBERED);

/** The first `count` slots strictly after an instant. */
export function nextSlots(schedule: Schedule, after: Date, count: number): readonly Date[] {
  const slots: Date[] = [];
  for (let last = after; slots.length < count; slots.push(last)) last = nextSlot(schedule, last);
  return slots;
}

/** The newest slot at or before an instant. */
export function latestSlot(schedule: Schedule, at: Date): Date {
  return new Date(findLatestSlot(schedule, at));
}

const findLatestSlot = remembering((schedule: Schedule, at: Date): number => {
  // The slot of a local day can lie after that day's end, where a zone skips midnight.
  let day = localDay(schedule, at).add({ days: 1 });
  for (let tried = 0; tried <= DAYS_TO_TRY; tried += 1) {
    const slot = slotOn(schedule, day);
    if (slot !== undefined && slot <= at) return slot.getTime();
    day = day.subtract({ days: 1 });
  }
  throw new Error('a schedule has no slot within a week');
}, REMEMBERED);

/**
 * The one instant at which a local day is served. @returns undefined if the day has no slot, or does not exist in the
 * zone (Samoa skipped 30 December 2011)
 *
 * A wall time that the zone skips is served as much later as the clock jumps; one that it repeats, the first time:
 * `disambiguation: 'compatible'` of the Temporal proposal.
 */
function slotOn({ time, timezone, frequency }: Schedule, day: Temporal.PlainDate): Date | undefined {
  if (!hasSlot(frequency, day.dayOfWeek)) return undefined;
  const slot = day.toZonedDateTime({ timeZone: timezone, plainTime: Temporal.PlainTime.from(time) });
  const moved = slot.toPlainDate().equals(day);
  const exists = moved || day.toZonedDateTime(timezone).toPlainDate().equals(day);
  return exists ? new Date(slot.epochMilliseconds) : undefined;
}

function hasSlot(frequency: Frequency, dayOfWeek: number): boolean {
  if (frequency === 'daily') return true;
  if (frequency === 'weekdays') return dayOfWeek <= 5;
  return frequency === `weekly-${WEEKDAYS[dayOfWeek - 1]}`;
}

function localDay({ timezone }: Schedule, at: Date): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timezone).toPlainDate();
}
