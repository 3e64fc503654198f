/**
 * Those candidates that somebody may have meant by a text, at most `count`, the nearest first; those that hold it come
 * before those that are only alike. What is far, or half as near as the nearest, was not meant: there may be none. Of no
 * text all are equally near. Deterministic: equal ones keep their order.
 *
 * Likeness is Sørensen and Dice's coefficient over pairs of letters, which forgives a letter left out, doubled or
 * changed: to all of a candidate, or to the one of its words that is most like the text.
 */
export function nearest(text: string, candidates: readonly string[], count: number): readonly string[] {
  const wanted = fold(text).slice(0, MOST_CHARACTERS);
  const pairs = pairsOf(wanted);
  const likeness = (candidate: string) => {
    const folded = fold(candidate);
    const holds = folded.includes(wanted) ? 1 + wanted.length / folded.length : 0;
    const wholeAndWords = [folded, ...folded.split(/[^\p{L}\p{N}]+/u)];
    return holds + Math.max(...wholeAndWords.map((part) => dice(pairs, pairsOf(part))));
  };
  if (wanted === '') return candidates.slice(0, count);
  const ordered = candidates
    .map((candidate) => ({ candidate, likeness: likeness(candidate) }))
    .toSorted((a, b) => b.likeness - a.likeness);
  const least = Math.max(LEAST_LIKENESS, (ordered[0]?.likeness ?? 0) / 2);
  return ordered
    .filter((each) => each.likeness >= least)
    .slice(0, count)
    .map(({ candidate }) => candidate);
}

const MOST_CHARACTERS = 100;
/** `visoin` is that near to `vision`; what shares fewer pairs of letters does so by chance. */
const LEAST_LIKENESS = 0.4;

function fold(text: string): string {
  return text
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
    .trim();
}

function pairsOf(text: string): ReadonlySet<string> {
  return new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, index) => text.slice(index, index + 2)));
}

function dice(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const total = a.size + b.size;
  return total === 0 ? 0 : (2 * a.intersection(b).size) / total;
}
