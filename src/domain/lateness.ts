import { completeAt, type ListDay } from './list-day.ts';
import { nextSlot } from './schedule.ts';
import type { Schedule } from './subscription.ts';

/** A slot that was missed by less is served late, and says so; what is older becomes one line that leads to its lists. */
export const LATE_WINDOW_MS = 24 * 3_600_000;

/** Whether an instant is too long ago to be served late. */
export function isTooLate(slotAt: Date, at: Date): boolean {
  return at.getTime() - slotAt.getTime() >= LATE_WINDOW_MS;
}

/**
 * Which lists are served now, and which were missed for so long that they are only led to.
 *
 * A list is owed at the first slot at or after its completion; one that was complete before the schedule was made or
 * changed (`since`), at the first slot after that.
 *
 * @param days of complete lists; their order is kept
 */
export function splitByLateness(
  schedule: Schedule,
  days: readonly ListDay[],
  { since, at }: { since: Date; at: Date },
): { readonly served: readonly ListDay[]; readonly missed: readonly ListDay[] } {
  const isMissed = (day: ListDay) => {
    const from = Math.max(completeAt(day).getTime(), since.getTime());
    return isTooLate(nextSlot(schedule, new Date(from - 1)), at);
  };
  return { served: days.filter((day) => !isMissed(day)), missed: days.filter(isMissed) };
}
