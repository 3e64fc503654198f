import { PermissionFlagsBits } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { type PlainBot, startPlainBot } from '../../support/discord/plain-bot.ts';
import {
  DIRECT_MESSAGES,
  enterGateway,
  GUILD_MESSAGES,
  GUILDS,
  openGateway,
} from '../../support/discord/plain-gateway.ts';

const { ViewChannel } = PermissionFlagsBits;
const FIRST = ['READY', 'GUILD_CREATE'];

/** What the bot hears of while `act` goes on, by name. */
async function heard(bot: PlainBot, intents: number, act: () => unknown): Promise<readonly string[]> {
  await using gateway = await enterGateway(bot.sandbox, { intents });
  const before = await gateway.sync();
  await act();
  return (await gateway.sync()).slice(before.length);
}

describe('what happens in a server', () => {
  it('is told as it happens', async () => {
    await using bot = await startPlainBot();
    const { world } = bot.sandbox;
    const { guild, grace, botRole } = world.first;
    const events = await heard(bot, GUILDS, () => {
      const channel = world.addChannel(guild, { name: 'x' });
      world.setChannel(channel, { name: 'y' });
      world.overwrite(channel, grace, { deny: ViewChannel });
      world.deleteChannel(channel);
      const role = world.addRole(guild, { name: 'x' });
      world.setRolePermissions(guild, role, 8n);
      world.setMember(guild, world.applicationId, { roles: [botRole, role] });
    });
    expect(events).toEqual([
      'CHANNEL_CREATE',
      'CHANNEL_UPDATE',
      'CHANNEL_UPDATE',
      'CHANNEL_DELETE',
      'GUILD_ROLE_CREATE',
      'GUILD_ROLE_UPDATE',
      'GUILD_MEMBER_UPDATE',
      // It sees one channel more by that.
      'CHANNEL_UPDATE',
      'THREAD_LIST_SYNC',
    ]);
  });

  it('to others than the bot is not told without the members intent, which nobody is granted', async () => {
    await using bot = await startPlainBot();
    const { world } = bot.sandbox;
    const { guild, grace } = world.first;
    const events = await heard(bot, GUILDS, () => {
      world.setMember(guild, grace, { timedOutUntil: new Date(0) });
      world.addMember(guild, { name: 'Ken' });
      world.removeMember(guild, grace);
    });
    expect(events).toEqual([]);
  });

  it('is told to whom it concerns by intent', async () => {
    await using bot = await startPlainBot();
    const { world, people } = bot.sandbox;
    const { general, grace, guild } = world.first;
    const dm = world.dms().find(({ userId }) => userId === grace)?.id ?? '';
    const act = async () => {
      await people.say(grace, { channelId: general, content: 'x' });
      await people.say(grace, { channelId: dm, content: 'x' });
      world.addRole(guild, { name: 'x' });
    };
    expect(await heard(bot, 0, act)).toEqual([]);
    expect(await heard(bot, GUILDS, act)).toEqual(['GUILD_ROLE_CREATE']);
    expect(await heard(bot, GUILD_MESSAGES, act)).toEqual(['MESSAGE_CREATE']);
    expect(await heard(bot, DIRECT_MESSAGES, act)).toEqual(['MESSAGE_CREATE']);
  });

  it('begins with no server for a bot without the guilds intent', async () => {
    await using bot = await startPlainBot();
    await using gateway = await openGateway(bot.sandbox);
    gateway.identify({ intents: 0 });
    await gateway.next('READY');
    expect(await gateway.sync()).toEqual(['READY']);
  });

  it('in a channel that the bot does not see is not told; that there is one is', async () => {
    await using bot = await startPlainBot();
    const { world, people } = bot.sandbox;
    const { admins, ada, general } = world.first;
    const events = await heard(bot, GUILDS | GUILD_MESSAGES, async () => {
      await people.say(ada, { channelId: admins, content: 'x' });
      world.setChannel(admins, { name: 'board' });
      world.overwrite(general, world.applicationId, { deny: ViewChannel });
      await people.say(ada, { channelId: general, content: 'x' });
    });
    expect(events).toEqual(['CHANNEL_UPDATE', 'CHANNEL_UPDATE']);
  });

  it('is told of messages: made, changed, taken away, and blank if others wrote them', async () => {
    await using bot = await startPlainBot();
    const { world, people } = bot.sandbox;
    const { general, guild, grace } = world.first;
    await using gateway = await enterGateway(bot.sandbox, { intents: GUILDS | GUILD_MESSAGES });
    const { id } = await bot.post(general, 'mine');
    const place = { id, channel_id: general, guild_id: guild };
    expect((await gateway.next('MESSAGE_CREATE')).d).toMatchObject({
      ...place,
      content: 'mine',
      member: { deaf: false },
    });
    await bot.call('PATCH', `/channels/${general}/messages/${id}`, { body: { content: 'still mine' } });
    expect((await gateway.next('MESSAGE_UPDATE')).d).toMatchObject({ ...place, content: 'still mine' });
    await bot.call('DELETE', `/channels/${general}/messages/${id}`);
    expect((await gateway.next('MESSAGE_DELETE')).d).toEqual(place);
    await people.say(grace, { channelId: general, content: 'hers' });
    expect((await gateway.next('MESSAGE_CREATE')).d).toMatchObject({ content: '', author: { id: grace } });
  });
});

