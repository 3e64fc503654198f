import { PermissionFlagsBits } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { type PlainBot, startPlainBot } from '../../support/discord/plain-bot.ts';
import { MENU_COMMANDS, registerCommands } from '../../support/discord/plain-commands.ts';
import { enterGateway } from '../../support/discord/plain-gateway.ts';
import { hasShared, readShared } from '../../support/shared.ts';

const { ManageGuild, ManageThreads, UseApplicationCommands } = PermissionFlagsBits;
const MESSAGE = 3;
const PERSON = 2;

async function startWithMenus(): Promise<PlainBot> {
  const bot = await startPlainBot({ answerMs: 3_000 });
  await registerCommands(bot, [...MENU_COMMANDS, { name: 'ask', description: 'Asks' }]);
  return bot;
}

const say = async ({ sandbox }: PlainBot, userId: string, channelId = sandbox.world.first.general) =>
  (await sandbox.people.say(userId, { channelId, content: 'look at arXiv 2401.00001' })).id;

describe('a message’s menu', () => {
  it('holds the commands of its kind that are for the person and the place', async () => {
    await using bot = await startWithMenus();
    const { people, world } = bot.sandbox;
    const { general, grace, ada } = world.first;
    const offered = (userId: string, channelId = general) =>
      people.commands(userId, channelId, MESSAGE).map(({ name }) => name);
    expect(offered(grace)).toEqual(['Discuss paper']);
    expect(offered(ada)).toEqual(['Discuss paper', 'Remove paper']);
    const dm = world.dms().find(({ userId }) => userId === grace)?.id ?? '';
    expect(offered(grace, dm)).toEqual(['Discuss paper', 'In private']);
    expect(people.commands(grace, general).map(({ name }) => name)).toEqual(['ask']);
  });

  it('sends the whole message, whatever the bot may read otherwise', async () => {
    await using bot = await startWithMenus();
    await using gateway = await enterGateway(bot.sandbox);
    const { people, world } = bot.sandbox;
    const { general, grace, ada } = world.first;
    const messageId = await say(bot, ada);
    const { event } = await gateway.asked(people.useOnMessage(grace, { messageId, command: 'Discuss paper' }));
    expect(event).toMatchObject({
      type: 2,
      channel: { id: general },
      member: { user: { id: grace } },
      data: {
        name: 'Discuss paper',
        type: 3,
        target_id: messageId,
        resolved: {
          messages: { [messageId]: { id: messageId, content: 'look at arXiv 2401.00001', author: { id: ada } } },
        },
      },
    });
    expect(event).not.toHaveProperty('message');
  });

  it.each([
    ['that there is not', 'Nothing', 'There is no command Nothing.'],
    ['that is typed', 'ask', 'There is no command ask.'],
    ['of a person’s menu', 'Their papers', 'There is no command Their papers.'],
    ['for whom it is not', 'Remove paper', 'You may not use Remove paper here.'],
    ['for direct messages', 'In private', 'You may not use In private here.'],
  ])('refuses a command %s', async (_, command, sentence) => {
    await using bot = await startWithMenus();
    await using gateway = await enterGateway(bot.sandbox);
    const { grace } = bot.sandbox.world.first;
    const messageId = await say(bot, grace);
    await expect(bot.sandbox.people.useOnMessage(grace, { messageId, command })).rejects.toThrow(sentence);
    expect(await gateway.sync()).not.toContain('INTERACTION_CREATE');
  });

  it('works for whoever was given what a command asks for, and may use commands and write', async () => {
    await using bot = await startWithMenus();
    await using gateway = await enterGateway(bot.sandbox);
    const { people, world } = bot.sandbox;
    const { general, grace, mallory, guild } = world.first;
    const messageId = await say(bot, grace);
    const use = (userId: string, command = 'Discuss paper') => people.useOnMessage(userId, { messageId, command });
    await expect(use(mallory)).rejects.toThrow(/^Missing permission: /);
    world.setMember(guild, grace, { roles: [world.addRole(guild, { name: 'helper', permissions: ManageGuild })] });
    expect((await gateway.asked(use(grace, 'Remove paper'))).event.data).toMatchObject({ name: 'Remove paper' });
    world.overwrite(general, grace, { deny: UseApplicationCommands });
    await expect(use(grace)).rejects.toThrow('You may not use Discuss paper here.');
  });

  it('is not there on what is ephemeral, Discord’s own, hidden, or in a closed thread', async () => {
    await using bot = await startWithMenus();
    await using gateway = await enterGateway(bot.sandbox);
    const { people, world } = bot.sandbox;
    const { general, admins, grace, ada, guild } = world.first;
    const use = (messageId: string) => people.useOnMessage(grace, { messageId, command: 'Discuss paper' });
    await expect(use(await say(bot, ada, admins))).rejects.toThrow('This message is not there any more.');
    const { id, token, reply } = await gateway.asked(people.invoke(grace, { channelId: general, command: 'ask' }));
    const data = { content: 'x', flags: 64 };
    await bot.call('POST', `/interactions/${id}/${token}/callback`, { body: { type: 4, data } });
    await reply;
    await expect(use(world.ephemeral(grace, general)[0]?.message.id ?? '')).rejects.toThrow('no such menu');

    const { id: thread } = await bot.post(general);
    await bot.call('POST', `/channels/${general}/messages/${thread}/threads`, { body: { name: 'x' } });
    const [starter] = world.messages(thread);
    await expect(use(starter?.message.id ?? '')).rejects.toThrow('no such menu');
    const inside = await say(bot, grace, thread);
    world.setThread(thread, { locked: true });
    await expect(use(inside)).rejects.toThrow('This thread is locked.');
    world.setMember(guild, grace, { roles: [world.addRole(guild, { name: 'mod', permissions: ManageThreads })] });
    await gateway.asked(use(inside));
  });

  it('is answered as one that was chosen there', async () => {
    await using bot = await startWithMenus();
    await using gateway = await enterGateway(bot.sandbox);
    const { people, world } = bot.sandbox;
    const { general, grace } = world.first;
    const messageId = await say(bot, grace);
    const used = people.useOnMessage(grace, { messageId, command: 'Discuss paper' });
    const { id, token, reply } = await gateway.asked(used);
    const path = `/interactions/${id}/${token}/callback`;
    expect((await bot.call('POST', path, { body: { type: 7, data: { content: 'x' } } })).status).toBe(400);
    await bot.call('POST', path, { body: { type: 4, data: { content: 'x' } } });
    expect(await reply).toMatchObject({
      kind: 'message',
      message: {
        type: 23,
        interaction_metadata: { name: 'Discuss paper', target_message_id: messageId },
        message_reference: { message_id: messageId, channel_id: general },
        referenced_message: { id: messageId },
      },
    });
    const { applicationId } = world;
    await bot.call('POST', `/webhooks/${applicationId}/${token}`, { body: { content: 'more' } });
    const more = world.messages(general).at(-1)?.message;
    expect(more).toMatchObject({ type: 23, content: 'more' });
    expect(more).not.toHaveProperty('referenced_message');
  });

  it('that nobody answers says so', async () => {
    await using bot = await startPlainBot({ answerMs: 50 });
    await registerCommands(bot, MENU_COMMANDS);
    await using _gateway = await enterGateway(bot.sandbox);
    const { grace } = bot.sandbox.world.first;
    const messageId = await say(bot, grace);
    const used = bot.sandbox.people.useOnMessage(grace, { messageId, command: 'Discuss paper' });
    expect(await used).toEqual({ kind: 'none' });
  });
});

