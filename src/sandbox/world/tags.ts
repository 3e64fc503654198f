import type { APIGuildForumTag } from 'discord-api-types/v10';
import type { Core } from './core.ts';

/** Tags by their names. */
export interface WantedTags {
  /** Given by everybody. */
  readonly tags?: readonly string[];
  /** Given by whoever manages threads. */
  readonly moderatedTags?: readonly string[];
}

/** discord-api-docs, resources/channel › Modify Channel, Forum Tag Object. */
const MOST_TAGS = 20;
const LONGEST_NAME = 20;

/**
 * The tags of a forum or media channel. Those of a name that was there keep their ids.
 *
 * @throws Error with a sentence if there are too many, or a name does not fit
 */
export function makeTags(
  core: Core,
  { tags = [], moderatedTags = [] }: WantedTags,
  held: readonly APIGuildForumTag[] = [],
): APIGuildForumTag[] {
  const names = [...tags, ...moderatedTags];
  if (names.length > MOST_TAGS) throw new Error(`A forum has at most ${MOST_TAGS} tags.`);
  const isUnfit = ([...name]: string) => name.length < 1 || name.length > LONGEST_NAME;
  if (names.some(isUnfit)) throw new Error(`The name of a tag has 1 to ${LONGEST_NAME} characters.`);
  return names.map((name) => ({
    id: held.find((tag) => tag.name === name)?.id ?? core.newId(),
    name,
    moderated: !tags.includes(name),
    emoji_id: null,
    emoji_name: null,
  }));
}
