const FIRST_MS = 5_000;
const LONGEST_MS = 15 * 60_000;

/**
 * How long to wait after the `attempt`-th failed try (from 1), in milliseconds: 5 seconds, doubled each time, at most
 * a quarter of an hour. Without chance: what is retried is spread by when it failed.
 */
export function retryDelayMs(attempt: number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, attempt - 1));
}

const RECHECK_FIRST_MS = 12 * 3_600_000;
const RECHECK_LONGEST_MS = 7 * 24 * 3_600_000;

/**
 * How long to wait before a channel that refuses is looked at again, after `rechecks` looks in vain, in milliseconds:
 * half a day, doubled each time, at most a week. So a channel costs at most two refused requests a day: Discord bans
 * addresses that collect them.
 */
export function recheckDelayMs(rechecks: number): number {
  return Math.min(RECHECK_LONGEST_MS, RECHECK_FIRST_MS * 2 ** Math.min(rechecks, 10));
}
