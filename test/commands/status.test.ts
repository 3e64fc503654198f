import { PermissionFlagsBits } from 'discord-api-types/v10';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { saveList } from '../../src/store/papers/lists.ts';
import { editWishes } from '../../src/store/servers/editing.ts';
import { listSubscriptions } from '../../src/store/servers/subscriptions.ts';
import { startTestBot, type TestBot } from '../support/bot/bot.ts';
import { isEphemeral, messageOf, wordsOf } from '../support/discord/replies.ts';
import { subscribeBy } from '../support/discord/subscribing.ts';
import { day, manyCounted } from '../support/papers/papers.ts';

let bot: TestBot;
let first: TestBot['sandbox']['world']['first'];

beforeAll(async () => {
  bot = await startTestBot({ at: '2026-03-11T08:30:00Z' });
  first = bot.sandbox.world.first;
});
afterAll(() => bot?.[Symbol.asyncDispose]());

const ask = async (userId: string, channelId = first.general) => {
  const reply = await bot.sandbox.people.invoke(userId, { channelId, command: 'status' });
  expect(isEphemeral(messageOf(reply))).toBe(true);
  return wordsOf(reply);
};
const dmOf = (userId: string) => bot.sandbox.world.dms().find((dm) => dm.userId === userId)?.id ?? '';
const unix = (at: string) => Date.parse(at) / 1000;

it('/status with an empty store says so', async () => {
  expect(await ask(first.grace)).toContain('No list has been read yet.');
});

describe('/status', () => {
  beforeAll(async () => {
    await saveList(bot.database.db, {
      day: day('2026-03-10'),
      source: 'Hugging Face',
      papers: manyCounted(25),
      rejected: 0,
      at: new Date('2026-03-11T08:15:00Z'),
    });
    const { world } = bot.sandbox;
    world.overwrite(first.admins, first.botRole, { allow: PermissionFlagsBits.ViewChannel });
    for (const [channelId, options] of [
      [first.papers, { topics: 'all' }],
      [first.admins, { topics: 'agents' }],
      [first.general, {}],
    ] as const) {
      await subscribeBy(bot.sandbox, first.ada, { channelId, options });
    }
  });

  it('tells how fresh each source is, and why there is no newer list', async () => {
    const words = await ask(first.grace);
    expect(words).toContain('**Hugging Face: fine** · newest list: Tuesday, 10 March 2026, 25 papers');
    expect(words).toContain(`last read <t:${unix('2026-03-11T08:15:00Z')}:R>`);
    expect(words).toContain(`last change <t:${unix('2026-03-11T08:15:00Z')}:R>`);
    expect(words).toContain('The list of Wednesday, 11 March 2026 could not be read from Hugging Face yet.');
  });

  it('tells a manager of every channel, and others of this one and of those that everybody sees', async () => {
    const all = await ask(first.ada);
    for (const id of [first.papers, first.admins, first.general]) expect(all).toContain(`<#${id}>`);
    const hers = await ask(first.grace);
    for (const id of [first.papers, first.general]) expect(hers).toContain(`<#${id}> · `);
    expect(hers).not.toContain(first.admins);
    expect(hers).not.toContain('Agents');
  });

  it('asks Discord of each channel once a minute', async () => {
    const asked = () =>
      bot.sandbox.requests.entries.filter(({ path }) => path.endsWith(`/channels/${first.papers}`)).length;
    const before = asked();
    await ask(first.grace);
    await ask(first.linus);
    expect(asked()).toBe(before);
    bot.clock.move(61_000);
    await ask(first.grace);
    expect(asked()).toBe(before + 1);
  });

  it('leaves out what Discord does not tell', async () => {
    bot.clock.move(61_000);
    bot.sandbox.world.overwrite(first.papers, first.botRole, { deny: PermissionFlagsBits.ViewChannel });
    expect(await ask(first.grace)).not.toContain(first.papers);
    bot.sandbox.world.overwrite(first.papers, first.botRole, {});
  });

  it('in a direct message tells of the sources alone', async () => {
    const words = await ask(first.ada, dmOf(first.ada));
    expect(words).toContain('Hugging Face: fine');
    expect(words).not.toContain('<#');
  });

  it('says what is suspended, since when and how to mend it, and what was posted last', async () => {
    bot.sandbox.world.overwrite(first.papers, first.botRole, { deny: PermissionFlagsBits.SendMessages });
    await bot.moveTo('2026-03-11T09:00:30Z');
    const words = await ask(first.ada);
    expect(words).toMatch(/\*\*Suspended\*\* since <t:\d+:f>\. Paperboy lacks a permission/);
    expect(words).toContain(
      `**Owed** since <t:${unix('2026-03-11T09:00:00Z')}:f>: kept until Discord takes posts there again.`,
    );
    // The notice of the suspension came after it.
    const posted = bot.sandbox.world.messages(first.general);
    const message = posted.findLast(({ message: { components } }) => JSON.stringify(components).includes('Papers of'));
    expect(words).toContain(
      `**Active**. Last, <t:${unix('2026-03-11T09:00:00Z')}:R>: https://discord.com/channels/${first.guild}/${first.general}/${message?.message.id}`,
    );
    expect(words.indexOf(`<#${first.papers}>`)).toBeLessThan(words.indexOf(`<#${first.general}>`));
  });

  it('says that a list is waited for, and until when', async () => {
    await bot.moveTo('2026-03-12T09:00:30Z');
    const words = await ask(first.ada);
    expect(words).toContain('**Hugging Face: silent**');
    expect(words).toContain(`**Waiting** for the list since <t:${unix('2026-03-12T09:00:00Z')}:f>`);
    expect(words).toContain(`before <t:${unix('2026-03-13T09:00:00Z')}:f>`);
  });

  it('leads nobody but a manager to a post in a channel from which the subscription has moved', async () => {
    const { db } = bot.database;
    const talks = bot.sandbox.world.addChannel(first.guild, { name: 'talks' });
    const [moved] = (await listSubscriptions(db, first.guild)).filter(({ channelId }) => channelId === first.general);
    if (moved === undefined) throw new Error('nothing is subscribed in #general');
    const edit = { topics: [], threads: 'none', silent: true, channel: { id: talks } } as const;
    await editWishes(db, first.guild, moved.id, { edit, at: bot.clock.now() });
    const old = `https://discord.com/channels/${first.guild}/${first.general}/`;
    expect(await ask(first.ada)).toContain(old);
    const hers = await ask(first.grace);
    expect(hers).toContain(`<#${talks}> · `);
    expect(hers).not.toContain(old);
  });
});
