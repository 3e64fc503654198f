import { BUILT_IN_TOPICS, type Topic } from './built-in-topics.ts';
import { nearest } from './nearest.ts';
import type { Paper } from './paper.ts';

export type { Topic } from './built-in-topics.ts';

/** How often an abstract must name a topic: once is often only in passing. */
const TIMES_IN_ABSTRACT = 2;
const CHOICES = 25;

const MATCHERS = BUILT_IN_TOPICS.map(({ slug, words }) => ({ slug, pattern: compile(words.split(', ')) }));
const ALL = new Set(['', 'all']);

/**
 * The slugs of the topics that a paper belongs to, in the topics' own order. It belongs to one whose words stand in its
 * title, among its keywords, or at least twice in its abstract and summary.
 */
export function matchTopics({ title, abstract, summary, keywords }: Paper): readonly string[] {
  const head = fold([title, ...keywords].join(' . '));
  const body = fold(`${abstract} . ${summary ?? ''}`);
  return MATCHERS.filter(({ pattern }) => count(head, pattern, 1) || count(body, pattern, TIMES_IN_ABSTRACT)).map(
    ({ slug }) => slug,
  );
}

/** @returns undefined if there is no topic with this slug */
export function findTopic(slug: string): Topic | undefined {
  return BUILT_IN_TOPICS.find((topic) => topic.slug === slug);
}

/**
 * Topics as people type them: slugs or names, separated by commas, in any case. `all`, or nothing, means every topic.
 *
 * @returns sorted slugs, and what is no topic as it was typed
 */
export function parseTopics(text: string): { readonly topics: readonly string[]; readonly unknown: readonly string[] } {
  const typed = text.split(',').map((name) => name.trim());
  const wanted = typed.filter((name) => !ALL.has(name.toLowerCase()));
  const found = wanted.map((name) => ({ name, slug: findByName(name)?.slug }));
  const slugs = new Set(found.flatMap(({ slug }) => (slug === undefined ? [] : [slug])));
  return {
    topics: [...slugs].toSorted(),
    unknown: found.filter(({ slug }) => slug === undefined).map(({ name }) => name),
  };
}

/** The slugs of the three topics that a text is nearest to. */
export function nearestTopics(text: string): readonly string[] {
  return nearest(
    text,
    BUILT_IN_TOPICS.map(({ slug }) => slug),
    3,
  );
}

/** Topics for autocompletion: those whose slug or name holds what was typed, else the nearest. */
export function completeTopics(typed: string): readonly Topic[] {
  const wanted = toSlug(typed);
  const holding = BUILT_IN_TOPICS.filter(({ slug }) => slug.includes(wanted));
  if (holding.length > 0) return holding.slice(0, CHOICES);
  return nearestTopics(typed).flatMap((slug) => findTopic(slug) ?? []);
}

/** Completes the last of several names separated by commas; those before it stand, and are not offered again. */
export function completeTopicList(typed: string): readonly string[] {
  const names = typed.split(',').map((name) => name.trim());
  const before = names.slice(0, -1).flatMap((name) => findByName(name)?.slug ?? []);
  return completeTopics(names.at(-1) ?? '')
    .filter(({ slug }) => !before.includes(slug))
    .map(({ slug }) => [...before, slug].join(', '));
}

function findByName(name: string): Topic | undefined {
  const slug = toSlug(name);
  return BUILT_IN_TOPICS.find((topic) => topic.slug === slug || toSlug(topic.name) === slug);
}

function toSlug(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, '-');
}

/** Lower case, accents and punctuation gone: words with single spaces between them. */
function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}.]+/gu, ' ');
}

function compile(words: readonly string[]): RegExp {
  const alternatives = words.map((word) => (word.endsWith('*') ? `${word.slice(0, -1)}[\\p{L}\\p{N}]*` : `${word}s?`));
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${alternatives.join('|')})(?![\\p{L}\\p{N}])`, 'gu');
}

function count(text: string, pattern: RegExp, atLeast: number): boolean {
  let found = 0;
  for (const _ of text.matchAll(pattern)) {
    found += 1;
    if (found >= atLeast) return true;
  }
  return false;
}
