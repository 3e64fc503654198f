/**
 * How many slips lead from one word to another: letters put in, left out, changed, or changed places with a neighbour
 * (optimal string alignment). Words of a few dozen letters; deterministic.
 */
export function countSlips(from: string, to: string): number {
  let twoBack: number[] = [];
  let above = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const same = from[row - 1] === to[column - 1];
      const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      current[column] = Math.min(
        (above[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (above[column - 1] ?? 0) + (same ? 0 : 1),
        swapped ? (twoBack[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    twoBack = above;
    above = current;
  }
  return above[to.length] ?? 0;
}

/** Whether one word is likely the other misspelt: one slip, or two if it is long. */
export function isLikelySlip(typed: string, word: string): boolean {
  const most = typed.length < 7 ? 1 : 2;
  return Math.abs(typed.length - word.length) <= most && countSlips(typed, word) <= most;
}
