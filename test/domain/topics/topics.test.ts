import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BUILT_IN_TOPICS } from '../../../src/domain/topics/built-in-topics.ts';
import { readWords } from '../../../src/domain/topics/topic-words.ts';
import {
  completeTopicList,
  completeTopics,
  findTopic,
  isTakenName,
  matchTopics,
  nearestTopics,
  parseTopics,
} from '../../../src/domain/topics/topics.ts';
import { growthOf, STRAIGHT } from '../../support/growth.ts';
import { paper } from '../../support/papers/papers.ts';

/** From the first version on: subscriptions hang on them. */
const FIRST = [
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
];

describe('built-in topics', () => {
  it('keep their slugs for good, the first twelve first', () => {
    expect(BUILT_IN_TOPICS.map(({ slug }) => slug).slice(0, FIRST.length)).toEqual(FIRST);
  });

  it('are 40 to 60, each with a slug, a name and one line of meaning of its own', () => {
    expect(BUILT_IN_TOPICS.length).toBeGreaterThanOrEqual(40);
    expect(BUILT_IN_TOPICS.length).toBeLessThanOrEqual(60);
    for (const key of ['slug', 'name', 'meaning'] as const) {
      expect(new Set(BUILT_IN_TOPICS.map((topic) => topic[key])).size, key).toBe(BUILT_IN_TOPICS.length);
    }
    for (const { slug, meaning } of BUILT_IN_TOPICS) {
      expect(slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(meaning.length, slug).toBeLessThanOrEqual(80);
    }
  });

  it('are a part of no topic but a broad one', () => {
    const wholes = BUILT_IN_TOPICS.flatMap(({ query }) => query.partOf ?? []);
    expect(wholes.filter((slug) => !FIRST.includes(slug))).toEqual([]);
    const broad = BUILT_IN_TOPICS.slice(0, FIRST.length);
    expect(broad.filter(({ query }) => query.partOf !== undefined)).toEqual([]);
  });

  it.each(BUILT_IN_TOPICS.map(({ slug, query }) => [slug, query] as const))(
    'name every word of %s once',
    (_, { means, hints = '', against = '' }) => {
      const terms = [means, hints, against].flatMap((list) => (list === '' ? [] : list.split(', ')));
      const read = terms.map((term) => `${readWords(term).join(' ')}${term.endsWith('*') ? '*' : ''}`);
      expect(read.filter((term, index) => read.indexOf(term) !== index)).toEqual([]);
      expect(terms.filter((term) => term === '' || term !== term.toLowerCase() || term !== term.trim())).toEqual([]);
    },
  );

  it.each(BUILT_IN_TOPICS.map(({ slug, query }) => [slug, query] as const))(
    'find a paper on %s that is called by its first word and keeps to it',
    (slug, { means }) => {
      const [word = ''] = means.split(', ');
      const found = matchTopics(paper({ title: word, keywords: [word, word], abstract: `${word}. `.repeat(4) }));
      expect(found).toContain(slug);
    },
  );
});

it.each(['agents', ' Agents', 'ａｇｅｎｔｓ', 'computer_vision', 'all', 'ＡＬＬ'])(
  '%j is no name for a topic of one’s own',
  (name) => expect(isTakenName(name)).toBe(true),
);

describe('matchTopics', () => {
  const about = (facts: Parameters<typeof paper>[0]) =>
    matchTopics(paper({ title: 'A Study', abstract: '', ...facts }));

  it('finds words whatever their case, hyphens, accents and plural', () => {
    const abstract = 'Speech, speech.';
    for (const title of ['Text-to-Speech', 'TEXT TO SPEECH', 'Téxt‐to‐spéech', 'Voices']) {
      expect(about({ title, abstract }), title).toContain('speech-audio');
    }
  });

  it('looks for whole words', () =>
    expect(about({ title: 'Reagents in flasks', abstract: 'Reagents, reagents, reagents, reagents.' })).toEqual([]));

  it('weighs a title more than keywords, and keywords more than an abstract', () => {
    expect(about({ title: 'Robots' })).not.toContain('robotics');
    expect(about({ title: 'Robots', abstract: 'A robot. The robot walks. Robots fall.' })).toContain('robotics');
    expect(about({ keywords: ['robot learning', 'humanoid robots'] })).not.toContain('robotics');
    expect(about({ keywords: ['robot learning', 'humanoid robots'], abstract: 'Robots, '.repeat(5) })).toContain(
      'robotics',
    );
    expect(about({ abstract: 'Robots. '.repeat(100) })).not.toContain('robotics');
  });

  it('lets hints tip the scales, but never without a word that means the topic', () => {
    expect(about({ keywords: ['a policy'], abstract: 'Motor, action, pick and place. '.repeat(5) })).toEqual([]);
    const nearly = { title: 'Humanoids' };
    expect(about(nearly)).not.toContain('robotics');
    expect(about({ ...nearly, keywords: ['a policy', 'motor control'], abstract: 'An action. '.repeat(4) })).toContain(
      'robotics',
    );
  });

  it('heeds what speaks against', () => {
    const robots = { title: 'Robots', abstract: 'A robot. The robot walks. Robots fall.' };
    expect(about(robots)).toContain('robotics');
    expect(about({ ...robots, title: 'Robots in Autonomous Driving' })).not.toContain('robotics');
  });

  it('counts the categories of arXiv and the organisation, where they are known', () => {
    const robots = paper({ title: 'Robots', abstract: 'A robot.' });
    expect(matchTopics(robots)).not.toContain('robotics');
    expect(matchTopics({ ...robots, categories: ['cs.RO'] })).toContain('robotics');
    expect(matchTopics({ ...robots, abstract: 'A robot, robots.', organization: 'LeRobot' })).toContain('robotics');
    expect(matchTopics({ ...paper({ title: 'Proteins', abstract: '' }), categories: ['q-bio.NC'] })).toContain(
      'biology',
    );
  });

  it('asks more of a topic the more topics fit the paper better', () => {
    const robots = { title: 'Robots', abstract: 'A robot. The robot walks. Robots fall.' };
    const others = 'Music and songs, text to speech, theorem proving in Lean';
    expect(about(robots)).toContain('robotics');
    const crowded = {
      ...robots,
      title: `Robots, ${others}`,
      abstract: `${robots.abstract} ${`${others}. `.repeat(6)}`,
    };
    expect(about(crowded)).toEqual(expect.arrayContaining(['speech-audio', 'math', 'music']));
    expect(about(crowded)).not.toContain('robotics');
  });

  it('gives a paper the broad topic that its narrow one is a part of', () =>
    expect(
      about({ title: 'Video Question Answering', abstract: 'Video question answering. A video benchmark.' }),
    ).toEqual(expect.arrayContaining(['video', 'video-understanding'])));

  it('gives the topics in their own order, none twice', () =>
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...BUILT_IN_TOPICS.map(({ name }) => name)), { maxLength: 8 }), (names) => {
        const found = matchTopics(paper({ title: names.join(' '), keywords: names }));
        expect(found).toEqual(BUILT_IN_TOPICS.map(({ slug }) => slug).filter((slug) => found.includes(slug)));
      }),
    ));

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
  it('reads every slug and every name', () => {
    for (const { slug, name } of BUILT_IN_TOPICS) {
      expect(parseTopics(slug).topics).toEqual([slug]);
      expect(parseTopics(name).topics).toEqual([slug]);
    }
  });
});

