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
