import { ChannelType } from 'discord-api-types/v10';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestBot, type TestBot } from '../../support/bot/bot.ts';
import { buttonOf, messageOf, wordsOf } from '../../support/discord/replies.ts';
import { subscribeBy } from '../../support/discord/subscribing.ts';
import { manyCounted } from '../../support/papers/papers.ts';

const CROSSPOST = '/channels/{channel_id}/messages/{message_id}/crosspost';
const CROSSPOSTED = 1;
let bot: TestBot;
let news: string;

beforeEach(async () => {
  bot = await startTestBot({ at: '2026-03-11T08:30:00Z', lists: { '2026-03-10': manyCounted(3) } });
  const { world } = bot.sandbox;
  const { ada, general, guild } = world.first;
  news = world.addChannel(guild, { name: 'our-news', type: ChannelType.GuildAnnouncement });
  const options = { channel: news, time: '09:00', timezone: 'UTC' };
  await subscribeBy(bot.sandbox, ada, { channelId: general, options });
});
afterEach(() => bot[Symbol.asyncDispose]());

const openPanel = async () => {
  const { ada, general } = bot.sandbox.world.first;
  return messageOf(await bot.sandbox.people.invoke(ada, { channelId: general, command: 'subscriptions' }));
};
const pressOnPanel = async (label: string) => {
  const panel = await openPanel();
  const press = { messageId: panel.id, customId: buttonOf(panel, label) };
  return wordsOf(await bot.sandbox.people.press(bot.sandbox.world.first.ada, press));
};
const published = () =>
  bot.sandbox.world.messages(news).map(({ message }) => (Number(message.flags) & CROSSPOSTED) !== 0);

describe('a digest in an announcement channel', () => {
  it('is published to followers when the subscription says so, and the receipt tells it', async () => {
    expect(await pressOnPanel('Publish to followers')).toContain('published to followers');
    await bot.moveTo('2026-03-11T09:00:05Z');
    expect(published()).toEqual([true]);
    expect(await pressOnPanel('Receipts')).toContain('published to followers');
  });

  it('is not published otherwise', async () => {
    await pressOnPanel('Publish to followers');
    await pressOnPanel('Stop publishing');
    await bot.moveTo('2026-03-11T09:00:05Z');
    expect(published()).toEqual([false]);
  });

  it('is posted at its hour, and published when Discord takes it', async () => {
    await pressOnPanel('Publish to followers');
    const limit = { kind: 'rate-limit', scope: 'shared', retryAfter: 1_800 } as const;
    bot.sandbox.faults.inject({ when: 'before', path: CROSSPOST, ...limit });
    await bot.moveTo('2026-03-11T09:00:05Z');
    expect(published()).toEqual([false]);
    expect(await pressOnPanel('Receipts')).toContain('to be published');
    const tries = () => bot.sandbox.requests.entries.filter(({ path }) => path.endsWith('/crosspost')).length;
    expect(tries()).toBe(1);
    await bot.moveTo('2026-03-11T09:29:00Z');
    expect(tries()).toBe(1);
    await bot.moveTo('2026-03-11T09:31:05Z');
    expect(published()).toEqual([true]);
    expect(await pressOnPanel('Receipts')).toContain('published to followers');
  });

  it('whose publishing was done though its answer was lost counts as published', async () => {
    await pressOnPanel('Publish to followers');
    bot.sandbox.faults.inject({ when: 'after', path: CROSSPOST, kind: 'reset' });
    await bot.moveTo('2026-03-11T09:00:05Z');
    await bot.moveTo('2026-03-11T09:01:05Z');
    expect(published()).toEqual([true]);
    expect(await pressOnPanel('Receipts')).toContain('published to followers');
  });

  it('that Discord does not publish stays posted, and the receipt tells it', async () => {
    await pressOnPanel('Publish to followers');
    bot.sandbox.faults.inject({ when: 'before', path: CROSSPOST, kind: 'status', status: 403, code: 50013 });
    await bot.moveTo('2026-03-11T09:00:05Z');
    expect(published()).toEqual([false]);
    expect(await pressOnPanel('Receipts')).toContain('not published to followers: Discord refused it');
  });
});
