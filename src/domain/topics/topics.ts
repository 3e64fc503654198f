import { nearest } from '../nearest.ts';
import { BUILT_IN_TOPICS, type Topic } from './built-in-topics.ts';
import { ownName, ownSlug, topicKey } from './own-topics.ts';
import { chooseTopics, type TopicalPaper, weighTopics } from './topic-points.ts';

export type { Topic } from './built-in-topics.ts';

const ALL = new Set(['', 'all']);

const weigh = weighTopics(BUILT_IN_TOPICS);

/**
 * The slugs of the topics that a paper belongs to, in the topics' own order: those whose query gives it enough points
 * (see `TopicQuery`), and the broad ones that these are a part of.
 */
export function matchTopics(paper: TopicalPaper): readonly string[] {
  const slugs = new Set(chooseTopics(weigh(paper)).flatMap(({ slug, query }) => [slug, query.partOf]));
  return BUILT_IN_TOPICS.map(({ slug }) => slug).filter((slug) => slugs.has(slug));
}

/** @returns undefined if there is no topic with this slug */
export function findTopic(slug: string): Topic | undefined {
  return BUILT_IN_TOPICS.find((topic) => topic.slug === slug);
}

/** Whether a name is a built-in topic's, or says that all are meant. */
export function isTakenName(name: string): boolean {
  return ALL.has(topicKey(name)) || findByName(name) !== undefined;
}

/**
 * Topics as people type them: slugs or names, separated by commas, in any case. `all`, or nothing, means every topic.
 *
 * @param own the names of the server's own topics; one that a later Paperboy has too means what it meant before
 * @returns sorted slugs, and what is no topic as it was typed
 */
export function parseTopics(
  text: string,
  own: readonly string[] = [],
): { readonly topics: readonly string[]; readonly unknown: readonly string[] } {
  const typed = text.split(',').map((name) => name.trim());
  const wanted = typed.filter((name) => !ALL.has(name.toLowerCase()));
  const slugOf = createSlugs(own);
  const found = wanted.map((name) => ({ name, slug: slugOf(name) }));
  const slugs = new Set(found.flatMap(({ slug }) => (slug === undefined ? [] : [slug])));
  return {
    topics: [...slugs].toSorted(),
    unknown: found.filter(({ slug }) => slug === undefined).map(({ name }) => name),
  };
}

/**
 * At most three topics that may be meant by a text: those whose queries name it, then those spelt like it. Slugs, and
 * names of own topics.
 */
export function nearestTopics(text: string, own: readonly string[] = []): readonly string[] {
  const named = completeTopics(text).map(({ slug }) => slug);
  const alike = nearest(text, [...own, ...BUILT_IN_TOPICS.map(({ slug }) => slug)], 3);
  const ownAlike = alike.filter((name) => own.includes(name));
  return [...new Set([...completeOwn(text, own), ...ownAlike, ...named, ...alike])].slice(0, 3);
}

/** Own topics for autocompletion, by name: those that begin with what was typed, then those that hold it. */
export function completeOwn(typed: string, own: readonly string[]): readonly string[] {
  const wanted = topicKey(ownName(typed.trim()) ?? typed);
  const begins = own.filter((name) => topicKey(name).startsWith(wanted));
  return [...begins, ...own.filter((name) => topicKey(name).includes(wanted) && !begins.includes(name))];
}

/**
 * Topics for autocompletion, the likeliest first: those whose slug or name holds what was typed, and those whose query
 * has a word for it, so that `rag` finds retrieval; else those with a word that begins so, else those spelt like it.
 * Nothing typed: all, the broad ones first.
 *
 * @param except slugs that are not to be offered
 */
export function completeTopics(typed: string, except: readonly string[] = []): readonly Topic[] {
  const offered = BUILT_IN_TOPICS.filter(({ slug }) => !except.includes(slug));
  const wanted = topicKey(typed);
  if (wanted === '') return offered;
  const found = offered
    .map((topic) => ({ topic, distance: distanceOf(topic, wanted) }))
    .filter(({ distance }) => distance < DISTANCES.length)
    .toSorted((one, other) => one.distance - other.distance);
  if (found.length > 0) return found.map(({ topic }) => topic);
  const begun = offered.filter((topic) => hasWordFrom(topic, wanted));
  if (begun.length > 0) return begun;
  return nearest(
    typed,
    offered.map(({ slug }) => slug),
    3,
  ).flatMap((slug) => findTopic(slug) ?? []);
}

/**
 * Completes the last of several names separated by commas; those before it stand, and are not offered again.
 *
 * @param own the names of the server's own topics, which come first
 */
export function completeTopicList(typed: string, own: readonly string[] = []): readonly string[] {
  const names = typed.split(',').map((name) => name.trim());
  const last = names.at(-1) ?? '';
  const slugOf = createSlugs(own);
  const before = [...new Set(names.slice(0, -1).flatMap((name) => slugOf(name) ?? []))];
  const named = completeOwn(last, own).filter((name) => !before.includes(ownSlug(name)));
  const builtIn = completeTopics(last, before).map(({ slug }) => slug);
  const written = before.map((slug) => ownName(slug) ?? slug);
  return [...named, ...builtIn].map((name) => [...written, name].join(', '));
}

/** What makes a topic a candidate for what was typed, the best first. */
const DISTANCES: readonly ((topic: Topic, wanted: string) => boolean)[] = [
  ({ slug, name }, wanted) => slug.startsWith(wanted) || topicKey(name).startsWith(wanted),
  ({ slug, name }, wanted) => slug.includes(`-${wanted}`) || topicKey(name).includes(`-${wanted}`),
  ({ query }, wanted) => query.means.split(', ').some((term) => topicKey(term) === wanted),
  ({ slug }, wanted) => slug.includes(wanted),
];

/** So short beginnings have words of nearly every topic. */
const LEAST_BEGINNING = 3;

/** Whether a topic's query has a word for what somebody has begun to type. */
function hasWordFrom({ query }: Topic, begun: string): boolean {
  return begun.length >= LEAST_BEGINNING && query.means.split(', ').some((term) => topicKey(term).startsWith(begun));
}

function distanceOf(topic: Topic, wanted: string): number {
  const distance = DISTANCES.findIndex((holds) => holds(topic, wanted));
  return distance < 0 ? DISTANCES.length : distance;
}

/** Knows the slug that a name means. Made once for many names: a text may hold thousands. */
function createSlugs(own: readonly string[]): (name: string) => string | undefined {
  // The first of equal ones.
  const keys = new Map(own.toReversed().map((name) => [topicKey(name), name]));
  return (name) => {
    const found = keys.get(topicKey(ownName(name) ?? name));
    return found === undefined ? findByName(name)?.slug : ownSlug(found);
  };
}

/** By slugs and names of built-in topics, of which no two are the same. */
const BY_NAME = new Map(
  BUILT_IN_TOPICS.flatMap((topic) => [topic.slug, topicKey(topic.name)].map((key) => [key, topic])),
);

function findByName(name: string): Topic | undefined {
  return BY_NAME.get(topicKey(name));
}
