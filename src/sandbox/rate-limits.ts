import { createHash } from 'node:crypto';

/** So many requests in a window, counted from the window's first. */
export interface Limit {
  readonly most: number;
  readonly windowMs: number;
}

/** The limits of one route. Discord publishes none of them: these are what bots have observed. */
export interface RouteLimits {
  /** Announced in every answer's headers. */
  readonly announced?: Limit;
  /** Shared by everybody, also by other routes of the name, and known only by the 429: no header announces it. */
  readonly hidden?: Limit & { readonly name: string };
  /** Whether the whole bot's limit counts it. Answers to interactions are free of it. */
  readonly isGlobal: boolean;
}

/** A limit beside those of routes: its 429 has a code of its own. */
export interface CodedLimit extends Limit {
  readonly name: string;
  readonly code: number;
  readonly message: string;
}

export interface RateLimitOptions {
  /** Requests a second of the whole bot. */
  readonly global: number;
  /** Refused requests in ten minutes before the address is banned. */
  readonly invalidRequests: number;
  /** False switches everything but faults off. */
  readonly enabled: boolean;
}

/** Whether a request is let through, and what its answer's headers say. */
export interface Verdict {
  readonly headers: Readonly<Record<string, string>>;
  readonly refused?: Refused;
}

export interface Refused {
  readonly retryAfterMs: number;
  readonly scope: 'user' | 'global' | 'shared';
}

export interface RateLimits {
  /**
   * @param route its template with the method
   * @param major the id that has limits of its own: channel, server, webhook
   * @param sharedBy whose the hidden limit is
   */
  take(route: string, major: string, limits: RouteLimits, sharedBy?: string): Verdict;
  /** @param by whose it is. @returns undefined if the request may pass */
  takeCoded(limit: CodedLimit, by: string): Refused | undefined;
  /** Counts an answer of 401, 403 or 429 that was not shared. discord-api-docs, topics/rate-limits › Invalid Request Limit */
  countInvalid(): void;
  /** Refused requests of the last ten minutes. */
  invalidRequests(): number;
  /** Whether Cloudflare has banned the address: then it answers 429 without `Retry-After`. */
  isBanned(): boolean;
}

const ORDINARY: Limit = { most: 10, windowMs: 2_000 };
const INVALID_WINDOW_MS = 600_000;

/** Counts requests as Discord does. By the monotonic timer: clients wait in real time, wherever the clock stands. */
export function createRateLimits(options: RateLimitOptions): RateLimits {
  const windows = new Map<string, Window>();
  let invalidAt: number[] = [];
  let roomFor = MOST_WINDOWS;

  function count(key: string, limit: Limit): Window {
    const at = performance.now();
    const current = windows.get(key);
    const window = current !== undefined && current.endsAt > at ? current : { taken: 0, endsAt: at + limit.windowMs };
    windows.set(key, window);
    if (windows.size > roomFor) {
      forget(windows, at);
      // Those that are left are still needed: to look through them again each time would cost more the more there are.
      roomFor = Math.max(MOST_WINDOWS, windows.size * 2);
    }
    return window;
  }

  return {
    take(route, major, limits, sharedBy = major) {
      if (!options.enabled) return { headers: {} };
      const whole = count('global', { most: options.global, windowMs: 1_000 });
      if (limits.isGlobal && whole.taken >= options.global) return refuse(whole, 'global', {});
      const announced = limits.announced ?? ORDINARY;
      const own = count(`${route} ${major}`, announced);
      if (own.taken >= announced.most) return refuse(own, 'user', describe(own, announced, route));
      const { hidden } = limits;
      if (hidden !== undefined) {
        const shared = count(`${hidden.name} ${sharedBy}`, hidden);
        // The announced bucket must still look open, or client libraries wait for the wrong one.
        if (shared.taken >= hidden.most) return refuse(shared, 'shared', describe(own, announced, route));
        shared.taken += 1;
      }
      if (limits.isGlobal) whole.taken += 1;
      own.taken += 1;
      return { headers: describe(own, announced, route) };
    },
    takeCoded(limit, by) {
      if (!options.enabled) return undefined;
      const window = count(`${limit.name} ${by}`, limit);
      if (window.taken >= limit.most) return refuse(window, 'user', {}).refused;
      window.taken += 1;
      return undefined;
    },
    countInvalid() {
      invalidAt.push(performance.now());
    },
    invalidRequests() {
      const since = performance.now() - INVALID_WINDOW_MS;
      invalidAt = invalidAt.filter((at) => at > since);
      return invalidAt.length;
    },
    isBanned() {
      return (
        options.enabled &&
        invalidAt.length >= options.invalidRequests &&
        this.invalidRequests() >= options.invalidRequests
      );
    },
  };
}

interface Window {
  taken: number;
  readonly endsAt: number;
}

const MOST_WINDOWS = 10_000;

function forget(windows: Map<string, Window>, at: number): void {
  for (const [key, { endsAt }] of windows) if (endsAt <= at) windows.delete(key);
}

function refuse(window: Window, scope: Refused['scope'], headers: Readonly<Record<string, string>>): Verdict {
  const retryAfterMs = Math.max(1, window.endsAt - performance.now());
  return { headers, refused: { retryAfterMs, scope } };
}

function describe(window: Window, limit: Limit, route: string): Readonly<Record<string, string>> {
  const resetAfterMs = Math.max(0, window.endsAt - performance.now());
  return {
    'x-ratelimit-limit': String(limit.most),
    'x-ratelimit-remaining': String(Math.max(0, limit.most - window.taken)),
    'x-ratelimit-reset': ((Date.now() + resetAfterMs) / 1_000).toFixed(3),
    'x-ratelimit-reset-after': (resetAfterMs / 1_000).toFixed(3),
    'x-ratelimit-bucket': createHash('sha256').update(route).digest('hex').slice(0, 32),
  };
}
