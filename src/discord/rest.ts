import { DefaultRestOptions, REST, type ResponseLike } from 'discord.js';

/** Of one try, from the request to the end of the answer's body. */
export const REQUEST_TIMEOUT_MS = 10_000;
/** A wait that Discord asks for and that is longer than this is not slept in the client: it is handed to the ledger. */
const LONGEST_WAIT_MS = 15_000;
const ASSUMED_BAN_SECONDS = 60;

type MakeRequest = typeof DefaultRestOptions.makeRequest;

/**
 * Discord's requests, with a guard for the one answer on which the library would spin at 50 requests a second for ever:
 * a 429 without `Retry-After`, which is how Cloudflare bans (discord-api-docs 5810). It is given a wait of a minute.
 */
export const guardedRequest: MakeRequest = async (url, init) => {
  const response = await DefaultRestOptions.makeRequest(url, init);
  if (response.status !== 429 || response.headers.has('retry-after')) return response;
  // Global: it stands in front of everything, and each further request prolongs it.
  return withHeaders(response, { 'Retry-After': String(ASSUMED_BAN_SECONDS), 'X-RateLimit-Global': 'true' });
};

/**
 * The client for what the bot sends by itself. Apart from the one that answers people, so that a long queue of digests
 * never slows an answer, and without retries of its own: the library repeats a POST whose answer it lost, at once and
 * blindly. What to repeat, when, and under which nonce is the ledger's decision.
 *
 * @param options `requestsPerSecond`: this process's share of Discord's 50 requests a second
 */
export function createSenderRest(options: SenderRestOptions): REST {
  const { timeoutMs = REQUEST_TIMEOUT_MS } = options;
  return new REST({
    api: options.apiUrl,
    makeRequest: withTimeLimit(guardedRequest, timeoutMs),
    retries: 0,
    timeout: timeoutMs,
    globalRequestsPerSecond: options.requestsPerSecond,
    rejectOnRateLimit: (limit) =>
      Math.max(limit.retryAfter, limit.sublimitTimeout, limit.timeToReset) > LONGEST_WAIT_MS,
  }).setToken(options.token);
}

interface SenderRestOptions {
  readonly token: string;
  readonly apiUrl: string;
  readonly requestsPerSecond: number;
  readonly timeoutMs?: number;
}

/** The library's own limit ends with the headers: a body that stalls would hold a sender for minutes. */
function withTimeLimit(request: MakeRequest, timeoutMs: number): MakeRequest {
  return async (url, init) => {
    const limit = AbortSignal.timeout(timeoutMs);
    return await request(url, { ...init, signal: init.signal ? AbortSignal.any([init.signal, limit]) : limit });
  };
}

function withHeaders(response: ResponseLike, more: Readonly<Record<string, string>>): ResponseLike {
  const headers = new Headers([...response.headers]);
  for (const [name, value] of Object.entries(more)) headers.set(name, value);
  return new Proxy(response, {
    get: (target, key) => {
      if (key === 'headers') return headers;
      const found = Reflect.get(target, key, target);
      return typeof found === 'function' ? found.bind(target) : found;
    },
  });
}