describe('a person’s menu', () => {
  it('sends the person and the member', async () => {
    await using bot = await startWithMenus();
    await using gateway = await enterGateway(bot.sandbox);
    const { people, world } = bot.sandbox;
    const { general, grace, linus } = world.first;
    expect(people.commands(grace, general, PERSON).map(({ name }) => name)).toEqual(['Their papers']);
    const used = { channelId: general, targetId: linus, command: 'Their papers' };
    const { event, id, token, reply } = await gateway.asked(people.useOnPerson(grace, used));
    expect(event.data).toMatchObject({
      type: 2,
      target_id: linus,
      resolved: { users: { [linus]: { id: linus } }, members: { [linus]: { permissions: expect.any(String) } } },
    });
    expect(event.data).not.toHaveProperty(['resolved', 'members', linus, 'user']);
    await bot.call('POST', `/interactions/${id}/${token}/callback`, { body: { type: 4, data: { content: 'x' } } });
    expect(await reply).toMatchObject({
      message: { type: 23, interaction_metadata: { target_user: { id: linus } } },
    });
  });

  it('in a direct message is the bot’s and one’s own, without a member', async () => {
    await using bot = await startWithMenus();
    await using gateway = await enterGateway(bot.sandbox);
    const { people, world } = bot.sandbox;
    const { grace, linus } = world.first;
    const channelId = world.dms().find(({ userId }) => userId === grace)?.id ?? '';
    const use = (targetId: string) => people.useOnPerson(grace, { channelId, targetId, command: 'Their papers' });
    const { event } = await gateway.asked(use(world.applicationId));
    expect(event.data).toMatchObject({ resolved: { users: { [world.applicationId]: { bot: true } } } });
    expect(event.data).not.toHaveProperty(['resolved', 'members']);
    await expect(use(linus)).rejects.toThrow('There is no such person here.');
  });

  it.each([
    ['a command for admins', 'linus', 'Manage them', 'You may not use Manage them here.'],
    ['a message’s command', 'linus', 'Discuss paper', 'There is no command Discuss paper.'],
    ['somebody who is not there', 'nobody', 'Their papers', 'There is no such person here.'],
  ] as const)('refuses %s', async (_, target, command, sentence) => {
    await using bot = await startWithMenus();
    const { first } = bot.sandbox.world;
    const targetId = target === 'nobody' ? '123456789012345678' : first[target];
    const used = { channelId: first.general, targetId, command };
    await expect(bot.sandbox.people.useOnPerson(first.grace, used)).rejects.toThrow(sentence);
  });
});

