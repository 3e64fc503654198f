import { PermissionFlagsBits } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import type { Invocation } from '../../../src/sandbox/people/commands.ts';
import { enterGateway } from '../../support/discord/plain-gateway.ts';
import { hasShared, readShared } from '../../support/shared.ts';
import { startWithCommands } from './bot.ts';
import { refusalOf } from './refusal.ts';

const { UseApplicationCommands, ManageGuild } = PermissionFlagsBits;

/** Fields that Discord sends and does not document. */
const UNDOCUMENTED = ['clan', 'display_name_styles'];

describe('a command', () => {
  it.each([
    ['that there is not', { command: 'nothing' }, 'There is no command /nothing.'],
    ['without what it requires', { command: 'find' }, 'query: This option is required.'],
    ['with an option it has not', { command: 'ask', options: { x: 'y' } }, 'x: /ask has no such option.'],
    [
      'with too much text',
      { command: 'find', options: { query: 'x'.repeat(11) } },
      'query: This takes at most 10 characters.',
    ],
    ['with no text', { command: 'find', options: { query: '' } }, 'query: This takes at least 1 characters.'],
    ['below its range', { command: 'find', options: { query: 'x', count: 0 } }, 'count: This takes at least 1.'],
    ['above its range', { command: 'find', options: { query: 'x', count: 6 } }, 'count: This takes at most 5.'],
    [
      'with half of a whole number',
      { command: 'find', options: { query: 'x', count: 1.5 } },
      'count: This takes a whole number.',
    ],
    [
      'with none of its choices',
      { command: 'find', options: { query: 'x', kind: 'book' } },
      'kind: Choose one of: Paper.',
    ],
    ['without its subcommand', { command: 'topics' }, '/topics needs one of its subcommands.'],
    ['without the subcommand of its group', { command: 'topics own' }, '/topics needs one of its subcommands.'],
    ['with another subcommand', { command: 'topics remove' }, '/topics has no subcommand remove.'],
    ['for whom it is not', { command: 'manage' }, 'You may not use /manage here.'],
    ['for admins', { command: 'admins-only' }, 'You may not use /admins-only here.'],
    ['for direct messages', { command: 'private' }, 'You may not use /private here.'],
  ])('%s is refused with a sentence', async (_, asked, sentence) => {
    await using bot = await startWithCommands();
    await using gateway = await enterGateway(bot.sandbox);
    const { general, grace } = bot.sandbox.world.first;
    expect(await refusalOf(bot.sandbox.people.invoke(grace, { channelId: general, ...asked }))).toBe(sentence);
    expect(await gateway.sync()).not.toContain('INTERACTION_CREATE');
  });

  it.each<Omit<Invocation, 'channelId'>>([
    { command: 'find', options: { query: 'x', count: 1 } },
    { command: 'find', options: { query: 'x'.repeat(10), count: 5, kind: 'paper' } },
    { command: 'topics list' },
    { command: 'topics own add' },
    { command: 'server' },
  ])('%o reaches the bot', async (asked) => {
    await using bot = await startWithCommands();
    await using gateway = await enterGateway(bot.sandbox);
    const { general, grace } = bot.sandbox.world.first;
    const { event, reply } = await gateway.asked(bot.sandbox.people.invoke(grace, { channelId: general, ...asked }));
    expect(event).toMatchObject({ type: 2, data: { name: asked.command.split(' ')[0] } });
    expect(await reply).toEqual({ kind: 'none' });
  });

  it('carries the path of its subcommands, and what its options name', async () => {
    await using bot = await startWithCommands();
    await using gateway = await enterGateway(bot.sandbox);
    const { world, people } = bot.sandbox;
    const { general, grace, guild, botRole } = world.first;
    const nested = await gateway.asked(people.invoke(grace, { channelId: general, command: 'topics own add' }));
    expect(nested.event.data).toMatchObject({
      options: [{ type: 2, name: 'own', options: [{ type: 1, name: 'add', options: [] }] }],
    });
    const news = world.addChannel(guild, { name: 'news', type: 5 });
    const options = { query: 'x', where: news, who: grace, role: botRole };
    const { event } = await gateway.asked(people.invoke(grace, { channelId: general, command: 'find', options }));
    expect(event.data).toMatchObject({
      options: [{ name: 'query', value: 'x' }, { name: 'where', value: news }, { value: grace }, { value: botRole }],
      resolved: {
        channels: {
          [news]: { id: news, type: 5, permissions: expect.any(String), app_permissions: expect.any(String) },
        },
        users: { [grace]: { id: grace } },
        members: { [grace]: { permissions: expect.any(String) } },
        roles: { [botRole]: { id: botRole } },
      },
    });
    expect(event.data).not.toHaveProperty(['resolved', 'members', grace, 'user']);
  });

  it.each([
    ['of another kind', 'general', 'where: a channel of this kind cannot be chosen.'],
    ['that the person does not see', 'admins', 'where: there is no such channel.'],
    ['that there is not', 'nowhere', 'where: there is no such channel.'],
  ] as const)('with a channel %s is refused', async (_, name, sentence) => {
    await using bot = await startWithCommands();
    const { first } = bot.sandbox.world;
    const where = name === 'nowhere' ? '123456789012345678' : first[name];
    const asked = { channelId: first.general, command: 'find', options: { query: 'x', where } };
    await expect(bot.sandbox.people.invoke(first.grace, asked)).rejects.toThrow(sentence);
  });

  it('is for those who hold what it asks for, and may use commands', async () => {
    await using bot = await startWithCommands();
    const { world, people } = bot.sandbox;
    const { general, grace, ada, guild } = world.first;
    const offered = (userId: string) => people.commands(userId, general).map(({ name }) => name);
    const everybody = ['ask', 'find', 'server', 'topics'];
    expect(offered(grace)).toEqual(everybody);
    expect(offered(ada)).toEqual([...everybody, 'admins-only', 'manage'].toSorted());
    world.setMember(guild, grace, { roles: [world.addRole(guild, { name: 'helper', permissions: ManageGuild })] });
    expect(offered(grace)).toEqual([...everybody, 'manage'].toSorted());
    world.overwrite(general, grace, { deny: UseApplicationCommands });
    expect(offered(grace)).toEqual([]);
    expect(await refusalOf(people.invoke(grace, { channelId: general, command: 'ask' }))).toBe(
      'You may not use /ask here.',
    );
  });

  it('in a direct message is one that says it works there', async () => {
    await using bot = await startWithCommands();
    await using gateway = await enterGateway(bot.sandbox);
    const { world, people } = bot.sandbox;
    const { grace } = world.first;
    const channelId = world.dms().find(({ userId }) => userId === grace)?.id ?? '';
    expect(people.commands(grace, channelId).map(({ name }) => name)).toEqual([
      'admins-only',
      'ask',
      'find',
      'private',
      'topics',
    ]);
    expect(await refusalOf(people.invoke(grace, { channelId, command: 'server' }))).toBe(
      'You may not use /server here.',
    );
    const { event } = await gateway.asked(people.invoke(grace, { channelId, command: 'ask' }));
    expect(event).toMatchObject({ user: { id: grace }, context: 1, channel: { id: channelId, type: 1 } });
    for (const absent of ['member', 'guild', 'guild_id']) expect(event).not.toHaveProperty(absent);
  });

  it('in a place that is hidden, archived, or without the bot is refused', async () => {
    await using bot = await startWithCommands();
    const { world, people } = bot.sandbox;
    const { admins, general, grace, guild } = world.first;
    const ask = (channelId: string) => refusalOf(people.invoke(grace, { channelId, command: 'ask' }));
    expect(await ask(admins)).toBe('There is no such channel.');
    expect(await ask('123456789012345678')).toBe('There is no such channel.');
    const forum = world.addChannel(guild, { name: 'forum', type: 15 });
    expect(await ask(forum)).toBe('Nobody writes in a forum itself: open a post of it.');
    expect(people.commands(grace, forum)).toEqual([]);
    const { id } = await bot.post(general);
    await bot.call('POST', `/channels/${general}/messages/${id}/threads`, { body: { name: 'x' } });
    world.setThread(id, { archived: true });
    expect(await ask(id)).toBe('This thread is archived: write in it to open it again.');
    world.kickBot(guild);
    expect(await ask(general)).toBe('You may not use /ask here.');
  });

  it('that is not for completion, or whose bot is silent, completes nothing', async () => {
    await using bot = await startWithCommands();
    const { general, grace } = bot.sandbox.world.first;
    const asked = { channelId: general, command: 'find', focused: 'kind' };
    const unanswered = bot.sandbox.people.complete(grace, { ...asked, focused: 'query' });
    await expect(unanswered).rejects.toThrow('Loading options failed.');
    await expect(bot.sandbox.people.complete(grace, asked)).rejects.toThrow('kind: this option completes nothing.');
  });
});

