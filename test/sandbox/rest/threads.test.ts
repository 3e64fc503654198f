import { PermissionFlagsBits } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { type Body, codes, OK, type PlainBot, startPlainBot } from '../../support/discord/plain-bot.ts';
import { enterGateway, GUILD_MESSAGES, GUILDS } from '../../support/discord/plain-gateway.ts';

const { CreatePublicThreads, CreatePrivateThreads, ManageThreads, SendMessagesInThreads } = PermissionFlagsBits;
const CREATED = [201, undefined];
const ANNOUNCEMENT = 5;

async function startFrom(bot: PlainBot, channelId: string, body: object = { name: 'thread' }) {
  const { id } = await bot.post(channelId);
  return await bot.call('POST', `/channels/${channelId}/messages/${id}/threads`, { body });
}

async function startOpen(bot: PlainBot): Promise<string> {
  const { status, body } = await startFrom(bot, bot.sandbox.world.first.general);
  expect(status).toBe(201);
  return body.id;
}

function startAlone(bot: PlainBot, channelId: string, body: object) {
  return bot.call('POST', `/channels/${channelId}/threads`, { body });
}

function change(bot: PlainBot, threadId: string, body: object) {
  return bot.call('PATCH', `/channels/${threadId}`, { body });
}

describe('Start Thread from Message', () => {
  it('gives the thread the message’s id', async () => {
    await using bot = await startPlainBot();
    const { world } = bot.sandbox;
    const { general, guild } = world.first;
    const { id } = await bot.post(general);
    const answer = await bot.call('POST', `/channels/${general}/messages/${id}/threads`, {
      body: { name: 'a thread' },
    });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      id,
      type: 11,
      guild_id: guild,
      parent_id: general,
      owner_id: world.applicationId,
      name: 'a thread',
      message_count: 0,
      member_count: 1,
      thread_metadata: { archived: false, locked: false, auto_archive_duration: 4_320 },
      member: { user_id: world.applicationId },
    });
    const message = (await bot.call('GET', `/channels/${general}/messages/${id}`)).body;
    expect(message).toMatchObject({ flags: 32, thread: { id } });
  });

  it('tells THREAD_CREATE, and MESSAGE_UPDATE of the message that has one now', async () => {
    await using bot = await startPlainBot();
    await using gateway = await enterGateway(bot.sandbox, { intents: GUILDS | GUILD_MESSAGES });
    const thread = await startOpen(bot);
    expect((await gateway.next('THREAD_CREATE')).d).toMatchObject({ id: thread, newly_created: true });
    expect((await gateway.next('MESSAGE_CREATE')).d).toMatchObject({ channel_id: thread, type: 21 });
    expect((await gateway.next('MESSAGE_UPDATE')).d).toMatchObject({ id: thread, flags: 32 });
  });

  it('starts one a message', async () => {
    await using bot = await startPlainBot();
    const { general } = bot.sandbox.world.first;
    const thread = await startOpen(bot);
    const again = { body: { name: 'again' } };
    expect(codes(await bot.call('POST', `/channels/${general}/messages/${thread}/threads`, again))).toEqual([
      400, 160004,
    ]);
  });

  it('needs the message, and the right to create public threads', async () => {
    await using bot = await startPlainBot();
    const { world } = bot.sandbox;
    const { general } = world.first;
    const missing = `/channels/${general}/messages/123456789012345678/threads`;
    expect(codes(await bot.call('POST', missing, { body: { name: 'x' } }))).toEqual([404, 10008]);
    world.overwrite(general, world.applicationId, { deny: CreatePublicThreads });
    expect(codes(await startFrom(bot, general))).toEqual([403, 50013]);
  });

  it('in an announcement channel starts one of type 10', async () => {
    await using bot = await startPlainBot();
    const { world } = bot.sandbox;
    const news = world.addChannel(world.first.guild, { name: 'news', type: ANNOUNCEMENT });
    expect((await startFrom(bot, news)).body.type).toBe(10);
  });

  it.each([
    [{ name: 'x' }, CREATED],
    [{ name: 'x'.repeat(99) }, CREATED],
    [{ name: '😀'.repeat(100) }, CREATED],
    [{ name: 'x'.repeat(101) }, [400, 50035]],
    [{ name: '' }, [400, 50035]],
    [{}, [400, 50035]],
    [{ name: 'x', auto_archive_duration: 1_440 }, CREATED],
    [{ name: 'x', auto_archive_duration: 1_441 }, [400, 50035]],
    [{ name: 'x', rate_limit_per_user: 1 }, [403, 50013]],
  ])('of %o is answered %o', async (body, result) => {
    await using bot = await startPlainBot();
    expect(codes(await startFrom(bot, bot.sandbox.world.first.general, body))).toEqual(result);
  });
});

