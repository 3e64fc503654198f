import { PermissionFlagsBits } from 'discord-api-types/v10';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestBot, type TestBot } from '../../support/bot/bot.ts';
import { buttonOf, isEphemeral, messageOf, selectOf, wordsOf } from '../../support/discord/replies.ts';
import { subscribeBy } from '../../support/discord/subscribing.ts';
import { manyCounted } from '../../support/papers/papers.ts';

const PAPER = '2603.00101';
let bot: TestBot;
let first: TestBot['sandbox']['world']['first'];

beforeEach(async () => {
  bot = await startTestBot({ at: '2026-03-11T08:30:00Z', lists: { '2026-03-10': manyCounted(12, 1) } });
  first = bot.sandbox.world.first;
});
afterEach(() => bot[Symbol.asyncDispose]());

const discuss = (userId: string, channelId = first.general, paper = PAPER) =>
  bot.sandbox.people.invoke(userId, { channelId, command: 'discuss', options: { paper } });
const threads = () => bot.sandbox.world.threads(first.guild);
const threadIn = (words: string) => /<#(\d+)>/.exec(words)?.[1];

describe('a discussion', () => {
  it('is one, for two people who press together, and starts with the paper', async () => {
    const replies = await Promise.all([discuss(first.grace), discuss(first.linus)]);
    expect(threads()).toHaveLength(1);
    for (const reply of replies) expect(threadIn(wordsOf(reply))).toBe(threads()[0]?.id);
    const [anchor, ...more] = bot.sandbox.world.messages(first.general);
    expect(more).toEqual([]);
    expect(anchor?.message.id).toBe(threads()[0]?.id);
    expect(JSON.stringify(anchor?.message.components)).toContain('By Ada Lovelace, Grace Hopper');
    // Silent, and nobody is pinged.
    expect(Number(anchor?.message.flags) & 4096).toBe(4096);
    expect(anchor?.pings).toEqual([]);
  });

  it('is found again from a list, a card, another channel and a thread', async () => {
    await discuss(first.grace);
    const [thread] = threads();
    const list = messageOf(
      await bot.sandbox.people.invoke(first.linus, { channelId: first.papers, command: 'trending' }),
    );
    expect(JSON.stringify(list.components)).toContain(
      `[Discussion](https://discord.com/channels/${first.guild}/${thread?.id})`,
    );
    const { customId } = selectOf(list);
    const card = await bot.sandbox.people.select(first.linus, { messageId: list.id, customId, values: [PAPER] });
    expect(wordsOf(card)).toContain(`https://discord.com/channels/${first.guild}/${thread?.id}`);
    for (const channelId of [first.readingGroup, thread?.id ?? '']) {
      expect(wordsOf(await discuss(first.linus, channelId))).toContain(`discussed already: <#${thread?.id}>`);
    }
    expect(threads()).toHaveLength(1);
  });

  it('is opened from a card', async () => {
    const reply = await bot.sandbox.people.invoke(first.grace, {
      channelId: first.general,
      command: 'paper',
      options: { paper: `https://arxiv.org/abs/${PAPER}v2` },
    });
    const card = messageOf(reply);
    const opened = await bot.sandbox.people.press(first.grace, {
      messageId: card.id,
      customId: buttonOf(card, 'Discuss'),
    });
    expect(threadIn(wordsOf(opened))).toBe(threads()[0]?.id);
  });

  it('stays within a private channel', async () => {
    const { world } = bot.sandbox;
    const hidden = world.addChannel(first.guild, {
      name: 'hidden',
      overwrites: [{ id: first.guild, type: 0, allow: '0', deny: String(PermissionFlagsBits.ViewChannel) }],
    });
    world.overwrite(hidden, first.botRole, { allow: PermissionFlagsBits.ViewChannel });
    await discuss(first.ada, hidden);
    const [inside] = threads();
    expect(inside?.parentId).toBe(hidden);
    const elsewhere = await bot.sandbox.people.invoke(first.grace, { channelId: first.general, command: 'trending' });
    expect(wordsOf(elsewhere)).not.toContain(inside?.id);
    expect(wordsOf(await discuss(first.grace))).toContain('discussion is open');
    expect(threads()).toHaveLength(2);
  });

  it('is finished by the next press if Discord failed between the anchor and the thread', async () => {
    bot.sandbox.faults.inject({
      when: 'before',
      kind: 'status',
      status: 502,
      method: 'POST',
      path: '/channels/{channel_id}/messages/{message_id}/threads',
    });
    expect(wordsOf(await discuss(first.grace))).toContain('nothing will be there twice');
    expect(threads()).toHaveLength(0);
    expect(threadIn(wordsOf(await discuss(first.linus)))).toBeDefined();
    expect(threads()).toHaveLength(1);
    expect(bot.sandbox.world.messages(first.general)).toHaveLength(1);
  });

  it('is recognised if only the answer to its start was lost', async () => {
    bot.sandbox.faults.inject({
      when: 'after',
      kind: 'reset',
      method: 'POST',
      path: '/channels/{channel_id}/messages/{message_id}/threads',
    });
    await discuss(first.grace);
    expect(threadIn(wordsOf(await discuss(first.linus)))).toBe(threads()[0]?.id);
    expect(bot.sandbox.world.messages(first.general)).toHaveLength(1);
  });
});

