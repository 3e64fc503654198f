import { PermissionFlagsBits } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { codes, OK, type PlainBot, startPlainBot } from '../../support/discord/plain-bot.ts';

const {
  ViewChannel,
  SendMessages,
  SendMessagesInThreads,
  EmbedLinks,
  MentionEveryone,
  ReadMessageHistory,
  Administrator,
  ManageThreads,
} = PermissionFlagsBits;
const TEXT = { content: 'hello' };
const EMBED = { embeds: [{ title: 'hello' }] };
const MISSING_PERMISSIONS = [403, 50013];
const MISSING_ACCESS = [403, 50001];

describe('Create Message', () => {
  it('answers with the whole message', async () => {
    await using bot = await startPlainBot();
    const { first, applicationId } = bot.sandbox.world;
    const row = { type: 1, components: [{ type: 2, style: 1, label: 'Press', custom_id: 'p' }] };
    const message = await bot.call('POST', `/channels/${first.general}/messages`, {
      body: { content: 'hello', nonce: 'n', components: [row] },
    });
    expect(message.body).toMatchObject({
      id: expect.stringMatching(/^\d{17,19}$/),
      channel_id: first.general,
      type: 0,
      content: 'hello',
      author: { id: applicationId, bot: true },
      timestamp: '2026-03-10T12:00:00.000000+00:00',
      edited_timestamp: null,
      flags: 0,
      nonce: 'n',
      components: [{ type: 1, id: 1, components: [{ type: 2, id: 2, custom_id: 'p' }] }],
    });
    expect(bot.sandbox.world.messages(first.general)).toHaveLength(1);
  });

  it('refuses a channel that is not there, or that the bot does not see', async () => {
    await using bot = await startPlainBot();
    expect(await bot.tryPost('123456789012345678', TEXT)).toEqual([404, 10003]);
    expect(await bot.tryPost(bot.sandbox.world.first.admins, TEXT)).toEqual(MISSING_ACCESS);
  });

  it('takes 2000 characters, counted in code points, and not one more', async () => {
    await using bot = await startPlainBot();
    const { general } = bot.sandbox.world.first;
    for (const letter of ['x', '😀']) {
      expect(await bot.tryPost(general, { content: letter.repeat(1_999) })).toEqual(OK);
      expect(await bot.tryPost(general, { content: letter.repeat(2_000) })).toEqual(OK);
      expect(await bot.tryPost(general, { content: letter.repeat(2_001) })).toEqual([400, 50035]);
    }
    expect(await bot.tryPost(general, {})).toEqual([400, 50006]);
  });

  it('notes whom a message really pings: all it may, unless it says otherwise', async () => {
    await using bot = await startPlainBot();
    const { first, messages, addRole, overwrite, applicationId } = bot.sandbox.world;
    const open = addRole(first.guild, { name: 'open', mentionable: true });
    const [ada, role, openRole] = [`<@${first.ada}>`, `<@&${first.botRole}>`, `<@&${open}>`];
    const content = [ada, role, openRole, '@everyone'].join(' ');
    await bot.tryPost(first.general, { content });
    overwrite(first.general, applicationId, { deny: MentionEveryone });
    await bot.tryPost(first.general, { content });
    await bot.tryPost(first.general, { content, allowed_mentions: { parse: [] } });
    await bot.tryPost(first.general, { content, allowed_mentions: { roles: [open, first.botRole] } });
    const pings = messages(first.general).map((message) => message.pings);
    expect(pings).toEqual([[ada, role, openRole, '@everyone'], [ada, openRole], [], [openRole]]);
  });
});

