import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Answer, codes, OK, type PlainBot, startPlainBot } from '../support/discord/plain-bot.ts';
import { registerCommands } from '../support/discord/plain-commands.ts';
import { enterGateway } from '../support/discord/plain-gateway.ts';

const ENABLED = { enabled: true } as const;

// The monotonic timer alone, by which limits are counted: everything else goes on.
beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

async function postTimes(bot: PlainBot, channelId: string, count: number): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  while (answers.length < count) {
    answers.push(await bot.call('POST', `/channels/${channelId}/messages`, { body: { content: 'x' } }));
  }
  return answers;
}

function header(answer: Answer | undefined, name: string): string | null {
  return answer?.headers.get(name) ?? null;
}

describe('an answer', () => {
  it('says how many requests are left, until when, and in which bucket', async () => {
    await using bot = await startPlainBot({ limits: ENABLED });
    const { general, papers } = bot.sandbox.world.first;
    const [one, two] = await postTimes(bot, general, 2);
    expect(header(one, 'x-ratelimit-limit')).toBe('5');
    expect(header(one, 'x-ratelimit-remaining')).toBe('4');
    expect(header(two, 'x-ratelimit-remaining')).toBe('3');
    const resetAfter = Number(header(one, 'x-ratelimit-reset-after'));
    expect(resetAfter).toBe(5);
    expect(Number(header(one, 'x-ratelimit-reset')) * 1_000).toBeCloseTo(Date.now() + 5_000, -4);
    const [other] = await postTimes(bot, papers, 1);
    expect(header(other, 'x-ratelimit-bucket')).toBe(header(one, 'x-ratelimit-bucket'));
    expect(header(other, 'x-ratelimit-remaining')).toBe('4');
    const read = await bot.call('GET', `/channels/${general}/messages`);
    expect(header(read, 'x-ratelimit-bucket')).not.toBe(header(one, 'x-ratelimit-bucket'));
  });

  it('says so of a refusal too', async () => {
    await using bot = await startPlainBot({ limits: ENABLED });
    const answer = await bot.call('POST', `/channels/${bot.sandbox.world.first.general}/messages`, { body: {} });
    expect(answer.status).toBe(400);
    expect(header(answer, 'x-ratelimit-remaining')).toBe('4');
  });

  it('says nothing where limits are switched off', async () => {
    await using bot = await startPlainBot();
    const [answer] = await postTimes(bot, bot.sandbox.world.first.general, 1);
    expect(header(answer, 'x-ratelimit-limit')).toBeNull();
  });
});

describe('messages of a channel', () => {
  it('are five in five seconds', async () => {
    await using bot = await startPlainBot({ limits: ENABLED });
    const { general, papers } = bot.sandbox.world.first;
    const answers = await postTimes(bot, general, 6);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429]);
    expect(answers.map((answer) => header(answer, 'x-ratelimit-remaining'))).toEqual(['4', '3', '2', '1', '0', '0']);
    const refused = answers[5];
    expect(refused?.body).toMatchObject({ message: 'You are being rate limited.', global: false });
    expect(refused?.body.retry_after).toBe(5);
    expect(header(refused, 'retry-after')).toBe('5');
    expect(header(refused, 'x-ratelimit-scope')).toBe('user');
    expect(header(refused, 'x-ratelimit-global')).toBeNull();
    expect(bot.sandbox.world.messages(general)).toHaveLength(5);
    expect((await postTimes(bot, papers, 1))[0]?.status).toBe(200);
    vi.advanceTimersByTime(4_999);
    expect((await postTimes(bot, general, 1))[0]?.status).toBe(429);
    vi.advanceTimersByTime(1);
    expect((await postTimes(bot, general, 1))[0]?.status).toBe(200);
  });
});

describe('the whole bot', () => {
  it('may ask 50 times a second, answers to interactions left out', async () => {
    await using bot = await startPlainBot({ limits: ENABLED });
    await registerCommands(bot);
    await using gateway = await enterGateway(bot.sandbox);
    const { guild, general, grace } = bot.sandbox.world.first;
    const asked = await gateway.asked(bot.sandbox.people.invoke(grace, { channelId: general, command: 'ask' }));
    vi.advanceTimersByTime(2_000);
    const paths = ['/gateway', '/users/@me', '/applications/@me', `/guilds/${guild}`, `/channels/${general}/messages`];
    const many = await Promise.all(paths.flatMap((path) => Array.from({ length: 10 }, () => bot.call('GET', path))));
    expect(new Set(many.map(({ status }) => status))).toEqual(new Set([200]));
    const refused = await bot.call('GET', '/gateway/bot');
    expect(refused).toMatchObject({ status: 429, body: { global: true } });
    expect(header(refused, 'x-ratelimit-global')).toBe('true');
    expect(header(refused, 'x-ratelimit-scope')).toBe('global');
    expect(header(refused, 'retry-after')).toBe('1');

    const callback = `/interactions/${asked.id}/${asked.token}/callback`;
    expect((await bot.call('POST', callback, { body: { type: 4, data: { content: 'x' } } })).status).toBe(204);
    const hook = `/webhooks/${bot.sandbox.world.applicationId}/${asked.token}`;
    expect(codes(await bot.call('POST', hook, { body: { content: 'x' } }))).toEqual(OK);
    vi.advanceTimersByTime(999);
    expect((await bot.call('GET', '/gateway/bot')).status).toBe(429);
    vi.advanceTimersByTime(1);
    expect((await bot.call('GET', '/gateway/bot')).status).toBe(200);
  });
});

