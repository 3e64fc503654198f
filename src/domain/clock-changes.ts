/** An instant at which a zone's clocks are put forward or back: daylight saving begins or ends, or the law changed. */
export interface ClockChange {
  /** The first instant of the new time. */
  readonly at: Date;
  readonly timezone: string;
}

/**
 * The first change of clocks strictly after an instant in any of these IANA zones. @returns undefined if none of them
 * changes any more, as far as is known
 */
export function nextClockChange(timezones: readonly string[], after: Date): ClockChange | undefined {
  const instant = Temporal.Instant.fromEpochMilliseconds(after.getTime());
  const changes = timezones.flatMap((timezone) => {
    const next = instant.toZonedDateTimeISO(timezone).getTimeZoneTransition('next');
    return next === null ? [] : [{ at: new Date(next.epochMilliseconds), timezone }];
  });
  return changes.toSorted((a, b) => a.at.getTime() - b.at.getTime())[0];
}

/** The same wall time on the next day from Monday to Friday, in a zone. */
export function nextWeekday(timezone: string, after: Date): Date {
  let local = Temporal.Instant.fromEpochMilliseconds(after.getTime()).toZonedDateTimeISO(timezone).add({ days: 1 });
  while (local.dayOfWeek > FRIDAY) local = local.add({ days: 1 });
  return new Date(local.epochMilliseconds);
}

const FRIDAY = 5;
