import { PermissionFlagsBits } from 'discord-api-types/v10';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { saveArxivFacts } from '../../../src/store/arxiv.ts';
import { startTestBot, type TestBot } from '../../support/bot/bot.ts';
import { buttonOf, messageOf, wordsOf } from '../../support/discord/replies.ts';
import { subscribeBy } from '../../support/discord/subscribing.ts';
import { manyCounted, paperId } from '../../support/papers/papers.ts';

const PAPER = '2603.00101';
const { ViewChannel, ManageThreads, SendMessagesInThreads } = PermissionFlagsBits;
let bot: TestBot;
let first: TestBot['sandbox']['world']['first'];

beforeEach(async () => {
  bot = await startTestBot({ at: '2026-03-11T08:30:00Z', lists: { '2026-03-10': manyCounted(3, 1) } });
  first = bot.sandbox.world.first;
});
afterEach(() => bot[Symbol.asyncDispose]());

const ask = (userId: string, command: string, channelId = first.general) =>
  bot.sandbox.people.invoke(userId, {
    channelId,
    command,
    ...(command === 'trending' ? {} : { options: { paper: PAPER } }),
  });
const discuss = (userId: string, channelId?: string) => ask(userId, 'discuss', channelId);
const threads = () => bot.sandbox.world.threads(first.guild);
const readCount = async (threadId: string) =>
  (
    await bot.database.db
      .selectFrom('discussion')
      .select('message_count')
      .where('thread_id', '=', threadId)
      .executeTakeFirst()
  )?.message_count;
const open = async () => {
  await discuss(first.grace);
  const [thread] = threads();
  if (thread === undefined) throw new Error('no thread');
  return thread.id;
};

describe('what is known of a thread', () => {
  it('is shown a week later: its messages, that it sleeps; and Discuss wakes it', async () => {
    const id = await open();
    for (const text of ['one', 'two']) await bot.sandbox.people.say(first.linus, { channelId: id, content: text });
    await bot.moveTo('2026-03-11T10:00:00Z');
    const link = `[Discussion, 2 messages](https://discord.com/channels/${first.guild}/${id})`;
    expect(wordsOf(await ask(first.grace, 'trending', first.papers))).toContain(link);
    await bot.moveTo('2026-03-19T10:00:00Z');
    await expect.poll(() => threads()[0]?.archived, { timeout: 20_000 }).toBe(true);
    await expect
      .poll(async () => wordsOf(await ask(first.grace, 'paper')), { timeout: 20_000 })
      .toContain('gone to sleep');
    const card = messageOf(await ask(first.grace, 'paper'));
    expect(JSON.stringify(card.components)).toContain(link);
    const woken = await bot.sandbox.people.press(first.grace, {
      messageId: card.id,
      customId: buttonOf(card, 'Open the discussion again'),
    });
    expect(wordsOf(woken)).toContain(`is open again: <#${id}>`);
    expect(threads()).toMatchObject([{ id, archived: false }]);
  });

  it('is not how many messages it has as long as nobody but Paperboy has written', async () => {
    const arxiv = (version: number) =>
      saveArxivFacts(
        bot.database.db,
        [{ id: paperId(PAPER), arxiv: { version, isWithdrawn: false } }],
        bot.clock.now(),
      );
    await arxiv(1);
    const id = await open();
    const counted = () => expect.poll(() => readCount(id), { timeout: 20_000 });
    const shown = async () =>
      (await Promise.all(['trending', 'paper'].map((command) => ask(first.linus, command)))).map(wordsOf);
    await bot.moveTo('2026-03-11T10:00:00Z');
    await counted().toBe(0);
    for (const words of await shown()) expect(words).toContain('[Discussion](');
    await arxiv(2);
    await bot.moveTo('2026-03-12T10:00:00Z');
    expect(threads()).toMatchObject([{ messageCount: 1 }]);
    await bot.moveTo('2026-03-12T12:00:00Z');
    await counted().toBe(1);
    for (const words of await shown()) expect(words).toContain('[Discussion](');
    await bot.sandbox.people.say(first.linus, { channelId: id, content: 'Well…' });
    await bot.moveTo('2026-03-12T14:00:00Z');
    await counted().toBe(2);
    for (const words of await shown()) expect(words).toContain('[Discussion, 2 messages](');
  });

  it('is that it is locked: it is led to, and stays locked', async () => {
    const id = await open();
    bot.sandbox.world.setThread(id, { archived: true, locked: true });
    expect(wordsOf(await discuss(first.grace))).toContain(`<#${id}>\nA moderator has locked the thread`);
    expect(threads()).toMatchObject([{ archived: true, locked: true }]);
  });

  it('is that it was deleted, even at once: a new one is made', async () => {
    const id = await open();
    bot.sandbox.world.deleteMessage(first.general, id);
    bot.sandbox.world.deleteChannel(id);
    expect(wordsOf(await discuss(first.linus))).toContain('discussion is open');
    expect(threads()).toHaveLength(1);
    expect(threads()[0]?.id).not.toBe(id);
  });
});

