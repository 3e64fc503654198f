import { PermissionFlagsBits } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { codes, OK, type PlainBot, startPlainBot } from '../../support/discord/plain-bot.ts';

const { ReadMessageHistory, ManageMessages, ManageThreads } = PermissionFlagsBits;

async function list(bot: PlainBot, channelId: string, query = '') {
  return await bot.call('GET', `/channels/${channelId}/messages${query}`);
}

async function idsOf(bot: PlainBot, channelId: string, query = ''): Promise<readonly string[]> {
  const { body } = await list(bot, channelId, query);
  return (body as unknown as readonly { id: string }[]).map(({ id }) => id);
}

async function postMany(bot: PlainBot, count: number): Promise<readonly string[]> {
  const ids: string[] = [];
  while (ids.length < count) ids.push((await bot.post(bot.sandbox.world.first.general)).id);
  return ids;
}

describe('Get Channel Messages', () => {
  it('gives the newest first, 50 of them unless it is told otherwise', async () => {
    await using bot = await startPlainBot();
    const { general } = bot.sandbox.world.first;
    const ids = await postMany(bot, 51);
    expect(await idsOf(bot, general)).toEqual(ids.slice(1).toReversed());
    for (const limit of [99, 100]) expect(await idsOf(bot, general, `?limit=${limit}`)).toEqual(ids.toReversed());
    expect(await idsOf(bot, general, '?limit=1')).toEqual(ids.slice(-1));
  });

  it('gives those before, after and around an id', async () => {
    await using bot = await startPlainBot();
    const { general } = bot.sandbox.world.first;
    const ids = await postMany(bot, 7);
    const newestFirst = (...at: number[]) => at.map((index) => ids[index]);
    expect(await idsOf(bot, general, `?before=${ids[5]}&limit=2`)).toEqual(newestFirst(4, 3));
    expect(await idsOf(bot, general, `?after=${ids[1]}&limit=2`)).toEqual(newestFirst(3, 2));
    expect(await idsOf(bot, general, `?around=${ids[3]}&limit=3`)).toEqual(newestFirst(4, 3, 2));
    expect(await idsOf(bot, general, '?after=0&limit=1')).toEqual(newestFirst(0));
    expect(await idsOf(bot, general, '?before=1')).toEqual([]);
  });

  it('takes an id made from an instant', async () => {
    await using bot = await startPlainBot();
    const { general } = bot.sandbox.world.first;
    await bot.post(general);
    bot.clock.advance(60_000);
    const at = (BigInt(bot.clock.now().getTime() - 1_000) - 1_420_070_400_000n) << 22n;
    const { id } = await bot.post(general);
    expect(await idsOf(bot, general, `?after=${at}`)).toEqual([id]);
  });

  it.each(['limit=0', 'limit=101', 'limit=x', 'limit=1.5', 'limit=', 'before=x', 'after=-1', 'around=1e9'])(
    'refuses %s',
    async (query) => {
      await using bot = await startPlainBot();
      expect(codes(await list(bot, bot.sandbox.world.first.general, `?${query}`))).toEqual([400, 50035]);
    },
  );

  it('is empty without the right to read the history, and not refused', async () => {
    await using bot = await startPlainBot();
    const { world } = bot.sandbox;
    const { id } = await bot.post(world.first.general);
    world.overwrite(world.first.general, world.applicationId, { deny: ReadMessageHistory });
    expect(await idsOf(bot, world.first.general)).toEqual([]);
    expect(codes(await bot.call('GET', `/channels/${world.first.general}/messages/${id}`))).toEqual([403, 50013]);
  });

  it('is refused where the bot sees nothing', async () => {
    await using bot = await startPlainBot();
    expect(codes(await list(bot, bot.sandbox.world.first.admins))).toEqual([403, 50001]);
    expect(codes(await list(bot, '123456789012345678'))).toEqual([404, 10003]);
  });

  it('shows nothing of what others wrote, unless they mention the bot or write to it', async () => {
    await using bot = await startPlainBot();
    const { world, people } = bot.sandbox;
    const { general, grace } = world.first;
    const other = await people.say(grace, { channelId: general, content: 'a secret' });
    const mention = await people.say(grace, { channelId: general, content: `<@${world.applicationId}> hello` });
    const dm = (await bot.call('POST', '/users/@me/channels', { body: { recipient_id: grace } })).body;
    await people.say(grace, { channelId: dm.id, content: 'between us' });
    const own = await bot.post(general, 'mine');
    const contents = async (channelId: string) =>
      ((await list(bot, channelId)).body as unknown as readonly { content: string }[]).map(({ content }) => content);
    expect(await contents(general)).toEqual(['mine', `<@${world.applicationId}> hello`, '']);
    expect(await contents(dm.id)).toEqual(['between us']);
    const read = (id: string) => bot.call('GET', `/channels/${general}/messages/${id}`);
    expect((await read(other.id)).body).toMatchObject({
      content: '',
      embeds: [],
      components: [],
      author: { id: grace },
    });
    expect((await read(mention.id)).body.content).toContain('hello');
    expect((await read(own.id)).body.content).toBe('mine');
  });
});

