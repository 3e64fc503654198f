import type { Ask, Choice } from '../src/discord/command.ts';
import { UserError } from '../src/domain/errors.ts';
import { completeTopicList, completeTopics, nearestTopics, parseTopics } from '../src/domain/topics/topics.ts';
import { choiceName } from '../src/render/choice.ts';
import { MOST_CHOICE_VALUE } from '../src/render/limits.ts';
import type { Context } from './context.ts';

/** The one topic that an option names. @returns undefined for none. @throws UserError `bad-topic`, with the nearest */
export function readTopic(given: string | undefined): string | undefined {
  const [topic] = readTopics(given);
  return topic;
}

/** The topics that an option names, sorted; none means all. @throws UserError `bad-topic`, with the nearest */
export function readTopics(given: string | undefined): readonly string[] {
  const { topics, unknown } = parseTopics(given ?? '');
  const [first] = unknown;
  if (first !== undefined) throw new UserError({ code: 'bad-topic', given: first, nearest: nearestTopics(first) });
  return topics;
}

/** Completes an option `topic`, each choice with what it means. */
export async function completeTopic(ask: Ask, _context: Context): Promise<readonly Choice[]> {
  return completeTopics(ask.options.text('topic') ?? '').map(({ slug, name, meaning }) => ({
    name: choiceName(`${name}: ${meaning}`),
    value: slug,
  }));
}

/** Completes the last name of an option `topics`. A list too long for a choice can still be typed. */
export function completeTopicNames(ask: Ask): readonly Choice[] {
  return completeTopicList(ask.options.text('topics') ?? '')
    .filter((value) => value.length <= MOST_CHOICE_VALUE)
    .map((value) => ({ name: value, value }));
}
