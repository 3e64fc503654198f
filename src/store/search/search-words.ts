import { stemmer } from 'stemmer';
import { indexWords, isStopWord, wordsOf } from '../../domain/search/words.ts';

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
  readonly liked: boolean;
}

/**
 * Which rows of the index are of which making: raise it when {@link listIndexWords} or what it calls begins to answer
 * otherwise, and every row is made anew in the background.
 */
export const INDEX_VERSION = 3;

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
  /** The day, the month and the year in which the paper appeared, in UTC. */
  day: (at: Date) => `d:${at.toISOString().slice(0, 10)}`,
  month: (at: Date) => `m:${at.toISOString().slice(0, 7)}`,
  year: (at: Date) => `y:${at.getUTCFullYear()}`,
  code: 'f:code',
  liked: 'f:liked',
  /** Many liked the paper, and this is its month: together, because it is asked for together and is rare. */
  likedIn: (at: Date) => `l:${at.toISOString().slice(0, 7)}`,
};

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
  signs.add(sign.id(paper.id));
  signs.add(sign.year(paper.dated_at));
  signs.add(sign.month(paper.dated_at));
  signs.add(sign.day(paper.dated_at));
  if (paper.github_repo !== null) signs.add(sign.code);
  if (paper.liked) {
    signs.add(sign.liked);
    signs.add(sign.likedIn(paper.dated_at));
  }
  return [...signs];
}

/** The words of a paper that people may misspell and still mean: of its title, keywords and names. */
export function listNearWords(paper: Searchable): readonly string[] {
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