describe('a limit that is shared and hidden', () => {
  const scopes = (answers: readonly Answer[]) => answers.map((answer) => header(answer, 'x-ratelimit-scope'));
  const free = (count: number) => Array.from({ length: count }, () => null);

  it('allows 50 threads of a channel in five minutes, whichever way they start', async () => {
    await using bot = await startPlainBot({ limits: { ...ENABLED, global: 1_000 } });
    const { general, papers } = bot.sandbox.world.first;
    const startAlone = (channelId: string) =>
      bot.call('POST', `/channels/${channelId}/threads`, { body: { name: 'x', type: 11 } });
    const startFrom = async () => {
      const { id } = bot.sandbox.world.messages(general)[0]?.message ?? { id: '' };
      return await bot.call('POST', `/channels/${general}/messages/${id}/threads`, { body: { name: 'x' } });
    };
    await bot.post(general);
    const answers: Answer[] = [];
    for (let batch = 0; batch < 4; batch += 1) {
      for (let times = 0; times < 6; times += 1) answers.push(await startAlone(general), await startFrom());
      vi.advanceTimersByTime(2_000);
    }
    answers.push(await startFrom(), await startFrom());
    expect(scopes(answers)).toEqual(free(50));
    const refused = await startAlone(general);
    expect(scopes([refused])).toEqual(['shared']);
    expect(Number(header(refused, 'x-ratelimit-remaining'))).toBeGreaterThan(0);
    expect(Number(header(refused, 'retry-after'))).toBe(292);
    expect((await startAlone(papers)).status).toBe(201);
    vi.advanceTimersByTime(292_000);
    expect((await startAlone(general)).status).toBe(201);
  });

  it('allows 30 answers of a channel in a minute, over all its interactions, five of each in two seconds', async () => {
    await using bot = await startPlainBot({ limits: { ...ENABLED, global: 1_000 } });
    await registerCommands(bot);
    await using gateway = await enterGateway(bot.sandbox);
    const { world, people } = bot.sandbox;
    const open = async (channelId: string) => {
      const { id, token } = await gateway.asked(people.invoke(world.first.grace, { channelId, command: 'ask' }));
      await bot.call('POST', `/interactions/${id}/${token}/callback`, { body: { type: 4, data: { content: 'x' } } });
      return () =>
        bot.call('PATCH', `/webhooks/${world.applicationId}/${token}/messages/@original`, { body: { content: 'y' } });
    };
    const answers: Answer[] = [];
    for (let interaction = 0; interaction < 6; interaction += 1) {
      const edit = await open(world.first.general);
      for (let times = 0; times < 5; times += 1) answers.push(await edit());
      if (interaction === 0) expect(scopes([await edit()])).toEqual(['user']);
    }
    expect(scopes(answers)).toEqual(free(30));
    const refused = await (await open(world.first.general))();
    expect(refused.status).toBe(429);
    expect(scopes([refused])).toEqual(['shared']);
    expect(Number(header(refused, 'x-ratelimit-remaining'))).toBeGreaterThan(0);
    expect((await (await open(world.first.papers))()).status).toBe(200);
  });
});

describe('invalid requests', () => {
  it('get the address banned: then even good ones are answered 429, and nothing says for how long', async () => {
    await using bot = await startPlainBot({ limits: { ...ENABLED, invalidRequests: 3 } });
    const { general, admins } = bot.sandbox.world.first;
    const wrong = { headers: { authorization: 'Bot x' } };
    expect((await bot.call('GET', '/users/@me', wrong)).status).toBe(401);
    expect((await bot.call('GET', `/channels/${admins}`)).status).toBe(403);
    expect((await bot.call('GET', '/nowhere')).status).toBe(404);
    expect((await bot.call('GET', '/users/@me')).status).toBe(200);
    expect((await bot.call('GET', `/channels/${admins}`)).status).toBe(403);
    const banned = await bot.call('GET', `/channels/${general}`);
    expect(banned.status).toBe(429);
    for (const name of ['retry-after', 'x-ratelimit-scope', 'x-ratelimit-limit'])
      expect(header(banned, name)).toBeNull();
    expect(banned.body).not.toHaveProperty('retry_after');
  });

  it('are 429 of one’s own too, and those of a shared limit are not', async () => {
    await using bot = await startPlainBot({ limits: { ...ENABLED, invalidRequests: 2 }, spoilt: true });
    const { faults } = bot.sandbox;
    faults.inject({ kind: 'rate-limit', scope: 'shared', retryAfter: 1, when: 'before', times: 5 });
    for (let times = 0; times < 5; times += 1) expect((await bot.call('GET', '/gateway')).status).toBe(429);
    expect((await bot.call('GET', '/gateway')).status).toBe(200);
    faults.inject({ kind: 'rate-limit', scope: 'user', retryAfter: 1, when: 'before', times: 2 });
    for (let times = 0; times < 2; times += 1) await bot.call('GET', '/gateway');
    const banned = await bot.call('GET', '/gateway');
    expect(banned.status).toBe(429);
    expect(header(banned, 'retry-after')).toBeNull();
  });

  it('are counted for ten minutes', async () => {
    await using bot = await startPlainBot({ limits: { ...ENABLED, invalidRequests: 2 } });
    const wrong = () => bot.call('GET', '/gateway', { headers: { authorization: '' } });
    await wrong();
    vi.advanceTimersByTime(600_000);
    await wrong();
    expect((await bot.call('GET', '/gateway')).status).toBe(200);
    await wrong();
    expect((await bot.call('GET', '/gateway')).status).toBe(429);
  });
});
