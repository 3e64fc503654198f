import { createRandom } from './search-corpus.ts';

const DRAWS = 2000;

/**
 * Normalised discounted cumulative gain of the first `k`: the worth of a list to somebody who reads from the top and
 * may stop at any row, against the best order. A paper is worth its upvotes, so missing the week's best costs most.
 */
export function ndcg(worths: readonly number[], k: number): number {
  const best = gain(worths.toSorted((a, b) => b - a).slice(0, k));
  return best === 0 ? 1 : gain(worths.slice(0, k)) / best;
}

/** Which share of the first `k` belongs there. Worth as much as the `k`-th best is enough. */
export function overlap(worths: readonly number[], k: number): number {
  const needed = worths.toSorted((a, b) => b - a)[Math.min(k, worths.length) - 1] ?? 0;
  return worths.slice(0, k).filter((worth) => worth >= needed).length / Math.min(k, worths.length);
}

/** Differences of one pair of rules, each with the week it is of. */
export interface Difference {
  readonly week: string;
  readonly by: number;
}

/**
 * The 95 % interval of the mean of paired differences, from drawing whole weeks anew: instants of one week see much
 * the same papers and count as one experience. The same draws for everybody.
 */
export function boundMean(differences: readonly Difference[]): { readonly low: number; readonly high: number } {
  const weeks = [...Map.groupBy(differences, ({ week }) => week).values()].map((ofWeek) => ofWeek.map(({ by }) => by));
  const random = createRandom(11);
  const means = Array.from({ length: DRAWS }, () =>
    mean(weeks.flatMap(() => weeks[Math.floor(random() * weeks.length)] ?? [])),
  ).toSorted((a, b) => a - b);
  return { low: means[Math.floor(DRAWS * 0.025)] ?? 0, high: means[Math.floor(DRAWS * 0.975)] ?? 0 };
}

export function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

function gain(worths: readonly number[]): number {
  return worths.reduce((sum, worth, index) => sum + worth / Math.log2(index + 2), 0);
}
