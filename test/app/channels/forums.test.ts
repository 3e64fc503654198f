import { PermissionFlagsBits } from 'discord-api-types/v10';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestBot, type TestBot } from '../../support/bot/bot.ts';
import { textsOf } from '../../support/discord/discord-rules.ts';
import { buttonOf, messageOf, wordsOf } from '../../support/discord/replies.ts';
import { subscribeBy } from '../../support/discord/subscribing.ts';
import { holdList } from '../../support/papers/lists.ts';
import { ABOUT_AGENTS, counted, paperId } from '../../support/papers/papers.ts';

const { ViewChannel, CreatePublicThreads, SendMessages, ReadMessageHistory } = PermissionFlagsBits;
let bot: TestBot;
let forum: string;

beforeEach(async () => {
  bot = await startTestBot({ at: '2026-03-11T08:30:00Z' });
  const { world } = bot.sandbox;
  forum = world.addChannel(world.first.guild, { name: 'papers-forum', type: 15, tags: ['Agents', 'Memes'] });
  const papers = [1, 2, 3].map((number) =>
    counted(
      {
        id: paperId(`2603.0000${number}`),
        ...(number === 2 && ABOUT_AGENTS),
        title: number === 2 ? 'Agents that plan' : `Paper ${number}`,
      },
      { upvotes: 100 - number },
    ),
  );
  const at = bot.clock.now();
  await holdList(bot.database.db, '2026-03-10', papers, at);
});
afterEach(() => bot[Symbol.asyncDispose]());

const invoke = (userId: string, channelId: string, command: string, options: Record<string, string> = {}) =>
  bot.sandbox.people.invoke(userId, { channelId, command, options });
const subscribe = (channel = forum) =>
  subscribeBy(bot.sandbox, bot.sandbox.world.first.ada, {
    channelId: bot.sandbox.world.first.general,
    options: { channel, time: '09:00', timezone: 'UTC' },
  });
const posts = (channelId = forum) =>
  bot.sandbox.world.threads(bot.sandbox.world.first.guild).filter(({ parentId }) => parentId === channelId);
const starterOf = (id: string) => textsOf(bot.sandbox.world.messages(id)[0]?.message ?? {}).join('\n');