describe('the right to post', () => {
  it('follows overwrites: @everyone, then the roles, then the member', async () => {
    await using bot = await startPlainBot();
    const { world } = bot.sandbox;
    const { general, guild, botRole } = world.first;
    const steps: readonly (readonly [target: string, rights: { allow?: bigint; deny?: bigint }, result: unknown])[] = [
      [guild, { deny: SendMessages }, MISSING_PERMISSIONS],
      [botRole, { allow: SendMessages }, OK],
      [world.applicationId, { deny: SendMessages }, MISSING_PERMISSIONS],
      [world.applicationId, { allow: SendMessages }, OK],
      [botRole, { deny: SendMessages }, OK],
      [world.applicationId, { deny: ViewChannel }, MISSING_ACCESS],
    ];
    for (const [target, rights, result] of steps) {
      world.overwrite(general, target, rights);
      expect(await bot.tryPost(general, TEXT)).toEqual(result);
    }
  });

  it('is given by one role although another takes it', async () => {
    await using bot = await startPlainBot();
    const { world } = bot.sandbox;
    const { general, guild, botRole } = world.first;
    const other = world.addRole(guild, { name: 'other' });
    world.setMember(guild, world.applicationId, { roles: [botRole, other] });
    world.overwrite(general, botRole, { allow: SendMessages });
    world.overwrite(general, other, { deny: SendMessages });
    expect(await bot.tryPost(general, TEXT)).toEqual(OK);
  });

  it('comes from roles in the whole server, and Administrator needs no other', async () => {
    await using bot = await startPlainBot();
    const { world } = bot.sandbox;
    const { general, admins, guild, botRole } = world.first;
    world.setRolePermissions(guild, guild, ViewChannel);
    world.setRolePermissions(guild, botRole, ViewChannel);
    expect(await bot.tryPost(general, TEXT)).toEqual(MISSING_PERMISSIONS);
    world.setRolePermissions(guild, botRole, Administrator);
    world.overwrite(general, world.applicationId, { deny: SendMessages });
    expect(await bot.tryPost(general, TEXT)).toEqual(OK);
    expect(await bot.tryPost(admins, TEXT)).toEqual(OK);
  });

  it('is no right to embed', async () => {
    await using bot = await startPlainBot();
    const { world } = bot.sandbox;
    expect(await bot.tryPost(world.first.general, EMBED)).toEqual(OK);
    world.overwrite(world.first.general, world.applicationId, { deny: EmbedLinks });
    expect(await bot.tryPost(world.first.general, EMBED)).toEqual(MISSING_PERMISSIONS);
    expect(await bot.tryPost(world.first.general, TEXT)).toEqual(OK);
  });

  it('takes the right to embed along where it is taken', async () => {
    await using bot = await startPlainBot();
    const { world } = bot.sandbox;
    world.overwrite(world.first.general, world.applicationId, { deny: SendMessages });
    expect(world.permissions(world.applicationId, world.first.general) & EmbedLinks).toBe(0n);
    world.overwrite(world.first.general, world.applicationId, { deny: ViewChannel });
    expect(world.permissions(world.applicationId, world.first.general)).toBe(0n);
  });

  it('is lost by a timeout, which leaves seeing and reading', async () => {
    await using bot = await startPlainBot();
    const { world } = bot.sandbox;
    const { general, guild } = world.first;
    world.setMember(guild, world.applicationId, { timedOutUntil: new Date('2026-03-10T12:10:00Z') });
    expect(await bot.tryPost(general, TEXT)).toEqual(MISSING_PERMISSIONS);
    expect((await bot.call('GET', `/channels/${general}/messages`)).status).toBe(200);
    expect(world.permissions(world.applicationId, general)).toBe(ViewChannel | ReadMessageHistory);
    bot.clock.advance(600_000);
    expect(await bot.tryPost(general, TEXT)).toEqual(OK);
  });
});

describe('in a thread', () => {
  it('the right to send in threads counts, and the right to send does not', async () => {
    await using bot = await startPlainBot();
    const { world } = bot.sandbox;
    const { general } = world.first;
    const thread = await startThread(bot);
    world.overwrite(general, world.applicationId, { deny: SendMessages });
    expect(await bot.tryPost(thread, TEXT)).toEqual(OK);
    expect(await bot.tryPost(thread, EMBED)).toEqual(OK);
    world.overwrite(general, world.applicationId, { deny: SendMessagesInThreads });
    expect(await bot.tryPost(thread, TEXT)).toEqual(MISSING_PERMISSIONS);
    expect(await bot.tryPost(general, TEXT)).toEqual(OK);
  });

  it('that is archived, sending opens it again', async () => {
    await using bot = await startPlainBot();
    const thread = await startThread(bot);
    bot.sandbox.world.setThread(thread, { archived: true });
    expect(await bot.tryPost(thread, {})).toEqual([400, 50006]);
    expect((await metadata(bot, thread)).archived).toBe(true);
    expect(await bot.tryPost(thread, TEXT)).toEqual(OK);
    expect((await metadata(bot, thread)).archived).toBe(false);
  });

  it('that is locked, only who manages threads sends', async () => {
    await using bot = await startPlainBot();
    const { world } = bot.sandbox;
    const thread = await startThread(bot);
    world.setThread(thread, { locked: true, archived: true });
    expect(await bot.tryPost(thread, TEXT)).toEqual([400, 160005]);
    expect((await metadata(bot, thread)).archived).toBe(true);
    world.overwrite(world.first.general, world.applicationId, { allow: ManageThreads });
    expect(await bot.tryPost(thread, TEXT)).toEqual(OK);
  });
});

