/** PostgreSQL answers a text that is no UUID with an error; a person's text that is none is simply not found. */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/.test(text);
}