describe('Edit Message', () => {
  it('changes what it names, and the time', async () => {
    await using bot = await startPlainBot();
    const { general } = bot.sandbox.world.first;
    const { id } = await bot.post(general, 'before');
    bot.clock.advance(1_000);
    const edit = (body: object) => bot.call('PATCH', `/channels/${general}/messages/${id}`, { body });
    expect((await edit({ content: 'after' })).body).toMatchObject({
      id,
      content: 'after',
      timestamp: '2026-03-10T12:00:00.000000+00:00',
      edited_timestamp: '2026-03-10T12:00:01.000000+00:00',
    });
    expect((await edit({ flags: 4 })).body).toMatchObject({ content: 'after', flags: 4 });
    expect((await edit({ content: 'more' })).body.flags).toBe(4);
    expect((await edit({ flags: 0 })).body.flags).toBe(0);
    expect(codes(await edit({ content: '' }))).toEqual([400, 50006]);
    expect((await bot.call('GET', `/channels/${general}/messages/${id}`)).body.content).toBe('more');
  });

  it('is for one’s own messages', async () => {
    await using bot = await startPlainBot();
    const { general, grace } = bot.sandbox.world.first;
    const { id } = await bot.sandbox.people.say(grace, { channelId: general, content: 'hers' });
    const edit = (message: string) =>
      bot.call('PATCH', `/channels/${general}/messages/${message}`, { body: { content: 'x' } });
    expect(codes(await edit(id))).toEqual([403, 50005]);
    expect(codes(await edit('123456789012345678'))).toEqual([404, 10008]);
  });

  it('has to name again whom it may mention, and pings nobody anew', async () => {
    await using bot = await startPlainBot();
    const { world } = bot.sandbox;
    const { general, ada } = world.first;
    const { id } = await bot.post(general);
    const path = `/channels/${general}/messages/${id}`;
    const quiet = { content: `<@${ada}>`, allowed_mentions: { parse: [] } };
    expect((await bot.call('PATCH', path, { body: quiet })).body.mentions).toEqual([]);
    expect((await bot.call('PATCH', path, { body: { content: `<@${ada}>` } })).body.mentions).toMatchObject([
      { id: ada },
    ]);
    expect(world.messages(general)[0]?.pings).toEqual([]);
  });

  it('is refused in a thread that is archived, and in a locked one without Manage Threads', async () => {
    await using bot = await startPlainBot();
    const { world } = bot.sandbox;
    const { general } = world.first;
    const { id: thread } = await bot.post(general);
    await bot.call('POST', `/channels/${general}/messages/${thread}/threads`, { body: { name: 'thread' } });
    const { id } = await bot.post(thread);
    const edit = () => bot.call('PATCH', `/channels/${thread}/messages/${id}`, { body: { content: 'x' } });
    world.setThread(thread, { archived: true });
    expect(codes(await edit())).toEqual([400, 50083]);
    world.setThread(thread, { archived: false, locked: true });
    expect(codes(await edit())).toEqual([403, 50013]);
    world.overwrite(general, world.applicationId, { allow: ManageThreads });
    expect(codes(await edit())).toEqual(OK);
  });
});

describe('Delete Message', () => {
  it('takes one’s own away, and those of others with a right to', async () => {
    await using bot = await startPlainBot();
    const { world, people } = bot.sandbox;
    const { general, grace } = world.first;
    const own = await bot.post(general);
    const other = await people.say(grace, { channelId: general, content: 'hers' });
    const remove = (id: string) => bot.call('DELETE', `/channels/${general}/messages/${id}`);
    expect((await remove(own.id)).status).toBe(204);
    expect(codes(await remove(own.id))).toEqual([404, 10008]);
    expect(codes(await remove(other.id))).toEqual([403, 50013]);
    world.overwrite(general, world.applicationId, { allow: ManageMessages });
    expect((await remove(other.id)).status).toBe(204);
    expect(world.messages(general)).toEqual([]);
  });
});
