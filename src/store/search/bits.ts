/** A set of papers: one bit for each, by its place. Plain arrays: so short ones are made faster than typed ones. */
export type Bits = readonly number[];

const BITS = 32;

/** The empty set. @param count how many papers there are */
export function emptyBits(count: number): number[] {
  const bits: number[] = [];
  for (let at = 0; at < count; at += BITS) bits.push(0);
  return bits;
}

/** Puts a paper into a set. */
export function put(bits: number[], place: number): void {
  const at = Math.floor(place / BITS);
  bits[at] = (bits[at] ?? 0) | (1 << (place % BITS));
}

/** Leaves in `bits` what is in `other` too. */
export function keepOf(bits: number[], other: Bits): void {
  for (let at = 0; at < bits.length; at += 1) bits[at] = (bits[at] ?? 0) & (other[at] ?? 0);
}

/** Those in a set, in order; costs as much as there are of them, not as all. */
export function pick<T>(all: readonly T[], bits: Bits): readonly T[] {
  const found: T[] = [];
  for (let at = 0; at < bits.length; at += 1) {
    // The lowest bit is taken away until none is left.
    for (let word = bits[at] ?? 0; word !== 0; word &= word - 1) {
      const each = all[at * BITS + 31 - Math.clz32(word & -word)];
      if (each !== undefined) found.push(each);
    }
  }
  return found;
}

/** Takes out of `bits` what is in `other`. */
export function dropOf(bits: number[], other: Bits): void {
  for (let at = 0; at < bits.length; at += 1) bits[at] = (bits[at] ?? 0) & ~(other[at] ?? 0);
}

/** Adds to `bits` what is in `other`. */
export function addOf(bits: number[], other: Bits): void {
  for (let at = 0; at < bits.length; at += 1) bits[at] = (bits[at] ?? 0) | (other[at] ?? 0);
}