describe('completion', () => {
  it('offers the nearest to a misspelt topic', () => expect(nearestTopics('robotcs')[0]).toBe('robotics'));

  it('completes the last of several names, and offers none twice', () => {
    expect(completeTopicList('agents, rob')).toEqual(['agents, robotics']);
    expect(completeTopicList('agents, agen')).not.toContain('agents, agents');
    expect(completeTopicList('agents, agen')).toContain('agents, multi-agent');
  });

  it('offers the broad topics first while nothing is typed, then all others', () => {
    expect(completeTopics('')).toEqual(BUILT_IN_TOPICS);
    expect(completeTopicList('agents, ')).toHaveLength(BUILT_IN_TOPICS.length - 1);
  });

  it.each([
    ['rag', 'retrieval'],
    ['mcp', 'tool-use'],
    ['RLHF', 'reinforcement-learning'],
    ['moe', 'mixture-of-experts'],
    ['protein', 'biology'],
    ['gen', 'image-generation'],
    // While they are typed.
    ['calib', 'factuality'],
    ['halluc', 'factuality'],
    ['quantiz', 'compression'],
  ])('knows what %s is a word for', (typed, slug) =>
    expect(completeTopics(typed).map((topic) => topic.slug)).toContain(slug),
  );

  it('offers a topic by its whole slug or name first', () => {
    for (const topic of BUILT_IN_TOPICS) {
      expect(completeTopics(topic.slug)).toContain(topic);
      expect(completeTopics(topic.name)).toContain(topic);
    }
    expect(completeTopics('video')[0]).toBe(findTopic('video'));
  });

  it('offers nothing that has nothing to do with what is typed', () => {
    expect(completeTopics('zzzz')).toEqual([]);
    expect(completeTopics('robotisc').map(({ slug }) => slug)).toEqual(['robotics']);
  });

  it.each([',', 'x,', 'agents,own 7,'])('looks thousands of %j up among many names at once', (typed) => {
    const complete = (times: number) => {
      const own = Array.from({ length: times }, (_, index) => `own ${index}`);
      completeTopicList(typed.repeat(times), own);
      parseTopics(typed.repeat(times), own);
    };
    expect(growthOf(complete, 400)).toBeLessThan(STRAIGHT);
  });

  it('offers none twice, whatever is typed', () =>
    fc.assert(
      fc.property(fc.string(), (typed) => {
        const slugs = completeTopics(typed).map(({ slug }) => slug);
        expect(new Set(slugs).size).toBe(slugs.length);
      }),
    ));
});
