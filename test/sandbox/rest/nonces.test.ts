import { describe, expect, it } from 'vitest';
import { codes, OK, type PlainBot, startPlainBot } from '../../support/discord/plain-bot.ts';

const NONCE_MS = 60_000;

function post(bot: PlainBot, channelId: string, more: object = {}) {
  const body = { content: 'hello', nonce: 'n', enforce_nonce: true, ...more };
  return bot.call('POST', `/channels/${channelId}/messages`, { body });
}

describe('a nonce that is enforced', () => {
  it('gives the first message again, and makes no other', async () => {
    await using bot = await startPlainBot({ nonceMs: NONCE_MS });
    const { general } = bot.sandbox.world.first;
    const once = await post(bot, general);
    bot.clock.advance(NONCE_MS - 1);
    const again = await post(bot, general, { content: 'something else' });
    expect(again.body).toEqual(once.body);
    expect(bot.sandbox.world.messages(general)).toHaveLength(1);
  });

  it('is the author’s, in whichever channel: the answer names the first one', async () => {
    await using bot = await startPlainBot({ nonceMs: NONCE_MS });
    const { general, papers } = bot.sandbox.world.first;
    await post(bot, general);
    expect((await post(bot, papers)).body).toMatchObject({ channel_id: general });
    expect(bot.sandbox.world.messages(papers)).toEqual([]);
  });

  it('is forgotten after a few minutes', async () => {
    await using bot = await startPlainBot({ nonceMs: NONCE_MS });
    const { general } = bot.sandbox.world.first;
    await post(bot, general);
    bot.clock.advance(NONCE_MS - 1);
    await post(bot, general);
    expect(bot.sandbox.world.messages(general)).toHaveLength(1);
    bot.clock.advance(1);
    await post(bot, general);
    expect(bot.sandbox.world.messages(general)).toHaveLength(2);
  });

  it('of a message that was deleted meanwhile is answered 10008', async () => {
    await using bot = await startPlainBot({ nonceMs: NONCE_MS });
    const { general } = bot.sandbox.world.first;
    const { id } = (await post(bot, general)).body;
    await bot.call('DELETE', `/channels/${general}/messages/${id}`);
    expect(codes(await post(bot, general))).toEqual([404, 10008]);
    expect(bot.sandbox.world.messages(general)).toEqual([]);
    bot.clock.advance(NONCE_MS);
    expect(codes(await post(bot, general))).toEqual(OK);
  });

  it('finds a message whose nonce was not enforced', async () => {
    await using bot = await startPlainBot({ nonceMs: NONCE_MS });
    const { general } = bot.sandbox.world.first;
    await post(bot, general, { enforce_nonce: false });
    await post(bot, general);
    expect(bot.sandbox.world.messages(general)).toHaveLength(1);
  });
});

it('a nonce that is not enforced changes nothing', async () => {
  await using bot = await startPlainBot({ nonceMs: NONCE_MS });
  const { general } = bot.sandbox.world.first;
  for (const more of [{ enforce_nonce: undefined }, { enforce_nonce: false }]) await post(bot, general, more);
  await post(bot, general, { nonce: undefined });
  expect(bot.sandbox.world.messages(general)).toHaveLength(3);
});

it('other nonces are other messages, and a number is one too', async () => {
  await using bot = await startPlainBot({ nonceMs: NONCE_MS });
  const { general } = bot.sandbox.world.first;
  for (const nonce of ['a', 'b', 5, 5]) await post(bot, general, { nonce });
  expect(bot.sandbox.world.messages(general)).toHaveLength(3);
});

it('a nonce has at most 25 characters', async () => {
  await using bot = await startPlainBot();
  const { general } = bot.sandbox.world.first;
  for (const length of [24, 25]) expect(codes(await post(bot, general, { nonce: 'n'.repeat(length) }))).toEqual(OK);
  expect(codes(await post(bot, general, { nonce: 'n'.repeat(26) }))).toEqual([400, 50035]);
});

it('a refused message leaves its nonce free', async () => {
  await using bot = await startPlainBot();
  const { general } = bot.sandbox.world.first;
  expect(codes(await post(bot, general, { content: '' }))).toEqual([400, 50006]);
  expect(codes(await post(bot, general))).toEqual(OK);
});

it('a forum post and a follow-up have none, and ignore what is sent', async () => {
  await using bot = await startPlainBot();
  const { world } = bot.sandbox;
  const forum = world.addChannel(world.first.guild, { name: 'forum', type: 15 });
  const message = { content: 'hello', nonce: 'n', enforce_nonce: true };
  for (const name of ['one', 'two']) {
    expect((await bot.call('POST', `/channels/${forum}/threads`, { body: { name, message } })).status).toBe(201);
  }
  expect(world.threads(world.first.guild)).toHaveLength(2);
});