describe('a discussion in a channel that was hidden since', () => {
  it.each(['everybody', 'a role', 'a member'])('is shown to nobody elsewhere: hidden from %s', async (whom) => {
    const { world } = bot.sandbox;
    const id = await open();
    const target = { everybody: first.guild, 'a role': first.botRole, 'a member': first.linus }[whom] ?? '';
    world.overwrite(first.general, target, { deny: ViewChannel });
    if (whom !== 'everybody') world.overwrite(first.general, first.ada, { deny: ViewChannel });
    const seen = async () => {
      const answers = [await ask(first.grace, 'trending', first.papers), await ask(first.grace, 'paper', first.papers)];
      return answers.map(wordsOf).join('\n');
    };
    await expect.poll(seen, { timeout: 20_000 }).not.toContain(id);
    const made = wordsOf(await discuss(first.linus, first.papers));
    expect(made).toContain('discussion is open');
    expect(made).not.toContain(id);
    expect(
      threads()
        .map(({ parentId }) => parentId)
        .toSorted(),
    ).toEqual([first.general, first.papers].toSorted());
  });
});

describe('threads: always, where a discussion’s channel was hidden since', () => {
  const hide = () => {
    bot.sandbox.world.overwrite(first.general, first.guild, { deny: ViewChannel });
    bot.sandbox.world.overwrite(first.general, first.botRole, { allow: ViewChannel });
  };
  const subscribe = (channelId: string) =>
    subscribeBy(bot.sandbox, first.ada, {
      channelId,
      options: { threads: 'always', papers: 1, time: '09:00', timezone: 'UTC' },
    });

  it('makes no second one in that channel', async () => {
    const id = await open();
    await subscribe(first.general);
    hide();
    await bot.moveTo('2026-03-11T09:00:05Z');
    expect(bot.sandbox.world.messages(first.general)).toHaveLength(2);
    expect(threads().map((thread) => thread.id)).toEqual([id]);
  });

  it('makes one that everybody sees elsewhere', async () => {
    const id = await open();
    await subscribe(first.papers);
    hide();
    await bot.moveTo('2026-03-11T09:00:05Z');
    expect(threads().map(({ parentId }) => parentId)).toEqual([first.general, first.papers]);
    expect(wordsOf(await ask(first.grace, 'paper', first.papers))).not.toContain(id);
  });
});

describe('a paper with news', () => {
  it('has a line in its discussion, which a moderator ends, and nobody else', async () => {
    const { people, world } = bot.sandbox;
    const learn = async (version: number, at: string) => {
      const arxiv = { version, isWithdrawn: false };
      await saveArxivFacts(bot.database.db, [{ id: paperId(PAPER), arxiv }], bot.clock.now());
      await bot.moveTo(at);
    };
    const linesOf = (id: string) =>
      world.messages(id).filter(({ message }) => wordsIn(message).includes('New version'));
    const wordsIn = (message: object) => JSON.stringify(message);
    await saveArxivFacts(
      bot.database.db,
      [{ id: paperId(PAPER), arxiv: { version: 1, isWithdrawn: false } }],
      bot.clock.now(),
    );
    const id = await open();
    await learn(2, '2026-03-12T10:00:00Z');
    const [line] = linesOf(id);
    if (line === undefined) throw new Error('no line');
    expect(linesOf(id)).toHaveLength(1);
    expect(line.pings).toEqual([]);
    const press = (userId: string) =>
      people.press(userId, {
        messageId: line.message.id,
        customId: buttonOf(line.message, 'No more updates here'),
      });
    expect(wordsOf(await press(first.grace))).toContain('**Manage Threads**');
    await learn(3, '2026-03-14T10:00:00Z');
    expect(linesOf(id)).toHaveLength(2);
    world.overwrite(first.general, first.grace, { allow: ManageThreads | SendMessagesInThreads });
    const ended = messageOf(await press(first.grace));
    await learn(4, '2026-03-16T10:00:00Z');
    expect(linesOf(id)).toHaveLength(2);
    await people.press(first.grace, { messageId: ended.id, customId: buttonOf(ended, 'Updates there again') });
    await learn(5, '2026-03-18T10:00:00Z');
    expect(linesOf(id)).toHaveLength(3);
  });
});

