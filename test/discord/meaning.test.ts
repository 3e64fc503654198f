import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DiscordAPIError, HTTPError, RateLimitError, REST } from 'discord.js';
import { afterEach, describe, expect, it } from 'vitest';
import { discordCode, readFailure } from '../../src/discord/meaning.ts';
import { createSenderRest } from '../../src/discord/rest.ts';

const DEAD = { kind: 'dead-token' };

describe('readFailure of a refusal by Discord', () => {
  it.each<[number, number, string, object]>([
    [404, 10003, 'unknown channel', { kind: 'suspend', reason: 'channel-gone' }],
    [404, 10004, 'unknown server', { kind: 'suspend', reason: 'channel-gone' }],
    [403, 50001, 'missing access', { kind: 'suspend', reason: 'no-access' }],
    [403, 50013, 'missing permissions', { kind: 'suspend', reason: 'missing-permission' }],
    [400, 160005, 'locked thread', { kind: 'suspend', reason: 'missing-permission' }],
    [400, 50008, 'a channel without text', { kind: 'suspend', reason: 'wrong-channel-type' }],
    [400, 50024, 'a channel of another kind', { kind: 'suspend', reason: 'wrong-channel-type' }],
    [400, 40058, 'a forum', { kind: 'suspend', reason: 'wrong-channel-type' }],
    [400, 40067, 'a forum that demands a tag', { kind: 'suspend', reason: 'tag-required' }],
    [400, 200000, 'AutoMod', { kind: 'suspend', reason: 'content-blocked' }],
    [400, 240000, 'a harmful link', { kind: 'suspend', reason: 'content-blocked' }],
    [429, 20016, 'slow mode', { kind: 'retry' }],
    [429, 20022, 'edits of an announcement', { kind: 'retry' }],
    [429, 20028, 'writing to a channel', { kind: 'retry' }],
    [429, 20029, 'writing to a server', { kind: 'retry' }],
    [429, 30046, 'edits of an old message', { kind: 'retry' }],
    [429, 40062, 'a resource', { kind: 'retry' }],
    [400, 130000, 'overload', { kind: 'retry' }],
    [503, 130000, 'overload', { kind: 'retry' }],
    [401, 0, 'an invalid token', { kind: 'dead-token' }],
    [401, 50014, 'an invalid token', { kind: 'dead-token' }],
    [401, 40001, 'an invalid token', { kind: 'dead-token' }],
    [403, 40333, 'Cloudflare', { kind: 'blocked' }],
    [400, 50035, 'an invalid form', { kind: 'rejected' }],
    [400, 50006, 'an empty message', { kind: 'rejected' }],
    [413, 40005, 'too large a message', { kind: 'rejected' }],
    [400, 50045, 'too large a file', { kind: 'rejected' }],
    [403, 160014, 'a forward of what cannot be read', { kind: 'rejected' }],
    [401, 50027, 'an interaction that is over', { kind: 'rejected' }],
    [404, 10008, 'unknown message', { kind: 'rejected' }],
    [404, 10011, 'unknown role', { kind: 'rejected' }],
    [400, 0, 'a general error', { kind: 'rejected' }],
    [400, 999999, 'a code that is not known yet', { kind: 'rejected' }],
    [500, 999999, 'a fault of Discord’s with a code', { kind: 'unknown' }],
  ])('%i with code %i (%s)', (status, code, _, expected) => {
    const failure = readFailure(refusal(status, code));
    expect(failure).toMatchObject({ ...expected, code: String(code) });
    expect(discordCode(refusal(status, code))).toBe(code);
  });

  it.each([400, 401, 403, 404, 429])('%i without a code is Cloudflare’s, and never suspends', (status) => {
    expect(readFailure(refusal(status, undefined))).toEqual({ kind: 'blocked', afterMs: 60_000, code: 'html' });
    expect(discordCode(refusal(status, undefined))).toBeUndefined();
  });

  it('decides by the code, not by the status', () => {
    for (const status of [400, 403, 404]) expect(readFailure(refusal(status, 50013)).kind).toBe('suspend');
  });
});

describe('readFailure of a rate limit', () => {
  const limit = { method: 'POST', url: '', route: '', hash: '', majorParameter: '', limit: 5, scope: 'user' } as const;
  const waits = { timeToReset: 0, retryAfter: 0, sublimitTimeout: 0 };

  it.each([
    { ...waits, timeToReset: 20_000 },
    { ...waits, retryAfter: 20_000, timeToReset: 3_000 },
    { ...waits, sublimitTimeout: 20_000 },
  ])('waits as long as the longest that Discord asks for', (given) => {
    const error = new RateLimitError({ ...limit, ...given, global: false });
    expect(readFailure(error)).toEqual({ kind: 'retry', afterMs: 20_000, code: 'rate-limited' });
  });

  it('stops everything when it is global', () => {
    const error = new RateLimitError({ ...limit, ...waits, retryAfter: 30_000, global: true });
    expect(readFailure(error)).toEqual({ kind: 'blocked', afterMs: 30_000, code: 'rate-limited' });
  });
});

