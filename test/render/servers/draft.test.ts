import { describe, expect, it } from 'vitest';
import { renderDraft } from '../../../src/render/servers/draft.ts';
import { textsOf } from '../../support/discord/discord-rules.ts';
import { day, paperId, ranked } from '../../support/papers/papers.ts';
import { PREFERENCES } from '../../support/papers/subscriptions.ts';

const at = new Date('2026-03-11T08:00:00Z');
const spread = { total: 14, least: 1, most: 1 };

describe('a draft of a subscription', () => {
  it('marks late risers, which stand among papers with fewer upvotes', () => {
    const papers = [
      ranked({ title: 'Of the list' }, { counts: { upvotes: 40 } }),
      ranked({ id: paperId('2603.00002'), title: 'Risen' }, { rank: 2, counts: { upvotes: 50 }, gained: 30 }),
    ];
    const draft = renderDraft({
      subscription: {
        ...PREFERENCES,
        ...{ id: 'draft', guildId: '111', channelId: '211', publishes: false, nextAt: at, changedAt: at },
      },
      days: [day('2026-03-10')],
      papers,
      total: 2,
      volume: { lists: 14, fitting: spread, posted: spread },
      loosened: {},
      nextSlots: [at],
      missing: [],
      readsHistory: true,
      reachesRole: true,
      expiresAt: at,
      ids: { save: 'a', adjust: 'b', preview: 'c', cancel: 'd' },
    });
    const rows = textsOf(draft).join('\n').split('\n');
    expect(rows.find((row) => row.startsWith('1.'))).toMatch(/ · 40 upvotes$/);
    expect(rows.find((row) => row.startsWith('2.'))).toMatch(/ · 50 upvotes · late riser$/);
  });
});
