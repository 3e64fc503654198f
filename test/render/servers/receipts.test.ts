import { describe, expect, it } from 'vitest';
import type { Receipt } from '../../../src/domain/receipt.ts';
import type { Subscription } from '../../../src/domain/subscription.ts';
import { renderReceipts, wordLateness, wordOutcome, wordOwed } from '../../../src/render/servers/receipts.ts';
import { textsOf } from '../../support/discord/discord-rules.ts';
import { day } from '../../support/papers/papers.ts';

/** A Saturday. */
const slotAt = new Date('2026-03-14T09:00:00Z');
const later = (ms: number) => new Date(slotAt.getTime() + ms);
const receipt = (facts: Partial<Receipt> = {}): Receipt => ({
  id: 'd1',
  channelId: '21',
  slotAt,
  outcome: 'posted',
  listDays: [day('2026-03-13')],
  messageIds: ['41'],
  sentAt: later(7_000),
  ...facts,
});
const subscription = { guildId: '11', channelId: '22' } as Subscription;

describe('how late a post was', () => {
  it.each([
    [0, 'within a minute of its hour'],
    [59_999, 'within a minute of its hour'],
    [125_000, '2 min after its hour'],
    [3_600_000, '1 h after its hour'],
    [11_400_000, '3 h 10 min after its hour'],
    [200_000_000, '2 days after its hour'],
  ])('%i ms: %s', (ms, words) => expect(wordLateness(slotAt, later(ms))).toBe(words));
});

describe('how a slot ended', () => {
  it('with a link to each message that is known', () => {
    const two = wordOutcome(receipt({ messageIds: ['41', '42'] }), subscription);
    expect(two).toContain('https://discord.com/channels/11/21/41 and https://discord.com/channels/11/21/42');
    expect(wordOutcome(receipt({ messageIds: [] }), subscription)).toContain('deleted at once');
  });

  it('by hand, if it was no slot of the schedule', () => {
    const byHand = receipt({ slotAt: later(1), sentAt: later(90_000) });
    expect(wordOutcome(byHand, subscription)).toBe('posted: https://discord.com/channels/11/21/41, by hand');
  });

  it('on a weekend: why there was no new list, and when the next is complete', () => {
    const words = wordOutcome(receipt({ outcome: 'nothing-new', listDays: [], messageIds: [] }), subscription);
    expect(words).toContain('since the one of Friday, 13 March 2026 (there are none on weekends)');
    expect(words).toContain(`<t:${Date.parse('2026-03-17T02:00:00Z') / 1000}:f>`);
  });

  it('given up: by what the operator finds it', () => {
    expect(wordOutcome(receipt({ outcome: 'given-up' }), subscription)).toContain('`d1`');
  });
});

describe('what is owed', () => {
  const owed = (failure?: string) => receipt({ outcome: 'owed', owed: { dueAt: slotAt, ...(failure && { failure }) } });

  it.each([
    [undefined, /^on its way$/],
    ['retry 502', /Discord did not take it yet; next try <t:\d+:R>/],
    ['unknown ECONNRESET', /looked for before it is sent again/],
    ['blocked 0', /takes nothing from Paperboy/],
    ['something new', /^on its way$/],
  ])('after %s', (failure, words) => expect(wordOwed(owed(failure), subscription)).toMatch(words));

  it('is kept while the subscription is paused or suspended', () => {
    expect(wordOwed(owed(), { ...subscription, pausedAt: slotAt })).toBe('kept until the subscription is resumed');
    const suspended = { reason: 'no-access', since: slotAt } as const;
    expect(wordOwed(owed(), { ...subscription, suspended })).toBe('kept until Discord takes posts there again');
  });
});

describe('receipts', () => {
  it('of a new subscription say that there are none', () => {
    expect(textsOf(renderReceipts({ subscription, receipts: [] }))).toEqual([
      'No slot of this subscription has come yet.',
    ]);
  });
});