/** What keeps threads from being begun for a while. */
const HINDRANCES = {
  'as many active threads as Discord allows': { kind: 'status', status: 400, code: 160006, times: 100 },
  'as many participants as a thread may have': { kind: 'status', status: 400, code: 30033, times: 100 },
  'a limit of minutes': { kind: 'rate-limit', retryAfter: 300, scope: 'shared', times: 1 },
} as const;

describe.each(Object.entries(HINDRANCES))('%s', (_, fault) => {
  it('hold up no digest, leave one anchor at most, are told of once, and not for good', async () => {
    const { world, faults } = bot.sandbox;
    const path = '/channels/{channel_id}/messages/{message_id}/threads';
    const injected = faults.inject({ ...fault, when: 'before', path });
    const subscribe = (channelId: string, time: string) =>
      subscribeBy(bot.sandbox, first.ada, {
        channelId,
        options: { threads: 'always', papers: 3, time, timezone: 'UTC' },
      });
    const postsIn = (channelId: string) =>
      world.messages(channelId).filter(({ message }) => message.author.id === world.applicationId);
    await subscribe(first.papers, '09:00');
    await subscribe(first.readingGroup, '09:01');
    await bot.moveTo('2026-03-11T09:00:05Z');
    expect(postsIn(first.papers)).toHaveLength(2);
    await bot.moveTo('2026-03-11T09:01:05Z');
    expect(postsIn(first.readingGroup)).toHaveLength(1);
    expect(threads()).toEqual([]);
    expect(injected.hits).toBe(1);
    const notices = await bot.database.db
      .selectFrom('notice')
      .select('state')
      .where('kind', '=', 'threads-full')
      .execute();
    expect(notices).toEqual([{ state: 'sent' }]);
    faults.clear();
    expect(wordsOf(await discuss(first.grace, first.papers))).toContain('discussion is open');
    expect(threads()).toHaveLength(1);
    await bot.moveTo('2026-03-11T16:00:00Z');
    expect(threads()).toHaveLength(3);
  });

  it('are a sentence to whoever presses, and the next press opens it', async () => {
    const path = '/channels/{channel_id}/messages/{message_id}/threads';
    bot.sandbox.faults.inject({ ...fault, when: 'before', path, times: 1 });
    expect(wordsOf(await discuss(first.grace))).toMatch(/as many active threads|in a few minutes/);
    expect(threads()).toEqual([]);
    expect(wordsOf(await discuss(first.linus))).toContain('discussion is open');
    // The notice of it may be there already: the tick of the start may still be running.
    const anchors = bot.sandbox.world
      .messages(first.general)
      .filter(({ message }) => JSON.stringify(message).includes(PAPER));
    expect(anchors).toHaveLength(1);
  });
});

describe('a limit of minutes', () => {
  it('is waited for by the ticks, which then open what a digest owes, with nobody’s press', async () => {
    const { world, faults } = bot.sandbox;
    const path = '/channels/{channel_id}/messages/{message_id}/threads';
    // It is refused as long as the limit lasts, however often it is asked for.
    const limit = faults.inject({ ...HINDRANCES['a limit of minutes'], when: 'before', path, times: 100 });
    await subscribeBy(bot.sandbox, first.ada, {
      channelId: first.papers,
      options: { threads: 'always', papers: 3, time: '09:00', timezone: 'UTC' },
    });
    await bot.moveTo('2026-03-11T09:00:05Z');
    await bot.moveTo('2026-03-11T09:04:00Z');
    expect(threads()).toEqual([]);
    expect(limit.hits).toBe(1);
    limit.clear();
    await bot.moveTo('2026-03-11T09:06:00Z');
    expect(threads()).toHaveLength(3);
    // The digest, and an anchor a thread: none was made twice.
    expect(world.messages(first.papers)).toHaveLength(4);
  });
});
