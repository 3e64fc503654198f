import { afterEach, describe, expect, it, vi } from 'vitest';
import { startPlainBot } from '../../support/discord/plain-bot.ts';
import {
  type Data,
  enterGateway,
  GUILDS,
  openGateway,
  type PlainGateway,
} from '../../support/discord/plain-gateway.ts';
import { hasShared, readShared } from '../../support/shared.ts';

const REAL = `${'M'.repeat(26)}.G1aBcD.${'x'.repeat(38)}`;
const MOST_BYTES = 4_096;

afterEach(() => void vi.useRealTimers());

async function closeCode(gateway: PlainGateway): Promise<number> {
  return (await gateway.closed).code;
}

describe('a connection', () => {
  it('begins with HELLO, and answers heartbeats before and after it is let in', async () => {
    await using bot = await startPlainBot({ heartbeatMs: 12_345 });
    await using gateway = await openGateway(bot.sandbox);
    expect((await gateway.next(10)).d).toMatchObject({ heartbeat_interval: 12_345 });
    await gateway.sync();
    gateway.identify();
    await gateway.next('READY');
    await gateway.sync();
  });

  it('in which nothing beats any more is closed', async () => {
    await using bot = await startPlainBot({ heartbeatMs: 20 });
    await using gateway = await openGateway(bot.sandbox);
    expect(await closeCode(gateway)).toBe(4009);
  });

  it('can be left without answers to its heartbeats', async () => {
    await using bot = await startPlainBot();
    await using gateway = await enterGateway(bot.sandbox);
    bot.sandbox.gateway.setAcknowledging(false);
    const before = gateway.received.length;
    gateway.send({ op: 1, d: null });
    bot.sandbox.world.addRole(bot.sandbox.world.first.guild, { name: 'x' });
    await gateway.next('GUILD_ROLE_CREATE');
    expect(gateway.received.slice(before).map(({ op }) => op)).toEqual([0]);
    bot.sandbox.gateway.setAcknowledging(true);
    await gateway.sync();
  });

  it('takes 4096 bytes at once, and not one more', async () => {
    await using bot = await startPlainBot();
    await using gateway = await openGateway(bot.sandbox);
    const beat = (bytes: number) => `{"op":1,"d":null${' '.repeat(bytes - '{"op":1,"d":null}'.length)}}`;
    for (const bytes of [MOST_BYTES - 1, MOST_BYTES]) {
      gateway.send(beat(bytes));
      await gateway.next(11);
    }
    gateway.send(beat(MOST_BYTES + 1));
    expect(await closeCode(gateway)).toBe(4002);
  });

  it.each(['{', '[]', '{"op":"1"}', '{}', 'null'])('is closed by %s', async (text) => {
    await using bot = await startPlainBot();
    await using gateway = await openGateway(bot.sandbox);
    gateway.send(text);
    gateway.identify();
    expect(await closeCode(gateway)).toBe(4002);
    expect(gateway.received.map(({ t }) => t)).not.toContain('READY');
  });

  it('takes 120 payloads a minute, and not one more', async () => {
    await using bot = await startPlainBot();
    await using gateway = await openGateway(bot.sandbox);
    for (let times = 0; times < 119; times += 1) gateway.send({ op: 1, d: null });
    await gateway.sync();
    gateway.send({ op: 1, d: null });
    expect(await closeCode(gateway)).toBe(4008);
  });

  it.each([
    ['an opcode that there is not', { op: 99, d: null }, 4001],
    ['a request before it is let in', { op: 3, d: {} }, 4003],
    ['a resumption that says nothing', { op: 6, d: {} }, 4002],
    ['an identification that says nothing', { op: 2, d: {} }, 4002],
  ])('is closed by %s', async (_, payload, code) => {
    await using bot = await startPlainBot();
    await using gateway = await openGateway(bot.sandbox);
    gateway.send(payload);
    expect(await closeCode(gateway)).toBe(code);
  });

  it.each([
    ['?v=9&encoding=json', 4012],
    ['?v=10&encoding=etf', 4002],
  ])('to %s is closed', async (query, code) => {
    await using bot = await startPlainBot();
    await using gateway = await openGateway(bot.sandbox, query);
    expect(await closeCode(gateway)).toBe(code);
  });
});

