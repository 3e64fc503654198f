import { describe, expect, it } from 'vitest';
import type { Context } from '../../../commands/context.ts';
import { completeTopic, completeTopicNames } from '../../../commands/topic/option.ts';
import type { Ask } from '../../../src/discord/command.ts';
import { BUILT_IN_TOPICS } from '../../../src/domain/topics/built-in-topics.ts';
import { MOST_CHOICE_NAME, MOST_CHOICE_VALUE, MOST_OPTIONS } from '../../../src/render/message/limits.ts';

const asking = (typed: string) => ({ options: { text: () => typed } }) as unknown as Ask;
/** Outside of servers: built-in topics alone. */
const context = {} as Context;

describe('choices of topics', () => {
  it('are of a length and a number that Discord takes, whatever was typed before', async () => {
    let typed = '';
    for (const { slug } of BUILT_IN_TOPICS) {
      for (const choices of [
        await completeTopic(asking(slug), context),
        await completeTopicNames(asking(typed), context),
      ]) {
        expect(choices.length).toBeLessThanOrEqual(MOST_OPTIONS);
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
