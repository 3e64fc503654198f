/** An instant as the API writes it: with microseconds and an offset. */
export function asDate(at: Date | string): string {
  return new Date(at).toISOString().replace('Z', '000+00:00');
}
