import { describe, expect, it } from 'vitest';
import { MOST_QUERY_CHARACTERS } from '../../../src/domain/search/parse-query.ts';
import type { Subscription } from '../../../src/domain/subscription.ts';
import { MOST_TOPIC_NAME, ownSlug } from '../../../src/domain/topics/own-topics.ts';
import { renderDeletion, renderDraft, renderTopicDeleted } from '../../../src/render/servers/topic-draft.ts';
import { renderTopic, renderTopicList } from '../../../src/render/servers/topics.ts';
import { day, ranked } from '../../support/papers/papers.ts';

const at = new Date('2026-03-10T12:00:00Z');
const ID = '1234567890123456789';
const spread = { total: 999, least: 1, most: 99 };
const volume = { lists: 14, fitting: spread, posted: spread };
const openId = 'open';

const subscription: Subscription = {
  id: '00000000-0000-4000-8000-000000000001',
  guildId: ID,
  channelId: ID,
  topics: [],
  papers: 10,
  minUpvotes: 0,
  threads: 'on-demand',
  silent: true,
  publishes: false,
  time: '09:00',
  timezone: 'America/Argentina/ComodRivadavia',
  frequency: 'daily',
  nextAt: at,
  coveredThrough: day('2026-03-09'),
  changedAt: at,
};

describe.each([
  ['Latin', 'Wide words '],
  ['Chinese', '漢字'],
  ['marked', '*_'],
])('what is said of a topic with the longest %s name and query', (_, unit) => {
  const long = (length: number) => unit.repeat(length).slice(0, length);
  const topic = { name: long(MOST_TOPIC_NAME), query: long(MOST_QUERY_CHARACTERS) };
  const topics = Array.from({ length: 20 }, (_each, index) => ownSlug(`${index}${topic.name.slice(2)}`));
  const users = Array.from({ length: 25 }, () => ({ ...subscription, topics }));
  const newest = Array.from({ length: 10 }, (_each, index) => ({
    ...ranked({ title: long(300) }, { rank: index + 1 }),
    listDay: day('2026-03-10'),
  }));
  const reach = { volume, newest };

  // Packing throws where something is longer than a message may be.
  it.each([
    [
      'a draft of a change',
      () =>
        renderDraft({
          ...reach,
          draft: topic,
          existing: { query: topic.query, users },
          openId,
          ids: { save: 'a', change: 'b', cancel: 'c' },
        }),
    ],
    ['a draft', () => renderDraft({ ...reach, draft: topic, openId, ids: { save: 'a', change: 'b', cancel: 'c' } })],
    ['the topic', () => renderTopic({ topic, reach, users, openId, ids: { change: 'a', remove: 'b' } })],
    ['a deletion', () => renderDeletion({ topic, losing: users, inTheWay: [], ids: { remove: 'a', keep: 'b' } })],
    [
      'what stands in the way',
      () => renderDeletion({ topic, losing: [], inTheWay: users, ids: { remove: 'a', keep: 'b' } }),
    ],
    ['that it is gone', () => renderTopicDeleted(topic, users)],
    [
      'the list',
      () => renderTopicList({ own: Array.from({ length: 50 }, () => topic), groups: [], page: 1, pageId: String }),
    ],
  ])('has room: %s', (_name, render) => {
    expect(render).not.toThrow();
  });
});