describe('IDENTIFY', () => {
  it('is answered by READY with servers that are not there yet, and then each of them', async () => {
    await using bot = await startPlainBot();
    const { world } = bot.sandbox;
    const second = world.addGuild({ name: 'Second', ownerId: world.first.grace });
    await using gateway = await openGateway(bot.sandbox);
    gateway.identify();
    const ready = await gateway.next('READY');
    expect(ready).toMatchObject({
      op: 0,
      s: 1,
      d: {
        v: 10,
        user: { id: world.applicationId, bot: true },
        application: { id: world.applicationId },
        guilds: [
          { id: world.first.guild, unavailable: true },
          { id: second, unavailable: true },
        ],
        resume_gateway_url: expect.stringMatching(/^ws:\/\/127/),
      },
    });
    const guild = await gateway.next('GUILD_CREATE');
    expect(guild).toMatchObject({ s: 2, d: { id: world.first.guild, unavailable: false, member_count: 5 } });
    const { channels, members, roles } = guild.d as Data & { channels: Data[]; members: Data[]; roles: Data[] };
    expect(channels).toHaveLength(6);
    expect(channels[0]).not.toHaveProperty('guild_id');
    expect(members).toMatchObject([{ user: { id: world.applicationId } }]);
    expect(roles.map(({ id }) => id)).toContain(world.first.guild);
    expect((await gateway.next('GUILD_CREATE')).d).toMatchObject({ id: second });
  });

  it.each([
    ['a wrong token', { token: 'sandbox-0' }, 4004],
    ['a real token', { token: REAL }, 4004],
    ['no number of intents', { intents: 'x' }, 4013],
    ['intents that there are not', { intents: 2 ** 30 }, 4013],
    ['negative intents', { intents: -1 }, 4013],
    ['the members intent', { intents: 1 | 2 }, 4014],
    ['the presences intent', { intents: 1 | 256 }, 4014],
    ['the message content intent', { intents: 1 | 32_768 }, 4014],
    ['a shard beyond the last', { shard: [1, 1] }, 4010],
  ])('with %s is closed', async (_, more, code) => {
    await using bot = await startPlainBot();
    await using gateway = await openGateway(bot.sandbox);
    gateway.identify(more);
    const closed = await gateway.closed;
    expect(closed.code).toBe(code);
    expect(closed.reason).not.toContain(REAL);
    if ('token' in more && more.token === REAL) expect(closed.reason).toContain('real Discord');
  });

  it('comes once a connection', async () => {
    await using bot = await startPlainBot();
    await using gateway = await enterGateway(bot.sandbox);
    gateway.identify();
    expect(await closeCode(gateway)).toBe(4005);
  });

  it('that comes too soon after another is told so (op 9), and may come again later', async () => {
    // The monotonic timer alone, so that it is as late as the test says.
    vi.useFakeTimers({ toFake: ['performance'] });
    await using bot = await startPlainBot({ identifyMs: 5_000 });
    await using first = await enterGateway(bot.sandbox, { shard: [0, 2] });
    await using second = await openGateway(bot.sandbox);
    second.identify({ shard: [1, 2] });
    expect((await second.next(9)).d).toBe(false);
    vi.advanceTimersByTime(4_999);
    second.identify({ shard: [1, 2] });
    expect((await second.next(9)).d).toBe(false);
    vi.advanceTimersByTime(1);
    second.identify({ shard: [1, 2] });
    expect((await second.next('READY')).d.shard).toEqual([1, 2]);
    await first.sync();
  });

  it('is counted: what is left stands in GET /gateway/bot', async () => {
    await using bot = await startPlainBot();
    const limit = async () => (await bot.call('GET', '/gateway/bot')).body.session_start_limit;
    expect(await limit()).toMatchObject({ total: 1_000, remaining: 1_000, max_concurrency: 1 });
    await using gateway = await enterGateway(bot.sandbox);
    expect(await limit()).toMatchObject({ remaining: 999, reset_after: expect.any(Number) });
    await gateway.sync();
  });

  it('after the last that is left ends everything, the token included', async () => {
    await using bot = await startPlainBot();
    const before = bot.sandbox.token;
    bot.sandbox.gateway.setRemainingStarts(1);
    await using first = await enterGateway(bot.sandbox);
    await using second = await openGateway(bot.sandbox);
    second.identify();
    expect(await closeCode(second)).toBe(4004);
    expect(await closeCode(first)).toBe(4004);
    expect(bot.sandbox.token).not.toBe(before);
    expect((await bot.call('GET', '/users/@me', { headers: { authorization: `Bot ${before}` } })).status).toBe(401);
  });
});

