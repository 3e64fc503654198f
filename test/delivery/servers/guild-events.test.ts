import { PermissionFlagsBits } from 'discord.js';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { oweResumedNotice, oweSuspensionNotice } from '../../../src/delivery/notices/notices.ts';
import { sendOwedNotices } from '../../../src/delivery/notices/send-notices.ts';
import { createGuildHandlers } from '../../../src/delivery/servers/guild-events.ts';
import { recheckSuspended } from '../../../src/delivery/servers/recheck.ts';
import { type Connection, openConnection } from '../../../src/discord/connection.ts';
import { setNoticeChannel } from '../../../src/store/servers/guilds.ts';
import { listSubscriptions } from '../../../src/store/servers/subscriptions.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { emptyDatabase } from '../../support/database/emptying.ts';
import { subscribeChannel, suspendChannel } from '../../support/discord/channels.ts';
import { textsOf } from '../../support/discord/discord-rules.ts';
import { startTestSandbox, type TestSandbox } from '../../support/discord/sandbox.ts';
import { silentLog as log } from '../../support/log.ts';

const { ViewChannel, SendMessages, ManageGuild } = PermissionFlagsBits;
const signal = new AbortController().signal;
let test: TestDatabase;
let stack: AsyncDisposableStack;
let sandbox: TestSandbox;
let at: Date;
let looks: number;
let connection: Connection;

beforeAll(async () => {
  test = await createTestDatabase();
});
beforeEach(async () => {
  at = new Date('2026-03-11T09:00:00Z');
  looks = 0;
  await emptyDatabase(test.db);
  stack = new AsyncDisposableStack();
  sandbox = stack.use(await startTestSandbox({ now: () => at }));
});
afterEach(async () => {
  await stack.disposeAsync();
  sandbox.expectDescribed();
});
afterAll(() => test.close());

describe('a welcome', () => {
  it('is for a server that Paperboy joins, in its system channel, once', async () => {
    const { world } = sandbox;
    const { first } = world;
    await start();
    world.kickBot(first.guild);
    world.inviteBot(first.guild);
    await looked(1);
    expect(await send()).toBe(1);
    expect(await send()).toBe(0);
    expect(said(first.general)).toEqual([expect.stringContaining('Paperboy is here')]);
    world.setAvailable(first.guild, false);
    world.setAvailable(first.guild, true);
    await restart();
    expect(await send()).toBe(0);
  });

  it('is not for servers that were there before Paperboy kept a list of them', async () => {
    await start();
    expect(await send()).toBe(0);
    expect(await test.db.selectFrom('guild').select('guild_id').execute()).toHaveLength(1);
  });

  it('is for one that was joined just before the first start, and for one that was joined while nothing ran', async () => {
    const { world } = sandbox;
    const second = addGuild('Second');
    await start();
    expect(await send()).toBe(1);
    expect(said(second.channel)).toHaveLength(1);
    await stop();
    const third = addGuild('Third');
    at = new Date(at.getTime() + 5 * 3_600_000);
    await start();
    expect(await send()).toBe(1);
    expect(said(third.channel)).toHaveLength(1);
    expect(said(world.first.general)).toEqual([]);
  });

  it('is nothing at all without a system channel, or without the right to post there', async () => {
    const { world } = sandbox;
    await start();
    const second = addGuild('Second');
    world.setSystemChannel(second.guild, null);
    const third = addGuild('Third');
    world.overwrite(third.channel, third.guild, { deny: SendMessages });
    await looked(2);
    expect(await send()).toBe(0);
    expect(await send()).toBe(0);
    expect([...said(second.channel), ...said(third.channel)]).toEqual([]);
    expect(world.dms().every(({ lastMessageId }) => lastMessageId === null)).toBe(true);
  });
});

describe('a server that is left', () => {
  it('while nothing ran is noticed at the next start, and resumes when it comes back', async () => {
    const { world } = sandbox;
    const { first } = world;
    await start();
    await subscribe(first.papers);
    await stop();
    world.kickBot(first.guild);
    await start();
    expect(await reason()).toBe('channel-gone');
    world.inviteBot(first.guild);
    await looked(1);
    expect(await recheck()).toBe(1);
    expect(await reason()).toBeUndefined();
    expect(await send()).toBe(2);
    expect(said(first.papers)).toEqual(['Paperboy posts here again.']);
  });

  it('and comes back without a right tells that, after a while', async () => {
    const { world } = sandbox;
    const { first } = world;
    await start();
    await subscribe(first.papers);
    world.kickBot(first.guild);
    await vi.waitFor(async () => expect(await reason()).toBe('channel-gone'));
    world.overwrite(first.papers, first.guild, { deny: ViewChannel });
    world.inviteBot(first.guild);
    await looked(1);
    expect(await recheck()).toBe(0);
    expect(await send()).toBe(1);
    at = new Date(at.getTime() + 10 * 60_000);
    expect(await send()).toBe(1);
    expect(said(first.general).at(-1)).toContain(`cannot see <#${first.papers}>`);
  });
});