/** What Discord still tells of a channel that the bot does not see. */
function hiddenView(guildId: string, id: string) {
  return {
    id,
    name: '___hidden___',
    flags: 1 << 17,
    permission_overwrites: [{ id: guildId, type: 0, allow: '0', deny: String(ViewChannel) }],
    topic: null,
    last_message_id: null,
    available_tags: [],
  };
}

describe('a channel that the bot does not see', () => {
  it('is told by id, kind, position and nothing else, at the start and when it is made, changed, deleted', async () => {
    await using bot = await startPlainBot();
    const { world } = bot.sandbox;
    const { guild, general, admins } = world.first;
    await using gateway = await openGateway(bot.sandbox);
    gateway.identify({ intents: GUILDS });
    const { d: start } = await gateway.next('GUILD_CREATE');
    const channels = start.channels as { id: string }[];
    expect(channels.find(({ id }) => id === admins)).toMatchObject({ ...hiddenView(guild, admins), position: 3 });
    expect(channels.find(({ id }) => id === general)).toMatchObject({ name: 'general', flags: 0 });
    const overwrites = [{ id: guild, type: 0, allow: '0', deny: String(ViewChannel) }] as const;
    const forum = { name: 'secret', type: 15, tags: ['Vision'], requiresTag: true, overwrites } as const;
    const channel = world.addChannel(guild, forum);
    world.setChannel(channel, { name: 'secret-plans' });
    world.deleteChannel(channel);
    for (const event of ['CHANNEL_CREATE', 'CHANNEL_UPDATE', 'CHANNEL_DELETE']) {
      const { d } = await gateway.next(event);
      expect(d).toMatchObject({ ...hiddenView(guild, channel), type: 15, position: 6 });
    }
    expect(JSON.stringify(gateway.received)).not.toContain('secret');
  });

  it.each(['its overwrites', 'a role’s rights', 'a role of its own', 'a role that goes'])(
    'is told whole once it sees it, once, and hidden once it does not, by %s',
    async (what) => {
      await using bot = await startPlainBot();
      const { world } = bot.sandbox;
      const { guild, botRole } = world.first;
      const key = world.addRole(guild, { name: 'key' });
      const mute = world.addRole(guild, { name: 'mute' });
      const channel = world.addChannel(guild, { name: 'secret', type: 15, tags: ['Vision'], requiresTag: true });
      if (what === 'a role of its own') {
        world.overwrite(channel, guild, { deny: ViewChannel });
        world.overwrite(channel, key, { allow: ViewChannel });
      }
      if (what === 'a role that goes') world.overwrite(channel, mute, { deny: ViewChannel });
      const mine = (roles: readonly string[]) => world.setMember(guild, world.applicationId, { roles });
      const setEverybody = (permissions: bigint) => world.setRolePermissions(guild, guild, permissions);
      const [show, hide] = {
        'its overwrites': [
          () => world.setChannel(channel, { overwrites: [] }),
          () => world.overwrite(channel, world.applicationId, { deny: ViewChannel }),
        ],
        'a role’s rights': [() => setEverybody(ViewChannel), () => setEverybody(0n)],
        'a role of its own': [() => mine([botRole, key]), () => mine([botRole])],
        'a role that goes': [() => world.deleteRole(guild, mute), () => mine([botRole, mute])],
      }[what] as [() => void, () => void];
      if (what === 'a role’s rights') world.setRolePermissions(guild, botRole, 0n);
      hide();
      await using gateway = await enterGateway(bot.sandbox, { intents: GUILDS });
      const told = () => gateway.received.filter(({ t, d }) => t === 'CHANNEL_UPDATE' && d.id === channel);
      show();
      await gateway.sync();
      expect(told()).toMatchObject([{ d: { name: 'secret', flags: 16, available_tags: [{ name: 'Vision' }] } }]);
      const names = await gateway.sync();
      expect(names.indexOf('CHANNEL_UPDATE')).toBeLessThan(names.indexOf('THREAD_LIST_SYNC'));
      if (what === 'a role that goes') return;
      hide();
      await gateway.sync();
      expect(told().slice(1)).toMatchObject([{ d: hiddenView(guild, channel) }]);
    },
  );

  it('has threads that go without a word', async () => {
    await using bot = await startPlainBot();
    const { world } = bot.sandbox;
    const { admins, general, ada } = world.first;
    const [seen = '', unseen = ''] = [general, admins].map((id) => world.startThread(id, { ownerId: ada, name: 'x' }));
    const events = await heard(bot, GUILDS, () => {
      world.deleteChannel(unseen);
      world.deleteChannel(seen);
    });
    expect(events).toEqual(['THREAD_DELETE']);
  });
});

