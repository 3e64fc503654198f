import { PermissionFlagsBits } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import type { PlainBot } from '../../support/discord/plain-bot.ts';
import { enterGateway } from '../../support/discord/plain-gateway.ts';
import { startWithCommands } from './bot.ts';
import { refusalOf } from './refusal.ts';

const { ViewChannel } = PermissionFlagsBits;

describe('a control', () => {
  const button = (more: object = {}) => ({ type: 2, style: 1, label: 'Press', custom_id: 'b', ...more });
  const select = {
    type: 3,
    custom_id: 's',
    min_values: 2,
    max_values: 2,
    options: ['1', '2', '3'].map((value) => ({ label: value, value })),
  };

  async function postControls(bot: PlainBot, channelId: string, ...controls: readonly object[]): Promise<string> {
    const components = controls.map((control) => ({ type: 1, components: [control] }));
    const { body } = await bot.call('POST', `/channels/${channelId}/messages`, { body: { content: 'x', components } });
    return body.id;
  }

  it('is pressed with its message', async () => {
    await using bot = await startWithCommands();
    await using gateway = await enterGateway(bot.sandbox);
    const { general, grace } = bot.sandbox.world.first;
    const messageId = await postControls(bot, general, button(), select);
    const pressed = await gateway.asked(bot.sandbox.people.press(grace, { messageId, customId: 'b' }));
    expect(pressed.event).toMatchObject({
      type: 3,
      data: { component_type: 2, id: 2, custom_id: 'b' },
      message: { id: messageId, content: 'x' },
      channel: { id: general },
    });
    const chosen = { messageId, customId: 's', values: ['3', '1'] };
    const selected = await gateway.asked(bot.sandbox.people.select(grace, chosen));
    expect(selected.event.data).toEqual({ component_type: 3, id: 4, custom_id: 's', values: ['3', '1'] });
  });

  it('that is switched off, not there, or not to be seen is refused', async () => {
    await using bot = await startWithCommands();
    const { people, world } = bot.sandbox;
    const { general, grace } = world.first;
    const off = await postControls(bot, general, button({ disabled: true }));
    const on = await postControls(bot, general, button());
    const press = (messageId: string, customId = 'b') => refusalOf(people.press(grace, { messageId, customId }));
    expect(await press(off)).toBe('This control is switched off.');
    expect(await press(on, 'x')).toBe('The message has no such control.');
    expect(await press('123456789012345678')).toBe('This message is not there any more.');
    world.overwrite(general, grace, { deny: ViewChannel });
    expect(await press(on)).toBe('This message is not there any more.');
  });

  it.each([[['1']], [['1', '2', '3']], [['1', '9']], [['1', '1']], [[]]])(
    'that offers others than %o is refused',
    async (values) => {
      await using bot = await startWithCommands();
      const { general, grace } = bot.sandbox.world.first;
      const messageId = await postControls(bot, general, select);
      await refusalOf(bot.sandbox.people.select(grace, { messageId, customId: 's', values }));
    },
  );

  it('that offers channels takes those of its types that the person sees', async () => {
    await using bot = await startWithCommands();
    await using gateway = await enterGateway(bot.sandbox);
    const { people, world } = bot.sandbox;
    const { general, admins, grace, guild } = world.first;
    const news = world.addChannel(guild, { name: 'news', type: 5 });
    const messageId = await postControls(bot, general, { type: 8, custom_id: 'c', channel_types: [0] });
    const choose = (channelId: string) => people.select(grace, { messageId, customId: 'c', values: [channelId] });
    await expect(choose(news)).rejects.toThrow('a channel of this kind cannot be chosen.');
    await expect(choose(admins)).rejects.toThrow('there is no such channel.');
    const { event } = await gateway.asked(choose(general));
    expect(event.data).toMatchObject({
      component_type: 8,
      values: [general],
      resolved: { channels: { [general]: { id: general, app_permissions: expect.any(String) } } },
    });
  });

  it('of an ephemeral message is for its one person', async () => {
    await using bot = await startWithCommands();
    await using gateway = await enterGateway(bot.sandbox);
    const { people, world } = bot.sandbox;
    const { general, grace, ada } = world.first;
    const { id, token, reply } = await gateway.asked(people.invoke(grace, { channelId: general, command: 'ask' }));
    const data = { content: 'x', flags: 64, components: [{ type: 1, components: [button()] }] };
    expect((await bot.call('POST', `/interactions/${id}/${token}/callback`, { body: { type: 4, data } })).status).toBe(
      204,
    );
    await reply;
    const messageId = world.ephemeral(grace, general)[0]?.message.id ?? '';
    expect(await refusalOf(people.press(ada, { messageId, customId: 'b' }))).toBe(
      'This message is not there any more.',
    );
    await gateway.asked(people.press(grace, { messageId, customId: 'b' }));
  });

  it('in a thread that is archived or locked works for moderators alone', async () => {
    await using bot = await startWithCommands();
    await using gateway = await enterGateway(bot.sandbox);
    const { people, world } = bot.sandbox;
    const { general, grace, ada } = world.first;
    const { id: thread } = await bot.post(general);
    await bot.call('POST', `/channels/${general}/messages/${thread}/threads`, { body: { name: 'x' } });
    const messageId = await postControls(bot, thread, button());
    world.setThread(thread, { archived: true });
    expect(await refusalOf(people.press(grace, { messageId, customId: 'b' }))).toMatch(/^This thread is archived/);
    world.setThread(thread, { archived: false, locked: true });
    expect(await refusalOf(people.press(grace, { messageId, customId: 'b' }))).toBe('This thread is locked.');
    await gateway.asked(people.press(ada, { messageId, customId: 'b' }));
  });

  it('of a bot that was kicked is answered by nobody', async () => {
    await using bot = await startWithCommands();
    await using gateway = await enterGateway(bot.sandbox);
    const { people, world } = bot.sandbox;
    const messageId = await postControls(bot, world.first.general, button());
    world.kickBot(world.first.guild);
    expect(await people.press(world.first.grace, { messageId, customId: 'b' })).toEqual({ kind: 'none' });
    expect(await gateway.sync()).not.toContain('INTERACTION_CREATE');
  });
});

describe('a form', () => {
  it('is sent by who opened it, filled in as it asks', async () => {
    await using bot = await startWithCommands({ answerMs: 3_000 });
    await using gateway = await enterGateway(bot.sandbox);
    const { people, world } = bot.sandbox;
    const { general, grace, ada } = world.first;
    const { id, token, reply } = await gateway.asked(people.invoke(grace, { channelId: general, command: 'ask' }));
    const word = { type: 4, custom_id: 'word', style: 1, max_length: 3 };
    const data = { custom_id: 'form', title: 'A form', components: [{ type: 18, label: 'Word', component: word }] };
    await bot.call('POST', `/interactions/${id}/${token}/callback`, { body: { type: 9, data } });
    expect(await reply).toMatchObject({ kind: 'modal', modal: { title: 'A form' } });
    const send = (userId: string, values: Record<string, string>) =>
      people.submit(userId, { interactionId: id, values });
    expect(await refusalOf(send(ada, { word: 'llm' }))).toBe('This form is no longer open.');
    await refusalOf(send(grace, {}));
    await refusalOf(send(grace, { word: 'llms' }));
    await refusalOf(send(grace, { word: 'llm', other: 'x' }));
    expect((await gateway.asked(send(grace, { word: 'llm' }))).event.type).toBe(5);
  });
});
