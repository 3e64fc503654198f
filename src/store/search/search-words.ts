import { stemmer } from 'stemmer';
import { indexWords, isStopWord, wordsOf } from '../../domain/search/words.ts';
import { listPairs, wordsInOrder } from './text-words.ts';
import { listSpans, SPAN_UNITS, type SpanUnit } from './time-spans.ts';

/** What a search row is made from. */
export interface Searchable {
  readonly id: string;
  readonly title: string;
  readonly abstract: string;
  readonly authors: readonly string[];
  readonly summary: string | null;
  readonly keywords: readonly string[];
  readonly organization: string | null;
  readonly github_repo: string | null;
  readonly categories: readonly string[];
  readonly topics: readonly string[];
  readonly dated_at: Date;
  readonly upvotes: number;
}

/**
 * Which rows of the index are of which making: raise it when {@link listIndexWords} or what it calls begins to answer
 * otherwise, and every row is made anew in the background.
 */
export const INDEX_VERSION = 4;

/** From so many upvotes on a paper is one that many liked: one in ten of those that are listed. */
export const LIKED_FROM = 64;

/** More would be a roll of names that nobody searches whole. */
const MOST_AUTHORS = 200;

/**
 * The signs under which a paper stands in the index. A bare stem means that the word stands anywhere in the paper; what
 * holds a colon, which no word does, says where or what.
 */
export const sign = {
  word: (word: string) => stem(word),
  /** In the title. */
  title: (word: string) => `t:${stem(word)}`,
  /** A word of an author's name, or two that follow each other. */
  author: (words: string) => `a:${words}`,
  org: (word: string) => `o:${word}`,
  category: (category: string) => `c:${category.toLowerCase()}`,
  id: (id: string) => `i:${id}`,
  topic: (slug: string) => `p:${slug}`,
  /** Two words of the text, one behind the other. */
  pair: (words: string) => `2:${words}`,
  /** A span of time, see `time-spans.ts`. */
  span: (unit: SpanUnit, number: number) => `${unit}:${number}`,
  code: 'f:code',
  liked: 'f:liked',
  /** Many liked the paper, and it appeared in a span: together, because it is asked for together and is rare. */
  likedIn: (unit: SpanUnit, number: number) => `l${unit}:${number}`,
};

/** Whether a sign is one of {@link sign}'s pairs. */
export function isPair(text: string): boolean {
  return text.startsWith(sign.pair(''));
}

/** Porter's stem of a folded word: `generat` of *generating* and *generation*. Words of other scripts are their own. */
export function stem(word: string): string {
  return /^[a-z]{3,}$/.test(word) ? stemmer(word) : word;
}

/** A text as the stems of its words in order, common ones included. */
export function stemText(text: string): string {
  return wordsOf(text).map(stem).join(' ');
}

/** Every sign of a paper, each once. */
export function listIndexWords(paper: Searchable): readonly string[] {
  const signs = new Set<string>();
  const add = (texts: Iterable<string>, ...toSigns: readonly ((word: string) => string)[]) => {
    for (const text of texts)
      for (const word of indexWords(text)) for (const toSign of toSigns) signs.add(toSign(word));
  };
  add([paper.title], sign.word, sign.title);
  add([paper.abstract, paper.summary ?? '', ...paper.keywords], sign.word);
  add([paper.organization ?? ''], sign.word, sign.org);
  for (const name of paper.authors.slice(0, MOST_AUTHORS)) for (const found of authorSigns(name)) signs.add(found);
  for (const category of paper.categories) {
    signs.add(sign.category(category));
    signs.add(sign.category(category.replace(/\..*/, '')));
  }
  for (const topic of paper.topics) signs.add(sign.topic(topic));
  for (const pair of listPairs(wordsInOrder(paper.title, paper.abstract))) signs.add(sign.pair(pair));
  signs.add(sign.id(paper.id));
  if (paper.github_repo !== null) signs.add(sign.code);
  const isLiked = paper.upvotes >= LIKED_FROM;
  if (isLiked) signs.add(sign.liked);
  for (const unit of SPAN_UNITS) {
    for (const number of listSpans(unit, paper.dated_at)) {
      signs.add(sign.span(unit, number));
      if (isLiked) signs.add(sign.likedIn(unit, number));
    }
  }
  return [...signs];
}

/** The words of a paper that people may misspell and still mean: of its title, keywords and names. */
export function listMisspellable(paper: Searchable): readonly string[] {
  const texts = [paper.title, ...paper.keywords, paper.organization ?? '', ...paper.authors.slice(0, MOST_AUTHORS)];
  const words = texts.flatMap((text) => [...indexWords(text)]);
  return words.filter((word) => word.length >= LEAST_NEAR && word.length <= MOST_NEAR && /^\p{L}/u.test(word));
}

/** In a shorter word a misspelling leaves nothing to go by. */
export const LEAST_NEAR = 4;
const MOST_NEAR = 24;

function authorSigns(name: string): readonly string[] {
  const words = wordsOf(name);
  // *Geoffrey E. Hinton* is also found without the initial.
  const spelled = words.filter((word) => word.length > 1);
  return [...words.map(stem), ...words.map(sign.author), ...pairs(words), ...pairs(spelled)].filter(
    (word) => word !== '' && !isStopWord(word),
  );
}

function pairs(words: readonly string[]): readonly string[] {
  return words.slice(1).map((word, index) => sign.author(`${words[index]} ${word}`));
}

/** The signs that all of somebody's typed name must have: its words, and that they follow each other. */
export function listNameSigns(text: string): readonly string[] {
  const words = wordsOf(text);
  return [...words.map(sign.author), ...pairs(words)];
}

/** The signs that an organisation must have whose name somebody typed: its words, but for the *of* of a university. */
export function listOrgSigns(text: string): readonly string[] {
  return wordsOf(text)
    .filter((word) => !isStopWord(word))
    .map(sign.org);
}
