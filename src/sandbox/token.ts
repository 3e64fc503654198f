/** What whoever brings a token of the real Discord is told. Short enough for the reason of a close (123 bytes). */
export const TOKEN_IS_REAL =
  'This looks like a token of the real Discord. The sandbox takes only its own and kept nothing.';

/** Whether a token has the shape of Discord's: three parts of base64url. */
export function looksReal(token: string): boolean {
  return /^[\w-]{18,}\.[\w-]{5,}\.[\w-]{20,}$/.test(token);
}
