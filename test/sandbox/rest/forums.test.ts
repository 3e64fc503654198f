import { PermissionFlagsBits } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { codes, OK, type PlainBot, startPlainBot } from '../../support/discord/plain-bot.ts';
import { enterGateway, GUILD_MESSAGES, GUILDS } from '../../support/discord/plain-gateway.ts';

const { SendMessages, CreatePublicThreads, EmbedLinks, ManageThreads } = PermissionFlagsBits;
const CREATED = [201, undefined];
const V2 = { flags: 32_768, components: [{ type: 10, content: 'hello' }] };

interface Forum {
  readonly id: string;
  readonly tags: readonly string[];
  post(body?: object): ReturnType<PlainBot['call']>;
}

async function addForum(bot: PlainBot, requiresTag = false): Promise<Forum> {
  const { world } = bot.sandbox;
  const wanted = { name: 'forum', type: 15, tags: ['one', 'two'], moderatedTags: ['official'], requiresTag } as const;
  const id = world.addChannel(world.first.guild, wanted);
  const { available_tags: tags } = (await bot.call('GET', `/channels/${id}`)).body;
  return {
    id,
    tags: (tags as readonly { id: string }[]).map((tag) => tag.id),
    post: (body) =>
      bot.call('POST', `/channels/${id}/threads`, { body: { name: 'post', message: { content: 'hello' }, ...body } }),
  };
}

describe('a forum', () => {
  it('shows its tags, and whether one is required', async () => {
    await using bot = await startPlainBot();
    const { id } = await addForum(bot, true);
    expect((await bot.call('GET', `/channels/${id}`)).body).toMatchObject({
      type: 15,
      flags: 16,
      available_tags: [
        { name: 'one', moderated: false },
        { name: 'two', moderated: false },
        { name: 'official', moderated: true },
      ],
    });
  });

  it('has no messages of its own, and no threads from one', async () => {
    await using bot = await startPlainBot();
    const { id } = await addForum(bot);
    expect(await bot.tryPost(id, { content: 'x' })).toEqual([400, 40058]);
    const path = `/channels/${id}/messages/123456789012345678/threads`;
    expect(codes(await bot.call('POST', path, { body: { name: 'x' } }))).toEqual([400, 50024]);
  });
});

describe('a forum post', () => {
  it('is a thread whose starter has its id', async () => {
    await using bot = await startPlainBot();
    await using gateway = await enterGateway(bot.sandbox, { intents: GUILDS | GUILD_MESSAGES });
    const forum = await addForum(bot);
    const { status, body } = await forum.post({ applied_tags: forum.tags.slice(0, 2), message: V2 });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      type: 11,
      parent_id: forum.id,
      applied_tags: forum.tags.slice(0, 2),
      message_count: 0,
      message: { id: body.id, channel_id: body.id, flags: 32_768 },
    });
    expect((await bot.call('GET', `/channels/${body.id}/messages/${body.id}`)).body.id).toBe(body.id);
    expect((await gateway.next('THREAD_CREATE')).d.id).toBe(body.id);
    expect((await gateway.next('MESSAGE_CREATE')).d.id).toBe(body.id);
  });

  it('takes the right to send, and no right to create threads', async () => {
    await using bot = await startPlainBot();
    const { world } = bot.sandbox;
    const forum = await addForum(bot);
    world.overwrite(forum.id, world.applicationId, { deny: CreatePublicThreads });
    expect(codes(await forum.post())).toEqual(CREATED);
    world.overwrite(forum.id, world.applicationId, { deny: SendMessages });
    expect(codes(await forum.post())).toEqual([403, 50013]);
  });

  it('takes the right to embed for an embed', async () => {
    await using bot = await startPlainBot();
    const { world } = bot.sandbox;
    const forum = await addForum(bot);
    world.overwrite(forum.id, world.applicationId, { deny: EmbedLinks });
    expect(codes(await forum.post({ message: { embeds: [{ title: 'x' }] } }))).toEqual([403, 50013]);
    expect(world.threads(world.first.guild)).toEqual([]);
  });

  it('has at most five tags, of those that there are', async () => {
    await using bot = await startPlainBot();
    const { world } = bot.sandbox;
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const id = world.addChannel(world.first.guild, { name: 'forum', type: 15, tags: names });
    const { available_tags } = (await bot.call('GET', `/channels/${id}`)).body;
    const tags = (available_tags as readonly { id: string }[]).map((tag) => tag.id);
    const post = (applied_tags: readonly string[]) =>
      bot.call('POST', `/channels/${id}/threads`, { body: { name: 'x', applied_tags, message: { content: 'x' } } });
    expect(codes(await post(tags.slice(0, 4)))).toEqual(CREATED);
    expect(codes(await post(tags.slice(0, 5)))).toEqual(CREATED);
    expect(codes(await post(tags))).toEqual([400, 50035]);
    expect(codes(await post(['123456789012345678']))).toEqual([404, 10087]);
  });

  it('needs a tag where one is required', async () => {
    await using bot = await startPlainBot();
    const forum = await addForum(bot, true);
    expect(codes(await forum.post())).toEqual([400, 40067]);
    expect(codes(await forum.post({ applied_tags: [] }))).toEqual([400, 40067]);
    expect(codes(await forum.post({ applied_tags: [forum.tags[0]] }))).toEqual(CREATED);
  });

  it('is given moderated tags by whoever manages threads', async () => {
    await using bot = await startPlainBot();
    const { world } = bot.sandbox;
    const forum = await addForum(bot);
    const body = { applied_tags: [forum.tags[2]] };
    expect(codes(await forum.post(body))).toEqual([403, 50013]);
    world.overwrite(forum.id, world.applicationId, { allow: ManageThreads });
    expect(codes(await forum.post(body))).toEqual(CREATED);
  });

  it('keeps to the same tags when it is changed', async () => {
    await using bot = await startPlainBot();
    const forum = await addForum(bot, true);
    const { id } = (await forum.post({ applied_tags: [forum.tags[0]] })).body;
    const retag = (tags: readonly unknown[]) => bot.call('PATCH', `/channels/${id}`, { body: { applied_tags: tags } });
    expect((await retag([forum.tags[1]])).body.applied_tags).toEqual([forum.tags[1]]);
    expect(codes(await retag([]))).toEqual([400, 40067]);
    expect(codes(await retag([forum.tags[2]]))).toEqual([403, 50013]);
    expect(codes(await retag(['123456789012345678']))).toEqual([404, 10087]);
    bot.sandbox.world.overwrite(forum.id, bot.sandbox.world.applicationId, { allow: ManageThreads });
    expect(codes(await retag([forum.tags[2]]))).toEqual(OK);
    bot.sandbox.world.overwrite(forum.id, bot.sandbox.world.applicationId, {});
    expect(codes(await retag([forum.tags[2], forum.tags[0]]))).toEqual(OK);
  });

  it('is refused whole: nothing is left of one whose message is refused', async () => {
    await using bot = await startPlainBot();
    const forum = await addForum(bot);
    expect(codes(await forum.post({ message: {} }))).toEqual([400, 50006]);
    expect(codes(await forum.post({ message: undefined }))).toEqual([400, 50035]);
    expect(codes(await forum.post({ name: '' }))).toEqual([400, 50035]);
    expect(bot.sandbox.world.threads(bot.sandbox.world.first.guild)).toEqual([]);
  });

  it('is counted by the cap', async () => {
    await using bot = await startPlainBot({ maxActiveThreads: 1 });
    const forum = await addForum(bot);
    expect(codes(await forum.post())).toEqual(CREATED);
    expect(codes(await forum.post())).toEqual([400, 160006]);
  });
});
