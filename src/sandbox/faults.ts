/** What goes wrong with a request. Faults are tried in the order in which they were injected. */
export type Fault = FaultTarget & (FaultKind | { readonly kind: 'slow'; readonly ms: number });

export interface FaultTarget {
  readonly method?: string;
  /** A text is compared with the request's path and with its route's template, both without `/api/v10`. */
  readonly path?: RegExp | string;
  /** How many requests it spoils; 1 if absent. */
  readonly times?: number;
  /** Before or after the request has had its effect. */
  readonly when: 'before' | 'after';
}

export type FaultKind =
  /** `html` answers as Cloudflare does, without a code. */
  | { readonly kind: 'status'; readonly status: number; readonly code?: number; readonly html?: boolean }
  /** The connection is reset (RST). */
  | { readonly kind: 'reset' }
  /** The connection is closed without an answer (FIN). */
  | { readonly kind: 'fin' }
  /** No answer ever comes. */
  | { readonly kind: 'hang' }
  | { readonly kind: 'broken-json' }
  /** The headers come, the body stops half-way. */
  | { readonly kind: 'stalled-body' }
  | {
      readonly kind: 'rate-limit';
      /** Seconds. */
      readonly retryAfter: number;
      readonly scope: 'user' | 'global' | 'shared';
      /** As Cloudflare bans: nothing says when to come again. */
      readonly omitRetryAfter?: boolean;
    };

export interface Injected {
  /** How many requests it has spoilt. */
  readonly hits: number;
  clear(): void;
}

/** Failures that a test has planned. */
export interface Faults {
  inject(fault: Fault): Injected;
  clear(): void;
}

export interface FaultSource extends Faults {
  /** The fault that this request meets now, if any; it is used up by one. */
  next(when: Fault['when'], request: { method: string; path: string; route: string | undefined }): Fault | undefined;
}

export function createFaults(): FaultSource {
  const planned = new Set<{ fault: Fault; left: number; hits: number }>();
  return {
    inject(fault) {
      const plan = { fault, left: fault.times ?? 1, hits: 0 };
      planned.add(plan);
      return {
        get hits() {
          return plan.hits;
        },
        clear: () => void planned.delete(plan),
      };
    },
    clear: () => planned.clear(),
    next(when, request) {
      for (const plan of planned) {
        if (plan.left <= 0 || plan.fault.when !== when || !concerns(plan.fault, request)) continue;
        plan.left -= 1;
        plan.hits += 1;
        return plan.fault;
      }
      return undefined;
    },
  };
}

function concerns(
  { method, path }: FaultTarget,
  request: { method: string; path: string; route: string | undefined },
): boolean {
  if (method !== undefined && method.toUpperCase() !== request.method) return false;
  if (path === undefined) return true;
  return typeof path === 'string' ? path === request.path || path === request.route : path.test(request.path);
}
