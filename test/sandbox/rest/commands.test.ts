import { describe, expect, it } from 'vitest';
import { type Body, codes, OK, type PlainBot, startPlainBot } from '../../support/discord/plain-bot.ts';

const CREATED = [201, undefined];
const ask = { name: 'ask', description: 'Asks' };
const DAY_MS = 86_400_000;

function pathOf(bot: PlainBot, rest = ''): string {
  return `/applications/${bot.sandbox.world.applicationId}/commands${rest}`;
}

async function put(bot: PlainBot, commands: readonly object[]) {
  const { status, body } = await bot.call('PUT', pathOf(bot), { body: commands });
  return { status, code: body.code, commands: body as unknown as readonly Body[] };
}

function named(count: number, prefix = 'c'): readonly object[] {
  return Array.from({ length: count }, (_, index) => ({ ...ask, name: `${prefix}${index}` }));
}

describe('commands', () => {
  it('are shown as Discord shows them, with what was left out filled in', async () => {
    await using bot = await startPlainBot();
    const { commands } = await put(bot, [ask, { name: 'Look at it', type: 3 }]);
    expect(commands).toMatchObject([
      {
        id: expect.stringMatching(/^\d{17,19}$/),
        application_id: bot.sandbox.world.applicationId,
        version: expect.stringMatching(/^\d{17,19}$/),
        type: 1,
        ...ask,
        default_member_permissions: null,
        dm_permission: true,
        contexts: null,
        integration_types: [0],
        nsfw: false,
      },
      { name: 'Look at it', type: 3, description: '' },
    ]);
    expect((await bot.call('GET', pathOf(bot))).body).toEqual(commands);
  });

  it('have their translations where they are asked for, on every level', async () => {
    await using bot = await startPlainBot();
    const named = { name_localizations: { de: 'frage' } };
    const described = { description_localizations: { de: 'Fragt' } };
    const choices = [{ name: 'x', value: 'y', ...named }];
    const option = { type: 3, name: 'what', description: 'What', ...named, ...described, choices };
    const command = { ...ask, ...named, ...described, options: [option] };
    const { commands } = await put(bot, [command]);
    expect(commands).toMatchObject([command]);
    expect((await bot.call('GET', pathOf(bot, '?with_localizations=true'))).body).toEqual(commands);
    const plain = { name_localizations: null, description_localizations: null };
    const bare = { type: 3, name: 'what', description: 'What', choices: [{ name: 'x', value: 'y' }] };
    const [listed] = (await bot.call('GET', pathOf(bot))).body as unknown as readonly object[];
    expect(listed).toMatchObject(plain);
    expect(listed).toHaveProperty('options', [bare]);
  });

  it('keep their ids under the same name and kind, and get new versions', async () => {
    await using bot = await startPlainBot();
    const [before] = (await put(bot, [ask, ...named(2)])).commands;
    const { commands } = await put(bot, [
      { ...ask, description: 'Asks again' },
      { name: 'ask', type: 3 },
    ]);
    expect(commands[0]).toMatchObject({ id: before?.id, description: 'Asks again' });
    expect(commands[0]?.version).not.toBe(before?.version);
    expect(commands[1]?.id).not.toBe(before?.id);
    expect((await bot.call('GET', pathOf(bot))).body).toHaveLength(2);
  });

  it('are added, changed, read and removed one at a time', async () => {
    await using bot = await startPlainBot();
    const added = await bot.call('POST', pathOf(bot), { body: ask });
    expect(codes(added)).toEqual(CREATED);
    const changed = await bot.call('POST', pathOf(bot), { body: { ...ask, description: 'Again' } });
    expect(codes(changed)).toEqual(OK);
    expect(changed.body).toMatchObject({ id: added.body.id, description: 'Again' });
    expect((await bot.call('GET', pathOf(bot, `/${added.body.id}`))).body.description).toBe('Again');
    expect((await bot.call('DELETE', pathOf(bot, `/${added.body.id}`))).status).toBe(204);
    expect(codes(await bot.call('GET', pathOf(bot, `/${added.body.id}`)))).toEqual([404, 10063]);
    expect(codes(await bot.call('DELETE', pathOf(bot, `/${added.body.id}`)))).toEqual([404, 10063]);
  });

  it('of another application are not the bot’s', async () => {
    await using bot = await startPlainBot();
    expect(codes(await bot.call('GET', '/applications/123456789012345678/commands'))).toEqual([403, 20012]);
  });

  it('are refused together: one that is wrong changes none', async () => {
    await using bot = await startPlainBot();
    await put(bot, [ask]);
    expect(await put(bot, [ask, { name: 'Bad Name', description: 'x' }])).toMatchObject({ status: 400, code: 50035 });
    expect((await bot.call('GET', pathOf(bot))).body).toHaveLength(1);
  });

  it('are at most 100, and 15 of a menu', async () => {
    await using bot = await startPlainBot();
    expect((await put(bot, named(99))).status).toBe(200);
    expect(codes(await bot.call('POST', pathOf(bot), { body: ask }))).toEqual(CREATED);
    expect(codes(await bot.call('POST', pathOf(bot), { body: { ...ask, name: 'more' } }))).toEqual([400, 30032]);
    expect(codes(await bot.call('POST', pathOf(bot), { body: ask }))).toEqual(OK);
    expect(await put(bot, named(101))).toMatchObject({ status: 400, code: 30032 });
    const menu = (count: number) => named(count).map(({ name }: { name?: string }) => ({ name, type: 3 }));
    expect((await put(bot, menu(15))).status).toBe(200);
    expect(await put(bot, menu(16))).toMatchObject({ status: 400, code: 30032 });
    expect(codes(await bot.call('POST', pathOf(bot), { body: { name: 'more', type: 3 } }))).toEqual([400, 30032]);
    expect(codes(await bot.call('POST', pathOf(bot), { body: { name: 'more', type: 2 } }))).toEqual(CREATED);
  });

  it('of new names are at most 200 a day', async () => {
    await using bot = await startPlainBot();
    expect((await put(bot, named(100, 'a'))).status).toBe(200);
    expect((await put(bot, named(100, 'a'))).status).toBe(200);
    expect((await put(bot, named(99, 'b'))).status).toBe(200);
    expect(codes(await bot.call('POST', pathOf(bot), { body: ask }))).toEqual(CREATED);
    await bot.call('PUT', pathOf(bot), { body: [ask] });
    expect(codes(await bot.call('POST', pathOf(bot), { body: { ...ask, name: 'more' } }))).toEqual([400, 30034]);
    expect(await put(bot, [ask, { ...ask, name: 'more' }])).toMatchObject({ status: 400, code: 30034 });
    expect((await put(bot, [ask])).status).toBe(200);
    bot.clock.advance(DAY_MS - 1);
    expect(codes(await bot.call('POST', pathOf(bot), { body: { ...ask, name: 'more' } }))).toEqual([400, 30034]);
    bot.clock.advance(1);
    expect(codes(await bot.call('POST', pathOf(bot), { body: { ...ask, name: 'more' } }))).toEqual(CREATED);
  });
});