describe('a bot that is kicked', () => {
  it('is told so, and then nothing of the server until it is invited again', async () => {
    await using bot = await startPlainBot();
    const { world } = bot.sandbox;
    const { guild } = world.first;
    await using gateway = await enterGateway(bot.sandbox);
    world.kickBot(guild);
    expect((await gateway.next('GUILD_DELETE')).d).toEqual({ id: guild });
    world.addChannel(guild, { name: 'x' });
    world.addRole(guild, { name: 'x' });
    expect(await gateway.sync()).toEqual([...FIRST, 'GUILD_DELETE']);
    world.inviteBot(guild);
    const { d } = await gateway.next('GUILD_CREATE');
    expect(d).toMatchObject({ id: guild, members: [{ user: { id: world.applicationId } }] });
    expect(d.channels).toHaveLength(7);
  });

  it('while it is away finds the server gone, without a word', async () => {
    await using bot = await startPlainBot();
    const { world } = bot.sandbox;
    const other = world.addGuild({ name: 'other', ownerId: world.first.ada });
    world.kickBot(world.first.guild);
    await using gateway = await openGateway(bot.sandbox);
    gateway.identify();
    expect((await gateway.next('READY')).d.guilds).toEqual([{ id: other, unavailable: true }]);
    expect(await gateway.sync()).toEqual(FIRST);
  });
});

describe('an outage', () => {
  it('takes the server away as unavailable, and brings it back', async () => {
    await using bot = await startPlainBot();
    const { world } = bot.sandbox;
    const { guild, general } = world.first;
    await using gateway = await enterGateway(bot.sandbox);
    world.setAvailable(guild, false);
    expect((await gateway.next('GUILD_DELETE')).d).toEqual({ id: guild, unavailable: true });
    world.addRole(guild, { name: 'x' });
    expect(await bot.tryPost(general, { content: 'x' })).toEqual([404, 10003]);
    world.setAvailable(guild, true);
    expect((await gateway.next('GUILD_CREATE')).d).toMatchObject({ id: guild, unavailable: false });
    expect(await gateway.sync()).toEqual([...FIRST, 'GUILD_DELETE', 'GUILD_CREATE']);
  });

  it('at the start leaves the server out until it is over', async () => {
    await using bot = await startPlainBot();
    const { world } = bot.sandbox;
    const { guild } = world.first;
    world.setAvailable(guild, false);
    await using gateway = await openGateway(bot.sandbox);
    gateway.identify();
    expect((await gateway.next('READY')).d.guilds).toEqual([{ id: guild, unavailable: true }]);
    expect(await gateway.sync()).toEqual(['READY']);
    world.setAvailable(guild, true);
    await gateway.next('GUILD_CREATE');
  });
});
