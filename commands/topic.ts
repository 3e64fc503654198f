import type { Ask, Choice } from '../src/discord/command.ts';
import { UserError } from '../src/domain/errors.ts';
import { completeTopics, nearestTopics, parseTopics } from '../src/domain/topics.ts';
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

/** Completes an option `topic`. */
export async function completeTopic(ask: Ask, _context: Context): Promise<readonly Choice[]> {
  return completeTopics(ask.options.text('topic') ?? '').map(({ slug, name }) => ({ name, value: slug }));
}
