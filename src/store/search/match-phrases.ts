import type { Clause, Query, Term } from '../../domain/search/query.ts';
import { addOf, type Bits, dropOf, emptyBits, keepOf, pick, put } from './bits.ts';
import { listPhrases, listTelling, type PreparedText, prepareText, wordsOfPhrase } from './phrases.ts';

/** The texts of some papers, taken apart once for many queries, and not before one asks for phrases. */
export interface Texts {
  /** The papers of `within` in whose text some words stand one behind the other. */
  readonly holding: (words: readonly string[], within: Bits) => Bits;
}

export function createTexts(papers: readonly { readonly title: string; readonly abstract: string }[]): Texts {
  const none = emptyBits(papers.length);
  let prepared: readonly PreparedText[] | undefined;
  let words: Postings | undefined;
  const prepare = () => {
    prepared ??= papers.map(({ title, abstract }) => prepareText(title, abstract));
    return prepared;
  };
  const places = papers.map((_, place) => place);
  return {
    holding(run, within) {
      words ??= post(prepare().map((text) => text.words()));
      const bits = [...within];
      for (const word of run) keepOf(bits, words.get(word) ?? none);
      if (run.length === 1) return bits;
      const found = emptyBits(papers.length);
      for (const place of pick(places, bits)) if (prepare()[place]?.holds(run)) put(found, place);
      return found;
    },
  };
}

/**
 * Leaves in `bits` the papers for which `createCheck` of the query holds.
 *
 * @param knownOf the papers that have another term than a phrase, as the index knows it
 */
export function keepPhrased(
  bits: number[],
  { wanted, unwanted }: Query,
  { texts, knownOf }: { texts: Texts; knownOf: (term: Term) => Bits },
): void {
  for (const clause of wanted) if (listPhrases(clause).length > 0) keepClause(bits, clause, { texts, knownOf });
  for (const phrase of listPhrases(unwanted)) dropOf(bits, texts.holding(wordsOfPhrase(phrase), bits));
}

function keepClause(
  bits: number[],
  clause: Clause,
  { texts, knownOf }: { texts: Texts; knownOf: (term: Term) => Bits },
): void {
  const found = bits.map(() => 0);
  for (const term of clause) if (term.kind !== 'phrase') addOf(found, knownOf(term));
  for (const phrase of listTelling(clause)) addOf(found, texts.holding(wordsOfPhrase(phrase), bits));
  keepOf(bits, found);
}

type Postings = ReadonlyMap<string, Bits>;

/** The places of the texts that have each word. */
function post(texts: readonly ReadonlySet<string>[]): Postings {
  const postings = new Map<string, number[]>();
  for (const [place, words] of texts.entries()) {
    for (const word of words) {
      const known = postings.get(word) ?? emptyBits(texts.length);
      put(known, place);
      postings.set(word, known);
    }
  }
  return postings;
}
