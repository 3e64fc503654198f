import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { type PlainBot, startPlainBot } from '../../support/discord/plain-bot.ts';
import { enterGateway, openGateway, type PlainGateway } from '../../support/discord/plain-gateway.ts';

function addRole({ sandbox: { world } }: PlainBot, name: string): void {
  world.addRole(world.first.guild, { name });
}

function lastSeq({ received }: PlainGateway): number {
  return received.reduce((last, { s }) => s ?? last, 0);
}

function rolesIn({ received }: PlainGateway): readonly unknown[] {
  return received.filter(({ t }) => t === 'GUILD_ROLE_CREATE').map(({ d }) => (d.role as { name: string }).name);
}

/** A session whose connection is lost, and from where it has to be told on. */
async function loseSession(bot: PlainBot, closing = 4_000): Promise<{ id: string; seq: number }> {
  await using gateway = await enterGateway(bot.sandbox);
  addRole(bot, 'before');
  await gateway.sync();
  gateway.socket.close(closing);
  await gateway.closed;
  return { id: gateway.sessionId, seq: lastSeq(gateway) };
}

describe('RESUME', () => {
  it('tells again what was missed, with the same numbers, and goes on', async () => {
    await using bot = await startPlainBot();
    const lost = await loseSession(bot);
    addRole(bot, 'missed');
    await using gateway = await openGateway(bot.sandbox);
    gateway.resume({ ...lost, seq: lost.seq - 1 });
    const resumed = await gateway.next('RESUMED');
    addRole(bot, 'after');
    await gateway.sync();
    expect(rolesIn(gateway)).toEqual(['before', 'missed', 'after']);
    expect(gateway.received.flatMap(({ s }) => s ?? [])).toEqual([0, 1, 2, 3].map((more) => lost.seq + more));
    expect(resumed.s).toBe(lost.seq + 2);
    expect(gateway.received.map(({ t }) => t)).not.toContain('READY');
  });

  it('works after a connection that was dropped, or closed with 4200', async () => {
    await using bot = await startPlainBot();
    const lost = await loseSession(bot, 4_200);
    await using second = await openGateway(bot.sandbox);
    second.resume(lost);
    await second.next('RESUMED');
    bot.sandbox.gateway.terminate();
    expect((await second.closed).code).toBe(1006);
    addRole(bot, 'missed');
    await using third = await openGateway(bot.sandbox);
    third.resume({ ...lost, seq: lastSeq(second) });
    await third.next('RESUMED');
    expect(rolesIn(third)).toEqual(['missed']);
  });

  it('takes no start', async () => {
    await using bot = await startPlainBot();
    const lost = await loseSession(bot);
    await using gateway = await openGateway(bot.sandbox);
    gateway.resume(lost);
    await gateway.next('RESUMED');
    expect((await bot.call('GET', '/gateway/bot')).body.session_start_limit).toMatchObject({ remaining: 999 });
  });

  it('with a number that was never given is closed with 4007', async () => {
    await using bot = await startPlainBot();
    const lost = await loseSession(bot);
    await using gateway = await openGateway(bot.sandbox);
    gateway.resume({ ...lost, seq: lost.seq + 1 });
    expect((await gateway.closed).code).toBe(4007);
  });

  it('with a wrong token is closed with 4004', async () => {
    await using bot = await startPlainBot();
    const lost = await loseSession(bot);
    await using gateway = await openGateway(bot.sandbox);
    gateway.resume({ ...lost, token: 'x' });
    expect((await gateway.closed).code).toBe(4004);
  });

  it.each([1_000, 1_001])('of a session that the bot ended with %i is invalid; then it may identify', async (code) => {
    await using bot = await startPlainBot();
    const lost = await loseSession(bot, code);
    await using gateway = await openGateway(bot.sandbox);
    gateway.resume(lost);
    expect((await gateway.next(9)).d).toBe(false);
    gateway.identify();
    await gateway.next('READY');
  });

  it('of a session that was lost for too long is invalid', async () => {
    await using bot = await startPlainBot({ sessionMs: 20 });
    const lost = await loseSession(bot);
    await sleep(40);
    await using gateway = await openGateway(bot.sandbox);
    gateway.resume(lost);
    expect((await gateway.next(9)).d).toBe(false);
  });

  it('of a session of which too much was missed is invalid; then it may identify', async () => {
    await using bot = await startPlainBot();
    const lost = await loseSession(bot);
    for (let times = 0; times <= 5_000; times += 1) addRole(bot, 'x');
    await using gateway = await openGateway(bot.sandbox);
    gateway.resume(lost);
    expect((await gateway.next(9)).d).toBe(false);
    gateway.identify();
    await gateway.next('READY');
  });
});

describe('a test', () => {
  it('asks bots to connect again (op 7), and their sessions go on', async () => {
    await using bot = await startPlainBot();
    await using gateway = await enterGateway(bot.sandbox);
    bot.sandbox.gateway.reconnect();
    await gateway.next(7);
    gateway.socket.close(4_200);
    await gateway.closed;
    addRole(bot, 'missed');
    await using again = await openGateway(bot.sandbox);
    again.resume({ id: gateway.sessionId, seq: lastSeq(gateway) });
    await again.next('RESUMED');
    expect(rolesIn(again)).toEqual(['missed']);
  });

  it.each([true, false])('makes sessions invalid (op 9), resumable: %s', async (resumable) => {
    await using bot = await startPlainBot();
    await using gateway = await enterGateway(bot.sandbox);
    bot.sandbox.gateway.invalidate({ resumable });
    expect((await gateway.next(9)).d).toBe(resumable);
    gateway.socket.close(4_200);
    await gateway.closed;
    await using again = await openGateway(bot.sandbox);
    again.resume({ id: gateway.sessionId, seq: lastSeq(gateway) });
    await again.next(resumable ? 'RESUMED' : 9);
  });

  it.each([4_004, 4_014])('closes connections with %i, and their sessions are over', async (code) => {
    await using bot = await startPlainBot();
    await using gateway = await enterGateway(bot.sandbox);
    expect(bot.sandbox.gateway.connections()).toBe(1);
    bot.sandbox.gateway.close(code, 'because');
    expect(await gateway.closed).toEqual({ code, reason: 'because' });
    await using again = await openGateway(bot.sandbox);
    again.resume({ id: gateway.sessionId, seq: lastSeq(gateway) });
    expect((await again.next(9)).d).toBe(false);
  });

  it('resets the token, and whoever came with the old one is thrown out', async () => {
    await using bot = await startPlainBot();
    await using gateway = await enterGateway(bot.sandbox);
    const { token } = bot.sandbox;
    bot.sandbox.world.resetToken();
    expect((await gateway.closed).code).toBe(4004);
    await using again = await openGateway(bot.sandbox);
    again.identify({ token });
    expect((await again.closed).code).toBe(4004);
  });
});
