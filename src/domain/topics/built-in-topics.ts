import { AGENT_QUERIES } from './queries/agents.ts';
import { LANGUAGE_QUERIES } from './queries/language.ts';
import { MACHINERY_QUERIES } from './queries/machinery.ts';
import { NEIGHBOUR_QUERIES } from './queries/neighbours.ts';
import { VISION_QUERIES } from './queries/vision.ts';
import { WORLD_QUERIES } from './queries/world.ts';
import { TOPIC_CATALOGUE, type TopicMeaning, type TopicSlug } from './topic-catalogue.ts';
import type { TopicQuery } from './topic-query.ts';

/** A named query over papers. */
export interface Topic extends TopicMeaning {
  readonly query: TopicQuery;
}

/** A query for every topic of the catalogue, and for none that is not in it. */
const QUERIES: Readonly<Record<TopicSlug, TopicQuery>> = {
  ...LANGUAGE_QUERIES,
  ...AGENT_QUERIES,
  ...MACHINERY_QUERIES,
  ...VISION_QUERIES,
  ...WORLD_QUERIES,
  ...NEIGHBOUR_QUERIES,
};

/** The topics that every server has. Their order is the order in which a paper's topics are shown. */
export const BUILT_IN_TOPICS: readonly Topic[] = TOPIC_CATALOGUE.map((topic) => ({
  ...topic,
  query: QUERIES[topic.slug],
}));

/** Topics that stand together for a reader. */
export interface TopicGroup {
  readonly name: string;
  readonly topics: readonly Topic[];
}

/** All of them in groups, the broad ones first in each. */
export const TOPIC_GROUPS: readonly TopicGroup[] = [
  { name: 'Agents', queries: AGENT_QUERIES },
  { name: 'Language and learning', queries: LANGUAGE_QUERIES },
  { name: 'How models are made, run and judged', queries: MACHINERY_QUERIES },
  { name: 'Images and video', queries: VISION_QUERIES },
  { name: 'Worlds, robots and sound', queries: WORLD_QUERIES },
  { name: 'Neighbouring fields', queries: NEIGHBOUR_QUERIES },
].map(({ name, queries }) => ({ name, topics: BUILT_IN_TOPICS.filter(({ slug }) => Object.hasOwn(queries, slug)) }));
