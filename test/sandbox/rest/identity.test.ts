import { request as httpRequest } from 'node:http';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { botHeaders, codes, startPlainBot } from '../../support/discord/plain-bot.ts';
import type { TestSandbox } from '../../support/discord/sandbox.ts';

/** Shaped like Discord's, and worthless. */
const REAL = `${'M'.repeat(26)}.G1aBcD.${'x'.repeat(38)}`;

describe('a request', () => {
  it.each([
    ['without a token', { authorization: '' }],
    ['with another token', { authorization: 'Bot sandbox-0123' }],
  ])('%s is answered 401', async (_, headers) => {
    await using bot = await startPlainBot();
    const answer = await bot.call('GET', '/users/@me', { headers });
    expect(answer).toMatchObject({ status: 401, body: { code: 0, message: '401: Unauthorized' } });
  });

  it('has to say that its token is a bot’s', async () => {
    await using bot = await startPlainBot();
    for (const authorization of [bot.sandbox.token, `Bearer ${bot.sandbox.token}`, `bot ${bot.sandbox.token}`]) {
      expect((await bot.call('GET', '/users/@me', { headers: { authorization } })).status).toBe(401);
    }
  });

  it.each([`Bot ${REAL}`, REAL, `Bearer ${REAL}`])(
    'with a real token is refused, and the token shown nowhere',
    async (authorization) => {
      await using bot = await startPlainBot();
      for (const path of ['/users/@me', '/webhooks/1/2/messages/@original', '/nowhere']) {
        const answer = await bot.call('GET', path, { headers: { authorization } });
        expect(answer).toMatchObject({ status: 401, body: { message: expect.stringContaining('real Discord') } });
        expect(JSON.stringify([answer.body, ...answer.headers, bot.sandbox.requests.entries])).not.toContain(REAL);
      }
    },
  );

  it('reads a token only as long as it is the newest', async () => {
    await using bot = await startPlainBot();
    const old = botHeaders(bot.sandbox);
    const token = bot.sandbox.world.resetToken();
    expect((await bot.call('GET', '/users/@me', { headers: old })).status).toBe(401);
    expect(bot.sandbox.token).toBe(token);
    expect((await bot.call('GET', '/users/@me')).status).toBe(200);
  });

  it.each(['', 'node', 'Mozilla/5.0', 'DiscordBot', 'DiscordBot (test)', 'DiscordBot (, 1)'])(
    'by a client that calls itself %j is answered 40333',
    async (userAgent) => {
      await using bot = await startPlainBot();
      const answer = await bot.call('GET', '/users/@me', { headers: { 'user-agent': userAgent } });
      expect(codes(answer)).toEqual([403, 40333]);
    },
  );

  it('to where nothing is, or by a method that is not there, is answered 404 or 405', async () => {
    await using bot = await startPlainBot();
    const { general } = bot.sandbox.world.first;
    expect(await bot.call('GET', '/nowhere')).toMatchObject({ status: 404, body: { code: 0 } });
    expect(await bot.call('GET', `/v9/channels/${general}`)).toMatchObject({ status: 404, body: { code: 0 } });
    for (const path of ['/channels/%zz', '/channels/%2F', '/channels/%40me', '//', '/']) {
      expect((await bot.call('GET', path)).status).toBe(404);
    }
    expect(await bot.call('PUT', `/channels/${general}`)).toMatchObject({ status: 405, body: { code: 0 } });
  });

  it('with a body that is no JSON, or is not said to be, is refused', async () => {
    await using bot = await startPlainBot();
    const path = `/channels/${bot.sandbox.world.first.general}/messages`;
    expect(codes(await bot.call('POST', path, { body: '{"content":' }))).toEqual([400, 50109]);
    const plain = { body: '{"content":"x"}', headers: { 'content-type': 'text/plain' } };
    expect(codes(await bot.call('POST', path, plain))).toEqual([400, 50035]);
    const form = { body: '--x\r\n\r\n--x--', headers: { 'content-type': 'multipart/form-data; boundary=x' } };
    expect(codes(await bot.call('POST', path, form))).toEqual([400, 50035]);
    const named = { body: '{"content":"x"}', headers: { 'content-type': 'application/json; charset=utf-8' } };
    expect((await bot.call('POST', path, named)).status).toBe(200);
  });

  it('of more than 25 MiB is answered 40005', async () => {
    await using bot = await startPlainBot();
    const path = `/channels/${bot.sandbox.world.first.general}/messages`;
    const bytes = (most: number) => `{"content":"x"${' '.repeat(most - '{"content":"x"}'.length)}}`;
    const limit = 25 * 2 ** 20;
    for (const most of [limit - 1, limit]) {
      expect(codes(await bot.call('POST', path, { body: bytes(most) }))).toEqual([200, undefined]);
    }
    expect(codes(await bot.call('POST', path, { body: bytes(limit + 1) }))).toEqual([413, 40005]);
  });
});