describe('Start Thread without Message', () => {
  it('starts a private one unless it says otherwise', async () => {
    await using bot = await startPlainBot();
    const { world } = bot.sandbox;
    const { general, grace, ada } = world.first;
    const { body } = await startAlone(bot, general, { name: 'between us' });
    expect(body).toMatchObject({ type: 12, member_count: 1 });
    expect(world.permissions(grace, body.id)).toBe(0n);
    expect(world.permissions(ada, body.id)).not.toBe(0n);
    world.overwrite(general, world.applicationId, { deny: CreatePrivateThreads });
    expect(codes(await startAlone(bot, general, { name: 'x' }))).toEqual([403, 50013]);
    expect((await startAlone(bot, general, { name: 'x', type: 11 })).body.type).toBe(11);
  });

  it.each([
    ['general', undefined, { 10: 400, 11: 201, 12: 201 }],
    ['news', ANNOUNCEMENT, { 10: 201, 11: 400, 12: 400 }],
  ] as const)('in %s takes the types that can be there', async (name, type, results) => {
    await using bot = await startPlainBot();
    const { world } = bot.sandbox;
    const channel = type === undefined ? world.first.general : world.addChannel(world.first.guild, { name, type });
    for (const [wanted, status] of Object.entries(results)) {
      expect((await startAlone(bot, channel, { name: 'x', type: Number(wanted) })).status).toBe(status);
    }
    expect(codes(await startAlone(bot, channel, { name: 'x', type: 0 }))).toEqual([400, 50035]);
  });

  it('is refused in voice channels, threads and direct messages', async () => {
    await using bot = await startPlainBot();
    const { world } = bot.sandbox;
    const voice = world.addChannel(world.first.guild, { name: 'voice', type: 2 });
    const dm = (await bot.call('POST', '/users/@me/channels', { body: { recipient_id: world.first.grace } })).body.id;
    for (const channel of [voice, await startOpen(bot), dm]) {
      expect(codes(await startAlone(bot, channel, { name: 'x', type: 11 }))).toEqual([400, 50024]);
    }
  });
});

describe('the cap of active threads', () => {
  it.each([
    ['general', undefined, 160006],
    ['news', ANNOUNCEMENT, 160007],
  ] as const)('refuses one more in %s, and takes one again once another is archived', async (name, type, code) => {
    await using bot = await startPlainBot({ maxActiveThreads: 2 });
    const { world } = bot.sandbox;
    const channel = type === undefined ? world.first.general : world.addChannel(world.first.guild, { name, type });
    const one = (await startFrom(bot, channel)).body.id;
    expect((await startFrom(bot, channel)).status).toBe(201);
    expect(codes(await startFrom(bot, channel))).toEqual([400, code]);
    world.setThread(one, { archived: true });
    expect((await startFrom(bot, channel)).status).toBe(201);
    expect(codes(await change(bot, one, { archived: false }))).toEqual([400, code]);
    expect(await bot.tryPost(one, { content: 'x' })).toEqual([400, code]);
    expect(world.messages(one).filter((message) => message.message.type === 0)).toEqual([]);
  });

  it('is 1000 unless it is set', async () => {
    await using bot = await startPlainBot();
    const { world } = bot.sandbox;
    const { general } = world.first;
    const results = new Set<number>();
    for (let index = 0; index < 999; index += 20) {
      const count = Math.min(20, 999 - index);
      const answers = Array.from({ length: count }, () => startAlone(bot, general, { name: 'x', type: 11 }));
      for (const { status } of await Promise.all(answers)) results.add(status);
    }
    expect([...results]).toEqual([201]);
    expect((await startAlone(bot, general, { name: 'x', type: 11 })).status).toBe(201);
    expect(codes(await startAlone(bot, general, { name: 'x', type: 11 }))).toEqual([400, 160006]);
  });
});

