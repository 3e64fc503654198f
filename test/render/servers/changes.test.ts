import { describe, expect, it } from 'vitest';
import { BUILT_IN_TOPICS } from '../../../src/domain/topics/built-in-topics.ts';
import { wordChanges } from '../../../src/render/servers/changes.ts';
import { PREFERENCES } from '../../support/papers/subscriptions.ts';

const channel = { ...PREFERENCES, channelId: '211' };
const many = BUILT_IN_TOPICS.slice(0, 10).map(({ slug }) => slug);
const changes = (before: readonly string[], after: readonly string[]) =>
  wordChanges({ ...channel, topics: before }, { ...channel, topics: after });

describe('what an edit changes', () => {
  it('is told of topics before and after', () => {
    expect(changes([], ['agents'])).toEqual(['topics all topics → Agents']);
    expect(changes(many, many)).toEqual([]);
  });

  it('is told of a topic, too, that is not named among many', () => {
    expect(changes(many, [...many.slice(0, 9), 'evaluation'])).toEqual([
      'topics without Efficiency',
      'topics with Evaluation',
    ]);
  });
});
