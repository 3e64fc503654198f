import { PermissionFlagsBits } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { codes, startPlainBot } from '../../support/discord/plain-bot.ts';
import { refusalOf } from './refusal.ts';

const { SendMessages } = PermissionFlagsBits;

describe('a message', () => {
  it('is written by whoever may', async () => {
    await using bot = await startPlainBot();
    const { people, world } = bot.sandbox;
    const { general, grace, mallory, admins, guild } = world.first;
    const say = (userId: string, channelId: string, content = 'hello') => people.say(userId, { channelId, content });
    expect(await say(grace, general)).toMatchObject({ content: 'hello', author: { id: grace } });
    expect(await refusalOf(say(mallory, general))).toBe('You may not do this here.');
    expect(await refusalOf(say(grace, admins))).toBe('There is no such channel.');
    expect(await refusalOf(say(grace, general, ''))).toBe('An empty message cannot be sent.');
    await refusalOf(say(grace, general, 'x'.repeat(2_001)));
    const forum = world.addChannel(guild, { name: 'forum', type: 15 });
    await refusalOf(say(grace, forum));
    world.setMember(guild, grace, { timedOutUntil: new Date('2026-03-10T13:00:00Z') });
    await refusalOf(say(grace, general));
    world.setMember(guild, grace, { timedOutUntil: null });
    world.overwrite(general, grace, { deny: SendMessages });
    await refusalOf(say(grace, general));
  });

  it('opens an archived thread, and no locked one', async () => {
    await using bot = await startPlainBot();
    const { people, world } = bot.sandbox;
    const { general, grace } = world.first;
    const { id } = await bot.post(general);
    await bot.call('POST', `/channels/${general}/messages/${id}/threads`, { body: { name: 'x' } });
    world.setThread(id, { archived: true, locked: true });
    expect(await refusalOf(people.say(grace, { channelId: id, content: 'x' }))).toBe('This thread is locked.');
    world.setThread(id, { locked: false });
    await people.say(grace, { channelId: id, content: 'x' });
    expect(codes(await bot.call('GET', `/channels/${id}`))).toEqual([200, undefined]);
    expect(world.threads(world.first.guild)[0]).toMatchObject({ archived: false, messageCount: 1 });
  });
});
