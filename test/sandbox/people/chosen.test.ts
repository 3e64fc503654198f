import { describe, expect, it } from 'vitest';
import type { FormValues } from '../../../src/sandbox/people/forms.ts';
import { type PlainBot, startPlainBot } from '../../support/discord/plain-bot.ts';
import { registerCommands } from '../../support/discord/plain-commands.ts';
import { enterGateway, type PlainGateway } from '../../support/discord/plain-gateway.ts';

const NOBODY = '123456789012345678';
const USER = 5;
const ROLE = 6;
const MENTIONABLE = 7;

async function postSelect(bot: PlainBot, channelId: string, select: object): Promise<string> {
  const components = [{ type: 1, components: [{ custom_id: 's', ...select }] }];
  const { body } = await bot.call('POST', `/channels/${channelId}/messages`, { body: { content: 'x', components } });
  return body.id;
}

/** Grace has been given this form. @returns what the form is sent with */
async function openForm(bot: PlainBot, gateway: PlainGateway, components: readonly object[]): Promise<string> {
  const { general, grace } = bot.sandbox.world.first;
  const asked = bot.sandbox.people.invoke(grace, { channelId: general, command: 'ask' });
  const { id, token, reply } = await gateway.asked(asked);
  const data = { custom_id: 'form', title: 'A form', components };
  const { status } = await bot.call('POST', `/interactions/${id}/${token}/callback`, { body: { type: 9, data } });
  expect(status).toBe(204);
  await reply;
  return id;
}

const labelled = (component: object) => ({ type: 18, label: 'Field', component });

describe('a select', () => {
  it('of people sends who was chosen, with what they are in the server', async () => {
    await using bot = await startPlainBot();
    await using gateway = await enterGateway(bot.sandbox);
    const { people, world } = bot.sandbox;
    const { general, grace, linus } = world.first;
    const messageId = await postSelect(bot, general, { type: USER, max_values: 2 });
    const values = [linus, world.applicationId];
    const { event } = await gateway.asked(people.select(grace, { messageId, customId: 's', values }));
    expect(event.data).toMatchObject({
      component_type: USER,
      values,
      resolved: {
        users: { [linus]: { id: linus }, [world.applicationId]: { bot: true } },
        members: { [linus]: { permissions: expect.any(String) }, [world.applicationId]: {} },
      },
    });
    expect(event.data).not.toHaveProperty(['resolved', 'members', linus, 'user']);
  });

  it('of roles sends the role', async () => {
    await using bot = await startPlainBot();
    await using gateway = await enterGateway(bot.sandbox);
    const { people, world } = bot.sandbox;
    const { general, grace, guild } = world.first;
    const role = world.addRole(guild, { name: 'readers' });
    const messageId = await postSelect(bot, general, { type: ROLE });
    const { event } = await gateway.asked(people.select(grace, { messageId, customId: 's', values: [role] }));
    expect(event.data).toMatchObject({ resolved: { roles: { [role]: { name: 'readers' } } } });
  });

  it('of both tells them apart', async () => {
    await using bot = await startPlainBot();
    await using gateway = await enterGateway(bot.sandbox);
    const { people, world } = bot.sandbox;
    const { general, grace, guild } = world.first;
    const role = world.addRole(guild, { name: 'readers' });
    const messageId = await postSelect(bot, general, { type: MENTIONABLE, max_values: 2 });
    const { event } = await gateway.asked(people.select(grace, { messageId, customId: 's', values: [role, grace] }));
    expect(event.data).toMatchObject({
      resolved: { roles: { [role]: {} }, users: { [grace]: {} }, members: { [grace]: {} } },
    });
  });

  it.each([
    ['a person who is not there', USER, NOBODY, 'user: there is no such person.'],
    ['a role for a person', USER, 'role', 'user: there is no such person.'],
    ['a person for a role', ROLE, 'person', 'role: there is no such role.'],
    ['neither of both', MENTIONABLE, NOBODY, 'mentionable: there is no such person.'],
  ] as const)('refuses %s', async (_, type, what, sentence) => {
    await using bot = await startPlainBot();
    await using gateway = await enterGateway(bot.sandbox);
    const { people, world } = bot.sandbox;
    const { general, grace, botRole } = world.first;
    const ids: Readonly<Record<string, string>> = { role: botRole, person: grace };
    const messageId = await postSelect(bot, general, { type });
    const chosen = { messageId, customId: 's', values: [ids[what] ?? what] };
    await expect(people.select(grace, chosen)).rejects.toThrow(sentence);
    expect(await gateway.sync()).not.toContain('INTERACTION_CREATE');
  });

  it('offers who is in the server: somebody who left is not, nor is a channel of another server', async () => {
    await using bot = await startPlainBot();
    const { people, world } = bot.sandbox;
    const { general, grace, linus, guild } = world.first;
    const ofPeople = await postSelect(bot, general, { type: USER });
    world.removeMember(guild, linus);
    const choose = (messageId: string, id: string) => people.select(grace, { messageId, customId: 's', values: [id] });
    await expect(choose(ofPeople, linus)).rejects.toThrow('user: there is no such person.');
    const elsewhere = world.addChannel(world.addGuild({ name: 'Other', ownerId: grace }), { name: 'elsewhere' });
    const ofChannels = await postSelect(bot, general, { type: 8 });
    await expect(choose(ofChannels, elsewhere)).rejects.toThrow('channel: there is no such channel.');
  });
});

