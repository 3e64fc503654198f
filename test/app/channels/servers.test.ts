import { PermissionFlagsBits } from 'discord.js';
import { expect, it, vi } from 'vitest';
import { startTestBot } from '../../support/bot/bot.ts';
import { textsOf } from '../../support/discord/discord-rules.ts';
import { subscribeBy } from '../../support/discord/subscribing.ts';
import { holdList } from '../../support/papers/lists.ts';
import { manyCounted } from '../../support/papers/papers.ts';

const { SendMessages } = PermissionFlagsBits;

it('a right that is lost is told once, and mended by itself', async () => {
  await using bot = await startTestBot({ at: '2026-03-11T08:30:00Z' });
  const { world } = bot.sandbox;
  const { first } = world;
  await holdList(bot.database.db, '2026-03-10', manyCounted(5), bot.clock.now());
  await subscribeBy(bot.sandbox, first.ada, {
    channelId: first.papers,
    options: { time: '09:00', timezone: 'UTC' },
  });
  world.overwrite(first.papers, first.botRole, { deny: SendMessages });
  await bot.moveTo('2026-03-11T09:00:05Z');
  const said = (channelId: string) => world.messages(channelId).map(({ message }) => textsOf(message).join(' '));
  expect(said(first.general)).toEqual([expect.stringContaining(`cannot post in <#${first.papers}>`)]);
  expect(said(first.papers)).toEqual([]);
  world.overwrite(first.papers, first.botRole, { allow: SendMessages });
  await vi.waitFor(() => expect(said(first.papers)).toHaveLength(2), { timeout: 5000 });
  expect(said(first.papers).join()).toContain('Paperboy posts here again.');
  await bot.moveTo('2026-03-11T09:10:05Z');
  expect(said(first.papers)).toHaveLength(2);
  expect(said(first.general)).toHaveLength(1);
  world.kickBot(first.guild);
  world.inviteBot(first.guild);
  await vi.waitFor(() => expect(said(first.general)).toHaveLength(2), { timeout: 5000 });
});
