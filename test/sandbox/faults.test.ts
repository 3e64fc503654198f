import { describe, expect, it } from 'vitest';
import type { Fault, FaultKind } from '../../src/sandbox/faults.ts';
import { botHeaders, OK, type PlainBot, startPlainBot } from '../support/discord/plain-bot.ts';

const PATIENCE_MS = 10_000;
/** With what never comes. */
const SHORT_PATIENCE_MS = 500;

/** What a client meets: an answer, a broken answer, or the code of the error that its transport throws. */
async function postOnce(bot: PlainBot, patienceMs = PATIENCE_MS): Promise<string> {
  const { sandbox } = bot;
  try {
    const response = await fetch(`${sandbox.apiUrl}/v10/channels/${sandbox.world.first.general}/messages`, {
      method: 'POST',
      headers: { ...botHeaders(sandbox), 'content-type': 'application/json' },
      body: '{"content":"x"}',
      signal: AbortSignal.timeout(patienceMs),
    });
    const text = await response.text().catch((error: Error) => error.name);
    const type = response.headers.get('content-type') ?? '';
    return `${response.status} ${type.split(';')[0]} ${text.slice(0, 12)}`;
  } catch (error) {
    const { cause, name } = error as Error & { cause?: { code?: string } };
    return cause?.code ?? name;
  }
}

const KINDS: readonly (readonly [FaultKind, string])[] = [
  [{ kind: 'fin' }, 'UND_ERR_SOCKET'],
  [{ kind: 'reset' }, 'ECONNRESET'],
  [{ kind: 'hang' }, 'TimeoutError'],
  [{ kind: 'stalled-body' }, '200 application/json TimeoutError'],
  [{ kind: 'broken-json' }, '200 application/json {"id":"1'],
  [{ kind: 'status', status: 502 }, '502 application/json {"message":"'],
  [{ kind: 'status', status: 403, code: 50013 }, '403 application/json {"message":"'],
  [{ kind: 'status', status: 502, html: true }, '502 text/html <!doctype ht'],
  [{ kind: 'status', status: 403, html: true }, '403 text/html <!doctype ht'],
  [{ kind: 'rate-limit', scope: 'user', retryAfter: 2 }, '429 application/json {"message":"'],
];

describe.each([
  ['before', 0],
  ['after', 1],
] as const)('a fault %s the request has its effect', (when, messages) => {
  it.each(KINDS)('%o is met as %s', async (kind, met) => {
    await using bot = await startPlainBot({ spoilt: true });
    const { general } = bot.sandbox.world.first;
    const injected = bot.sandbox.faults.inject({ ...kind, when, path: `/channels/${general}/messages` });
    const isEndless = kind.kind === 'hang' || kind.kind === 'stalled-body';
    expect(await postOnce(bot, isEndless ? SHORT_PATIENCE_MS : PATIENCE_MS)).toBe(met);
    expect(bot.sandbox.world.messages(general)).toHaveLength(messages);
    expect(injected.hits).toBe(1);
    expect(await postOnce(bot)).toMatch(/^200 application\/json/);
    expect(bot.sandbox.world.messages(general)).toHaveLength(messages + 1);
  });

  it('that only slows it down lets it through, with its body or without', async () => {
    await using bot = await startPlainBot();
    const { general } = bot.sandbox.world.first;
    bot.sandbox.faults.inject({ kind: 'slow', ms: 30, when, times: 3 });
    const began = performance.now();
    expect(await bot.tryPost(general, { content: 'x' })).toEqual(OK);
    expect(performance.now() - began).toBeGreaterThanOrEqual(29);
    expect((await bot.call('GET', `/channels/${general}`)).status).toBe(200);
    const broken = await bot.call('POST', `/channels/${general}/messages`, { body: '{' });
    expect(broken.body.code).toBe(50109);
  });
});

describe('a rate limit that is injected', () => {
  const limit = { kind: 'rate-limit', retryAfter: 1.5, when: 'before' } as const;

  it.each(['user', 'global', 'shared'] as const)('%s has the headers of one', async (scope) => {
    await using bot = await startPlainBot();
    bot.sandbox.faults.inject({ ...limit, scope });
    const { status, headers, body } = await bot.call('GET', '/gateway');
    expect(status).toBe(429);
    expect(body).toMatchObject({ retry_after: 1.5, global: scope === 'global' });
    expect(headers.get('retry-after')).toBe('2');
    expect(headers.get('x-ratelimit-scope')).toBe(scope);
    expect(headers.get('x-ratelimit-global')).toBe(scope === 'global' ? 'true' : null);
  });

  it('as a ban says nothing of when to come again', async () => {
    await using bot = await startPlainBot();
    bot.sandbox.faults.inject({ ...limit, scope: 'user', omitRetryAfter: true });
    const { status, headers, body } = await bot.call('GET', '/gateway');
    expect(status).toBe(429);
    for (const name of ['retry-after', 'x-ratelimit-scope']) expect(headers.get(name)).toBeNull();
    expect(Object.keys(body)).toEqual(['message']);
  });
});

describe('faults', () => {
  const broken: Fault = { kind: 'status', status: 500, when: 'before' };

  it('spoil what they name, as often as they say, in the order in which they were injected', async () => {
    await using bot = await startPlainBot();
    const { general } = bot.sandbox.world.first;
    const { faults } = bot.sandbox;
    const byRoute = faults.inject({ ...broken, method: 'get', path: '/channels/{channel_id}', times: 2 });
    const byPattern = faults.inject({ ...broken, status: 503, path: /^\/channels\/\d+$/ });
    const statuses: number[] = [];
    for (let times = 0; times < 4; times += 1) statuses.push((await bot.call('GET', `/channels/${general}`)).status);
    expect(statuses).toEqual([500, 500, 503, 200]);
    expect([byRoute.hits, byPattern.hits]).toEqual([2, 1]);
    expect((await bot.call('GET', '/gateway')).status).toBe(200);
  });

  it('can be taken back', async () => {
    await using bot = await startPlainBot();
    const one = bot.sandbox.faults.inject({ ...broken, times: 10 });
    expect((await bot.call('GET', '/gateway')).status).toBe(500);
    one.clear();
    expect((await bot.call('GET', '/gateway')).status).toBe(200);
    bot.sandbox.faults.inject(broken);
    bot.sandbox.faults.clear();
    expect((await bot.call('GET', '/gateway')).status).toBe(200);
  });

  it('leave a trace in the log of requests, without the token', async () => {
    await using bot = await startPlainBot();
    const { general } = bot.sandbox.world.first;
    bot.sandbox.faults.inject({ ...broken, when: 'after' });
    await bot.call('POST', `/channels/${general}/messages?x=1`, { body: { content: 'x' } });
    expect(bot.sandbox.requests.entries).toMatchObject([
      {
        method: 'POST',
        path: `/channels/${general}/messages`,
        route: '/channels/{channel_id}/messages',
        query: { x: '1' },
        body: { content: 'x' },
        status: 500,
      },
    ]);
    expect(JSON.stringify(bot.sandbox.requests.entries)).not.toContain(bot.sandbox.token);
  });
});
