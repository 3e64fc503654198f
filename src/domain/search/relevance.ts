/** A paper that may be meant, as far as its place among the others depends on it. */
export interface Candidate {
  readonly id: string;
  /** The title as stems of words in order, common ones included. */
  readonly title: readonly string[];
  readonly upvotes: number;
  /** When it appeared, in milliseconds since 1970. */
  readonly dated: number;
  /** How it was found: all that was wanted; only with words that are near to what was typed; or not all words. */
  readonly found: 'whole' | 'near' | 'partly';
}

/** A word that is looked for, as stems: itself, and what may be meant instead, each with how alike it is, up to 1. */
export interface WantedWord {
  readonly stems: readonly string[];
  /** A common one (*of*, *the*) tells little, but that it stands where it was typed. */
  readonly isCommon: boolean;
  readonly near: readonly { readonly stem: string; readonly likeness: number }[];
}

const IN_TITLE = 1;
const COMMON = 0.1;
const ELSEWHERE = { whole: 0.35, near: 0.25, partly: 0 } as const;
const FOUND = { whole: 0, near: -0.3, partly: -0.5 } as const;
/** Words that follow each other in the title as they were typed. */
const TOGETHER = 0.3;
/** How much of the title was typed. */
const COVERED = 0.3;
const COVERED_COMMON = 0.4;
const TENFOLD_UPVOTES = 0.04;
const YEAR = 0.02;
const YEAR_MS = 365.25 * 24 * 3_600_000;

/**
 * The order of what search finds, best first: where the words stand (the title before the rest), how close together,
 * and how much of the title they are; a little for ten times the upvotes, and for a year. Deterministic, whenever it is
 * asked: age counts from a fixed day. Papers that are equal in this are ordered by the newer id.
 */
export function rankCandidates(candidates: readonly Candidate[], wanted: readonly WantedWord[]): readonly Candidate[] {
  const meanings = new Map<string, Meaning[]>();
  for (const [place, word] of wanted.entries()) {
    for (const stem of word.stems) add(meanings, stem, { place, worth: IN_TITLE });
    for (const { stem, likeness } of word.near) add(meanings, stem, { place, worth: IN_TITLE * likeness });
  }
  const weights = wanted.map(({ isCommon }) => (isCommon ? COMMON : 1));
  return candidates
    .map((candidate) => ({ candidate, relevance: relevance(candidate, weights, meanings) }))
    .toSorted((a, b) => b.relevance - a.relevance || (a.candidate.id < b.candidate.id ? 1 : -1))
    .map(({ candidate }) => candidate);
}

const NONE: readonly Meaning[] = [];

/** Which wanted word a stem may be, and what it is worth in a title. */
interface Meaning {
  readonly place: number;
  readonly worth: number;
}

function add(meanings: Map<string, Meaning[]>, stem: string, meaning: Meaning): void {
  meanings.set(stem, [...(meanings.get(stem) ?? []), meaning]);
}

function relevance(
  candidate: Candidate,
  weights: readonly number[],
  meanings: ReadonlyMap<string, readonly Meaning[]>,
): number {
  const { title, upvotes, dated, found } = candidate;
  const count = weights.length;
  const worth = weights.map(() => ELSEWHERE[found] as number);
  let covered = 0;
  let longest = 0;
  let run = 0;
  let before = NONE;
  for (const stem of title) {
    const here = meanings.get(stem) ?? NONE;
    let follows = false;
    let most = 0;
    for (const { place, worth: value } of here) {
      worth[place] = Math.max(worth[place] ?? 0, value);
      most = Math.max(most, value * Math.max(COVERED_COMMON, weights[place] ?? 0));
      for (const last of before) if (last.place === place - 1) follows = true;
    }
    covered += most;
    run = here.length === 0 ? 0 : follows ? run + 1 : 1;
    longest = Math.max(longest, run);
    before = here;
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const words = worth.reduce((sum, value, place) => sum + value * (weights[place] ?? 0), 0) / Math.max(total, COMMON);
  const together = count > 1 ? (TOGETHER * Math.max(0, Math.min(longest, count) - 1)) / (count - 1) : 0;
  return (
    words +
    together +
    (COVERED * covered) / Math.max(3, title.length) +
    FOUND[found] +
    TENFOLD_UPVOTES * Math.log10(1 + Math.max(0, upvotes)) +
    (YEAR * dated) / YEAR_MS
  );
}
