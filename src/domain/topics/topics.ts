import { nearest } from '../nearest.ts';
import { BUILT_IN_TOPICS, type Topic } from './built-in-topics.ts';
import { type TopicalPaper, weighTopics } from './topic-points.ts';

export type { Topic } from './built-in-topics.ts';

const CHOICES = 25;
const ALL = new Set(['', 'all']);

/** How many points make a topic whose query does not say: a word of its own in the title. */
const ENOUGH = 4;
const weigh = weighTopics(BUILT_IN_TOPICS);

/**
 * The slugs of the topics that a paper belongs to, in the topics' own order: those whose query gives it enough points
 * (see `TopicQuery`), and the broad ones that these are a part of.
 */
export function matchTopics(paper: TopicalPaper): readonly string[] {
  const found = weigh(paper).filter(({ topic, points }) => points >= (topic.query.enough ?? ENOUGH));
  const slugs = new Set(found.flatMap(({ topic: { slug, query } }) => [slug, query.partOf]));
  return BUILT_IN_TOPICS.map(({ slug }) => slug).filter((slug) => slugs.has(slug));
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

/** The slugs of the three topics that a text is nearest to: those whose queries name it, then those spelt like it. */
export function nearestTopics(text: string): readonly string[] {
  const named = completeTopics(text).map(({ slug }) => slug);
  const alike = nearest(
    text,
    BUILT_IN_TOPICS.map(({ slug }) => slug),
    3,
  );
  return [...new Set([...named, ...alike])].slice(0, 3);
}

/**
 * Topics for autocompletion, at most 25: those whose slug or name holds what was typed, and those whose query has a word
 * for it, so that `rag` finds retrieval; else the nearest. Nothing typed: the broad ones, and as many more as fit.
 *
 * @param except slugs that are not to be offered
 */
export function completeTopics(typed: string, except: readonly string[] = []): readonly Topic[] {
  const offered = BUILT_IN_TOPICS.filter(({ slug }) => !except.includes(slug));
  const wanted = toSlug(typed);
  if (wanted === '') return offered.slice(0, CHOICES);
  const found = offered
    .map((topic) => ({ topic, distance: distanceOf(topic, wanted) }))
    .filter(({ distance }) => distance < DISTANCES.length)
    .toSorted((one, other) => one.distance - other.distance);
  if (found.length > 0) return found.slice(0, CHOICES).map(({ topic }) => topic);
  return nearest(
    typed,
    offered.map(({ slug }) => slug),
    3,
  ).flatMap((slug) => findTopic(slug) ?? []);
}

/** Completes the last of several names separated by commas; those before it stand, and are not offered again. */
export function completeTopicList(typed: string): readonly string[] {
  const names = typed.split(',').map((name) => name.trim());
  const before = [...new Set(names.slice(0, -1).flatMap((name) => findByName(name)?.slug ?? []))];
  return completeTopics(names.at(-1) ?? '', before).map(({ slug }) => [...before, slug].join(', '));
}

/** What makes a topic a candidate for what was typed, the best first. */
const DISTANCES: readonly ((topic: Topic, wanted: string) => boolean)[] = [
  ({ slug, name }, wanted) => slug.startsWith(wanted) || toSlug(name).startsWith(wanted),
  ({ slug, name }, wanted) => slug.includes(`-${wanted}`) || toSlug(name).includes(`-${wanted}`),
  ({ query }, wanted) => query.means.split(', ').some((term) => toSlug(term) === wanted),
  ({ slug }, wanted) => slug.includes(wanted),
];

function distanceOf(topic: Topic, wanted: string): number {
  const distance = DISTANCES.findIndex((holds) => holds(topic, wanted));
  return distance < 0 ? DISTANCES.length : distance;
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
