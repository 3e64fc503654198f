/**
 * How long an answer asks us to wait: `RateLimit` of the IETF draft as Hugging Face sends it (`"api";r=0;t=295`: nothing
 * remains for 295 seconds), else `Retry-After` in seconds or as a date.
 *
 * @returns milliseconds, or undefined if it does not say
 */
export function readWaitMs(headers: Headers, at: Date): number | undefined {
  const limit = /(?:^|;)\s*r=0\b[^,]*?;\s*t=(\d{1,6})/.exec(headers.get('ratelimit') ?? '');
  // A second more, as Hugging Face's own client waits: the window is fixed and clocks differ.
  if (limit !== null) return (Number(limit[1]) + 1) * 1_000;
  const after = headers.get('retry-after');
  if (after === null) return undefined;
  if (/^\d{1,6}$/.test(after)) return Number(after) * 1_000;
  const until = Date.parse(after);
  return Number.isNaN(until) ? undefined : Math.max(0, until - at.getTime());
}
