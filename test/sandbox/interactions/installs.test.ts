import { PermissionFlagsBits } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { codes, startPlainBot } from '../../support/discord/plain-bot.ts';
import { registerCommands } from '../../support/discord/plain-commands.ts';
import {
  type Asked,
  DIRECT_MESSAGES,
  enterGateway,
  GUILD_MESSAGES,
  GUILDS,
} from '../../support/discord/plain-gateway.ts';
import { hasShared, readShared } from '../../support/shared.ts';

const { AttachFiles, EmbedLinks, MentionEveryone, UseExternalEmojis } = PermissionFlagsBits;
const { SendMessages, SendMessagesInThreads, UseExternalApps } = PermissionFlagsBits;
const INTENTS = GUILDS | GUILD_MESSAGES | DIRECT_MESSAGES;
const EPHEMERAL = 64;
const BUTTON = {
  content: 'x',
  components: [{ type: 1, components: [{ type: 2, style: 1, label: 'Press', custom_id: 'b' }] }],
};
/** By whom they can be had, and where. */
const COMMANDS = [
  { name: 'anywhere', description: 'x', integration_types: [0, 1], contexts: [0, 1, 2] },
  { name: 'own', description: 'x', integration_types: [1], contexts: [0, 1, 2] },
  { name: 'own-private', description: 'x', integration_types: [1], contexts: [2] },
  { name: 'plain', description: 'x' },
  { name: 'server', description: 'x', integration_types: [0], contexts: [0] },
  { name: 'managers', description: 'x', integration_types: [1], default_member_permissions: '32' },
  { type: 3, name: 'Look', integration_types: [0, 1], contexts: [0, 1, 2] },
];

