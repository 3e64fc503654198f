import { setTimeout as sleep } from 'node:timers/promises';
import { SourceError } from '../domain/errors.ts';
import { readWaitMs } from './rate-limit.ts';

export interface PoliteFetchOptions {
  /** The source's name, for errors. */
  readonly source: string;
  /** Nothing is asked elsewhere: a redirect to another host is an error. */
  readonly baseUrl: string;
  /** Sent as a bearer token; empty for none. */
  readonly token?: string;
  readonly now: () => Date;
  /** Waits between tries; for tests. */
  readonly wait?: (ms: number, signal: AbortSignal | undefined) => Promise<void>;
}

/** An answer that was read whole and parsed. */
export interface JsonAnswer {
  readonly status: number;
  /** Unchecked: it comes from outside. Absent unless the status is 200. */
  readonly body?: unknown;
}

/** Asks for one JSON document. @throws SourceError if the source did not answer, or answered nonsense */
export type GetJson = (
  path: string,
  query: Readonly<Record<string, string>>,
  signal?: AbortSignal,
) => Promise<JsonAnswer>;

const USER_AGENT = 'Paperboy/0.1 (Discord bot; https://github.com/paperboy-bot/paperboy)';
/** Of one try, the body included. */
const TRY_WITHIN_MS = 10_000;
const MOST_BYTES = 8 * 2 ** 20;
const MOST_TRIES = 4;
const FIRST_WAIT_MS = 1_000;
/** A source that asks for a longer pause than this is left alone until then, and the caller told at once. */
const LONGEST_WAIT_MS = 60_000;
const MOST_REDIRECTS = 3;

/**
 * A polite way to read a JSON API: time and size limits on every try, an honest name, retries with growing pauses for
 * what may pass (no answer, 408, 429, 5xx, an answer that is not JSON), and the pauses that the source itself asks for.
 */
export function createPoliteFetch(options: PoliteFetchOptions): GetJson {
  const { source, now, wait = (ms, signal) => sleep(ms, undefined, { signal }) } = options;
  let quietUntil = 0;

  return async (path, query, signal) => {
    const url = new URL(`${options.baseUrl}${path}?${new URLSearchParams(query)}`);
    for (let attempt = 1; ; attempt += 1) {
      if (now().getTime() < quietUntil) throw new SourceError(source, 'rate limited');
      const tried = await tryOnce(url, options, signal);
      if ('status' in tried) return tried;
      signal?.throwIfAborted();
      const waitMs = Math.max(tried.waitMs ?? 0, FIRST_WAIT_MS * 2 ** (attempt - 1));
      if (waitMs > LONGEST_WAIT_MS) {
        quietUntil = now().getTime() + waitMs;
        throw new SourceError(source, 'rate limited');
      }
      if (!tried.passing || attempt === MOST_TRIES) throw new SourceError(source, tried.reason, { cause: tried.cause });
      await wait(waitMs, signal);
    }
  };
}

interface Failed {
  /** In a few fixed words. */
  readonly reason: string;
  /** Whether another try may fare better. */
  readonly passing: boolean;
  /** The pause that the source asks for. */
  readonly waitMs?: number;
  readonly cause?: unknown;
}

async function tryOnce(
  url: URL,
  options: PoliteFetchOptions,
  signal: AbortSignal | undefined,
): Promise<JsonAnswer | Failed> {
  const limit = AbortSignal.timeout(TRY_WITHIN_MS);
  try {
    const response = await request(url, options, signal === undefined ? limit : AbortSignal.any([limit, signal]));
    if (response === undefined) return { reason: 'redirect elsewhere', passing: false };
    if (response.status !== 200) return await readRefusal(response, options.now());
    const text = await readText(response);
    if (text === undefined) return { reason: 'too large', passing: false };
    return { status: 200, body: JSON.parse(text) };
  } catch (cause) {
    if (cause instanceof SyntaxError) return { reason: 'not json', passing: true };
    return { reason: limit.aborted ? 'timeout' : 'no connection', passing: true, cause };
  }
}

/** @returns undefined if it is redirected to another host, or too often */
async function request(url: URL, { token }: PoliteFetchOptions, signal: AbortSignal): Promise<Response | undefined> {
  let target = url;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
    const response = await fetch(target, {
      signal,
      redirect: 'manual',
      headers: {
        accept: 'application/json',
        'user-agent': USER_AGENT,
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
    });
    const location = response.status >= 300 && response.status < 400 ? response.headers.get('location') : null;
    if (location === null) return response;
    await response.body?.cancel();
    if (!URL.canParse(location, target)) return undefined;
    target = new URL(location, target);
    if (target.origin !== url.origin) return undefined;
  }
  return undefined;
}

async function readRefusal(response: Response, at: Date): Promise<JsonAnswer | Failed> {
  await response.body?.cancel();
  const { status, headers } = response;
  const passing = status === 408 || status === 429 || status >= 500;
  if (!passing) return { status };
  const waitMs = readWaitMs(headers, at);
  return { reason: `status ${status}`, passing, ...(waitMs !== undefined && { waitMs }) };
}

/** @returns undefined if there is more than we want to hold; the rest is not read */
async function readText(response: Response): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MOST_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
