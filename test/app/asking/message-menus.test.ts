import { PermissionFlagsBits } from 'discord-api-types/v10';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { saveArxivFacts } from '../../../src/store/arxiv.ts';
import { startTestBot, type TestBot } from '../../support/bot/bot.ts';
import { isEphemeral, messageOf, selectOf, wordsOf } from '../../support/discord/replies.ts';
import { manyCounted, paperId } from '../../support/papers/papers.ts';

let bot: TestBot;
let first: TestBot['sandbox']['world']['first'];

beforeAll(async () => {
  bot = await startTestBot({ at: '2026-03-11T08:30:00Z', lists: { '2026-03-10': manyCounted(12) } });
  first = bot.sandbox.world.first;
});
afterAll(() => bot?.[Symbol.asyncDispose]());

/** What a person is answered who uses a command on a message of somebody else's. */
async function useOn(content: string, command: string, userId = first.linus) {
  const { people } = bot.sandbox;
  const { id } = await people.say(first.grace, { channelId: first.general, content });
  return await people.useOnMessage(userId, { messageId: id, command });
}

const threads = () => bot.sandbox.world.threads(first.guild);

describe('Show papers', () => {
  it('answers privately with the card of the one paper that a message names', async () => {
    const reply = await useOn('seen [this](<https://arxiv.org/pdf/2603.00001v2>)?', 'Show papers');
    expect(isEphemeral(messageOf(reply))).toBe(true);
    expect(wordsOf(reply)).toContain('Paper 1');
    expect(wordsOf(reply)).toContain('By Ada Lovelace');
  });

  it('lists several in the message’s order, says which could not be looked up, and opens their cards', async () => {
    const { people } = bot.sandbox;
    const reply = await useOn('2603.00003，arXiv:2603.00001、2603.99999 and 2603.00003 again', 'Show papers');
    expect(wordsOf(reply)).toMatch(/1\.\*\* \[Paper 3\][\s\S]*2\.\*\* \[Paper 1\]/);
    expect(wordsOf(reply)).toContain('Could not be looked up now: `2603.99999`');
    const { customId, values } = selectOf(messageOf(reply));
    expect(values).toEqual(['2603.00003', '2603.00001']);
    const messageId = messageOf(reply).id;
    const card = await people.select(first.linus, { messageId, customId, values: ['2603.00001'] });
    expect(wordsOf(card)).toContain('By Ada Lovelace');
  });

  it('reads a list that Paperboy itself has posted, ten at most', async () => {
    const { people, world } = bot.sandbox;
    const many = Array.from({ length: 12 }, (_, index) => `2603.${String(index + 1).padStart(5, '0')}`).join(' ');
    expect(wordsOf(await useOn(many, 'Show papers'))).toContain('names 2 more papers');
    const list = messageOf(await people.invoke(first.linus, { channelId: first.general, command: 'trending' }));
    const share = JSON.stringify(list.components).match(/"(v1\|trending\|share[^"]*)"/)?.[1] ?? '';
    await people.press(first.linus, { messageId: list.id, customId: share });
    const shared = world.messages(first.general).at(-1)?.message.id ?? '';
    const reply = await people.useOnMessage(first.grace, { messageId: shared, command: 'Show papers' });
    expect(selectOf(messageOf(reply)).values).toHaveLength(10);
  });

  it('works in a direct message', async () => {
    const { people, world } = bot.sandbox;
    const channelId = world.dms().find(({ userId }) => userId === first.grace)?.id ?? '';
    const { id } = await people.say(first.grace, { channelId, content: 'https://hf.co/papers/2603.00002' });
    const reply = await people.useOnMessage(first.grace, { messageId: id, command: 'Show papers' });
    expect(wordsOf(reply)).toContain('Paper 2');
    expect(JSON.stringify(messageOf(reply).components)).not.toContain('discuss|open');
    const refused = await people.useOnMessage(first.grace, { messageId: id, command: 'Discuss paper' });
    expect(isEphemeral(messageOf(refused))).toBe(true);
    expect(wordsOf(refused)).toContain('This works in servers only');
  });

  it.each([
    ['no paper here, in 2026', 'names no paper'],
    ['2603.98765', 'does not have this paper yet'],
  ])('on %j: a private sentence', async (content, said) => {
    const reply = await useOn(content, 'Show papers');
    expect(isEphemeral(messageOf(reply))).toBe(true);
    expect(wordsOf(reply)).toContain(said);
  });
});

describe('Discuss paper', () => {
  it('opens the discussion of the one paper of a message, and finds it from another', async () => {
    expect(wordsOf(await useOn('2603.00005 is great', 'Discuss paper'))).toContain('The discussion is open');
    expect(threads()).toHaveLength(1);
    const again = await useOn('again: arxiv.org/abs/2603.00005', 'Discuss paper', first.ada);
    expect(wordsOf(again)).toContain('is discussed already');
    expect(threads()).toHaveLength(1);
  });

  it('asks which one if there are several', async () => {
    const { people } = bot.sandbox;
    const reply = await useOn('2603.00006 or 2603.00007', 'Discuss paper', first.ada);
    expect(wordsOf(reply)).toContain('names several papers');
    const { customId } = selectOf(messageOf(reply));
    const chosen = { messageId: messageOf(reply).id, customId, values: ['2603.00007'] };
    const opened = await people.select(first.ada, chosen);
    expect(opened.kind).toBe('update');
    expect(wordsOf(opened)).toContain('The discussion is open');
    expect(threads().map(({ name }) => name)).toContain('Paper 7');
  });

  it('asks as well if of several only one is found, and says which are not offered', async () => {
    const before = threads().length;
    const reply = await useOn('2603.00009 or 2603.99999', 'Discuss paper', first.ada);
    expect(wordsOf(reply)).toContain('Could not be looked up now: `2603.99999`');
    expect(selectOf(messageOf(reply)).values).toEqual(['2603.00009']);
    const many = Array.from({ length: 12 }, (_, index) => `2603.${String(index + 1).padStart(5, '0')}`).join(' ');
    expect(wordsOf(await useOn(many, 'Discuss paper', first.ada))).toContain('names 2 more papers');
    expect(threads()).toHaveLength(before);
  });

  it('says of a paper that was withdrawn that it was, and where the reason stands', async () => {
    const arxiv = { version: 2, isWithdrawn: true };
    await saveArxivFacts(bot.database.db, [{ id: paperId('2603.00005'), arxiv }], bot.clock.now());
    const said = wordsOf(await useOn('2603.00005', 'Discuss paper', first.ada));
    expect(said).toContain('is discussed already');
    expect(said).toContain('**Withdrawn:** the newest version on [arXiv](https://arxiv.org/abs/2603.00005)');
  });

  it('is refused to who may not create threads, and on a message without a paper', async () => {
    const { world } = bot.sandbox;
    world.overwrite(first.general, first.guild, { deny: PermissionFlagsBits.CreatePublicThreads });
    const refused = await useOn('2603.00008', 'Discuss paper');
    world.overwrite(first.general, first.guild, {});
    expect(wordsOf(refused)).toContain('You need the permission **Create Public Threads**');
    expect(wordsOf(await useOn('hello', 'Discuss paper'))).toContain('names no paper');
    expect(threads()).toHaveLength(2);
  });
});
