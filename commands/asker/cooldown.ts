import { UserError } from '../../src/domain/errors.ts';
import { forgetOldest } from '../../src/domain/forget-oldest.ts';

/** Holds people back from doing the same thing again at once. Kept in memory: a restart forgives. */
export interface Cooldowns {
  /**
   * Notes that `who` does `what`.
   *
   * @throws UserError `cooldown`, with when it may be done again, if it was done less than `forMs` ago
   */
  take(what: string, who: string, forMs: number): void;
}

const MOST_KEPT = 10_000;

export function createCooldowns(now: () => Date): Cooldowns {
  const until = new Map<string, number>();
  return {
    take(what, who, forMs) {
      const at = now().getTime();
      const key = `${what} ${who}`;
      const retryAt = until.get(key) ?? 0;
      if (retryAt > at) throw new UserError({ code: 'cooldown', retryAt: new Date(retryAt) });
      // Oldest first, because an entry that is renewed is deleted before it is set.
      until.delete(key);
      until.set(key, at + forMs);
      forgetOldest(until, MOST_KEPT);
    },
  };
}