describe('a channel', () => {
  it('that is deleted suspends its subscriptions and tells so, with its name', async () => {
    const { world } = sandbox;
    const { first } = world;
    await start();
    await subscribe(first.papers);
    world.deleteChannel(first.papers);
    await looked(1);
    expect(await reason()).toBe('channel-gone');
    expect(await send()).toBe(1);
    expect(said(first.general)).toEqual([expect.stringContaining('cannot post in #papers any more')]);
  });

  it('that is mended resumes at once, and says so in one line', async () => {
    const { world } = sandbox;
    const { first } = world;
    world.overwrite(first.papers, first.guild, { deny: SendMessages });
    world.overwrite(first.papers, first.botRole, { deny: SendMessages });
    await start();
    await subscribe(first.papers);
    await suspendChannel(test.db, first.papers, at);
    world.overwrite(first.papers, first.botRole, { allow: SendMessages });
    await looked(1);
    expect(await recheck()).toBe(1);
    expect(await send()).toBe(1);
    expect(said(first.papers)).toEqual(['Paperboy posts here again.']);
  });

  it('that was mended while nothing ran is looked at when Paperboy starts', async () => {
    const { first } = sandbox.world;
    await subscribe(first.papers);
    await suspendChannel(test.db, first.papers, at);
    await start();
    expect(await recheck()).toBe(1);
  });

  it('whose mentioned role is deleted is posted to without, and that is told', async () => {
    const { world } = sandbox;
    const { first } = world;
    const role = world.addRole(first.guild, { name: 'readers' });
    await start();
    await subscribeChannel(
      test.db,
      { guildId: first.guild, channelId: first.papers, createdBy: first.ada, mentionRoleId: role },
      at,
    );
    world.deleteRole(first.guild, role);
    await looked(1);
    expect(await send()).toBe(1);
    expect(said(first.general)).toEqual([expect.stringContaining(`mentioned in <#${first.papers}> was deleted`)]);
  });
});

describe('a notice over a real connection', () => {
  beforeEach(async () => {
    const { world } = sandbox;
    const { first } = world;
    await start();
    await subscribe(first.papers);
    await suspendChannel(test.db, first.papers, at);
    world.setSystemChannel(first.guild, null);
  });

  it('goes to the person who subscribed, as long as they manage the server and take messages', async () => {
    const { world } = sandbox;
    const { first } = world;
    await owe(first.ada);
    expect(await send()).toBe(1);
    const [dm] = world.dms().filter(({ userId }) => userId === first.ada);
    expect(said(dm?.id ?? '')).toEqual([expect.stringContaining(`<#${first.papers}>`)]);
  });

  it('reaches a member whose role manages the server, and nobody else', async () => {
    const { world } = sandbox;
    const { first } = world;
    await owe(first.grace);
    expect(await send()).toBe(0);
    await test.db.deleteFrom('notice').execute();
    const managers = world.addRole(first.guild, { name: 'managers', permissions: ManageGuild });
    world.setMember(first.guild, first.grace, { roles: [managers] });
    await owe(first.grace);
    expect(await send()).toBe(1);
    await test.db.deleteFrom('notice').execute();
    world.removeMember(first.guild, first.linus);
    await owe(first.linus);
    expect(await send()).toBe(0);
  });

  it('is given up where messages are closed', async () => {
    const { world } = sandbox;
    world.setTakesDms(world.first.ada, false);
    await owe(world.first.ada);
    expect(await send()).toBe(0);
    const [notice] = await test.db.selectFrom('notice').select(['state', 'reason']).execute();
    expect(notice).toMatchObject({ state: 'given-up', reason: expect.stringContaining('subscriber 50007') });
  });

  it('goes past a notice channel that is gone', async () => {
    const { world } = sandbox;
    const { first } = world;
    await setNoticeChannel(test.db, first.guild, '200000000000000009');
    world.setSystemChannel(first.guild, first.readingGroup);
    await owe(first.ada);
    expect(await send()).toBe(1);
    expect(said(first.readingGroup)).toHaveLength(1);
  });
});

async function start(): Promise<void> {
  const { apiUrl, token } = sandbox;
  connection = await openConnection({ apiUrl, token, sendRate: 50, log, signal, onFatal: () => undefined });
  const lookSoon = () => {
    looks += 1;
  };
  await connection.openGateway([], {}, createGuildHandlers(test.db, { now: () => at, log, lookSoon }));
  looks = 0;
  stack.defer(stop);
}

function stop(): Promise<void> {
  return connection.close();
}

async function restart(): Promise<void> {
  await stop();
  await start();
}

/** Waits until it was asked so often to look at what is owed, counted from the last time. */
async function looked(times: number): Promise<void> {
  await vi.waitFor(() => expect(looks).toBeGreaterThanOrEqual(times), { timeout: 5_000 });
  looks = 0;
}

function addGuild(name: string): { guild: string; channel: string } {
  const { world } = sandbox;
  const guild = world.addGuild({ name, ownerId: world.first.ada });
  const channel = world.addChannel(guild, { name: 'general' });
  world.setSystemChannel(guild, channel);
  return { guild, channel };
}

async function subscribe(channelId: string): Promise<void> {
  const { first } = sandbox.world;
  await subscribeChannel(test.db, { guildId: first.guild, channelId, createdBy: first.ada }, at);
}

async function reason(): Promise<string | undefined> {
  const [subscription] = await listSubscriptions(test.db, sandbox.world.first.guild);
  return subscription?.suspended?.reason;
}

function owe(subscriberId: string) {
  const { guild: guildId, papers: channelId } = sandbox.world.first;
  return oweSuspensionNotice(test.db, { guildId, channelId, reason: 'missing-permission', subscriberId, at });
}

function recheck(): Promise<number> {
  const onResumed = async (channel: { guildId: string; channelId: string }) =>
    void (await oweResumedNotice(test.db, { ...channel, at }));
  return recheckSuspended({ db: test.db, poster: connection.sending, now: () => at, log, onResumed }, signal);
}

function send(): Promise<number> {
  const { sending: poster, directory } = connection;
  return sendOwedNotices({ db: test.db, poster, directory, now: () => at, log, onDeadToken: () => undefined }, signal);
}

function said(channelId: string): readonly string[] {
  return sandbox.world.messages(channelId).map(({ message }) => textsOf(message).join('\n'));
}
