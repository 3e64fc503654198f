import { PermissionFlagsBits } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { codes, OK, type PlainBot, startPlainBot } from '../../support/discord/plain-bot.ts';
import { enterGateway } from '../../support/discord/plain-gateway.ts';

const { ReadMessageHistory, ViewChannel, ManageThreads, ManageMessages } = PermissionFlagsBits;
const MINUTE_MS = 60_000;

interface Listed {
  readonly threads: readonly {
    readonly id: string;
    readonly thread_metadata: { readonly archive_timestamp: string };
  }[];
  readonly members: readonly { readonly id: string; readonly user_id: string }[];
  readonly has_more: boolean;
}

async function list(bot: PlainBot, channelId: string, query = ''): Promise<Listed> {
  const { status, body } = await bot.call('GET', `/channels/${channelId}/threads/archived/public${query}`);
  if (status !== 200) throw new Error(`${status} ${body.code}`);
  return body as unknown as Listed;
}

async function refused(bot: PlainBot, channelId: string, query = '') {
  return codes(await bot.call('GET', `/channels/${channelId}/threads/archived/public${query}`));
}

/** Threads of Grace that were archived a minute apart. @returns their ids, the first archived first */
function archive(bot: PlainBot, channelId: string, count: number): readonly string[] {
  const { world } = bot.sandbox;
  const ids = Array.from({ length: count }, (_, index) =>
    world.startThread(channelId, { ownerId: world.first.grace, name: `${index}`, content: 'x' }),
  );
  for (const id of ids) {
    world.setThread(id, { archived: true });
    bot.clock.advance(MINUTE_MS);
  }
  return ids;
}

const idsOf = ({ threads }: Listed) => threads.map(({ id }) => id);

describe('List Public Archived Threads', () => {
  it('has those that were archived last first, and no active ones', async () => {
    await using bot = await startPlainBot();
    const { world } = bot.sandbox;
    const { general, papers, grace } = world.first;
    const [one = '', two = '', three = ''] = archive(bot, general, 3);
    archive(bot, papers, 1);
    world.startThread(general, { ownerId: grace, name: 'active' });
    world.joinThread(world.startThread(general, { ownerId: grace, name: 'joined' }), world.applicationId);
    expect(idsOf(await list(bot, general))).toEqual([three, two, one]);
    world.setThread(one, { archived: false });
    world.joinThread(one, world.applicationId);
    world.setThread(one, { archived: true });
    const listed = await list(bot, general);
    expect(idsOf(listed)).toEqual([one, three, two]);
    expect(listed).toMatchObject({ has_more: false, members: [{ id: one, user_id: world.applicationId }] });
  });

  it('comes in pages, each of what was archived before an instant', async () => {
    await using bot = await startPlainBot();
    const { general } = bot.sandbox.world.first;
    const ids = archive(bot, general, 5).toReversed();
    const first = await list(bot, general, '?limit=2');
    expect(idsOf(first)).toEqual(ids.slice(0, 2));
    expect(first.has_more).toBe(true);
    const before = encodeURIComponent(first.threads[1]?.thread_metadata.archive_timestamp ?? '');
    expect(idsOf(await list(bot, general, `?limit=2&before=${before}`))).toEqual(ids.slice(2, 4));
    const rest = await list(bot, general, `?limit=3&before=${before}`);
    expect(idsOf(rest)).toEqual(ids.slice(2));
    expect(rest.has_more).toBe(false);
  });

  it.each([
    ['limit=1', 400],
    ['limit=2', 200],
    ['limit=3', 200],
    ['limit=99', 200],
    ['limit=100', 200],
    ['limit=101', 400],
    ['limit=', 400],
    ['limit=x', 400],
    ['limit=1e1', 400],
    ['before=2026-03-10T12:00:00.000Z', 200],
    ['before=2026-03-10', 400],
    ['before=123456789012345678', 400],
    ['before=2026-13-10T12:00:00.000Z', 400],
  ])('asked with %s answers %i', async (query, status) => {
    await using bot = await startPlainBot();
    const code = status === 200 ? undefined : 50035;
    expect(await refused(bot, bot.sandbox.world.first.general, `?${query}`)).toEqual([status, code]);
  });

  it('has 50 unless it is asked for more', async () => {
    await using bot = await startPlainBot();
    const { general } = bot.sandbox.world.first;
    archive(bot, general, 51);
    expect((await list(bot, general)).threads).toHaveLength(50);
    expect((await list(bot, general, '?limit=51')).threads).toHaveLength(51);
  });

  it('takes the right to read the history, in a channel that has threads', async () => {
    await using bot = await startPlainBot();
    const { world } = bot.sandbox;
    const { general, guild, applicationId } = { ...world.first, applicationId: world.applicationId };
    world.overwrite(general, applicationId, { deny: ReadMessageHistory });
    expect(await refused(bot, general)).toEqual([403, 50013]);
    world.overwrite(general, applicationId, { deny: ViewChannel });
    expect(await refused(bot, general)).toEqual([403, 50001]);
    const voice = world.addChannel(guild, { name: 'voice', type: 2 });
    expect(await refused(bot, voice)).toEqual([400, 50024]);
    expect(await refused(bot, '123456789012345678')).toEqual([404, 10003]);
  });

  it.each([
    ['announcement channel', 5, 10],
    ['forum', 15, 11],
    ['media channel', 16, 11],
  ] as const)('in an %s has its threads', async (_, type, threadType) => {
    await using bot = await startPlainBot();
    const { world } = bot.sandbox;
    const channel = world.addChannel(world.first.guild, { name: 'x', type });
    const [id] = archive(bot, channel, 1);
    expect(await list(bot, channel)).toMatchObject({ threads: [{ id, type: threadType }] });
  });

  it('leaves private ones out', async () => {
    await using bot = await startPlainBot();
    const { general } = bot.sandbox.world.first;
    const { id } = (await bot.call('POST', `/channels/${general}/threads`, { body: { name: 'x', type: 12 } })).body;
    await bot.call('PATCH', `/channels/${id}`, { body: { archived: true } });
    expect(idsOf(await list(bot, general))).toEqual([]);
  });
});

