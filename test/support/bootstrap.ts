const ROUNDS = 1000;
const COVERED = 0.95;

/**
 * Between what two numbers a measure of some items lies in 95 of 100 draws of as many from among them, with putting
 * back: how far the measure may be chance. The same items give the same answer.
 */
export function bootstrapInterval<T>(
  items: readonly T[],
  measure: (drawn: readonly T[]) => number,
): readonly [low: number, high: number] {
  const random = createRandom(items.length);
  const measures = Array.from({ length: ROUNDS }, () => measure(items.map(() => draw(items, random)))).toSorted(
    (one, other) => one - other,
  );
  const at = (part: number) => measures[Math.round(part * (ROUNDS - 1))] ?? Number.NaN;
  return [at((1 - COVERED) / 2), at((1 + COVERED) / 2)];
}

function draw<T>(items: readonly T[], random: () => number): T {
  return items[Math.floor(random() * items.length)] as T;
}

/** Numbers from 0 to 1, the same for the same seed: mulberry32. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
