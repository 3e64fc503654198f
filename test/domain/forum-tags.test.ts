import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseTags, TOPIC_SLUGS } from '../../src/domain/forum-tags.ts';

const tags = (...names: string[]) => names.map((name) => ({ id: name, name }));
const choose = (names: string[], topics: readonly string[], isRequired = false) =>
  chooseTags(tags(...names), { topics, isRequired });

describe('the tags of a post', () => {
  it.each([
    ['the name of a topic', 'Reinforcement Learning', 'reinforcement-learning'],
    ['a slug', 'vision-language', 'vision-language'],
    ['one part of a name', 'speech', 'speech-audio'],
    ['the other part', 'Audio 🎧', 'speech-audio'],
    ['more than the topic', 'LLM Agents', 'agents'],
    ['the singular', 'Agent', 'agents'],
    ['a word that means the topic', 'RAG', 'retrieval'],
  ])('are found by %s', (_, tag, topic) => {
    expect(choose(['Memes', tag, 'Questions'], [topic])).toEqual([tag]);
  });

  it('are none for what is of another topic, or of a word that says too little', () => {
    expect(choose(['Robotics', 'Models', 'Learning', '🎉'], ['language-models', 'reinforcement-learning'])).toEqual([]);
  });

  it('are one for everything, where one is demanded and none fits', () => {
    expect(choose(['Robotics', 'Other', 'Papers'], ['agents'], true)).toEqual(['Papers']);
    expect(choose(['Robotics', 'Other', 'Papers'], ['robotics'], true)).toEqual(['Robotics']);
    expect(choose(['Robotics', 'Other'], ['agents'], false)).toEqual([]);
    expect(choose(['Robotics'], ['agents'], true)).toEqual([]);
  });

  it('are at most five of those that there are, whatever there is', () => {
    const names = fc.uniqueArray(fc.oneof(fc.constantFrom(...TOPIC_SLUGS, 'papers'), fc.string({ maxLength: 20 })), {
      maxLength: 20,
    });
    const wished = fc.subarray([...TOPIC_SLUGS]);
    fc.assert(
      fc.property(names, wished, fc.boolean(), (given, topics, isRequired) => {
        const chosen = choose(given, topics, isRequired);
        expect(chosen.length).toBeLessThanOrEqual(5);
        expect(new Set(chosen).size).toBe(chosen.length);
        expect(given).toEqual(expect.arrayContaining([...chosen]));
        expect(choose(given, topics, isRequired)).toEqual(chosen);
      }),
    );
  });
});