describe('in a forum', () => {
  it('nobody sends but to its posts', async () => {
    await using bot = await startPlainBot();
    const { world } = bot.sandbox;
    const forum = world.addChannel(world.first.guild, { name: 'forum', type: 15 });
    expect(await bot.tryPost(forum, TEXT)).toEqual([400, 40058]);
  });
});

describe('a direct message', () => {
  it('is one channel a person, and reaches whoever takes it', async () => {
    await using bot = await startPlainBot();
    const { world } = bot.sandbox;
    const open = () => bot.call('POST', '/users/@me/channels', { body: { recipient_id: world.first.grace } });
    const dm = (await open()).body;
    expect(dm).toMatchObject({ type: 1, recipients: [{ id: world.first.grace }] });
    expect((await open()).body.id).toBe(dm.id);
    expect(await bot.tryPost(dm.id, TEXT)).toEqual(OK);
    world.setTakesDms(world.first.grace, false);
    expect(await bot.tryPost(dm.id, TEXT)).toEqual([403, 50007]);
  });

  it('needs a server in common', async () => {
    await using bot = await startPlainBot();
    const { world } = bot.sandbox;
    const dm = (await bot.call('POST', '/users/@me/channels', { body: { recipient_id: world.first.grace } })).body;
    world.removeMember(world.first.guild, world.first.grace);
    expect(await bot.tryPost(dm.id, TEXT)).toEqual([403, 50278]);
  });

  it.each([{}, { recipient_id: 5 }, { recipient_id: '123456789012345678' }])('goes to nobody by %o', async (body) => {
    await using bot = await startPlainBot();
    expect(codes(await bot.call('POST', '/users/@me/channels', { body }))).toEqual([400, 50033]);
    const self = { recipient_id: bot.sandbox.world.applicationId };
    expect(codes(await bot.call('POST', '/users/@me/channels', { body: self }))).toEqual([400, 50033]);
  });
});

describe('a reply', () => {
  it('names what it answers', async () => {
    await using bot = await startPlainBot();
    const { general } = bot.sandbox.world.first;
    const { id } = await bot.post(general);
    const { body } = await bot.call('POST', `/channels/${general}/messages`, {
      body: { ...TEXT, message_reference: { message_id: id } },
    });
    expect(body).toMatchObject({ type: 19, message_reference: { message_id: id }, referenced_message: { id } });
  });

  it('needs the right to read', async () => {
    await using bot = await startPlainBot();
    const { world } = bot.sandbox;
    const { id } = await bot.post(world.first.general);
    world.overwrite(world.first.general, world.applicationId, { deny: ReadMessageHistory });
    const reply = { ...TEXT, message_reference: { message_id: id } };
    expect(await bot.tryPost(world.first.general, reply)).toEqual([400, 160002]);
  });

  it('to a message that is gone, or elsewhere, is refused unless it may fail', async () => {
    await using bot = await startPlainBot();
    const { general, papers } = bot.sandbox.world.first;
    const { id } = await bot.post(general);
    await bot.call('DELETE', `/channels/${general}/messages/${id}`);
    const reference = { message_id: id };
    expect(await bot.tryPost(general, { ...TEXT, message_reference: reference })).toEqual([400, 50035]);
    const mayFail = { ...reference, fail_if_not_exists: false };
    expect(await bot.tryPost(general, { ...TEXT, message_reference: mayFail })).toEqual(OK);
    const elsewhere = { ...mayFail, channel_id: papers };
    expect(await bot.tryPost(general, { ...TEXT, message_reference: elsewhere })).toEqual([400, 50035]);
  });
});

async function startThread(bot: PlainBot): Promise<string> {
  const { general } = bot.sandbox.world.first;
  const { id } = await bot.post(general);
  const { status } = await bot.call('POST', `/channels/${general}/messages/${id}/threads`, {
    body: { name: 'thread' },
  });
  expect(status).toBe(201);
  return id;
}

async function metadata(bot: PlainBot, threadId: string): Promise<{ readonly archived: boolean }> {
  const { body } = await bot.call('GET', `/channels/${threadId}`);
  return body.thread_metadata as { readonly archived: boolean };
}
