import { describe, expect, it } from 'vitest';
import { renderTrending } from '../../../src/render/papers/trending.ts';
import { textsOf } from '../../support/discord/discord-rules.ts';
import { day } from '../../support/papers/papers.ts';

describe('a list without a paper of the topic', () => {
  it.each([
    ['day', 'Try `period: week`, or another topic.'],
    ['week', 'Try `period: month`, or another topic.'],
    ['month', 'Try another topic.'],
  ] as const)('of a %s leads to a longer one, if there is one', (period, said) => {
    const list = renderTrending({
      period,
      days: [day('2026-03-10')],
      topic: 'Robotics',
      papers: [],
      total: 0,
      page: 1,
      pages: 1,
      growing: false,
      shared: false,
      ids: { open: 'o', previous: 'p', next: 'n', share: 's' },
    });
    expect(textsOf(list).join('\n')).toContain(`No paper of this list is about Robotics. ${said}`);
  });
});
