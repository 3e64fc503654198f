import { createHash } from 'node:crypto';

/** Discord's limit: resources/message › Create Message. */
const MOST_CHARACTERS = 25;

/**
 * The nonce of one message: the same for the same parts, so that whoever sends it again, after a crash or from another
 * machine, sends the same. Name the channel among the parts: Discord keeps nonces by author, not by channel.
 */
export function deriveNonce(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('base64url').slice(0, MOST_CHARACTERS);
}
