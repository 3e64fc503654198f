import { PermissionFlagsBits } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { codes, OK, startPlainBot } from '../../support/discord/plain-bot.ts';
import { enterGateway, GUILD_MESSAGES, GUILDS } from '../../support/discord/plain-gateway.ts';

const { ViewChannel } = PermissionFlagsBits;

describe('somebody', () => {
  it('starts a thread from the bot’s message before the bot does', async () => {
    await using bot = await startPlainBot();
    await using gateway = await enterGateway(bot.sandbox);
    const { world } = bot.sandbox;
    const { general, grace } = world.first;
    const { id } = await bot.post(general);
    expect(world.startThread(general, { ownerId: grace, name: 'mine', messageId: id })).toBe(id);
    expect((await gateway.next('THREAD_CREATE')).d).toMatchObject({ id, owner_id: grace, newly_created: true });
    const path = `/channels/${general}/messages/${id}/threads`;
    expect(codes(await bot.call('POST', path, { body: { name: 'x' } }))).toEqual([400, 160004]);
  });

  it('opens a post of a forum, with tags', async () => {
    await using bot = await startPlainBot();
    const { world } = bot.sandbox;
    const forum = world.addChannel(world.first.guild, { name: 'forum', type: 15, tags: ['one'] });
    const [tag] = (await bot.call('GET', `/channels/${forum}`)).body.available_tags as readonly { id: string }[];
    const tags = [tag?.id ?? ''];
    const id = world.startThread(forum, { ownerId: world.first.grace, name: 'post', content: 'hello', tags });
    expect((await bot.call('GET', `/channels/${id}`)).body).toMatchObject({ parent_id: forum, applied_tags: tags });
    expect(world.messages(id).map(({ message }) => message.id)).toEqual([id]);
    expect((await bot.call('GET', `/channels/${forum}`)).body.last_message_id).toBe(id);
  });

  it('archives, locks, opens and deletes threads, and deletes messages: the bot is told', async () => {
    await using bot = await startPlainBot();
    await using gateway = await enterGateway(bot.sandbox, { intents: GUILDS | GUILD_MESSAGES });
    const { world } = bot.sandbox;
    const { general } = world.first;
    const anchor = await bot.post(general);
    await bot.call('POST', `/channels/${general}/messages/${anchor.id}/threads`, { body: { name: 'x' } });
    const metadata = async () => (await gateway.next('THREAD_UPDATE')).d.thread_metadata;
    world.setThread(anchor.id, { archived: true, locked: true });
    expect(await metadata()).toMatchObject({ archived: true, locked: true });
    expect(await bot.tryPost(anchor.id, { content: 'x' })).toEqual([400, 160005]);
    world.setThread(anchor.id, { locked: false });
    expect(await metadata()).toMatchObject({ archived: true, locked: false });
    expect(await bot.tryPost(anchor.id, { content: 'x' })).toEqual(OK);
    expect(await metadata()).toMatchObject({ archived: false });
    world.deleteMessage(general, anchor.id);
    expect((await gateway.next('MESSAGE_DELETE')).d).toMatchObject({ id: anchor.id, channel_id: general });
    // What started it is gone, the thread is not.
    expect(codes(await bot.call('GET', `/channels/${anchor.id}`))).toEqual(OK);
    world.deleteChannel(anchor.id);
    const { guild } = world.first;
    expect((await gateway.next('THREAD_DELETE')).d).toEqual({
      id: anchor.id,
      guild_id: guild,
      parent_id: general,
      type: 11,
    });
    expect(await bot.tryPost(anchor.id, { content: 'x' })).toEqual([404, 10003]);
  });

  it('pins a forum’s post: its flags tell', async () => {
    await using bot = await startPlainBot();
    await using gateway = await enterGateway(bot.sandbox);
    const { world } = bot.sandbox;
    const forum = world.addChannel(world.first.guild, { name: 'forum', type: 15 });
    const post = world.startThread(forum, { ownerId: world.first.grace, name: 'rules', content: 'Be kind.' });
    for (const pinned of [true, false]) {
      world.setThread(post, { pinned });
      expect((await gateway.next('THREAD_UPDATE')).d).toMatchObject({ id: post, flags: pinned ? 2 : 0 });
    }
  });

  it('changes a forum’s tags: those that stay keep their ids, the others are unknown from then on', async () => {
    await using bot = await startPlainBot();
    await using gateway = await enterGateway(bot.sandbox);
    const { world } = bot.sandbox;
    const forum = world.addChannel(world.first.guild, { name: 'forum', type: 15, tags: ['one', 'two'] });
    const tags = async () => (await bot.call('GET', `/channels/${forum}`)).body.available_tags as { id: string }[];
    const [one, two] = await tags();
    world.setChannel(forum, { tags: ['two'], requiresTag: true });
    expect((await gateway.next('CHANNEL_UPDATE')).d).toMatchObject({
      id: forum,
      flags: 16,
      available_tags: [{ id: two?.id }],
    });
    const post = (applied_tags?: readonly unknown[]) =>
      bot.call('POST', `/channels/${forum}/threads`, { body: { name: 'x', applied_tags, message: { content: 'x' } } });
    expect(codes(await post([one?.id]))).toEqual([404, 10087]);
    expect(codes(await post())).toEqual([400, 40067]);
    expect(codes(await post([two?.id]))).toEqual([201, undefined]);
    world.setChannel(forum, { name: 'renamed' });
    expect(await tags()).toEqual([two]);
  });
});

