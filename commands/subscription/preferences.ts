import { UserError } from '../../src/domain/errors.ts';
import { nearest } from '../../src/domain/nearest.ts';
import { listTimezones, parseTime, parseTimezone } from '../../src/domain/schedule.ts';

/** How many papers a digest has at most. */
export const PAPERS = { min: 1, max: 10 } as const;
export const MIN_UPVOTES = { min: 0, max: 100_000 } as const;
const ZONES_SUGGESTED = 3;

/** A local time as a person types it. @throws UserError `bad-time` */
export function readTime(given: string): string {
  const time = parseTime(given);
  if (time === undefined) throw new UserError({ code: 'bad-time', given });
  return time;
}

/** A time zone as a person types it. @throws UserError `bad-timezone`, with the nearest */
export function readTimezone(given: string): string {
  const timezone = parseTimezone(given);
  if (timezone === undefined) {
    throw new UserError({ code: 'bad-timezone', given, nearest: nearest(given, listTimezones(), ZONES_SUGGESTED) });
  }
  return timezone;
}

/** A number as a person types it. @param name what it stands for. @throws UserError `bad-number` */
export function readNumber(
  given: string,
  { name, min, max }: { readonly name: string; readonly min: number; readonly max: number },
): number {
  const number = /^\d{1,9}$/.test(given) ? Number(given) : undefined;
  if (number === undefined || number < min || number > max) {
    throw new UserError({ code: 'bad-number', name, given, min, max });
  }
  return number;
}
