/**
 * A server's own topics: named queries in the grammar of search. Where slugs of topics stand, an own one stands as `own:`
 * and its name. No slug holds a colon, so it is never taken for a built-in topic, nor for one that a later Paperboy brings.
 */

/** A server's own topic. */
export interface OwnTopic {
  /** As it was typed; it never changes. */
  readonly name: string;
  /** As it was understood: it parses. */
  readonly query: string;
}

const OWN = 'own:';
/** So short that it can be read in a list on a telephone, and two stand in a line. */
export const MOST_TOPIC_NAME = 32;

/** An own topic where slugs stand. */
export function ownSlug(name: string): string {
  return `${OWN}${name}`;
}

/** The name of an own topic. @returns undefined for the slug of a built-in one */
export function ownName(slug: string): string | undefined {
  return slug.startsWith(OWN) ? slug.slice(OWN.length) : undefined;
}

/** Stands for own topics whose names are not told; no topic has an empty name. */
const UNNAMED = ownSlug('');

/** Slugs with one nameless own topic in place of all own ones: for what is read in other servers, too. */
export function withoutOwnNames(slugs: readonly string[]): readonly string[] {
  return [...new Set(slugs.map((slug) => (ownName(slug) === undefined ? slug : UNNAMED)))];
}

/** A name as names are compared: case, spaces, hyphens and the width of letters make no difference. */
export function topicKey(name: string): string {
  return name
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, '-');
}

/**
 * A name for a topic as it is kept: on one line, without what nobody sees.
 *
 * @returns undefined if it holds no letter or digit, or a comma, which separates names, or a colon, or is too long
 */
export function parseTopicName(text: string): string | undefined {
  const name = text.normalize('NFC').replace(/\s+/g, ' ').replace(/\p{C}/gu, '').trim();
  const isName = /[\p{L}\p{N}]/u.test(name) && !/[,:]/.test(name.normalize('NFKC'));
  return isName && [...name].length <= MOST_TOPIC_NAME ? name : undefined;
}
