import { describe, expect, it } from 'vitest';
import type { Context } from '../../../commands/context.ts';
import { completeTopic, completeTopicNames, readTopic, readTopics } from '../../../commands/topic/option.ts';
import type { Ask } from '../../../src/discord/command.ts';
import type { UserError } from '../../../src/domain/errors.ts';
import { BUILT_IN_TOPICS } from '../../../src/domain/topics/built-in-topics.ts';
import { renderComplaint } from '../../../src/render/complaint.ts';
import { MOST_CHOICE_NAME, MOST_CHOICE_VALUE } from '../../../src/render/message/limits.ts';

const asking = (typed: string) => ({ options: { text: () => typed } }) as unknown as Ask;
/** Outside of servers: built-in topics alone. */
const context = {} as Context;

describe('choices of topics', () => {
  it('are of a length that Discord takes, whatever was typed before', async () => {
    let typed = '';
    for (const { slug } of BUILT_IN_TOPICS) {
      for (const choices of [
        await completeTopic(asking(slug), context),
        await completeTopicNames(asking(typed), context),
      ]) {
        for (const { name, value } of choices) {
          expect([...name].length).toBeLessThanOrEqual(MOST_CHOICE_NAME);
          expect([...value].length).toBeLessThanOrEqual(MOST_CHOICE_VALUE);
        }
      }
      typed += `${slug}, `;
    }
  });

  it('say what a topic means', async () => {
    const [choice] = await completeTopic(asking('math'), context);
    expect(choice).toEqual({
      name: 'Mathematics: mathematical problems, proofs and theorem provers',
      value: 'math',
    });
  });
});

describe('an option that takes one topic', () => {
  const one = (given: string | undefined) => readTopic(asking(''), context, given);

  it('takes it by slug or name, once or twice; none and all are every topic', async () => {
    expect(await one('Agents, agents,')).toBe('agents');
    expect(await one('image generation')).toBe('image-generation');
    for (const every of [undefined, 'all', '']) expect(await one(every)).toBeUndefined();
  });

  it('refuses several: none of them is left out in silence', async () => {
    await expect(one('robotics, agents')).rejects.toMatchObject({
      complaint: { code: 'one-topic', given: 'robotics, agents' },
    });
  });

  it('does not offer to separate several', async () => {
    const several = readTopics(asking(''), context, 'agents robotics');
    expect(await wordsOf(several)).toContain('Several are separated by commas');
    expect(await wordsOf(one('agents robotics'))).toBe(
      '“agents robotics” is no topic. Did you mean `robotics`, `agents`, `multi-agent`? `/topics list` shows those that there are.',
    );
  });
});

/** What a person is told of a refusal. */
async function wordsOf(refused: Promise<unknown>): Promise<string> {
  const complaint = await refused.then(
    () => expect.fail('it was taken'),
    (error: UserError) => error.complaint,
  );
  const [said] = renderComplaint(complaint).components;
  return said !== undefined && 'content' in said ? said.content : '';
}