describe.runIf(hasShared('data', 'discord'))('an interaction of a menu', () => {
  /** Fields that Discord sends and does not document. */
  const UNDOCUMENTED = ['clan', 'display_name_styles'];

  /** What `recorded` has and `sent` has not, as paths. Ids stand for any. */
  function lacking(recorded: unknown, sent: unknown, path = ''): readonly string[] {
    if (typeof recorded !== 'object' || recorded === null || Array.isArray(recorded)) return [];
    return Object.entries(recorded).flatMap(([key, value]) => {
      if (UNDOCUMENTED.includes(key)) return [];
      const holder = (sent ?? {}) as Readonly<Record<string, unknown>>;
      const name = /^\d{17,20}$/.test(key) ? (Object.keys(holder)[0] ?? key) : key;
      return name in holder ? lacking(value, holder[name], `${path}/${key}`) : [`${path}/${key}`];
    });
  }

  it.each(['message_command', 'user_command'])('has all that a recorded %s has', async (name) => {
    await using bot = await startWithMenus();
    await using gateway = await enterGateway(bot.sandbox);
    const { people, world } = bot.sandbox;
    const { general, grace, ada, linus } = world.first;
    const messageId = await say(bot, ada);
    const { d } = readShared('data', 'discord', `INTERACTION_CREATE.${name}.json`) as { d: object };
    const { event } = await gateway.asked(
      name === 'message_command'
        ? people.useOnMessage(grace, { messageId, command: 'Discuss paper' })
        : people.useOnPerson(grace, { channelId: general, targetId: linus, command: 'Their papers' }),
    );
    const owners = /^\/authorizing_integration_owners/;
    expect(lacking(d, event).filter((path) => !owners.test(path))).toEqual([]);
  });
});