/** A bot that hears everything, a server that has not installed it, and conversations among people. */
async function startElsewhere() {
  await using stack = new AsyncDisposableStack();
  const bot = stack.use(await startPlainBot());
  await registerCommands(bot, COMMANDS);
  const { people, world } = bot.sandbox;
  const { ada, grace, linus } = world.first;
  const guild = world.addGuild({ name: 'Elsewhere', ownerId: ada, hasBot: false });
  const lounge = world.addChannel(guild, { name: 'lounge' });
  for (const userId of [grace, linus]) world.addMember(guild, { userId });
  const places = {
    server: world.first.general,
    elsewhere: lounge,
    dm: world.dms().find(({ userId }) => userId === grace)?.id ?? '',
    two: world.addConversation([grace, linus]),
    group: world.addConversation([linus, grace, ada]),
  };
  const gateway = stack.use(await enterGateway(bot.sandbox, { intents: INTENTS }));
  const running = stack.move();
  return {
    bot,
    gateway,
    people,
    world,
    guild,
    places,
    use: (place: keyof typeof places, command = 'anywhere', userId = grace) =>
      gateway.asked(people.invoke(userId, { channelId: places[place], command })),
    answer: ({ id, token }: Asked, data: object = { content: 'x' }, type = 4) =>
      bot.call('POST', `/interactions/${id}/${token}/callback`, { body: { type, data } }),
    followUp: ({ token }: Asked, body: object = { content: 'more' }) =>
      bot.call('POST', `/webhooks/${world.applicationId}/${token}`, { body }),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

describe('an app that a person has installed', () => {
  it('offers its commands where each says, and nobody else’s', async () => {
    await using it = await startElsewhere();
    const { people, world, places } = it;
    const { grace } = world.first;
    const offered = () =>
      Object.fromEntries(
        Object.entries(places).map(([name, id]) => [name, people.commands(grace, id).map((each) => each.name)]),
      );
    const byServer = { server: ['anywhere', 'plain', 'server'], dm: ['anywhere', 'plain'] };
    expect(offered()).toEqual({ ...byServer, elsewhere: [], two: [], group: [] });
    world.setInstalledFor(grace, true);
    const own = ['anywhere', 'own'];
    expect(offered()).toEqual({
      server: ['anywhere', 'own', 'plain', 'server'],
      elsewhere: own,
      dm: ['anywhere', 'managers', 'own', 'plain'],
      two: ['anywhere', 'managers', 'own', 'own-private'],
      group: ['anywhere', 'managers', 'own', 'own-private'],
    });
    expect(people.commands(world.first.linus, places.elsewhere)).toEqual([]);
    expect(people.commands(grace, places.elsewhere, 3).map(({ name }) => name)).toEqual(['Look']);
    world.kickBot(world.first.guild);
    expect(offered()).toMatchObject({ server: own, dm: ['anywhere', 'managers', 'own'] });
    world.setInstalledFor(grace, false);
    expect(Object.values(offered()).flat()).toEqual([]);
    await expect(it.use('elsewhere')).rejects.toThrow('You may not use /anywhere here.');
  });

  it('tells through whom it is asked, and in what kind of place', async () => {
    await using it = await startElsewhere();
    const { grace, guild, linus, ada } = it.world.first;
    it.world.setInstalledFor(grace, true);
    const told = async (place: keyof typeof it.places, command?: string) => {
      const { event } = await it.use(place, command);
      return [event.context, event.authorizing_integration_owners];
    };
    expect(await told('server')).toEqual([0, { 0: guild, 1: grace }]);
    expect(await told('server', 'own')).toEqual([0, { 1: grace }]);
    expect(await told('server', 'server')).toEqual([0, { 0: guild }]);
    expect(await told('elsewhere')).toEqual([0, { 1: grace }]);
    expect(await told('dm')).toEqual([1, { 0: '0', 1: grace }]);
    expect(await told('two')).toEqual([2, { 1: grace }]);
    it.world.kickBot(guild);
    expect(await told('dm')).toEqual([1, { 1: grace }]);

    const { event } = await it.use('group');
    expect(event.channel).toMatchObject({ id: it.places.group, type: 3, owner_id: linus });
    expect((event.channel as { recipients: { id: string }[] }).recipients.map(({ id }) => id)).toEqual([
      linus,
      grace,
      ada,
    ]);
    expect(event).toMatchObject({ user: { id: grace } });
    for (const absent of ['member', 'guild', 'guild_id']) expect(event).not.toHaveProperty(absent);
  });

  it('is told of rights that the bot has not', async () => {
    await using it = await startElsewhere();
    const { world, places } = it;
    const { grace } = world.first;
    world.setInstalledFor(grace, true);
    const told = async (place: keyof typeof places) => BigInt(String((await it.use(place)).event.app_permissions));
    const inPrivate = AttachFiles | EmbedLinks | MentionEveryone;
    expect(await told('dm')).toBe(inPrivate | UseExternalEmojis);
    expect(await told('two')).toBe(inPrivate);
    expect(await told('server')).toBe(world.permissions(world.applicationId, places.server));
    world.overwrite(places.elsewhere, grace, { deny: EmbedLinks });
    expect(await told('elsewhere')).toBe(world.permissions(grace, places.elsewhere) | AttachFiles | EmbedLinks);
    expect(await it.bot.tryPost(places.elsewhere, { content: 'x' })).toEqual([403, 50001]);
    for (const [path, refused] of [
      [`/channels/${places.elsewhere}`, [403, 50001]],
      [`/channels/${places.elsewhere}/messages`, [403, 50001]],
      [`/guilds/${it.guild}`, [404, 10004]],
      [`/channels/${places.two}`, [404, 10003]],
      [`/channels/${places.group}/messages`, [404, 10003]],
    ] as const) {
      expect(codes(await it.bot.call('GET', path)), path).toEqual(refused);
    }
  });

  it('hears of nothing else that happens there', async () => {
    await using it = await startElsewhere();
    const { people, world, places } = it;
    const { grace, ada } = world.first;
    world.setInstalledFor(grace, true);
    for (const place of ['elsewhere', 'two', 'group'] as const) {
      await people.say(grace, { channelId: places[place], content: 'among us' });
      const asked = await it.use(place);
      await it.answer(asked, { content: 'x', flags: EPHEMERAL });
      await it.answer(await it.use(place));
    }
    world.addChannel(it.guild, { name: 'more' });
    world.addRole(it.guild, { name: 'role' });
    world.setInstalledFor(ada, true);
    expect([...new Set(await it.gateway.sync())]).toEqual(['READY', 'GUILD_CREATE', 'INTERACTION_CREATE']);
    expect(JSON.stringify(it.gateway.received.filter(({ t }) => t !== 'INTERACTION_CREATE'))).not.toContain(it.guild);
    world.setAvailable(it.guild, false);
    await expect(it.use('elsewhere')).rejects.toThrow('There is no such channel.');
  });

  it('sends a whole message of a place that the bot does not see', async () => {
    await using it = await startElsewhere();
    const { people, world, places } = it;
    const { grace, linus } = world.first;
    world.setInstalledFor(grace, true);
    for (const channelId of [places.elsewhere, places.two]) {
      const { id } = await people.say(linus, { channelId, content: 'arXiv 2401.00001' });
      const { event } = await it.gateway.asked(people.useOnMessage(grace, { messageId: id, command: 'Look' }));
      expect(event.data).toMatchObject({ resolved: { messages: { [id]: { content: 'arXiv 2401.00001' } } } });
      await expect(people.useOnMessage(linus, { messageId: id, command: 'Look' })).rejects.toThrow('You may not use');
    }
  });

  it('knows a conversation’s people, and nobody else does', async () => {
    await using it = await startElsewhere();
    const { people, world, places } = it;
    const { grace, linus, mallory } = world.first;
    world.setInstalledFor(mallory, true);
    const said = people.say(mallory, { channelId: places.group, content: 'x' });
    await expect(said).rejects.toThrow('There is no such channel.');
    await expect(it.use('group', 'anywhere', mallory)).rejects.toThrow('There is no such channel.');
    expect(() => world.addConversation([grace])).toThrow('two people');
    expect(() => world.deleteChannel(places.group)).toThrow('can be deleted');
    expect(people.commands(linus, places.group)).toEqual([]);
  });
});

describe('an answer of an app that only a person has', () => {
  /** What the person's channel holds for all, and for them alone, after an answer of a kind and a message after it. */
  async function answered(it: Awaited<ReturnType<typeof startElsewhere>>, channelId: string, type: 4 | 5 = 4) {
    const { people, world } = it;
    const { grace } = world.first;
    const before = [world.messages(channelId).length, world.ephemeral(grace, channelId).length];
    const asked = await it.gateway.asked(people.invoke(grace, { channelId, command: 'anywhere' }));
    expect(codes(await it.answer(asked, type === 4 ? { content: 'x' } : {}, type))).toEqual([204, undefined]);
    // The first after a deferral takes its place.
    if (type === 5) await it.followUp(asked);
    expect((await it.followUp(asked)).status).toBe(200);
    expect((await asked.reply).kind).toBe('message');
    const after = [world.messages(channelId).length, world.ephemeral(grace, channelId).length];
    return after.map((count, index) => count - (before[index] ?? 0));
  }

  it.each([4, 5] as const)('of kind %i is for all, if the person may write there and use such apps', async (type) => {
    await using it = await startElsewhere();
    const { world, places } = it;
    const { grace } = world.first;
    world.setInstalledFor(grace, true);
    for (const place of ['elsewhere', 'server', 'two', 'dm'] as const) {
      expect(await answered(it, places[place], type), place).toEqual([2, 0]);
    }
    for (const deny of [SendMessages, UseExternalApps]) {
      world.overwrite(places.elsewhere, grace, { deny });
      world.overwrite(places.server, grace, { deny });
      expect(await answered(it, places.elsewhere, type)).toEqual([0, 2]);
      // One that the server has is bound by neither.
      expect(await answered(it, places.server, type)).toEqual([2, 0]);
    }
    const flags = world.ephemeral(grace, places.elsewhere).map(({ message }) => Number(message.flags) & EPHEMERAL);
    expect(flags).toEqual([EPHEMERAL, EPHEMERAL, EPHEMERAL, EPHEMERAL]);
  });

  it('in a thread takes the right to write in threads', async () => {
    await using it = await startElsewhere();
    const { world, places } = it;
    const { grace } = world.first;
    world.setInstalledFor(grace, true);
    const thread = world.startThread(places.elsewhere, { ownerId: grace, name: 'x' });
    world.overwrite(places.elsewhere, grace, { deny: SendMessages });
    expect(await answered(it, thread)).toEqual([2, 0]);
    world.overwrite(places.elsewhere, grace, { deny: SendMessagesInThreads });
    expect(await answered(it, thread)).toEqual([0, 2]);
  });

  it('is followed by five messages at most', async () => {
    await using it = await startElsewhere();
    it.world.setInstalledFor(it.world.first.grace, true);
    const send = async (place: 'elsewhere' | 'dm' | 'server') => {
      const asked = await it.use(place);
      await it.answer(asked);
      const sent = [];
      for (let count = 0; count < 6; count += 1) sent.push(codes(await it.followUp(asked)));
      return sent;
    };
    const taken = Array.from({ length: 5 }, () => [200, undefined]);
    expect(await send('elsewhere')).toEqual([...taken, [400, 40094]]);
    expect(await send('server')).toEqual([...taken, [200, undefined]]);
    expect(await send('dm')).toEqual([...taken, [200, undefined]]);
  });

  it('can be pressed by all who see it, in the name of whoever asked for it', async () => {
    await using it = await startElsewhere();
    const { people, world, places } = it;
    const { grace, linus } = world.first;
    world.setInstalledFor(grace, true);
    const asked = await it.use('elsewhere');
    await it.answer(asked, BUTTON);
    const reply = await asked.reply;
    if (reply.kind !== 'message') throw new Error(reply.kind);
    const { message } = reply;
    expect(message.interaction_metadata).toMatchObject({ authorizing_integration_owners: { 1: grace } });
    const press = () => people.press(linus, { messageId: message.id, customId: 'b' });
    const pressed = await it.gateway.asked(press());
    expect(pressed.event).toMatchObject({
      type: 3,
      context: 0,
      guild_id: it.guild,
      authorizing_integration_owners: { 1: grace },
      member: { user: { id: linus } },
      message: { id: message.id },
    });
    const updated = await it.answer(pressed, { content: 'changed' }, 7);
    expect(codes(updated)).toEqual([204, undefined]);
    expect(world.messages(places.elsewhere)[0]?.message.content).toBe('changed');
    // Whoever presses may say no more there than they may say themselves.
    world.overwrite(places.elsewhere, linus, { deny: SendMessages });
    const again = await it.gateway.asked(press());
    await it.answer(again);
    expect(world.ephemeral(linus, places.elsewhere)).toHaveLength(1);
    // The server's own installation changes nothing of what came before; without the person's it is over.
    world.inviteBot(it.guild);
    expect((await it.gateway.asked(press())).event.authorizing_integration_owners).toEqual({ 1: grace });
    world.setInstalledFor(grace, false);
    const heard = (await it.gateway.sync()).length;
    press().catch(() => undefined);
    expect(await it.gateway.sync()).toHaveLength(heard);
  });
});

it('the bot’s own message is pressed in the name of its server, as long as the bot is there', async () => {
  await using it = await startElsewhere();
  const { people, world, places } = it;
  const { grace, guild } = world.first;
  const { body } = await it.bot.call('POST', `/channels/${places.server}/messages`, { body: BUTTON });
  const press = () => people.press(grace, { messageId: body.id, customId: 'b' });
  world.setInstalledFor(grace, true);
  expect((await it.gateway.asked(press())).event.authorizing_integration_owners).toEqual({ 0: guild });
  world.kickBot(guild);
  await it.gateway.sync();
  press().catch(() => undefined);
  expect((await it.gateway.sync()).filter((name) => name === 'INTERACTION_CREATE')).toHaveLength(1);
});

it('the bot’s page counts who has installed it', async () => {
  await using it = await startElsewhere();
  const { ada, grace } = it.world.first;
  for (const userId of [ada, grace, grace]) it.world.setInstalledFor(userId, true);
  const { body } = await it.bot.call('GET', '/applications/@me');
  expect(body).toMatchObject({ approximate_guild_count: 1, approximate_user_install_count: 2 });
});

it.runIf(hasShared('data', 'discord'))('an interaction has every field that a recorded one has', async () => {
  await using it = await startElsewhere();
  it.world.setInstalledFor(it.world.first.grace, true);
  const { d } = readShared('data', 'discord', 'INTERACTION_CREATE.slash_user_install.json') as { d: object };
  const { event } = await it.use('elsewhere');
  for (const key of Object.keys(d)) expect(event).toHaveProperty(key);
  expect(Object.keys(event.authorizing_integration_owners as object)).toEqual(['1']);
});
