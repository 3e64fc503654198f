import type { Paper } from '../paper.ts';
import type { Topic } from './built-in-topics.ts';
import type { TopicQuery } from './topic-query.ts';
import { indexTerms, readWords } from './topic-words.ts';

/** What of a paper decides about its topics. */
export type TopicalPaper = Pick<Paper, 'title' | 'abstract' | 'summary' | 'keywords' | 'organization'> & {
  /** arXiv's; absent: not known. */
  readonly categories?: readonly string[];
};

/** Raise it when points are counted otherwise: topics are then found anew, as when a query changes. */
export const POINTS_VERSION = 2;

type Role = 'means' | 'hints' | 'against';
type Weigh = (paper: TopicalPaper) => readonly WeighedTopic[];

interface WeighedTopic {
  readonly topic: Topic;
  readonly points: number;
}

const ROLES = ['means', 'hints', 'against'] as const satisfies readonly Role[];
/** See the table at `TopicQuery`. */
const PER_ROLE = { means: 1, hints: 0.5, against: -1 } as const;
const IN_TITLE = 4;
const IN_KEYWORD = 2;
const KEYWORDS_THAT_COUNT = 1;
const IN_BODY = 1;
const MENTIONS_THAT_COUNT = 6;
const CATEGORY = 2;
const ORGANIZATION = 1;

/** How many points make a topic whose query does not say: a word of its own in the title. */
const ENOUGH = 4;
/** So many more it takes for each topic that fits the paper better. */
const STEP = 0.5;

/** A number for each role of each topic, at `place`. */
type Tally = Uint8Array;

/**
 * Weighs papers for topics. The terms of all topics are found in one pass over a paper, so that a paper costs the same
 * however many topics there are: a millisecond at most for an abstract of ordinary length.
 *
 * @returns a function that gives every topic, in their order, with the points that `TopicQuery` tells of
 */
export function weighTopics(topics: readonly Topic[]): Weigh {
  const size = topics.length * ROLES.length;
  const terms = indexTerms(topics.flatMap(({ query }, topic) => ROLES.flatMap((role) => termsOf(query, topic, role))));
  const filings = topics.map(({ query }) => ({
    categories: readList(query.categories),
    organizations: new Set(readList(query.organizations)),
  }));

  return (paper) => {
    const title = tally([paper.title], 1);
    const keywords = tally(paper.keywords, KEYWORDS_THAT_COUNT, true);
    const body = tally([paper.abstract, paper.summary ?? ''], MENTIONS_THAT_COUNT);
    const weigh = (topic: number, role: Role) => {
      const at = place(topic, role);
      const points = IN_TITLE * of(title, at) + IN_KEYWORD * of(keywords, at) + IN_BODY * of(body, at);
      return PER_ROLE[role] * points;
    };
    return topics.map((topic, index) => {
      const means = weigh(index, 'means');
      // Hints never outweigh what they hint at.
      const words = means + Math.min(means, weigh(index, 'hints')) + weigh(index, 'against');
      return { topic, points: words + filed(paper, filings[index]) };
    });
  };

  function tally(texts: readonly string[], most: number, oncePerText = false): Tally {
    const counts = new Uint8Array(size);
    for (const text of texts) {
      const seen = new Set<number>();
      terms.scan(readWords(text), (at) => {
        if (oncePerText && seen.has(at)) return;
        seen.add(at);
        counts[at] = Math.min(most, of(counts, at) + 1);
      });
    }
    return counts;
  }
}

/**
 * The topics that have enough points. A paper is about few things, and what it merely touches on gathers points as well:
 * so each topic that fits better, by how much more than enough it has, raises the number that is enough by a half.
 */
export function chooseTopics(weighed: readonly WeighedTopic[]): readonly Topic[] {
  const fits = weighed
    .map(({ topic, points }) => ({ topic, points, enough: topic.query.enough ?? ENOUGH }))
    .filter(({ points, enough }) => points >= enough)
    .map((fit) => ({ ...fit, share: fit.points / fit.enough }));
  return fits
    .filter(({ points, enough, share }) => {
      const better = fits.filter((other) => other.share > share).length;
      return points >= enough + STEP * better;
    })
    .map(({ topic }) => topic);
}

function filed(
  { categories = [], organization = '' }: TopicalPaper,
  wanted: { readonly categories: readonly string[]; readonly organizations: ReadonlySet<string> } | undefined,
): number {
  const isFiled = categories.some((category) => wanted?.categories.some((one) => isWithin(category, one)));
  return (isFiled ? CATEGORY : 0) + (wanted?.organizations.has(organization) ? ORGANIZATION : 0);
}

function termsOf(query: TopicQuery, topic: number, role: Role): readonly (readonly [string, number])[] {
  return readList(query[role]).map((term) => [term, place(topic, role)]);
}

function place(topic: number, role: Role): number {
  return topic * ROLES.length + ROLES.indexOf(role);
}

function of(counts: Tally, at: number): number {
  return counts[at] ?? 0;
}

/** `q-bio.` holds `q-bio.NC`. */
function isWithin(category: string, wanted: string): boolean {
  return wanted.endsWith('.') ? category.startsWith(wanted) : category === wanted;
}

function readList(terms: string | undefined): readonly string[] {
  return terms === undefined ? [] : terms.split(',').map((term) => term.trim());
}
