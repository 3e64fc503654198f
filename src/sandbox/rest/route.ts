import type { CodedLimit, RouteLimits } from '../rate-limits.ts';

/** A request that was let in, with its body read. */
export interface RestRequest {
  /** What stands in the template's braces. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Absent if there was none. */
  readonly body: unknown;
}

export interface RestAnswer {
  readonly status: number;
  /** Absent for 204. */
  readonly body?: unknown;
}

/** One route of the API. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** As the OpenAPI description writes it: `/channels/{channel_id}/messages`. */
  readonly path: string;
  readonly limits: RouteLimits;
  /** The parameters whose values have limits of their own: a channel, a server, a webhook with its token. */
  readonly major?: readonly string[];
  /** Whose the hidden limit is, if it is not the major parameter's. @returns undefined if it is unknown */
  readonly sharedBy?: (params: RestRequest['params']) => string | undefined;
  /** A limit that only some of its requests have. */
  readonly coded?: (request: RestRequest) => { readonly limit: CodedLimit; readonly by: string } | undefined;
  /** Whether the token stands in the path and none is asked for beside it. */
  readonly isOpen?: boolean;
  /** @throws ApiError */
  readonly handle: (request: RestRequest) => RestAnswer | Promise<RestAnswer>;
}

/** Counted by Discord's global limit, and by no other that bots have noticed. */
export const ORDINARY: RouteLimits = { isGlobal: true };

/** A parameter that the template has. */
export function param({ params }: RestRequest, name: string): string {
  const value = params[name];
  if (value === undefined) throw new Error(`the route has no {${name}}`);
  return value;
}
