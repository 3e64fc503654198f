/** How often a bot may still begin a session, as `GET /gateway/bot` tells it. */
export interface SessionStarts {
  /** Takes one. @returns false if there is none left, or the bot begins too fast */
  take(shardId: number): 'taken' | 'too-fast' | 'none-left';
  view(): { total: number; remaining: number; reset_after: number; max_concurrency: number };
  /** For tests: how many are left until the day is over. */
  setRemaining(remaining: number): void;
}

/** A shard takes no more servers: discord-api-docs, events/gateway › Sharding. */
export const GUILDS_A_SHARD = 2_500;
const TOTAL = 1_000;
const DAY_MS = 86_400_000;
/** Of the shards that may begin at the same time. Discord's is 1 for all but large bots. */
const MAX_CONCURRENCY = 1;

/** @param identifyMs how far apart two beginnings of the same key must be; Discord's is 5,000 */
export function createSessionStarts(identifyMs: number): SessionStarts {
  let remaining = TOTAL;
  let resetAt = performance.now() + DAY_MS;
  const lastByKey = new Map<number, number>();

  function renew(): void {
    if (performance.now() < resetAt) return;
    remaining = TOTAL;
    resetAt = performance.now() + DAY_MS;
  }

  return {
    take(shardId) {
      renew();
      if (remaining <= 0) return 'none-left';
      const key = shardId % MAX_CONCURRENCY;
      const last = lastByKey.get(key);
      if (last !== undefined && performance.now() - last < identifyMs) return 'too-fast';
      lastByKey.set(key, performance.now());
      remaining -= 1;
      return 'taken';
    },
    view() {
      renew();
      const resetAfter = Math.max(0, Math.ceil(resetAt - performance.now()));
      return { total: TOTAL, remaining, reset_after: resetAfter, max_concurrency: MAX_CONCURRENCY };
    },
    setRemaining(value) {
      remaining = value;
    },
  };
}