describe('readFailure of a request that Discord did not answer well', () => {
  it.each([500, 502, 503, 504])('%i leaves open whether it was done', (status) => {
    const error = new HTTPError(status, '', 'POST', 'https://discord.com/', { body: {}, files: undefined });
    expect(readFailure(error)).toEqual({ kind: 'unknown', code: String(status) });
  });

  it.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH', 'UND_ERR_CONNECT_TIMEOUT'])(
    '%s was never sent',
    (code) => {
      const cause = Object.assign(new Error('x'), { code });
      expect(readFailure(cause)).toEqual({ kind: 'retry', code });
      expect(readFailure(new TypeError('fetch failed', { cause }))).toEqual({ kind: 'retry', code });
    },
  );

  it.each(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'UND_ERR_BODY_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT'])(
    '%s leaves open whether it was done',
    (code) => {
      expect(readFailure(Object.assign(new Error('x'), { code }))).toEqual({ kind: 'unknown', code });
    },
  );

  it.each<[string, unknown, string]>([
    ['a timeout of the library', new DOMException('This operation was aborted', 'AbortError'), 'AbortError'],
    ['a broken answer', new SyntaxError('Unexpected end of JSON input'), 'SyntaxError'],
    ['anything else', new Error('x'), 'Error'],
    ['something that is no error', 'x', 'unknown'],
  ])('%s leaves open whether it was done', (_, error, code) => {
    expect(readFailure(error)).toEqual({ kind: 'unknown', code });
  });

  it('a token that the library forgot after a 401 is dead', async () => {
    const error = await new REST({ retries: 0 }).get('/users/@me').catch((caught) => caught);
    expect(readFailure(error)).toEqual({ kind: 'dead-token', code: 'no-token' });
  });
});

describe('what the library makes of an answer', () => {
  let server: ReturnType<typeof createServer> | undefined;
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });

  it.each<[string, (response: ServerResponse) => void, object]>([
    ['a refusal', (response) => json(response, 403, { code: 50013, message: 'x' }), { kind: 'suspend' }],
    ['a page of Cloudflare’s', (response) => html(response, 403), { kind: 'blocked', code: 'html' }],
    ['an invalid token', (response) => json(response, 401, { code: 0, message: '401: Unauthorized' }), DEAD],
    ['a bad gateway', (response) => html(response, 502), { kind: 'unknown', code: '502' }],
    ['a closed connection', (response) => void response.destroy(), { kind: 'unknown' }],
    ['a reset connection', (response) => void response.socket?.resetAndDestroy(), { kind: 'unknown' }],
    ['half an answer', (response) => void json(response, 200, undefined, '{"id":"1'), { kind: 'unknown' }],
    ['a long wait', (response) => limited(response, { 'retry-after': '600' }), { kind: 'retry', afterMs: 600_050 }],
  ])('%s', async (_, answer, expected) => {
    expect(await failureOf(answer)).toMatchObject(expected);
  });

  it('a ban, which is a 429 without a time, stops everything for a minute', async () => {
    const failure = await failureOf((response) => limited(response, {}));
    expect(failure).toEqual({ kind: 'blocked', code: 'rate-limited', afterMs: expect.closeTo(60_000, -3) });
  });

  it('a host that is not there', async () => {
    const rest = createSenderRest({ token: 'x', apiUrl: 'http://127.0.0.1:9', requestsPerSecond: 50 });
    const error = await rest.post('/channels/100000000000000001/messages', { body: {} }).catch((caught) => caught);
    expect(readFailure(error)).toEqual({ kind: 'retry', code: 'ECONNREFUSED' });
  });

  it('a body that stalls', async () => {
    const stalled = (response: ServerResponse) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' }).write('{"id":"1"');
    };
    expect(await failureOf(stalled, { timeoutMs: 300 })).toMatchObject({ kind: 'unknown' });
  });

  async function failureOf(answer: (response: ServerResponse) => void, limits: { timeoutMs?: number } = {}) {
    let requests = 0;
    server = createServer((request, response) => {
      requests += 1;
      request.resume().on('end', () => answer(response));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const rest = createSenderRest({ token: 'x', apiUrl, requestsPerSecond: 50, ...limits });
    const error = await rest.post('/channels/100000000000000001/messages', { body: {} }).catch((caught) => caught);
    expect(error).toBeInstanceOf(Error);
    expect(requests).toBe(1);
    return readFailure(error);
  }
});

function refusal(status: number, code: number | undefined): DiscordAPIError {
  const told = code === undefined ? {} : { code, message: 'x' };
  // As the library does it: where the answer is no JSON there is no code, whatever the type says.
  return new DiscordAPIError(told as never, code as never, status, 'POST', 'https://discord.com/', {
    body: {},
    files: undefined,
  });
}

function json(response: ServerResponse, status: number, body: unknown, text = JSON.stringify(body)): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(text);
}

function html(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-type': 'text/html' }).end('<html>error code: 1015</html>');
}

function limited(response: ServerResponse, headers: Record<string, string>): void {
  response.writeHead(429, { 'content-type': 'application/json', ...headers }).end('{"message":"x","global":false}');
}
