const FIRST_MS = 5_000;
const LONGEST_MS = 15 * 60_000;

/**
 * How long to wait after the `attempt`-th failed try (from 1), in milliseconds: 5 seconds, doubled each time, at most
 * a quarter of an hour. Without chance: what is retried is spread by when it failed.
 */
export function retryDelayMs(attempt: number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, attempt - 1));
}