describe('a forum', () => {
  it.each([
    [19, 19, true],
    [20, 20, true],
    [21, 20, false],
    [1, 0, false],
    [1, 21, false],
  ])('has %i tags of %i characters: %s', async (count, length, fits) => {
    await using bot = await startPlainBot();
    const { world } = bot.sandbox;
    const tags = Array.from(
      { length: count },
      (_, index) => '🎉'.repeat(Math.max(0, length - 2)) + (length > 1 ? String(index).padStart(2, '0') : ''),
    );
    const add = () => world.addChannel(world.first.guild, { name: 'forum', type: 15, tags });
    if (fits) expect(add()).toMatch(/^\d+$/);
    else expect(add).toThrow(/tag/);
  });
});

describe('a media channel', () => {
  it('is a forum of another type', async () => {
    await using bot = await startPlainBot();
    const { world, people } = bot.sandbox;
    const media = world.addChannel(world.first.guild, { name: 'media', type: 16, tags: ['one'], requiresTag: true });
    const { body } = await bot.call('GET', `/channels/${media}`);
    expect(body).toMatchObject({ type: 16, flags: 16, available_tags: [{ name: 'one' }] });
    expect(body).not.toHaveProperty('default_forum_layout');
    const [tag] = body.available_tags as readonly { id: string }[];
    const post = (more: object) =>
      bot.call('POST', `/channels/${media}/threads`, { body: { name: 'x', message: { content: 'x' }, ...more } });
    expect(codes(await post({}))).toEqual([400, 40067]);
    const posted = await post({ applied_tags: [tag?.id] });
    expect(posted).toMatchObject({
      status: 201,
      body: { type: 11, parent_id: media, message: { id: posted.body.id } },
    });
    expect(await bot.tryPost(media, { content: 'x' })).toEqual([400, 40058]);
    await expect(people.say(world.first.grace, { channelId: media, content: 'x' })).rejects.toThrow('post');
    const path = `/channels/${media}/messages/123456789012345678/threads`;
    expect(codes(await bot.call('POST', path, { body: { name: 'x' } }))).toEqual([400, 50024]);
  });
});

describe('a channel that the bot sees again', () => {
  it.each(['channel', 'role', 'member'])('by a change of the %s is told with its active threads', async (by) => {
    await using bot = await startPlainBot();
    const { world } = bot.sandbox;
    const { guild, general, botRole, ada, grace } = world.first;
    const me = world.applicationId;
    const key = world.addRole(guild, { name: 'key', permissions: ViewChannel });
    const hidden = world.addChannel(guild, { name: 'hidden' });
    world.overwrite(hidden, guild, { deny: ViewChannel });
    world.overwrite(hidden, by === 'role' ? botRole : key, { allow: by === 'role' ? 0n : ViewChannel });
    if (by === 'role') world.setRolePermissions(guild, botRole, 0n);
    const active = world.startThread(hidden, { ownerId: ada, name: 'active' });
    world.setThread(world.startThread(hidden, { ownerId: ada, name: 'archived' }), { archived: true });
    world.startThread(general, { ownerId: grace, name: 'elsewhere' });
    await using gateway = await enterGateway(bot.sandbox);
    expect(codes(await bot.call('GET', `/channels/${hidden}`))).toEqual([403, 50001]);
    if (by === 'channel') world.overwrite(hidden, me, { allow: ViewChannel });
    else if (by === 'role') world.setRolePermissions(guild, botRole, 8n);
    else world.setMember(guild, me, { roles: [botRole, key] });
    const { d } = await gateway.next('THREAD_LIST_SYNC');
    expect(d.guild_id).toBe(guild);
    expect(d.channel_ids).toContain(hidden);
    expect(d.channel_ids).not.toContain(general);
    expect(d.threads).toMatchObject([{ id: active }]);
    const names = await gateway.sync();
    world.overwrite(general, me, { deny: ViewChannel });
    expect((await gateway.sync()).slice(names.length)).toEqual(['CHANNEL_UPDATE']);
  });
});