describe('a subscribed forum', () => {
  it('gets a post a paper, tagged, the best on top, and each is the paper’s discussion', async () => {
    const { first } = bot.sandbox.world;
    const said = wordsOf(await subscribe());
    expect(said).toContain('a post for each paper');
    await bot.moveTo('2026-03-11T09:00:05Z');
    expect(posts().map(({ name }) => name)).toEqual(['Paper 3', 'Agents that plan', 'Paper 1']);
    expect(posts().map(({ tags }) => tags.length)).toEqual([0, 1, 0]);
    const found = await invoke(first.grace, first.general, 'discuss', { paper: '2603.00001' });
    expect(wordsOf(found)).toContain(`discussed already: <#${posts()[2]?.id}>`);
    expect(wordsOf(await invoke(first.ada, first.general, 'subscriptions'))).toContain(`<#${posts()[2]?.id}>`);
    await bot.moveTo('2026-03-11T09:30:00Z');
    expect(posts()).toHaveLength(3);
  });

  it('may be a media channel, also one that demands a tag', async () => {
    const { world } = bot.sandbox;
    const media = world.addChannel(world.first.guild, {
      name: 'papers-media',
      type: 16,
      tags: ['Agents', 'Other'],
      requiresTag: true,
    });
    expect(wordsOf(await subscribe(media))).toContain('a post for each paper');
    await bot.moveTo('2026-03-11T09:00:05Z');
    expect(posts(media).map(({ name, tags }) => [name, tags.length])).toEqual([
      ['Paper 3', 1],
      ['Agents that plan', 1],
      ['Paper 1', 1],
    ]);
    const found = await invoke(world.first.grace, world.first.general, 'discuss', { paper: '2603.00001' });
    expect(wordsOf(found)).toContain(`discussed already: <#${posts(media)[2]?.id}>`);
  });

  it('is shown before it is saved, and after it, as posts', async () => {
    const { first } = bot.sandbox.world;
    const { people } = bot.sandbox;
    const options = { channel: forum, time: '09:00', timezone: 'UTC' };
    const preview = async (shown: Awaited<ReturnType<typeof invoke>>) => {
      const message = messageOf(shown);
      return wordsOf(await people.press(first.ada, { messageId: message.id, customId: buttonOf(message, 'Preview') }));
    };
    const previews = [
      await preview(await people.invoke(first.ada, { channelId: first.general, command: 'subscribe', options })),
      await subscribe().then(() => invoke(first.ada, first.general, 'subscriptions').then(preview)),
    ];
    for (const words of previews) {
      expect(words).toContain('Paper 1');
      expect(words).toContain('The first of 3 posts');
      expect(words).not.toContain('Agents that plan');
    }
  });

  it('gets a post that leads there for a paper that is discussed elsewhere', async () => {
    const { first } = bot.sandbox.world;
    await invoke(first.grace, first.general, 'discuss', { paper: '2603.00002' });
    const [discussion] = posts(first.general);
    await subscribe();
    await bot.moveTo('2026-03-11T09:00:05Z');
    const leading = posts().find(({ name }) => name === 'Agents that plan');
    expect(starterOf(leading?.id ?? '')).toContain(`discussed in <#${discussion?.id}>`);
    expect(leading?.tags).toHaveLength(1);
    expect(bot.sandbox.world.threads(first.guild)).toHaveLength(4);
  });

  it('is asked about once a delivery, however many posts it gets, and anew by the next', async () => {
    const { world, requests } = bot.sandbox;
    const { guild, botRole } = world.first;
    await subscribe();
    const before = requests.entries.length;
    await bot.moveTo('2026-03-11T09:00:05Z');
    const asked = (from: number, path: string) =>
      requests.entries.slice(from).filter((entry) => entry.method === 'GET' && entry.path === path).length;
    expect(posts()).toHaveLength(3);
    // Who sees it, and what tags it has.
    expect(asked(before, `/channels/${forum}`)).toBe(2);
    expect(asked(before, `/guilds/${guild}/roles`)).toBe(1);
    world.overwrite(forum, guild, { deny: ViewChannel });
    world.overwrite(forum, botRole, { allow: ViewChannel | SendMessages | ReadMessageHistory });
    const { db } = bot.database;
    const papers = [counted({ id: paperId('2603.00009'), title: 'Paper 9' })];
    await holdList(db, '2026-03-11', papers, bot.clock.now());
    await bot.moveTo('2026-03-12T09:00:05Z');
    expect(posts()).toHaveLength(4);
    const scopes = await db.selectFrom('discussion').select('scope').orderBy('created_at').execute();
    expect(scopes.map(({ scope }) => scope)).toEqual(['', '', '', forum]);
  });

  it('gets no post that leads to a discussion in a channel that was hidden since', async () => {
    const { world } = bot.sandbox;
    const { first } = world;
    await invoke(first.grace, first.general, 'discuss', { paper: '2603.00002' });
    const [hidden] = posts(first.general);
    world.overwrite(first.general, first.guild, { deny: ViewChannel });
    world.overwrite(first.general, first.botRole, { allow: ViewChannel });
    await subscribeBy(bot.sandbox, first.ada, {
      channelId: first.papers,
      options: { channel: forum, time: '09:00', timezone: 'UTC' },
    });
    await bot.moveTo('2026-03-11T09:00:05Z');
    expect(posts()).toHaveLength(3);
    expect(
      posts()
        .map(({ id }) => starterOf(id))
        .join(),
    ).not.toContain(hidden?.id ?? '-');
  });

  it('is refused without the rights that it takes, which are others than in a text channel', async () => {
    const { world } = bot.sandbox;
    world.overwrite(forum, world.first.botRole, { deny: SendMessages | ReadMessageHistory });
    expect(wordsOf(await subscribe())).toContain('**Send Messages** and **Read Message History**');
    world.overwrite(forum, world.first.botRole, { deny: CreatePublicThreads });
    expect(wordsOf(await subscribe())).toContain('is subscribed');
  });

  it('that demands a tag which no paper has is suspended, and an admin is told what to do', async () => {
    const { world } = bot.sandbox;
    world.setChannel(forum, { tags: ['Memes'], requiresTag: true });
    await subscribe();
    await bot.moveTo('2026-03-11T09:00:05Z');
    expect(posts()).toEqual([]);
    const told = world.messages(world.first.general).map(({ message }) => textsOf(message).join(' '));
    expect(told.join()).toContain(`Every post in <#${forum}> needs a tag`);
    world.setChannel(forum, { tags: ['Memes', 'Papers'] });
    await bot.moveTo('2026-03-11T21:30:00Z');
    expect(posts()).toHaveLength(3);
  });

  it('that has become a text channel gets what was left as a list, and nothing twice', async () => {
    const { world } = bot.sandbox;
    await subscribe();
    bot.sandbox.faults.inject({
      ...{ when: 'before', kind: 'rate-limit', scope: 'shared', retryAfter: 120, method: 'POST' },
      path: `/channels/${forum}/threads`,
    });
    await bot.moveTo('2026-03-11T09:00:05Z');
    expect(posts()).toEqual([]);
    world.setChannel(forum, { type: 0 });
    await bot.moveTo('2026-03-11T09:10:00Z');
    expect(world.messages(forum)).toHaveLength(1);
    expect(posts()).toEqual([]);
  });

  it('that was a text channel gets posts', async () => {
    const { world } = bot.sandbox;
    const channel = world.addChannel(world.first.guild, { name: 'moved' });
    await subscribe(channel);
    world.setChannel(channel, { type: 15 });
    await bot.moveTo('2026-03-11T09:00:05Z');
    expect(posts(channel)).toHaveLength(3);
  });
});

describe('Discuss in a forum’s post', () => {
  it('opens the next post, and takes the right to make posts there', async () => {
    const { world } = bot.sandbox;
    const post = world.startThread(forum, { ownerId: world.first.grace, name: 'What about this?', content: 'Look!' });
    const reply = await invoke(world.first.grace, post, 'discuss', { paper: '2603.00002' });
    expect(wordsOf(reply)).toContain('The discussion is open');
    expect(posts().map(({ name }) => name)).toContain('Agents that plan');
    expect(starterOf(posts().find(({ name }) => name === 'Agents that plan')?.id ?? '')).toContain('Agents that plan');
  });
});