describe('a thread', () => {
  it('is renamed, archived and opened by its creator, and locked, slowed down and deleted by moderators', async () => {
    await using bot = await startPlainBot();
    await using gateway = await enterGateway(bot.sandbox);
    const { world } = bot.sandbox;
    const thread = await startOpen(bot);
    expect((await change(bot, thread, { name: 'new', auto_archive_duration: 60 })).body).toMatchObject({
      name: 'new',
      thread_metadata: { auto_archive_duration: 60 },
    });
    expect((await gateway.next('THREAD_UPDATE')).d).toMatchObject({ id: thread, name: 'new' });
    for (const refused of [{ locked: true }, { rate_limit_per_user: 5 }]) {
      expect(codes(await change(bot, thread, refused))).toEqual([403, 50013]);
    }
    expect(codes(await bot.call('DELETE', `/channels/${thread}`))).toEqual([403, 50013]);
    expect(codes(await change(bot, thread, { archived: true }))).toEqual(OK);
    expect(codes(await change(bot, thread, { name: 'x' }))).toEqual([400, 50083]);
    expect(codes(await change(bot, thread, { name: 'x', archived: false }))).toEqual(OK);

    world.overwrite(world.first.general, world.applicationId, { allow: ManageThreads });
    const locked = await change(bot, thread, { locked: true, archived: true, rate_limit_per_user: 5 });
    expect(locked.body).toMatchObject({ rate_limit_per_user: 5, thread_metadata: { locked: true, archived: true } });
    expect(codes(await change(bot, thread, { name: 'y' }))).toEqual([400, 50083]);
    world.overwrite(world.first.general, world.applicationId, {});
    expect(codes(await change(bot, thread, { archived: false }))).toEqual([403, 50013]);
    world.overwrite(world.first.general, world.applicationId, { allow: ManageThreads });
    expect(codes(await bot.call('DELETE', `/channels/${thread}`))).toEqual(OK);
    expect((await gateway.next('THREAD_DELETE')).d).toMatchObject({ id: thread, type: 11 });
    expect(codes(await bot.call('GET', `/channels/${thread}`))).toEqual([404, 10003]);
  });

  it('of somebody else is opened by whoever may write in it, and no more', async () => {
    await using bot = await startPlainBot();
    const { world } = bot.sandbox;
    const thread = await startOpen(bot);
    const state = world.threads(world.first.guild).find(({ id }) => id === thread);
    // Nobody but the bot starts threads in the sandbox.
    Object.assign(state ?? {}, { ownerId: world.first.grace });
    expect(codes(await change(bot, thread, { name: 'mine' }))).toEqual([403, 50013]);
    expect(codes(await change(bot, thread, { archived: true }))).toEqual([403, 50013]);
    world.setThread(thread, { archived: true });
    expect(codes(await change(bot, thread, { archived: false, name: 'mine' }))).toEqual([403, 50013]);
    world.overwrite(world.first.general, world.applicationId, { deny: SendMessagesInThreads });
    expect(codes(await change(bot, thread, { archived: false }))).toEqual([403, 50013]);
    world.overwrite(world.first.general, world.applicationId, {});
    expect(codes(await change(bot, thread, { archived: false }))).toEqual(OK);
  });

  it('counts its messages without the starter: one count drops, the other never does', async () => {
    await using bot = await startPlainBot();
    const thread = await startOpen(bot);
    const { id } = await bot.post(thread);
    await bot.sandbox.people.say(bot.sandbox.world.first.grace, { channelId: thread, content: 'hello' });
    const counts = { message_count: 2, total_message_sent: 2, member_count: 2 };
    expect((await bot.call('GET', `/channels/${thread}`)).body).toMatchObject(counts);
    await bot.call('DELETE', `/channels/${thread}/messages/${id}`);
    expect((await bot.call('GET', `/channels/${thread}`)).body).toMatchObject({ ...counts, message_count: 1 });
  });

  it('is archived when nobody has written in it for as long as it says', async () => {
    await using bot = await startPlainBot();
    const { general } = bot.sandbox.world.first;
    const { id } = (await startFrom(bot, general, { name: 'x', auto_archive_duration: 60 })).body;
    const isArchived = async () => {
      const { body } = await bot.call('GET', `/channels/${id}`);
      return (body.thread_metadata as Body).archived;
    };
    bot.clock.advance(50 * 60_000);
    await bot.post(id);
    bot.clock.advance(59 * 60_000);
    expect(await isArchived()).toBe(false);
    bot.clock.advance(60_000);
    expect(await isArchived()).toBe(true);
  });

  it('is listed with its server’s active ones, as long as the bot sees it', async () => {
    await using bot = await startPlainBot();
    const { world } = bot.sandbox;
    const [one, two] = [await startOpen(bot), await startOpen(bot)];
    world.setThread(two, { archived: true });
    const active = async () => (await bot.call('GET', `/guilds/${world.first.guild}/threads/active`)).body;
    expect(await active()).toMatchObject({ threads: [{ id: one }], members: [{ id: one }] });
    await using gateway = await enterGateway(bot.sandbox);
    world.overwrite(world.first.general, world.applicationId, { deny: PermissionFlagsBits.ViewChannel });
    expect(await active()).toMatchObject({ threads: [], members: [] });
    // Losing a channel is not told thread by thread.
    expect(await gateway.sync()).not.toContain('THREAD_DELETE');
  });

  it('goes with its channel, without a word of its own', async () => {
    await using bot = await startPlainBot();
    const { world } = bot.sandbox;
    await using gateway = await enterGateway(bot.sandbox);
    const thread = await startOpen(bot);
    world.deleteChannel(world.first.general);
    expect(codes(await bot.call('GET', `/channels/${thread}`))).toEqual([404, 10003]);
    const events = await gateway.sync();
    expect(events).toContain('CHANNEL_DELETE');
    expect(events).not.toContain('THREAD_DELETE');
  });
});
