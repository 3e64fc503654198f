import { remembering } from './remembering.ts';

declare const brand: unique symbol;

/** A day's list, `YYYY-MM-DD`: Hugging Face's day, which follows New York's calendar. Only this file makes one. */
export type ListDay = string & { readonly [brand]: 'ListDay' };

export const PERIODS = ['day', 'week', 'month'] as const;
export type Period = (typeof PERIODS)[number];

/** The first day that Hugging Face has a list of. */
const FIRST_DAY = '2023-05-04';
const LAST_DAY = '2099-12-31';
const FEED_ZONE = 'America/New_York';
/** Hugging Face's own server turns to the next day's list at this hour (the MCP server's source, 2026). */
const ROLLS_OVER_AT = Temporal.PlainTime.from('21:30');
/** Half an hour later nothing is added any more: measured over 63 lists. */
const COMPLETE_AT = Temporal.PlainTime.from('22:00');
const PERIOD_DAYS: Readonly<Record<Period, number>> = { day: 1, week: 7, month: 30 };

/** @returns undefined if the text is no real calendar day, or none that can have a list */
export function parseListDay(text: string): ListDay | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || text < FIRST_DAY || text > LAST_DAY) return undefined;
  try {
    return asListDay(Temporal.PlainDate.from(text, { overflow: 'reject' }));
  } catch {
    // The only thing that it throws for a text of this form: there is no such day.
    return undefined;
  }
}

/**
 * The day whose list grows, or grew last, at an instant. A list begins at 21:30 New York time of the day before; there
 * are lists from Monday to Friday only, so from Friday 21:30 to Sunday 21:30 it is still Friday's.
 */
export function currentListDay(now: Date): ListDay {
  const local = toInstant(now).toZonedDateTimeISO(FEED_ZONE);
  const rolledOver = Temporal.PlainTime.compare(local.toPlainTime(), ROLLS_OVER_AT) >= 0;
  return asListDay(onOrBefore(rolledOver ? local.toPlainDate().add({ days: 1 }) : local.toPlainDate()));
}

/** When a day's list begins: 21:30 New York time of the day before. */
export function beginsAt(day: ListDay): Date {
  const before = Temporal.PlainDate.from(day).subtract({ days: 1 });
  return new Date(before.toZonedDateTime({ timeZone: FEED_ZONE, plainTime: ROLLS_OVER_AT }).epochMilliseconds);
}

/** When a day's list is complete: 22:00 New York time of that day. */
export function completeAt(day: ListDay): Date {
  return new Date(findCompletion(day));
}

/** Every subscription of thousands asks for the same few days. */
const findCompletion = remembering(
  (day: ListDay) =>
    Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: FEED_ZONE, plainTime: COMPLETE_AT }).epochMilliseconds,
  { keyOf: (day) => day, most: 100 },
);

/** Whether nothing will be added to a day's list any more. */
export function isComplete(day: ListDay, now: Date): boolean {
  return now >= completeAt(day);
}

/** The newest list day that is complete. */
export function newestCompleteDay(now: Date): ListDay {
  // From 21:30 to 22:00 the next day's list has begun while the day's own is not complete: two steps back.
  let day = currentListDay(now);
  while (!isComplete(day, now)) day = previousListDay(day);
  return day;
}

/** The list day before another: Friday before Monday. */
export function previousListDay(day: ListDay): ListDay {
  return asListDay(onOrBefore(Temporal.PlainDate.from(day).subtract({ days: 1 })));
}

/** The list day after another: Monday after Friday. */
export function nextListDay(day: ListDay): ListDay {
  const date = Temporal.PlainDate.from(day);
  return asListDay(date.add({ days: date.dayOfWeek >= 5 ? 8 - date.dayOfWeek : 1 }));
}

/** The list days after `after` up to `through`, oldest first. */
export function listDaysBetween(after: ListDay, through: ListDay): readonly ListDay[] {
  const days: ListDay[] = [];
  for (let day = through; day > after; day = previousListDay(day)) days.push(day);
  return days.reverse();
}

/** The current list day and those before it, newest first. */
export function recentListDays(now: Date, count: number): readonly ListDay[] {
  const days = [currentListDay(now)];
  for (let day = days[0]; day !== undefined && days.length < count; day = days.at(-1)) days.push(previousListDay(day));
  return days;
}

/** The list days of the period that ends with `day`, newest first: 1, 7 or 30 calendar days. */
export function periodDays(period: Period, day: ListDay): readonly ListDay[] {
  if (period === 'day') return [day];
  const before = Temporal.PlainDate.from(day).subtract({ days: PERIOD_DAYS[period] });
  return listDaysBetween(asListDay(before), day).toReversed();
}

/** Whether there can have been a list by now: the day is one of a list, and not still to come. */
export function hasBegun(day: ListDay, now: Date): boolean {
  return nextListDay(previousListDay(day)) === day && day <= currentListDay(now);
}

/** The page of a day's list at Hugging Face. */
export function listUrl(day: ListDay): string {
  return `https://huggingface.co/papers/date/${day}`;
}

function toInstant(date: Date): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(date.getTime());
}

/** The day itself, or the Friday before a weekend. */
function onOrBefore(date: Temporal.PlainDate): Temporal.PlainDate {
  return date.subtract({ days: Math.max(0, date.dayOfWeek - 5) });
}

function asListDay(date: Temporal.PlainDate): ListDay {
  return date.toString() as ListDay;
}
