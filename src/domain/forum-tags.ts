import { TOPIC_CATALOGUE } from './topics/topic-catalogue.ts';
import { findTopic } from './topics/topics.ts';

/** One of a forum's own tags, which its server has made. */
export interface ForumTag {
  readonly id: string;
  readonly name: string;
}

export interface TagWish {
  /** Slugs of the paper's topics, the broad ones first. */
  readonly topics: readonly string[];
  /** Whether the forum demands a tag on each post. */
  readonly isRequired: boolean;
}

/** Every topic that a paper can have. */
export const TOPIC_SLUGS: readonly string[] = TOPIC_CATALOGUE.map(({ slug }) => slug);

/** Discord's limit: resources/channel › Start Thread in Forum or Media Channel. */
const MOST_TAGS = 5;
/** Tags for whatever has none of its own, the best first. */
const CATCH_ALL = ['papers', 'paper', 'research', 'other', 'misc', 'miscellaneous', 'general'];

/**
 * Chooses a post's tags among those that the forum has, by name: `LLM Agents` is of the topic *Agents*, `speech` of
 * *Speech and audio*. A tag is the paper's if all its words stand in the name, the slug or the words of one of the
 * paper's topics, or the other way round. The same tags in the same order give the same choice.
 *
 * @returns at most five ids, in the forum's order. Where a tag is demanded and none fits: one for whatever fits nowhere
 * (`papers`, `other`), if there is one; empty means that nothing fits
 */
export function chooseTags(tags: readonly ForumTag[], { topics, isRequired }: TagWish): readonly string[] {
  const wanted = topics.flatMap((slug) => {
    const topic = findTopic(slug);
    return [wordsOf(slug), ...(topic === undefined ? [] : [wordsOf(topic.name)])];
  });
  const meant = new Set(topics.flatMap((slug) => termsOf(findTopic(slug)?.query.means)));
  const fits = (name: string) => {
    const words = wordsOf(name);
    return meant.has(words.join(' ')) || wanted.some((topic) => isNameOf(words, topic));
  };
  const fitting = tags.filter(({ name }) => fits(name));
  if (fitting.length > 0 || !isRequired) return fitting.slice(0, MOST_TAGS).map(({ id }) => id);
  const spare = CATCH_ALL.flatMap((word) => tags.filter(({ name }) => wordsOf(name).join(' ') === word));
  return spare.slice(0, 1).map(({ id }) => id);
}

/** The words that mean a topic: `rag` is of *Retrieval*. */
function termsOf(means = ''): readonly string[] {
  return means.split(',').map((term) => wordsOf(term).join(' '));
}

/** Whether one says no more than the other. What is joined by *and* in a topic is named by either part. */
function isNameOf(tag: readonly string[], topic: readonly string[]): boolean {
  if (tag.length === 0) return false;
  return tag.every((word) => topic.includes(word))
    ? !isTooBroad(tag, topic)
    : topic.every((word) => tag.includes(word));
}

/** Words that stand in many topics and mean none of them: `models` is no name of *Language models*. */
const BROAD = new Set([
  'model',
  'learning',
  'system',
  'data',
  'research',
  'generation',
  'multi',
  'use',
  'self',
  'tool',
]);

function isTooBroad(tag: readonly string[], topic: readonly string[]): boolean {
  return tag.length < topic.length && tag.every((word) => BROAD.has(word));
}

const FILLERS = new Set(['and', 'of', 'for', 'the', 'in']);

/** In lower case, without signs, emoji and fillers, in the singular. */
function wordsOf(name: string): readonly string[] {
  const words =
    name
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return words
    .filter((word) => !FILLERS.has(word))
    .map((word) => (/[^s]s$/.test(word) && word.length > 3 ? word.slice(0, -1) : word));
}
