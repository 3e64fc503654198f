/**
 * Takes the oldest entries out of a map or set until at most `most` are left. Both keep the order in which their keys
 * were first set: whoever renews an entry deletes it before.
 */
export function forgetOldest<Key>(
  kept: { readonly size: number; keys(): Iterable<Key>; delete(key: Key): boolean },
  most: number,
): void {
  for (const oldest of kept.keys()) {
    if (kept.size <= most) return;
    kept.delete(oldest);
  }
}
