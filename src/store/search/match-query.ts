import type { PaperId } from '../../domain/paper-id.ts';
import type { Clause, Query, Sign, Term } from '../../domain/search/query.ts';
import { isStopWord, type SpelledWord, spell, wordsOf } from '../../domain/search/words.ts';
import { addOf, type Bits, dropOf, emptyBits, keepOf, pick, put } from './bits.ts';
import { createTexts, keepPhrased } from './match-phrases.ts';
import { hasPhrases } from './phrases.ts';
import { listNameSigns, listOrgSigns, sign } from './search-words.ts';

/** A paper as the index knows it, with the text in which phrases are looked for. */
export interface MatchablePaper {
  readonly id: PaperId;
  /** See `listIndexWords`. */
  readonly signs: readonly string[];
  readonly title: string;
  readonly abstract: string;
  readonly upvotes: number;
}

/** @returns the papers that have all that a query asks for, in the order in which they were given */
export type Matcher = (query: Query) => readonly PaperId[];

/**
 * Holds queries against a few hundred papers: the same papers match as the conditions of `search-query.ts` and the
 * phrases of `phrases.ts` let pass in PostgreSQL, a test sees to it. Made once for many queries: the papers of each sign
 * are a set of bits, so that a query is a few operations on short arrays.
 */
export function createMatcher(papers: readonly MatchablePaper[]): Matcher {
  const index = createIndex(papers);
  const texts = createTexts(papers);
  const knownOf = (term: Term) => matchTerm(term, index) ?? index.none;
  return (query) => {
    const bits = matchSigns(query, index);
    if (hasPhrases(query) && bits.some((word) => word !== 0)) keepPhrased(bits, query, { texts, knownOf });
    return pick(papers, bits).map(({ id }) => id);
  };
}

interface Index {
  /** The papers with a sign; nobody changes what it answers. */
  readonly having: (sign: string) => Bits;
  readonly liked: (isEnough: (upvotes: number) => boolean) => Bits;
  readonly all: Bits;
  readonly none: Bits;
}

function createIndex(papers: readonly MatchablePaper[]): Index {
  const none = emptyBits(papers.length);
  const all = none.map((bits) => ~bits);
  const postings = new Map<string, number[]>();
  for (const [place, { signs }] of papers.entries()) {
    for (const each of signs) {
      const known = postings.get(each) ?? emptyBits(papers.length);
      put(known, place);
      postings.set(each, known);
    }
  }
  return {
    ...{ all, none },
    having: (each) => postings.get(each) ?? none,
    liked(isEnough) {
      const bits = emptyBits(papers.length);
      for (const [place, { upvotes }] of papers.entries()) if (isEnough(upvotes)) put(bits, place);
      return bits;
    },
  };
}

/** What the signs alone say; phrases are still to be looked for in the texts. */
function matchSigns({ wanted, unwanted }: Query, index: Index): number[] {
  const bits = [...index.all];
  for (const clause of wanted) {
    const found = matchClause(clause, index);
    if (found !== undefined) keepOf(bits, found);
  }
  for (const term of unwanted) {
    // No sign knows the order of words: the texts decide.
    const found = term.kind === 'phrase' ? undefined : matchTerm(term, index);
    if (found !== undefined) dropOf(bits, found);
  }
  return bits;
}

/** @returns undefined for one that everything matches: words that are left out as too common */
function matchClause(clause: Clause, index: Index): Bits | undefined {
  const found = clause.map((term) => matchTerm(term, index)).filter((bits) => bits !== undefined);
  return found.length === 0 ? undefined : anyOf(found);
}

/** @returns undefined if it holds only common words */
function matchTerm(term: Term, index: Index): Bits | undefined {
  const having = (signs: readonly string[]) => (signs.length === 0 ? undefined : allOf(signs.map(index.having), index));
  switch (term.kind) {
    case 'word': {
      const spelled = spell(term.text);
      return spelled.length === 0
        ? undefined
        : allOf(
            spelled.map((word) => matchSpelled(word, index)),
            index,
          );
    }
    case 'phrase':
      return having(
        wordsOf(term.text)
          .filter((word) => !isStopWord(word))
          .map(sign.word),
      );
    case 'author':
      return having(listNameSigns(term.text));
    case 'org':
      return having(listOrgSigns(term.text));
    case 'cat':
      return having([sign.category(term.text)]);
    case 'id':
      return having([sign.id(term.id)]);
    case 'is':
      return having([sign.code]);
    case 'upvotes':
      return index.liked((upvotes) => COMPARE[term.sign](upvotes, term.count));
  }
}

function matchSpelled({ parts, joined }: SpelledWord, index: Index): Bits {
  const apart = allOf(
    parts.map((part) => index.having(sign.word(part))),
    index,
  );
  return joined === undefined ? apart : anyOf([apart, index.having(sign.word(joined))]);
}

const COMPARE: Readonly<Record<Sign, (upvotes: number, count: number) => boolean>> = {
  '>': (upvotes, count) => upvotes > count,
  '>=': (upvotes, count) => upvotes >= count,
  '<': (upvotes, count) => upvotes < count,
  '<=': (upvotes, count) => upvotes <= count,
  '=': (upvotes, count) => upvotes === count,
};

function allOf(sets: readonly Bits[], { all }: Index): Bits {
  const [first, second] = sets;
  if (first === undefined) return all;
  if (second === undefined) return first;
  const bits = [...first];
  for (let at = 1; at < sets.length; at += 1) keepOf(bits, sets[at] ?? first);
  return bits;
}

function anyOf(sets: readonly Bits[]): Bits {
  const [first = [], second] = sets;
  if (second === undefined) return first;
  const bits = [...first];
  for (const other of sets) addOf(bits, other);
  return bits;
}
