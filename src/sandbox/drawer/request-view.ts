import type { Fault } from '../faults.ts';
import type { LoggedRequest } from '../request-log.ts';

/** One request of the bot as the page shows it: no token, no body. */
export interface RequestView {
  readonly number: number;
  /** By the sandbox's clock. */
  readonly atMs: number;
  readonly method: string;
  readonly path: string;
  /** Absent if it was left without an answer. */
  readonly status?: number;
  /** Of real time. */
  readonly ms: number;
  readonly limit?: LimitView;
  /** Why it was refused. */
  readonly refused?: RefusalView;
  /** The fault that spoilt it, in a few words. */
  readonly fault?: string;
}

/** The state of the request's rate limit after it. */
export interface LimitView {
  /** The bucket's first letters. */
  readonly bucket?: string;
  readonly most?: number;
  readonly remaining?: number;
  readonly resetAfterSeconds?: number;
  /** Of a refusal: whose limit it was, and when to come again. */
  readonly scope?: string;
  readonly retryAfterSeconds?: number;
}

export interface RefusalView {
  readonly code: number;
  readonly message: string;
  /** What is wrong with the body, each at its place. */
  readonly errors: readonly { readonly path: string; readonly message: string }[];
}

const MOST_ERRORS = 20;
const BUCKET_LETTERS = 8;

export function viewRequest(entry: LoggedRequest): RequestView {
  const { number, at, method, path, status, ms, fault } = entry;
  const limit = viewLimit(entry);
  const refused = viewRefusal(entry);
  return {
    number,
    atMs: at.getTime(),
    method,
    path: hideTokens(path),
    ms,
    ...(status !== undefined && { status }),
    ...(limit !== undefined && { limit }),
    ...(refused !== undefined && { refused }),
    ...(fault !== undefined && { fault: describeFault(fault) }),
  };
}

/** The token of an interaction stands in the path, also in one that leads nowhere. */
function hideTokens(path: string): string {
  return path.replace(/(\/(?:interactions|webhooks)\/[^/]*\/)[^/]+/g, '$1…');
}

function viewLimit({ headers, response }: LoggedRequest): LimitView | undefined {
  const number = (name: string) => (headers[name] === undefined ? undefined : Number(headers[name]));
  const retryAfter = readField(response, 'retry_after');
  const view = {
    bucket: headers['x-ratelimit-bucket']?.slice(0, BUCKET_LETTERS),
    most: number('x-ratelimit-limit'),
    remaining: number('x-ratelimit-remaining'),
    resetAfterSeconds: number('x-ratelimit-reset-after'),
    scope: headers['x-ratelimit-scope'],
    retryAfterSeconds: typeof retryAfter === 'number' ? retryAfter : undefined,
  };
  const known = Object.entries(view).filter(([, value]) => value !== undefined);
  return known.length === 0 ? undefined : Object.fromEntries(known);
}

function viewRefusal({ status, response }: LoggedRequest): RefusalView | undefined {
  if (status === undefined || status < 400) return undefined;
  const code = readField(response, 'code');
  const message = readField(response, 'message');
  return {
    code: typeof code === 'number' ? code : 0,
    message: typeof message === 'string' ? message : '',
    errors: flatten(readField(response, 'errors'), []).slice(0, MOST_ERRORS),
  };
}

/** Discord's tree of errors as a list: each with the place where its `_errors` hang. */
function flatten(tree: unknown, at: readonly string[]): RefusalView['errors'] {
  if (typeof tree !== 'object' || tree === null) return [];
  return Object.entries(tree).flatMap(([key, value]) => {
    if (key !== '_errors') return flatten(value, [...at, key]);
    const leaves: readonly unknown[] = Array.isArray(value) ? value : [];
    return leaves.map((leaf) => ({ path: at.join('.'), message: String(readField(leaf, 'message') ?? '') }));
  });
}

function readField(from: unknown, name: string): unknown {
  return typeof from === 'object' && from !== null ? (from as Readonly<Record<string, unknown>>)[name] : undefined;
}

function describeFault(fault: Fault): string {
  const when = fault.when === 'before' ? 'before its effect' : 'after its effect';
  switch (fault.kind) {
    case 'status':
      return `${fault.status} ${when}`;
    case 'rate-limit':
      return `429 (${fault.scope}) ${when}`;
    case 'slow':
      return `held up for ${fault.ms} ms ${when}`;
    default:
      return `${fault.kind} ${when}`;
  }
}