describe('a shard', () => {
  it('hears of its own servers, and only the first of direct messages', async () => {
    await using bot = await startPlainBot();
    const { world, people } = bot.sandbox;
    const guilds = [
      world.first.guild,
      ...[1, 2, 3].map((n) => world.addGuild({ name: `${n}`, ownerId: world.first.ada })),
    ];
    await using zero = await enterGateway(bot.sandbox, { intents: GUILDS | 4_096, shard: [0, 2] });
    await using one = await enterGateway(bot.sandbox, { intents: GUILDS | 4_096, shard: [1, 2] });
    const of = (shard: number) => guilds.filter((id) => Number((BigInt(id) >> 22n) % 2n) === shard);
    const told = (gateway: PlainGateway, t: string, key: string) =>
      gateway.received.filter((payload) => payload.t === t).map(({ d }) => d[key]);
    expect(told(zero, 'GUILD_CREATE', 'id')).toEqual(of(0));
    expect(told(one, 'GUILD_CREATE', 'id')).toEqual(of(1));
    for (const guild of guilds) world.addChannel(guild, { name: 'x' });
    const dm = world.dms().find(({ userId }) => userId === world.first.grace)?.id ?? '';
    await people.say(world.first.grace, { channelId: dm, content: 'hello' });
    await Promise.all([zero.sync(), one.sync()]);
    expect(told(zero, 'CHANNEL_CREATE', 'guild_id')).toEqual(of(0));
    expect(told(one, 'CHANNEL_CREATE', 'guild_id')).toEqual(of(1));
    expect(told(zero, 'MESSAGE_CREATE', 'channel_id')).toEqual([dm]);
    expect(told(one, 'MESSAGE_CREATE', 'channel_id')).toEqual([]);
  });

  it('takes 2500 servers, and not one more', async () => {
    await using bot = await startPlainBot();
    const { world } = bot.sandbox;
    for (let count = 1; count < 2_500; count += 1) world.addGuild({ name: 'x', ownerId: world.first.ada });
    await using enough = await openGateway(bot.sandbox);
    enough.identify();
    const { guilds } = (await enough.next('READY')).d;
    expect(guilds).toHaveLength(2_500);
    world.addGuild({ name: 'x', ownerId: world.first.ada });
    await using many = await openGateway(bot.sandbox);
    many.identify();
    expect(await closeCode(many)).toBe(4011);
    expect((await bot.call('GET', '/gateway/bot')).body.shards).toBe(2);
  });
});

describe.runIf(hasShared('data', 'discord'))('what is told', () => {
  /** Fields that Discord sends and does not document, or that belong to features that the sandbox has not. */
  const ABSENT = [
    ...['clan', 'display_name_styles', 'icon_emoji', 'theme_color', 'version', 'application_id'],
    ...['game_relationships', 'auth', 'latest_onboarding_question_id', 'lazy', 'embedded_activities'],
    'activity_instances',
  ];

  it.each(['READY', 'GUILD_CREATE'])('by %s has every field that a recorded one has', async (name) => {
    await using bot = await startPlainBot();
    await using gateway = await openGateway(bot.sandbox);
    gateway.identify();
    const { d } = await gateway.next(name);
    const sample = (readShared('data', 'discord', `${name}.json`) as { d: Readonly<Record<string, unknown>> }).d;
    const missing = Object.entries(sample).flatMap(([key, value]) => {
      if (!(key in d)) return ABSENT.includes(key) ? [] : [key];
      const [recorded, told] = [firstOf(value), firstOf(d[key])];
      return Object.keys(recorded).flatMap((inner) =>
        inner in told || ABSENT.includes(inner) ? [] : [`${key}.${inner}`],
      );
    });
    expect(missing).toEqual([]);
  });
});

function firstOf(value: unknown): object {
  const first = Array.isArray(value) ? value[0] : value;
  return typeof first === 'object' && first !== null ? first : {};
}
