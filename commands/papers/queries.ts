import { createHash } from 'node:crypto';
import { forgetOldest } from '../../src/domain/forget-oldest.ts';

/**
 * Queries as the buttons below their results carry them. A short one stands in the button itself; a long one is kept in
 * memory under a key, so that nothing anybody looks for is stored. A restart forgets it, and then the button says that it
 * is out of date.
 */
export interface Queries {
  /** @returns a token of at most {@link MOST_TOKEN} characters, as a `custom_id` counts them */
  remember(query: string): string;
  /** @returns undefined if the token is none of ours, or forgotten */
  recall(token: string): string | undefined;
}

const MOST_TOKEN = 40;
const MOST_KEPT = 10_000;

export function createQueries(): Queries {
  const kept = new Map<string, string>();
  return {
    remember(query) {
      // Two signs are escaped in a custom_id, to three characters each.
      if (query.length + 1 + 2 * (query.match(/[%|]/g)?.length ?? 0) <= MOST_TOKEN) return `=${query}`;
      const key = createHash('sha256').update(query).digest('base64url').slice(0, 22);
      kept.delete(key);
      kept.set(key, query);
      forgetOldest(kept, MOST_KEPT);
      return `#${key}`;
    },
    recall: (token) => (token.startsWith('=') ? token.slice(1) : kept.get(token.slice(1))),
  };
}
