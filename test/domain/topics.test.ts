import { describe, expect, it } from 'vitest';
import { BUILT_IN_TOPICS } from '../../src/domain/built-in-topics.ts';
import { completeTopicList, completeTopics, matchTopics, nearestTopics, parseTopics } from '../../src/domain/topics.ts';
import { paper } from '../support/papers.ts';

describe('built-in topics', () => {
  it('keep their slugs for good', () =>
    expect(BUILT_IN_TOPICS.map(({ slug }) => slug)).toEqual([
      'agents',
      'reasoning',
      'reinforcement-learning',
      'language-models',
      'vision-language',
      'image-generation',
      'video',
      'robotics',
      'speech-audio',
      'efficiency',
      'evaluation',
      'safety',
    ]));
});

describe('matchTopics', () => {
  it('finds words in a title whatever their case, hyphens and plural', () => {
    expect(matchTopics(paper({ title: 'Multi-Agent ROBOTS for Text-to-Speech' }))).toEqual(
      expect.arrayContaining(['agents', 'robotics', 'speech-audio']),
    );
    expect(matchTopics(paper({ title: 'Agents, agents' }))).toContain('agents');
  });

  it('looks for whole words', () =>
    expect(matchTopics(paper({ title: 'Reagents in flasks' }))).not.toContain('agents'));

  it('wants an abstract to say it twice', () => {
    const about = (abstract: string) => matchTopics(paper({ title: 'A Study', abstract }));
    expect(about('We build a robot.')).not.toContain('robotics');
    expect(about('We build a robot. The robot walks.')).toContain('robotics');
  });

  it('looks among the keywords', () =>
    expect(matchTopics(paper({ title: 'A Study', keywords: ['speech recognition'] }))).toEqual(['speech-audio']));

  it('is quick on a hostile abstract', () =>
    expect(matchTopics(paper({ abstract: 'a-'.repeat(100_000) }))).toEqual([]));
});

describe('parseTopics', () => {
  it('takes slugs and names in any case, sorts them and drops doubles', () =>
    expect(parseTopics('Robotics, AGENTS ,speech and audio,agents, speech_audio')).toEqual({
      topics: ['agents', 'robotics', 'speech-audio'],
      unknown: [],
    }));
  it('takes nothing, or all, as every topic', () => {
    expect(parseTopics('')).toEqual({ topics: [], unknown: [] });
    expect(parseTopics('All')).toEqual({ topics: [], unknown: [] });
  });
  it('names what is no topic as it was typed', () =>
    expect(parseTopics('agents, Gardening').unknown).toEqual(['Gardening']));
});

describe('completion', () => {
  it('offers the nearest to a misspelt topic', () => expect(nearestTopics('robotcs')[0]).toBe('robotics'));
  it('completes the last of several names, and offers none twice', () => {
    expect(completeTopicList('agents, rob')).toEqual(['agents, robotics']);
    expect(completeTopicList('agents, agen')).toEqual([]);
    expect(completeTopics('')).toHaveLength(12);
  });
});
