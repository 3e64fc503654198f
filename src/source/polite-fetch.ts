import { setTimeout as sleep } from 'node:timers/promises';
import { SourceError } from '../domain/errors.ts';
import type { TakeTurn } from '../domain/ports/sources.ts';
import { readWaitMs } from './rate-limit.ts';

export interface PoliteFetchOptions<T> {
  /** The source's name, for errors. */
  readonly source: string;
  /** Nothing is asked elsewhere: a redirect to another host is an error. */
  readonly baseUrl: string;
  /** Sent as a bearer token; empty for none. */
  readonly token?: string;
  readonly now: () => Date;
  /** What the source answers with. */
  readonly format: AnswerFormat<T>;
  /** Every try waits for a turn of its own; none is needed if absent. */
  readonly takeTurn?: TakeTurn;
  /** So many tries in all; four if absent. */
  readonly mostTries?: number;
  /** The pause after a first try that failed; it doubles each time. A second if absent. */
  readonly firstWaitMs?: number;
  /** Waits between tries; for tests. */
  readonly wait?: (ms: number, signal: AbortSignal | undefined) => Promise<void>;
}

export interface AnswerFormat<T> {
  /** As in `not json`. */
  readonly name: string;
  readonly mediaType: string;
  /** Other statuses than 200 whose answers tell something. */
  readonly alsoReads?: readonly number[];
  /** @throws SyntaxError if the text is not of this format */
  readonly parse: (text: string) => T;
}

/** An answer that was read whole and parsed. */
export interface Answer<T> {
  readonly status: number;
  /** Unchecked: it comes from outside. Absent unless the status is 200, or one that the format reads too. */
  readonly body?: T;
}

/** Asks for one document. @throws SourceError if the source did not answer, or answered nonsense */
export type GetDocument<T> = (
  path: string,
  query: Readonly<Record<string, string>>,
  signal?: AbortSignal,
) => Promise<Answer<T>>;

export const JSON_FORMAT: AnswerFormat<unknown> = { name: 'json', mediaType: 'application/json', parse: JSON.parse };

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
 * A polite way to read an API: time and size limits on every try, an honest name, retries with growing pauses for
 * what may pass (no answer, 408, 429, 5xx, an answer that is not of its format), and the pauses that the source itself asks for.
 */
export function createPoliteFetch<T>(options: PoliteFetchOptions<T>): GetDocument<T> {
  const {
    source,
    now,
    takeTurn,
    mostTries = MOST_TRIES,
    firstWaitMs = FIRST_WAIT_MS,
    wait = (ms, signal) => sleep(ms, undefined, { signal }),
  } = options;
  let quietUntil = 0;

  return async (path, query, signal) => {
    const url = new URL(`${options.baseUrl}${path}?${new URLSearchParams(query)}`);
    for (let attempt = 1; ; attempt += 1) {
      if (now().getTime() < quietUntil) throw new SourceError(source, 'rate limited');
      const turn = await takeTurn?.(signal);
      const tried = await tryOnce(url, options, signal);
      const waitMs = 'status' in tried ? 0 : Math.max(tried.waitMs ?? 0, firstWaitMs * 2 ** (attempt - 1));
      // We gave up ourselves: nobody else has to wait for that.
      await turn?.end(signal?.aborted ? 0 : waitMs);
      if ('status' in tried) return tried;
      signal?.throwIfAborted();
      if (waitMs > LONGEST_WAIT_MS) {
        quietUntil = now().getTime() + waitMs;
        throw new SourceError(source, 'rate limited');
      }
      if (!tried.passing || attempt >= mostTries) throw new SourceError(source, tried.reason, { cause: tried.cause });
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

async function tryOnce<T>(
  url: URL,
  options: PoliteFetchOptions<T>,
  signal: AbortSignal | undefined,
): Promise<Answer<T> | Failed> {
  const { format } = options;
  const limit = AbortSignal.timeout(TRY_WITHIN_MS);
  try {
    const response = await request(url, options, signal === undefined ? limit : AbortSignal.any([limit, signal]));
    if (response === undefined) return { reason: 'redirect elsewhere', passing: false };
    const { status } = response;
    if (status !== 200 && !format.alsoReads?.includes(status)) return await readRefusal(response, options.now());
    const text = await readText(response);
    if (text === undefined) return { reason: 'too large', passing: false };
    return { status, body: format.parse(text) };
  } catch (cause) {
    if (cause instanceof SyntaxError) return { reason: `not ${format.name}`, passing: true };
    return { reason: limit.aborted ? 'timeout' : 'no connection', passing: true, cause };
  }
}

/** @returns undefined if it is redirected to another host, or too often */
async function request<T>(
  url: URL,
  { token, format }: PoliteFetchOptions<T>,
  signal: AbortSignal,
): Promise<Response | undefined> {
  let target = url;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
    const response = await fetch(target, {
      signal,
      redirect: 'manual',
      headers: {
        accept: format.mediaType,
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

async function readRefusal(response: Response, at: Date): Promise<{ readonly status: number } | Failed> {
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
