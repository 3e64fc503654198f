import { createHash } from 'node:crypto';
import type { Ask, Choice } from '../../src/discord/command.ts';
import { UserError } from '../../src/domain/errors.ts';
import { parseQuery } from '../../src/domain/search/parse-query.ts';
import type { Query } from '../../src/domain/search/query.ts';
import { type OwnTopic, ownName, ownSlug } from '../../src/domain/topics/own-topics.ts';
import {
  completeOwn,
  completeTopicList,
  completeTopics,
  findTopic,
  nearestTopics,
  parseTopics,
} from '../../src/domain/topics/topics.ts';
import { choiceName } from '../../src/render/message/choice.ts';
import { MOST_CHOICE_VALUE } from '../../src/render/message/limits.ts';
import { listOwnTopics } from '../../src/store/servers/topics.ts';
import type { Context } from '../context.ts';

/** The topics of the server in which something is asked; none outside of servers, and where only the asker installed us. */
export async function listTopicsHere({ guildId }: Ask, { db }: Context): Promise<readonly OwnTopic[]> {
  return guildId === undefined ? [] : await listOwnTopics(db, guildId);
}

/**
 * The one topic that an option names. @returns undefined for none
 *
 * @throws UserError `bad-topic`, with the nearest, or `one-topic` if it names several
 */
export async function readTopic(ask: Ask, context: Context, given: string | undefined): Promise<string | undefined> {
  const [topic, ...others] = await readNamed(ask, context, given, { isOneOfSeveral: false });
  if (given !== undefined && others.length > 0) throw new UserError({ code: 'one-topic', given });
  return topic;
}

/** The topics that an option names, sorted; none means all. @throws UserError `bad-topic`, with the nearest */
export async function readTopics(ask: Ask, context: Context, given: string | undefined): Promise<readonly string[]> {
  return await readNamed(ask, context, given, { isOneOfSeveral: true });
}

async function readNamed(
  ask: Ask,
  context: Context,
  given: string | undefined,
  { isOneOfSeveral }: { readonly isOneOfSeveral: boolean },
): Promise<readonly string[]> {
  if (given === undefined) return [];
  const own = (await listTopicsHere(ask, context)).map(({ name }) => name);
  const { topics, unknown } = parseTopics(given, own);
  const [first] = unknown;
  if (first === undefined) return topics;
  const name = ownName(first) ?? first;
  throw new UserError({ code: 'bad-topic', given: name, nearest: nearestTopics(name, own), isOneOfSeveral });
}

/** A topic that a list is kept to. */
export interface ChosenTopic {
  readonly slug: string;
  /** Of an own one; absent for a built-in one. */
  readonly query?: Query;
}

/**
 * The topic that a slug means here, or a {@link topicField} that came back with a press.
 *
 * @throws UserError `outdated` if there is none (any more), `bad-query` if an own one can no longer be read
 */
export async function findTopicHere(ask: Ask, context: Context, wanted: string): Promise<ChosenTopic> {
  const known = findTopic(wanted);
  if (known !== undefined) return { slug: known.slug };
  const own = await findOwnHere(ask, context, wanted);
  if (own === undefined) throw new UserError({ code: 'outdated' });
  const read = parseQuery(own.query);
  if (!('query' in read)) throw new UserError({ code: 'bad-query', given: own.query, ...read });
  return { slug: ownSlug(own.name), query: read.query };
}

/** The server's own topic that a slug or a {@link topicField} means. @returns undefined if this server has none */
export async function findOwnHere(ask: Ask, context: Context, wanted: string): Promise<OwnTopic | undefined> {
  const own = await listTopicsHere(ask, context);
  return own.find(({ name }) => ownSlug(name) === wanted || topicField(ownSlug(name)) === wanted);
}

/** {@link findOwnHere} for a control. @throws UserError `outdated` if this server has none (any more) */
export async function demandOwnHere(ask: Ask, context: Context, wanted: string): Promise<OwnTopic> {
  const own = await findOwnHere(ask, context, wanted);
  if (own === undefined) throw new UserError({ code: 'outdated' });
  return own;
}

/** A topic as a `custom_id` carries it: a slug, or of an own one a few letters, however long its name is. */
export function topicField(slug: string): string {
  const name = ownName(slug);
  return name === undefined ? slug : `#${createHash('sha256').update(name).digest('base64url').slice(0, 12)}`;
}

/** Completes an option `topic`, each choice with what it means; the server's own come first. */
export async function completeTopic(ask: Ask, context: Context): Promise<readonly Choice[]> {
  const typed = ask.options.text('topic') ?? '';
  return [...choicesOf(typed, await listTopicsHere(ask, context)), ...builtInChoices(typed)];
}

/** The server's own topics as choices. */
export function choicesOf(typed: string, own: readonly OwnTopic[]): readonly Choice[] {
  const names = completeOwn(
    typed,
    own.map(({ name }) => name),
  );
  return names.map((name) => ({
    name: choiceName(`${name}: ${own.find((topic) => topic.name === name)?.query ?? ''}`),
    value: ownSlug(name),
  }));
}

/** Completes the last name of an option `topics`. A list too long for a choice can still be typed. */
export async function completeTopicNames(ask: Ask, context: Context): Promise<readonly Choice[]> {
  const own = (await listTopicsHere(ask, context)).map(({ name }) => name);
  return completeTopicList(ask.options.text('topics') ?? '', own)
    .filter((value) => value.length <= MOST_CHOICE_VALUE)
    .map((value) => ({ name: value, value }));
}

function builtInChoices(typed: string): readonly Choice[] {
  return completeTopics(typed).map(({ slug, name, meaning }) => ({
    name: choiceName(`${name}: ${meaning}`),
    value: slug,
  }));
}
