import type { IncomingMessage, ServerResponse } from 'node:http';
import { ApiError, refusal } from '../api-error.ts';
import type { Fault, FaultSource } from '../faults.ts';
import type { RateLimits, Refused, Verdict } from '../rate-limits.ts';
import type { LoggedRequest, RequestLog } from '../request-log.ts';
import type { Storage } from '../storage.ts';
import { looksReal, TOKEN_IS_REAL } from '../token.ts';
import { readBody } from './body.ts';
import { BANNED, sendFault } from './fault-answer.ts';
import type { Route } from './route.ts';
import { createRoutes } from './routes.ts';

export interface HttpApiOptions {
  readonly routes: readonly Route[];
  readonly faults: FaultSource;
  readonly limits: RateLimits;
  readonly log: RequestLog;
  readonly storage: Storage;
  /** The token that bots may come with at the moment. */
  readonly token: () => string;
  readonly now: () => Date;
}

/** Answers one request of the API, whose path begins with `/api`. */
export type HttpApi = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

interface Exchange {
  readonly method: string;
  /** Without `/api/v10` and the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly route: Route | undefined;
  readonly params: Readonly<Record<string, string>>;
  /** Whether another method has a route there. */
  readonly isKnownPath: boolean;
  /** Reads the body, once. @throws ApiError */
  readonly read: () => Promise<unknown>;
  /** Absent until it is read. */
  body: unknown;
}

interface Outcome {
  readonly status: number;
  readonly body?: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Discord's REST API: who may, how often, which faults a test has planned, and the route's own answer. A change is on
 * disk before it is answered.
 */
export function createHttpApi(options: HttpApiOptions): HttpApi {
  const find = createRoutes(options.routes);
  return async (request, response) => {
    const exchange = readExchange(request, find);
    const startedAt = performance.now();
    const entry = (outcome: Outcome | undefined, fault?: Fault): Omit<LoggedRequest, 'number'> => ({
      at: options.now(),
      method: exchange.method,
      path: exchange.path,
      query: Object.fromEntries(exchange.query),
      route: exchange.route?.path,
      body: exchange.body,
      status: outcome?.status,
      response: outcome?.body,
      headers: outcome?.headers ?? {},
      ms: Math.round(performance.now() - startedAt),
      ...(fault !== undefined && { fault }),
    });
    const place = { method: exchange.method, path: exchange.path, route: exchange.route?.path };

    const before = options.faults.next('before', place);
    if (before !== undefined) {
      exchange.body = await exchange.read().catch(() => undefined);
      options.log.add(entry(await sendFault(response, before, () => options.limits.countInvalid()), before));
      if (before.kind !== 'slow') return;
    }
    const outcome = await answer(request.headers, exchange, options);
    const after = options.faults.next('after', place);
    if (after !== undefined) {
      const spoilt = await sendFault(response, after, () => options.limits.countInvalid());
      options.log.add(entry(spoilt ?? (after.kind === 'slow' ? outcome : undefined), after));
      if (after.kind !== 'slow') return;
    } else {
      options.log.add(entry(outcome));
    }
    send(response, outcome);
  };
}

type Find = ReturnType<typeof createRoutes>;

const METHODS: readonly Route['method'][] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

function readExchange(request: IncomingMessage, find: Find): Exchange {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const method = request.method ?? 'GET';
  const path = decodePath(url.pathname.replace(/^\/api(?:\/v10(?=\/))?/, ''));
  const found = find(method, path);
  let body: Promise<unknown> | undefined;
  const read = () => {
    body ??= readBody(request);
    return body;
  };
  return {
    method,
    path,
    query: url.searchParams,
    route: found?.route,
    params: found?.params ?? {},
    isKnownPath: METHODS.some((other) => find(other, path) !== undefined),
    read,
    body: undefined,
  };
}

async function answer(
  headers: IncomingMessage['headers'],
  exchange: Exchange,
  options: HttpApiOptions,
): Promise<Outcome> {
  const { limits, storage } = options;
  if (limits.isBanned()) return { status: 429, body: BANNED, headers: {} };
  let verdict: Verdict = { headers: {} };
  try {
    letIn(headers, exchange, options.token());
    exchange.body = await exchange.read();
    const { route, params, query, body } = exchange;
    if (route === undefined) throw refusal(exchange.isKnownPath ? 'methodNotAllowed' : 'notFound');
    const major = (route.major ?? []).map((name) => params[name]).join(' ');
    verdict = limits.take(`${route.method} ${route.path}`, major, route.limits, route.sharedBy?.(params));
    if (verdict.refused !== undefined) {
      if (verdict.refused.scope !== 'shared') limits.countInvalid();
      return rateLimited(verdict.refused, verdict.headers);
    }
    const coded = route.coded?.({ params, query, body });
    const full = coded && limits.takeCoded(coded.limit, coded.by);
    if (full !== undefined) {
      limits.countInvalid();
      return rateLimited(full, verdict.headers, coded?.limit);
    }
    const result = await route.handle({ params, query, body });
    if (exchange.method !== 'GET') await storage.saved();
    return { ...result, headers: verdict.headers };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.status === 401 || error.status === 403) limits.countInvalid();
    return { status: error.status, body: error.body, headers: verdict.headers };
  }
}

/** Client libraries escape whatever they can: `@original` comes as `%40original`. */
function decodePath(path: string): string {
  return path.replace(/%40/g, '@');
}

/** @throws ApiError 403 for a client that does not name itself, 401 for a wrong token */
function letIn(headers: IncomingMessage['headers'], { route }: Exchange, token: string): void {
  // discord-api-docs, reference › User Agent: DiscordBot ($url, $versionNumber)
  if (!/^DiscordBot \([^,()]+,[^()]+\)/.test(headers['user-agent'] ?? '')) throw refusal('badUserAgent');
  const given = headers.authorization ?? '';
  // In whichever way it is given: as a bot's, as a person's, with a word in front that Discord does not know.
  if (given.split(/\s+/).some(looksReal)) throw new ApiError(401, { code: 0, message: TOKEN_IS_REAL });
  if (route?.isOpen !== true && given !== `Bot ${token}`) throw refusal('unauthorized');
}

function rateLimited(
  { retryAfterMs, scope }: Refused,
  headers: Outcome['headers'],
  { message = 'You are being rate limited.', code }: { message?: string; code?: number } = {},
): Outcome {
  const seconds = retryAfterMs / 1_000;
  return {
    status: 429,
    body: { message, retry_after: seconds, global: scope === 'global', ...(code !== undefined && { code }) },
    headers: {
      ...headers,
      // Whole seconds, as Discord sends it; the body is exact.
      'retry-after': String(Math.ceil(seconds)),
      'x-ratelimit-scope': scope,
      ...(scope === 'global' && { 'x-ratelimit-global': 'true' }),
    },
  };
}

function send(response: ServerResponse, { status, body, headers }: Outcome): void {
  if (response.destroyed) return;
  response.writeHead(status, { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}
