import type { PaperId } from '../paper-id.ts';

/** A paper that shares words with another. */
export interface AlikePaper {
  readonly id: PaperId;
  readonly keywords: readonly string[];
  /** How much the words that they share say. */
  readonly inWords: number;
}

/**
 * Orders papers by how much they have in common with one: the words that they share, and whole keywords, each of which
 * says the more, the fewer of `candidates` have it (the logarithm of inverse document frequency: Spärck Jones, 1972).
 *
 * @param keywords of the paper that they are compared with
 * @returns ids, the most alike first, newer ones first among equals
 */
export function rankAlike(keywords: readonly string[], candidates: readonly AlikePaper[]): readonly PaperId[] {
  const wanted = new Set(keywords.map(fold));
  const shared = candidates.map((paper) => ({
    ...paper,
    keywords: [...new Set(paper.keywords.map(fold))].filter((keyword) => wanted.has(keyword)),
  }));
  const frequencies = new Map<string, number>();
  for (const { keywords: own } of shared)
    for (const each of own) frequencies.set(each, (frequencies.get(each) ?? 0) + 1);
  const says = (keyword: string) => Math.log(1 + candidates.length / (frequencies.get(keyword) ?? 1));
  return shared
    .map(({ id, inWords, keywords: own }) => ({ id, says: own.reduce((sum, each) => sum + says(each), inWords) }))
    .toSorted((one, other) => other.says - one.says || (one.id < other.id ? 1 : -1))
    .map(({ id }) => id);
}

function fold(keyword: string): string {
  return keyword
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ');
}