describe('a form', () => {
  const options = [
    { label: 'A', value: 'a' },
    { label: 'B', value: 'b' },
  ];
  const fields = [
    labelled({ type: USER, custom_id: 'who', required: false }),
    labelled({ type: 21, custom_id: 'one', options, required: false }),
    labelled({ type: 22, custom_id: 'some', options, required: false }),
    labelled({ type: 23, custom_id: 'sure' }),
    { type: 10, content: 'Read this.' },
  ];

  it.each<[string, FormValues, readonly object[]]>([
    ['filled in', { one: 'b', some: ['a'], sure: true }, [{ value: 'b' }, { values: ['a'] }, { value: true }]],
    ['left empty', { one: '' }, [{ value: null }, { values: [] }, { value: false }]],
  ])('that was %s sends each field in its way', async (_, given, [one, some, sure] = []) => {
    await using bot = await startPlainBot();
    await registerCommands(bot);
    await using gateway = await enterGateway(bot.sandbox);
    const { grace, linus } = bot.sandbox.world.first;
    const interactionId = await openForm(bot, gateway, fields);
    const values = { ...given, who: [linus] };
    const { event } = await gateway.asked(bot.sandbox.people.submit(grace, { interactionId, values }));
    expect(event.data).toMatchObject({
      custom_id: 'form',
      components: [
        { type: 18, id: 1, component: { type: USER, id: 2, custom_id: 'who', values: [linus] } },
        { component: { type: 21, custom_id: 'one', ...one } },
        { component: { type: 22, custom_id: 'some', ...some } },
        { component: { type: 23, custom_id: 'sure', ...sure } },
        { type: 10 },
      ],
      resolved: { users: { [linus]: {} }, members: { [linus]: {} } },
    });
  });

  it('without selects of people resolves nothing, and a row of the old kind sends its text', async () => {
    await using bot = await startPlainBot();
    await registerCommands(bot);
    await using gateway = await enterGateway(bot.sandbox);
    const input = { type: 4, custom_id: 'word', style: 1, label: 'Word' };
    const interactionId = await openForm(bot, gateway, [{ type: 1, components: [input] }]);
    const { grace } = bot.sandbox.world.first;
    const filled = { interactionId, values: { word: 'llm' } };
    const { event } = await gateway.asked(bot.sandbox.people.submit(grace, filled));
    expect(event.data).toMatchObject({ components: [{ type: 1, components: [{ custom_id: 'word', value: 'llm' }] }] });
    expect(event.data).not.toHaveProperty('resolved');
  });

  it('with somebody who is not there is refused', async () => {
    await using bot = await startPlainBot();
    await registerCommands(bot);
    await using gateway = await enterGateway(bot.sandbox);
    const { grace } = bot.sandbox.world.first;
    const interactionId = await openForm(bot, gateway, fields);
    const sent = bot.sandbox.people.submit(grace, { interactionId, values: { who: [NOBODY] } });
    await expect(sent).rejects.toThrow('user: there is no such person.');
  });
});