describe('a thread', () => {
  it('says when it was archived or opened, or when it is to be archived was changed', async () => {
    await using bot = await startPlainBot();
    const { world } = bot.sandbox;
    const id = world.startThread(world.first.general, { ownerId: world.applicationId, name: 'x' });
    const stamp = async () => {
      const { body } = await bot.call('GET', `/channels/${id}`);
      return Date.parse((body.thread_metadata as { archive_timestamp: string }).archive_timestamp);
    };
    const changes = [
      [{ archived: true }, true],
      [{ archived: false }, true],
      [{ autoArchiveMinutes: 60 }, true],
      [{ autoArchiveMinutes: 60 }, false],
      [{ name: 'y', locked: true }, false],
      [{ archived: false }, false],
    ] as const;
    for (const [change, stamps] of changes) {
      bot.clock.advance(1_000);
      const before = await stamp();
      world.setThread(id, change);
      expect((await stamp()) > before).toBe(stamps);
    }
  });

  it('that is opened again is told with the membership of the bot, if it has one', async () => {
    await using bot = await startPlainBot();
    await using gateway = await enterGateway(bot.sandbox);
    const { world } = bot.sandbox;
    const { general, grace } = world.first;
    for (const ownerId of [world.applicationId, grace]) {
      const id = world.startThread(general, { ownerId, name: 'x' });
      world.setThread(id, { archived: true });
      const before = (await gateway.sync()).length;
      world.setThread(id, { archived: false });
      const told = (await gateway.sync()).slice(before);
      expect(told).toEqual(ownerId === grace ? ['THREAD_UPDATE'] : ['THREAD_UPDATE', 'THREAD_MEMBER_UPDATE']);
    }
    const member = gateway.received.findLast(({ t }) => t === 'THREAD_MEMBER_UPDATE');
    expect(member?.d).toMatchObject({ user_id: world.applicationId, guild_id: world.first.guild });
  });

  it('that is archived loses messages, and one that is locked too only by who manages threads', async () => {
    await using bot = await startPlainBot();
    const { world } = bot.sandbox;
    const id = world.startThread(world.first.general, { ownerId: world.applicationId, name: 'x' });
    const remove = async (messageId: string) =>
      codes(await bot.call('DELETE', `/channels/${id}/messages/${messageId}`));
    const [one, two, three] = [await bot.post(id), await bot.post(id), await bot.post(id)];
    world.setThread(id, { archived: true });
    expect(await remove(one.id)).toEqual([204, undefined]);
    world.setThread(id, { locked: true });
    expect(await remove(two.id)).toEqual([400, 50083]);
    world.setThread(id, { archived: false });
    expect(await remove(two.id)).toEqual([204, undefined]);
    world.setThread(id, { archived: true });
    world.overwrite(world.first.general, world.applicationId, { allow: ManageThreads | ManageMessages });
    expect(await remove(three.id)).toEqual([204, undefined]);
  });

  it('cannot be pinned: that is not modelled', async () => {
    await using bot = await startPlainBot();
    const { world } = bot.sandbox;
    const id = world.startThread(world.first.general, { ownerId: world.applicationId, name: 'x' });
    const change = async (flags: number) => await bot.call('PATCH', `/channels/${id}`, { body: { flags } });
    expect((await change(2)).body.errors).toEqual({
      flags: { _errors: [expect.objectContaining({ code: 'SANDBOX_NOT_MODELLED' })] },
    });
    expect(codes(await change(0))).toEqual(OK);
  });

  it('that is private says whether everybody brings in others, and moderators change it', async () => {
    await using bot = await startPlainBot();
    const { world } = bot.sandbox;
    const { general } = world.first;
    const start = async (body: object) => (await bot.call('POST', `/channels/${general}/threads`, { body })).body;
    const { id, ...thread } = await start({ name: 'x', type: 12, invitable: false });
    expect(thread.thread_metadata).toMatchObject({ invitable: false });
    expect((await start({ name: 'x', type: 11, invitable: false })).thread_metadata).not.toHaveProperty('invitable');
    const change = () => bot.call('PATCH', `/channels/${id}`, { body: { invitable: true } });
    expect(codes(await change())).toEqual([403, 50013]);
    world.overwrite(general, world.applicationId, { allow: ManageThreads });
    expect((await change()).body.thread_metadata).toMatchObject({ invitable: true });
  });
});
