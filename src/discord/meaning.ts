import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import type { Failure } from '../domain/outcomes.ts';
import type { SuspensionReason } from '../domain/subscription.ts';

/**
 * What a failed request means. Decided by Discord's own `code`; the HTTP status only where there is none, because a
 * 403 may be a channel's refusal or Cloudflare's, and the second must never switch a subscription off.
 *
 * Codes: discord-api-docs, topics/opcodes-and-status-codes › JSON Error Codes.
 */
export function readFailure(error: unknown): Failure {
  if (error instanceof RateLimitError) return readRateLimit(error);
  if (error instanceof DiscordAPIError) return readRefusal(error);
  if (error instanceof HTTPError) {
    return error.status >= 500 ? { kind: 'unknown', code: String(error.status) } : blocked(String(error.status));
  }
  return readTransport(error);
}

/** Discord's code of an error, if Discord answered with one. */
export function discordCode(error: unknown): number | undefined {
  return error instanceof DiscordAPIError && typeof error.code === 'number' ? error.code : undefined;
}

const SUSPENDING: Readonly<Record<number, SuspensionReason>> = {
  10003: 'channel-gone',
  10004: 'channel-gone',
  50001: 'no-access',
  50008: 'wrong-channel-type',
  50013: 'missing-permission',
  50024: 'wrong-channel-type',
  40058: 'wrong-channel-type',
  40067: 'tag-required',
  160005: 'missing-permission',
  200000: 'content-blocked',
  240000: 'content-blocked',
};

/** Refusals of this moment: rate limits that carry a code of their own, and Discord being overloaded. */
const PASSING = new Set([20016, 20022, 20028, 20029, 30046, 40062, 130000]);

const DEAD_TOKEN = new Set([0, 40001, 50014]);

function readRefusal(error: DiscordAPIError): Failure {
  // `code` is undefined, whatever its type says, when the answer was HTML: that is Cloudflare speaking.
  const code: unknown = error.code;
  if (typeof code !== 'number') return error.status >= 500 ? { kind: 'unknown', code: 'html' } : blocked('html');
  const name = String(code);
  const reason = SUSPENDING[code];
  if (reason !== undefined) return { kind: 'suspend', reason, code: name };
  if (error.status === 401 && DEAD_TOKEN.has(code)) return { kind: 'dead-token', code: name };
  if (code === 40333) return blocked(name);
  if (PASSING.has(code)) return { kind: 'retry', code: name };
  if (error.status >= 500) return { kind: 'unknown', code: name };
  return { kind: 'rejected', code: name };
}

function readRateLimit(error: RateLimitError): Failure {
  const afterMs = Math.max(error.retryAfter, error.sublimitTimeout, error.timeToReset);
  return error.global
    ? { kind: 'blocked', afterMs, code: 'rate-limited' }
    : { kind: 'retry', afterMs, code: 'rate-limited' };
}

/** Failures before a connection stood: the request never left. */
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);
const BLOCKED_MS = 60_000;

function readTransport(error: unknown): Failure {
  const code = transportCode(error);
  if (code === 'no-token') return { kind: 'dead-token', code };
  return NEVER_SENT.has(code) ? { kind: 'retry', code } : { kind: 'unknown', code };
}

function transportCode(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  // After a 401 the library forgets its token and throws this without asking Discord again.
  if (error.message.startsWith('Expected token to be set')) return 'no-token';
  const { code } = error as { code?: unknown };
  if (typeof code === 'string') return code;
  return error.cause instanceof Error ? transportCode(error.cause) : error.name;
}

function blocked(code: string): Failure {
  return { kind: 'blocked', afterMs: BLOCKED_MS, code };
}