describe('the bot', () => {
  it('reads who it is, and where the gateway is', async () => {
    await using bot = await startPlainBot();
    const { applicationId } = bot.sandbox.world;
    expect((await bot.call('GET', '/users/@me')).body).toMatchObject({ id: applicationId, bot: true });
    expect((await bot.call('GET', '/applications/@me')).body).toMatchObject({ id: applicationId, flags: 0 });
    expect((await bot.call('GET', '/oauth2/applications/@me')).body.id).toBe(applicationId);
    const url = expect.stringMatching(/^ws:\/\/127\.0\.0\.1:\d+\/gateway$/);
    expect((await bot.call('GET', '/gateway')).body).toEqual({ url });
    expect((await bot.call('GET', '/gateway/bot')).body).toMatchObject({ url, shards: 1 });
  });

  it('reads servers that it is in, and no others', async () => {
    await using bot = await startPlainBot();
    const { first } = bot.sandbox.world;
    const guild = (path = '') => bot.call('GET', `/guilds/${first.guild}${path}`);
    expect((await guild()).body).toMatchObject({ id: first.guild, owner_id: first.ada });
    expect((await guild('/roles')).body).toContainEqual(
      expect.objectContaining({ id: first.guild, name: '@everyone' }),
    );
    // One of the six the bot does not see.
    expect((await guild('/channels')).body).toHaveLength(5);
    expect((await guild('/channels')).body).not.toContainEqual(expect.objectContaining({ id: first.admins }));
    expect((await guild('/threads/active')).body).toMatchObject({ threads: [], members: [] });
    expect((await guild(`/members/${first.grace}`)).body).toMatchObject({ user: { id: first.grace } });
    expect(codes(await guild('/members/123456789012345678'))).toEqual([404, 10007]);
    bot.sandbox.world.setAvailable(first.guild, false);
    expect(codes(await guild())).toEqual([404, 10004]);
    expect(codes(await bot.call('GET', `/channels/${first.general}`))).toEqual([404, 10003]);
    bot.sandbox.world.setAvailable(first.guild, true);
    bot.sandbox.world.kickBot(first.guild);
    expect(codes(await guild())).toEqual([404, 10004]);
    expect(codes(await bot.call('GET', `/channels/${first.general}`))).toEqual([403, 50001]);
  });
});

describe('the server', () => {
  it.each<Record<string, string>>([
    { host: 'evil.example' },
    { host: 'evil.example:PORT' },
    { host: '127.0.0.1' },
    { origin: 'http://evil.example' },
    { origin: 'null' },
    { origin: 'https://127.0.0.1:PORT' },
  ])('lets in nobody with %o', async (headers) => {
    await using bot = await startPlainBot();
    expect(await statusWith(bot.sandbox, '/api/v10/users/@me', headers)).toBe(403);
    expect(await statusWith(bot.sandbox, '/', headers)).toBe(403);
    const { port } = new URL(bot.sandbox.url);
    const socket = new WebSocket(`ws://127.0.0.1:${port}/gateway`, { headers: withPort(headers, port) });
    await expect(
      new Promise((opened, refused) => socket.once('open', opened).once('error', refused)),
    ).rejects.toThrow();
  });

  it.each<Record<string, string>>([
    {},
    { host: 'localhost:PORT' },
    { origin: 'http://127.0.0.1:PORT' },
    { origin: 'http://localhost:PORT' },
  ])('lets in whoever comes with %o', async (headers) => {
    await using bot = await startPlainBot();
    expect(await statusWith(bot.sandbox, '/api/v10/users/@me', headers)).toBe(200);
  });

  it('listens on loopback alone', async () => {
    await using bot = await startPlainBot();
    expect(new URL(bot.sandbox.url).hostname).toBe('127.0.0.1');
  });

  it('says that there is nothing elsewhere', async () => {
    await using bot = await startPlainBot();
    expect(await statusWith(bot.sandbox, '/elsewhere', {})).toBe(404);
  });
});

/** By node:http, because fetch lets nobody choose `Host` or `Origin`. */
async function statusWith(sandbox: TestSandbox, path: string, headers: Readonly<Record<string, string>>) {
  const { port } = new URL(sandbox.url);
  return await new Promise<number | undefined>((resolve, reject) => {
    const all = { ...botHeaders(sandbox), ...withPort(headers, port) };
    const sent = httpRequest({ host: '127.0.0.1', port, path, headers: all }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.on('error', reject).end();
  });
}

function withPort(headers: Readonly<Record<string, string>>, port: string): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value.replace('PORT', port)]));
}
