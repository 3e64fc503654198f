const ROUNDS = 5;
const RUNS = 3;

/** Between growth with the amount and growth with its square. */
export const STRAIGHT = 8;

/**
 * How many times longer some work takes for four times as much: about 4 if its time grows with the amount, 16 if with
 * its square. The fastest runs of the straightest round count, so that what else the machine does hardly does.
 */
export function growthOf(work: (amount: number) => void, amount: number): number {
  const rounds = Array.from({ length: ROUNDS }, () => fastest(() => work(4 * amount)) / fastest(() => work(amount)));
  return Math.min(...rounds);
}

function fastest(work: () => void): number {
  const times = Array.from({ length: RUNS }, () => {
    const begun = performance.now();
    work();
    return performance.now() - begun;
  });
  return Math.min(...times);
}
