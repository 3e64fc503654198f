import { forgetOldest } from './forget-oldest.ts';

/**
 * A function that keeps its newest results. Only for one whose result depends on nothing but its arguments, and is not
 * changed by whoever is given it.
 *
 * @param keyOf tells apart all arguments with different results
 * @param most how many results are kept
 */
export function remembering<Args extends readonly unknown[], Result>(
  compute: (...args: Args) => Result,
  { keyOf, most }: { keyOf: (...args: Args) => string; most: number },
): (...args: Args) => Result {
  const kept = new Map<string, Result>();
  return (...args) => {
    const key = keyOf(...args);
    const known = kept.get(key);
    if (known !== undefined) return known;
    const result = compute(...args);
    kept.set(key, result);
    forgetOldest(kept, most);
    return result;
  };
}