describe('what stands in the way of a discussion', () => {
  it.each(['dm', 'no right of the member', 'no right of the bot', 'too many threads'])(
    '%s: a sentence',
    async (kind) => {
      const { world } = bot.sandbox;
      if (kind === 'dm') {
        const dm = world.dms().find(({ userId }) => userId === first.grace);
        const card = messageOf(
          await bot.sandbox.people.invoke(first.grace, {
            channelId: dm?.id ?? '',
            command: 'paper',
            options: { paper: PAPER },
          }),
        );
        expect(() => buttonOf(card, 'Discuss')).toThrow();
        await expect(discuss(first.grace, dm?.id)).rejects.toThrow('You may not use /discuss here.');
        return;
      }
      if (kind === 'no right of the bot') {
        world.overwrite(first.general, first.botRole, { deny: PermissionFlagsBits.CreatePublicThreads });
      }
      if (kind === 'too many threads') {
        bot.sandbox.faults.inject({
          when: 'before',
          kind: 'status',
          status: 400,
          code: 160006,
          path: '/channels/{channel_id}/messages/{message_id}/threads',
        });
      }
      const reply = await discuss(kind === 'no right of the member' ? first.mallory : first.grace);
      const said = {
        'no right of the member': 'You need the permission **Create Public Threads**',
        'no right of the bot': 'Paperboy needs the permission **Create Public Threads**',
        'too many threads': 'as many active threads as Discord allows',
      }[kind];
      expect(isEphemeral(messageOf(reply))).toBe(true);
      expect(wordsOf(reply)).toContain(said);
      expect(threads()).toHaveLength(0);
    },
  );

  it('in a thread it is the channel’s: no card is left there', async () => {
    const { world } = bot.sandbox;
    await discuss(first.grace);
    world.overwrite(first.general, first.botRole, { deny: PermissionFlagsBits.CreatePublicThreads });
    const reply = await discuss(first.linus, threads()[0]?.id, '2603.00102');
    expect(wordsOf(reply)).toContain(`**Create Public Threads** in <#${first.general}>`);
    expect(world.messages(first.general)).toHaveLength(1);
  });
});

describe('a voice channel', () => {
  it('has no threads: a sentence, or the discussion that there is', async () => {
    const voice = bot.sandbox.world.addChannel(first.guild, { name: 'voice', type: 2 });
    const refused = await discuss(first.grace, voice);
    expect(isEphemeral(messageOf(refused))).toBe(true);
    expect(wordsOf(refused)).toContain('There can be no thread here. Ask for it in a text channel');
    expect(bot.sandbox.world.messages(voice)).toEqual([]);
    await discuss(first.grace);
    expect(wordsOf(await discuss(first.linus, voice))).toContain(`discussed already: <#${threads()[0]?.id}>`);
  });
});

describe('threads: always', () => {
  it('opens one for each paper of the digest', async () => {
    await subscribeBy(bot.sandbox, first.ada, {
      channelId: first.papers,
      options: { threads: 'always', papers: 3, time: '09:00', timezone: 'UTC' },
    });
    await bot.moveTo('2026-03-11T09:00:05Z');
    expect(threads().map(({ name }) => name)).toEqual(['Paper 101', 'Paper 102', 'Paper 103']);
    // The digest, and an anchor for each.
    expect(bot.sandbox.world.messages(first.papers)).toHaveLength(4);
  });

  it('opens none if the subscription wants none', async () => {
    await subscribeBy(bot.sandbox, first.ada, {
      channelId: first.papers,
      options: { threads: 'none', time: '09:00', timezone: 'UTC' },
    });
    await bot.moveTo('2026-03-11T09:00:05Z');
    expect(threads()).toEqual([]);
    expect(bot.sandbox.world.messages(first.papers)).toHaveLength(1);
  });
});
