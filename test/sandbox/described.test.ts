import { describe, expect, it } from 'vitest';
import { createOpenApiChecks } from '../support/discord/openapi.ts';
import { startPlainBot } from '../support/discord/plain-bot.ts';
import { registerCommands } from '../support/discord/plain-commands.ts';
import { enterGateway } from '../support/discord/plain-gateway.ts';

const checks = createOpenApiChecks();

/**
 * Every test of this folder holds the sandbox's answers against Discord's own description when it is done. These see
 * that this means something.
 */
describe.runIf(checks !== undefined)('Discord’s description', () => {
  const logged = {
    at: new Date(0),
    method: 'POST',
    path: '/channels/123456789012345678/messages',
    query: {},
    number: 1,
    ms: 0,
  };
  const faultsOf = (status: number, response: unknown) =>
    checks?.answer({ ...logged, route: undefined, body: undefined, status, response, headers: { 'retry-after': '1' } });

  it('finds what is wrong with an answer', () => {
    expect(faultsOf(200, { id: '123456789012345678' })).not.toEqual([]);
    expect(faultsOf(201, {})).toEqual(['201 of POST /channels/123456789012345678/messages: not a described status']);
    expect(faultsOf(400, { message: 'x' })).not.toEqual([]);
    expect(faultsOf(400, { message: 'x', code: 1 })).toEqual([]);
    expect(faultsOf(400, { message: 'x', code: 1, errors: { a: { 0: { _errors: ['x'] } } } })).not.toEqual([]);
    const errors = { a: { 0: { _errors: [{ code: 'X', message: 'x' }] } } };
    expect(faultsOf(400, { message: 'x', code: 1, errors })).toEqual([]);
    expect(faultsOf(429, { message: 'x', retry_after: '1', global: false })).not.toEqual([]);
  });

  it('has every route of the sandbox, and takes what each of them answers', async () => {
    await using bot = await startPlainBot();
    await using gateway = await enterGateway(bot.sandbox);
    const { world, people, requests } = bot.sandbox;
    const { guild, general, grace, ada } = world.first;
    const app = world.applicationId;
    await registerCommands(bot);
    const commands = `/applications/${app}/commands`;
    const { id: command } = (await bot.call('POST', commands, { body: { name: 'one', description: 'One' } })).body;
    const v2 = {
      type: 17,
      components: [SEPARATOR, GALLERY, { type: 9, components: [{ type: 10, content: 'x' }], accessory: LINK }],
    };
    const rich = {
      flags: 32_768,
      components: [v2, { type: 1, components: [SELECT] }],
      allowed_mentions: { parse: [] },
    };
    const { id: message } = (await bot.call('POST', `/channels/${general}/messages`, { body: rich })).body;
    const embed = {
      embeds: [{ title: 'x', fields: [{ name: 'x', value: 'y' }] }],
      message_reference: { message_id: message },
    };
    const { id: other } = (await bot.call('POST', `/channels/${general}/messages`, { body: embed })).body;
    await bot.call('POST', `/channels/${general}/messages/${message}/threads`, { body: { name: 'x' } });
    const forum = world.addChannel(guild, { name: 'forum', type: 15, tags: ['a'] });
    world.overwrite(general, ada, { allow: 1n });
    await bot.call('POST', `/channels/${forum}/threads`, { body: { name: 'x', message: { content: 'x' } } });
    const { id: alone } = (await bot.call('POST', `/channels/${general}/threads`, { body: { name: 'x' } })).body;
    await bot.call('PATCH', `/channels/${alone}`, { body: { name: 'y' } });
    world.overwrite(general, app, { allow: 1n << 34n });
    await bot.call('DELETE', `/channels/${alone}`);
    await bot.call('PATCH', `/channels/${general}/messages/${other}`, { body: { content: 'y' } });
    for (const channel of [general, message, forum]) await bot.call('GET', `/channels/${channel}`);
    for (const channel of [general, message]) await bot.call('GET', `/channels/${channel}/messages`);
    await bot.call('GET', `/channels/${general}/messages/${message}`);
    await bot.call('DELETE', `/channels/${general}/messages/${other}`);
    await bot.call('POST', '/users/@me/channels', { body: { recipient_id: grace } });

    const news = world.addChannel(guild, { name: 'news', type: 5 });
    const { id: published } = (await bot.call('POST', `/channels/${news}/messages`, { body: { content: 'x' } })).body;
    await bot.call('POST', `/channels/${news}/messages/${published}/crosspost`);
    const { id: open } = (await bot.call('POST', `/channels/${general}/threads`, { body: { name: 'x', type: 11 } }))
      .body;
    const members = `/channels/${open}/thread-members`;
    for (const whom of ['@me', grace]) await bot.call('PUT', `${members}/${whom}`);
    await bot.call('GET', `${members}/${grace}`);
    for (const whom of [grace, '@me']) await bot.call('DELETE', `${members}/${whom}`);
    world.setThread(message, { archived: true });
    await bot.call('GET', `/channels/${general}/threads/archived/public?limit=2`);
    world.setThread(message, { archived: false });

    const { id, token } = await gateway.asked(people.invoke(grace, { channelId: general, command: 'ask' }));
    const answer = { type: 4, data: { content: 'x' } };
    await bot.call('POST', `/interactions/${id}/${token}/callback?with_response=true`, { body: answer });
    const hook = `/webhooks/${app}/${token}`;
    await bot.call('POST', hook, { body: { content: 'x', flags: 64 } });
    for (const [method, body] of [['GET'], ['PATCH', { content: 'y' }], ['DELETE']] as const) {
      await bot.call(method, `${hook}/messages/@original`, body === undefined ? {} : { body });
    }
    const { id: deferred, token: later } = await gateway.asked(
      people.invoke(ada, { channelId: message, command: 'ask' }),
    );
    await bot.call('POST', `/interactions/${deferred}/${later}/callback?with_response=true`, { body: { type: 5 } });
    await bot.call('GET', `/webhooks/${app}/${later}/messages/@original`);

    for (const path of ['/gateway', '/gateway/bot', '/users/@me', '/applications/@me', '/oauth2/applications/@me']) {
      await bot.call('GET', path);
    }
    for (const path of ['', '/roles', '/channels', '/threads/active', `/members/${grace}`]) {
      await bot.call('GET', `/guilds/${guild}${path}`);
    }
    await bot.call('GET', commands);
    await bot.call('GET', `${commands}/${command}`);
    await bot.call('DELETE', `${commands}/${command}`);

    const asked = requests.entries.map(({ method, route, status }) => `${method} ${route} ${status}`);
    expect(asked.filter((line) => / [45]\d\d$/.test(line))).toEqual([]);
    expect([...new Set(asked.map((line) => line.replace(/ \d+$/, '')))]).toHaveLength(ROUTES);
    expect(requests.entries.flatMap((entry) => checks?.request(entry) ?? [])).toEqual([]);
  });
});

/** As many as rest/ has. */
const ROUTES = 38;
const LINK = { type: 2, style: 5, label: 'Read', url: 'https://example.org' };
const SEPARATOR = { type: 14 };
const GALLERY = { type: 12, items: [{ media: { url: 'https://example.org/x.png' } }] };
const SELECT = { type: 3, custom_id: 's', options: [{ label: 'one', value: '1' }] };