describe.runIf(hasShared('data', 'discord'))('an interaction', () => {
  const sample = (name: string) => {
    const { d } = readShared('data', 'discord', `INTERACTION_CREATE.${name}.json`) as { d: object };
    return d;
  };

  it('has every field that a recorded one has', async () => {
    await using bot = await startWithCommands();
    await using gateway = await enterGateway(bot.sandbox);
    const { people, world } = bot.sandbox;
    const { general, grace } = world.first;
    const dm = world.dms().find(({ userId }) => userId === grace)?.id ?? '';
    const ask = async (channelId: string) =>
      (await gateway.asked(people.invoke(grace, { channelId, command: 'ask' }))).event;
    for (const [name, event] of [
      ['slash', await ask(general)],
      ['slash_dm', await ask(dm)],
    ] as const) {
      for (const [key, value] of Object.entries(sample(name))) {
        expect(event, name).toHaveProperty(key);
        if (key === 'data' || typeof value !== 'object' || value === null || Array.isArray(value)) continue;
        const isOwner = key === 'authorizing_integration_owners';
        const keys = isOwner ? ['0'] : Object.keys(value).filter((inner) => !UNDOCUMENTED.includes(inner));
        expect(Object.keys(event[key] as object), `${name}.${key}`).toEqual(expect.arrayContaining(keys));
      }
    }
  });
});
