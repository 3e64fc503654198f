/**
 * What finds the papers of a topic, as plain data. A paper gathers points, and has the topic if they are `enough`.
 *
 * | where a term stands | `means` | `hints` | `against` |
 * |---|---|---|---|
 * | in the title | 4 | 2 | -4 |
 * | in a keyword (one counts) | 2 | 1 | -2 |
 * | in abstract or summary (six count) | 1 each | ½ each | -1 each |
 *
 * A category of arXiv gives 2 points, an organisation 1. For each topic that fits the paper better, it takes half a point
 * more.
 *
 * Terms are words and phrases, separated by commas. They match whole words, whatever their case, hyphens, accents and
 * plural; a `*` at the end stands for any ending. Of terms that share words in one place, each counts.
 */
export interface TopicQuery {
  /** Words that name the topic itself. */
  readonly means: string;
  /** Words that are often used with it: they tip the scales, and seldom suffice. */
  readonly hints?: string;
  /** Words of what is easily taken for it. */
  readonly against?: string;
  /** arXiv's, such as `cs.RO`; one that ends in a dot stands for a whole archive. */
  readonly categories?: string;
  /** Those that work on little else, by the name that Hugging Face shows. */
  readonly organizations?: string;
  /** The slug of the broad topic that it is a part of: whoever follows that one gets these papers too. */
  readonly partOf?: string;
  /** How many points make it; absent: 4, a word of `means` in the title. */
  readonly enough?: number;
}
