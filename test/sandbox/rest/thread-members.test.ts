import { PermissionFlagsBits } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { codes, OK, type PlainBot, startPlainBot } from '../../support/discord/plain-bot.ts';
import { enterGateway } from '../../support/discord/plain-gateway.ts';

const { ManageThreads, SendMessagesInThreads, ViewChannel } = PermissionFlagsBits;
const DONE = [204, undefined];
const MOST = 1_000;

function ask(bot: PlainBot, method: string, threadId: string, whom: string) {
  return bot.call(method, `/channels/${threadId}/thread-members/${whom}`);
}

function start(bot: PlainBot, ownerId = bot.sandbox.world.first.grace): string {
  return bot.sandbox.world.startThread(bot.sandbox.world.first.general, { ownerId, name: 'x' });
}

/** Lets so many come that `count` are in it. */
function fill(bot: PlainBot, threadId: string, count: number): void {
  const { world } = bot.sandbox;
  const already = Object.keys(world.threads(world.first.guild).find(({ id }) => id === threadId)?.members ?? {}).length;
  for (let more = already; more < count; more += 1) {
    world.joinThread(threadId, world.addMember(world.first.guild, { name: `p${more}` }));
  }
}

describe('a thread', () => {
  it('is joined and left by the bot, which is told so', async () => {
    await using bot = await startPlainBot();
    await using gateway = await enterGateway(bot.sandbox);
    const { world } = bot.sandbox;
    const thread = start(bot);
    await gateway.next('THREAD_CREATE');
    expect(codes(await ask(bot, 'PUT', thread, '@me'))).toEqual(DONE);
    const joined = await gateway.next('THREAD_MEMBERS_UPDATE');
    expect(joined.d).toMatchObject({ id: thread, member_count: 2, added_members: [{ user_id: world.applicationId }] });
    expect((await gateway.next('THREAD_CREATE')).d).toMatchObject({ id: thread, member: { id: thread } });
    expect((await ask(bot, 'GET', thread, world.applicationId)).body).toMatchObject({ user_id: world.applicationId });
    expect(codes(await ask(bot, 'DELETE', thread, '@me'))).toEqual(DONE);
    const left = await gateway.next('THREAD_MEMBERS_UPDATE');
    expect(left.d).toMatchObject({ member_count: 1, removed_member_ids: [world.applicationId] });
    expect(codes(await ask(bot, 'GET', thread, world.applicationId))).toEqual([404, 10007]);
  });

  it('takes in members that see it, brought by who may write in it', async () => {
    await using bot = await startPlainBot();
    const { world } = bot.sandbox;
    const { general, linus, mallory } = world.first;
    const thread = start(bot);
    expect(codes(await ask(bot, 'PUT', thread, linus))).toEqual(DONE);
    expect(codes(await ask(bot, 'PUT', thread, linus))).toEqual(DONE);
    expect(codes(await ask(bot, 'PUT', thread, '123456789012345678'))).toEqual([404, 10007]);
    world.overwrite(general, mallory, { deny: ViewChannel });
    expect(codes(await ask(bot, 'PUT', thread, mallory))).toEqual([403, 50001]);
    world.overwrite(general, world.applicationId, { deny: SendMessagesInThreads });
    expect(codes(await ask(bot, 'PUT', thread, world.first.ada))).toEqual([403, 50013]);
  });

  it('loses members by who manages threads', async () => {
    await using bot = await startPlainBot();
    const { world } = bot.sandbox;
    const { general, grace } = world.first;
    const thread = start(bot);
    expect(codes(await ask(bot, 'DELETE', thread, grace))).toEqual([403, 50013]);
    world.overwrite(general, world.applicationId, { allow: ManageThreads });
    expect(codes(await ask(bot, 'DELETE', thread, grace))).toEqual(DONE);
    expect(codes(await ask(bot, 'GET', thread, grace))).toEqual([404, 10007]);
  });

  it('that is archived keeps those that it has; a channel has none', async () => {
    await using bot = await startPlainBot();
    const { world } = bot.sandbox;
    const thread = start(bot, world.applicationId);
    world.setThread(thread, { archived: true });
    for (const method of ['PUT', 'DELETE']) {
      expect(codes(await ask(bot, method, thread, '@me'))).toEqual([400, 50083]);
      expect(codes(await ask(bot, method, thread, world.first.linus))).toEqual([400, 50083]);
    }
    expect(codes(await ask(bot, 'GET', thread, world.applicationId))).toEqual(OK);
    expect(codes(await ask(bot, 'PUT', world.first.general, '@me'))).toEqual([400, 50024]);
  });

  it('that is private is opened to others by its creator or moderators alone, if it says so', async () => {
    await using bot = await startPlainBot();
    const { world } = bot.sandbox;
    const { general, linus } = world.first;
    const body = { name: 'x', type: 12, invitable: false };
    const { id } = (await bot.call('POST', `/channels/${general}/threads`, { body })).body;
    expect(codes(await ask(bot, 'PUT', id, linus))).toEqual(DONE);
    expect(codes(await ask(bot, 'DELETE', id, linus))).toEqual(DONE);
    // Nobody but the bot starts private ones in the sandbox.
    Object.assign(world.threads(world.first.guild).find((thread) => thread.id === id) ?? {}, { ownerId: linus });
    expect(codes(await ask(bot, 'PUT', id, linus))).toEqual([403, 50013]);
    world.overwrite(general, world.applicationId, { allow: ManageThreads });
    expect(codes(await ask(bot, 'PUT', id, linus))).toEqual(DONE);
  });

  it(`has ${MOST} participants, and not one more, however they come`, async () => {
    await using bot = await startPlainBot();
    const { world, people } = bot.sandbox;
    const { linus, ada, grace } = world.first;
    const thread = start(bot);
    fill(bot, thread, MOST - 1);
    expect(codes(await ask(bot, 'PUT', thread, linus))).toEqual(DONE);
    expect(codes(await ask(bot, 'PUT', thread, ada))).toEqual([400, 30033]);
    expect(codes(await ask(bot, 'PUT', thread, linus))).toEqual(DONE);
    expect(codes(await ask(bot, 'PUT', thread, '@me'))).toEqual([400, 30033]);
    expect(await bot.tryPost(thread, { content: 'x' })).toEqual([400, 30033]);
    await expect(people.say(ada, { channelId: thread, content: 'x' })).rejects.toThrow('participants');
    await people.say(grace, { channelId: thread, content: 'one of them' });
    world.leaveThread(thread, linus);
    expect(await bot.tryPost(thread, { content: 'x' })).toEqual(OK);
    expect((await bot.call('GET', `/channels/${thread}`)).body).toMatchObject({ member_count: 50 });
  });
});

describe('the count of members that a thread shows', () => {
  it.each([
    [49, 49],
    [50, 50],
    [51, 50],
  ])('of %i is %i', async (count, shown) => {
    await using bot = await startPlainBot();
    const thread = start(bot);
    fill(bot, thread, count);
    expect((await bot.call('GET', `/channels/${thread}`)).body.member_count).toBe(shown);
  });
});
