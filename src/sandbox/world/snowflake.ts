/** The first instant of Discord's ids. */
const EPOCH_MS = 1_420_070_400_000n;
const TIME_SHIFT = 22n;
/** Ids shorter than 17 digits, those of Discord's first month, are not recognised in routes by client libraries. */
const EARLIEST_MS = 28n * 86_400_000n;

/**
 * The next id: it carries the instant `at`, and is greater than `last` whether the clock stands still or goes back.
 *
 * @param last the id given out before; `'0'` for the first
 */
export function nextSnowflake(at: Date, last: string): string {
  const ms = BigInt(Math.floor(at.getTime())) - EPOCH_MS;
  const first = (ms < EARLIEST_MS ? EARLIEST_MS : ms) << TIME_SHIFT;
  const following = BigInt(last) + 1n;
  return String(first > following ? first : following);
}

/** Whether a text has the shape of an id. */
export function isSnowflake(text: string): boolean {
  return /^\d{17,19}$/.test(text);
}

/** Older ids come first. */
export function compareSnowflakes(a: string, b: string): number {
  const difference = BigInt(a) - BigInt(b);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}
