import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { oweResumedNotice, oweSuspensionNotice, oweWelcome } from '../../../src/delivery/notices/notices.ts';
import { sendOwedNotices } from '../../../src/delivery/notices/send-notices.ts';
import type { SendOutcome } from '../../../src/domain/outcomes.ts';
import { resumeDestination } from '../../../src/store/servers/destinations.ts';
import { takeDirectMessage } from '../../../src/store/servers/direct-messages.ts';
import { markJoined, markLeft, markUnavailable, setNoticeChannel } from '../../../src/store/servers/guilds.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { emptyDatabase } from '../../support/database/emptying.ts';
import { subscribeChannel, suspendChannel } from '../../support/discord/channels.ts';
import { createFakeDirectory, type FakeDirectory } from '../../support/discord/directory.ts';
import { createFakePoster, type FakePoster } from '../../support/discord/poster.ts';
import { createMemoryLog } from '../../support/log.ts';

const GUILD = '100000000000000001';
const CHANNEL = '200000000000000001';
const LOG = '200000000000000002';
const SYSTEM = '200000000000000003';
const ADA = '300000000000000001';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const signal = new AbortController().signal;
let test: TestDatabase;
let poster: FakePoster;
let directory: FakeDirectory;
let memory: ReturnType<typeof createMemoryLog>;
let at: Date;
let deadTokens: number;

beforeAll(async () => {
  test = await createTestDatabase();
});
beforeEach(async () => {
  await emptyDatabase(test.db);
  at = new Date('2026-03-11T09:00:00Z');
  poster = createFakePoster(() => at);
  directory = createFakeDirectory();
  memory = createMemoryLog();
  deadTokens = 0;
  await subscribeChannel(test.db, { guildId: GUILD, channelId: CHANNEL, createdBy: ADA }, at);
});
afterAll(() => test.close());

describe('a suspension', () => {
  it('is told once in seven days, and then again if it has happened again', async () => {
    await setNoticeChannel(test.db, GUILD, LOG);
    await suspendChannel(test.db, CHANNEL, at);
    const owed = await Promise.all([owe(), owe(), owe()]);
    expect(owed.filter(Boolean)).toHaveLength(1);
    expect(await send()).toBe(1);
    at = later(3 * 24 * HOUR);
    expect(await owe()).toBe(false);
    expect(await send()).toBe(0);
    at = later(4 * 24 * HOUR);
    expect(await owe()).toBe(true);
    expect(await send()).toBe(1);
    expect(places()).toEqual([LOG, LOG]);
    expect(poster.text(0)).toContain(`<#${CHANNEL}>`);
    expect(poster.text(0)).toContain('*Send Messages*');
  });

  it('is not told if it was mended before, and does not hold back the next', async () => {
    await setNoticeChannel(test.db, GUILD, LOG);
    await suspendChannel(test.db, CHANNEL, at);
    await owe();
    await resumeDestination(test.db, CHANNEL, at);
    expect(await send()).toBe(0);
    await suspendChannel(test.db, CHANNEL, at);
    expect(await owe()).toBe(true);
    expect(await send()).toBe(1);
  });

  it('is not told if nothing is subscribed there any more', async () => {
    await setNoticeChannel(test.db, GUILD, LOG);
    await suspendChannel(test.db, CHANNEL, at);
    await owe();
    await test.db.deleteFrom('subscription').execute();
    expect(await send()).toBe(0);
    expect(poster.tries).toBe(0);
  });

  it('is told in no server that was left', async () => {
    await setNoticeChannel(test.db, GUILD, LOG);
    await suspendChannel(test.db, CHANNEL, at);
    await owe();
    await markLeft(test.db, GUILD, at);
    expect(await send()).toBe(0);
    expect(await test.db.selectFrom('notice').select('id').execute()).toEqual([]);
  });

  it('waits while there is an outage of the server', async () => {
    await setNoticeChannel(test.db, GUILD, LOG);
    await markJoined(test.db, { guildId: GUILD, isAvailable: true }, at);
    await suspendChannel(test.db, CHANNEL, at);
    await owe();
    await markUnavailable(test.db, GUILD, at);
    expect(await send()).toBe(0);
    expect(poster.tries).toBe(0);
    await markJoined(test.db, { guildId: GUILD, isAvailable: true }, at);
    at = later(10 * MINUTE);
    expect(await send()).toBe(1);
  });

  it('is no news after a week', async () => {
    await setNoticeChannel(test.db, GUILD, LOG);
    await suspendChannel(test.db, CHANNEL, at);
    await owe();
    at = later(7 * 24 * HOUR);
    expect(await send()).toBe(0);
    expect(await ended()).toEqual({ state: 'given-up', reason: 'expired' });
  });
});

describe('where it goes', () => {
  beforeEach(() => suspendChannel(test.db, CHANNEL, at));

  it('the chosen channel, else the system channel, else its subscriber', async () => {
    await setNoticeChannel(test.db, GUILD, LOG);
    directory.systemChannels.set(GUILD, SYSTEM);
    directory.members.set(`${GUILD} ${ADA}`, true);
    await owe();
    await send();
    expect(places()).toEqual([LOG]);
  });

  it.each([
    ['50001', 'suspend'],
    ['50013', 'suspend'],
    ['10003', 'suspend'],
    ['50007', 'rejected'],
  ] as const)('a place that refuses with %s leads to the next', async (code, kind) => {
    await setNoticeChannel(test.db, GUILD, LOG);
    directory.systemChannels.set(GUILD, SYSTEM);
    await owe();
    poster.failNext('before', refusal(kind, code));
    expect(await send()).toBe(1);
    expect(places()).toEqual([SYSTEM]);
  });

  it('is not asked again where it was refused, if Discord fails at the next place', async () => {
    await setNoticeChannel(test.db, GUILD, LOG);
    directory.systemChannels.set(GUILD, SYSTEM);
    await owe();
    poster.failNext('before', refusal('suspend', '50013'));
    directory.failures.push({ kind: 'retry', code: 'ECONNREFUSED' });
    expect(await send()).toBe(0);
    at = later(MINUTE);
    expect(await send()).toBe(1);
    expect(places()).toEqual([SYSTEM]);
    expect(poster.tries).toBe(2);
  });

  it('never the channel that refuses, nor another that is known to', async () => {
    await subscribeChannel(test.db, { guildId: GUILD, channelId: LOG }, at);
    await suspendChannel(test.db, LOG, at);
    await setNoticeChannel(test.db, GUILD, LOG);
    directory.systemChannels.set(GUILD, CHANNEL);
    directory.members.set(`${GUILD} ${ADA}`, true);
    await owe();
    expect(await send()).toBe(1);
    expect(places()).toEqual([`dm-${ADA}`]);
    expect(poster.tries).toBe(1);
  });

  it.each([
    ['has left', undefined],
    ['may manage the server no more', false],
  ])('not the subscriber if that person %s: then nowhere, and the log says so', async (_what, rights) => {
    if (rights !== undefined) directory.members.set(`${GUILD} ${ADA}`, rights);
    await owe();
    expect(await send()).toBe(0);
    expect(directory.opened).toEqual([]);
    expect(await ended()).toMatchObject({ state: 'given-up', reason: expect.stringContaining('subscriber') });
    expect(memory.lines.join()).toContain('notice reaches nobody');
  });

  it('forgets who it might have gone to', async () => {
    await setNoticeChannel(test.db, GUILD, LOG);
    await owe();
    await send();
    expect(await test.db.selectFrom('notice').select('subscriber_id').execute()).toEqual([{ subscriber_id: null }]);
  });
});

describe('direct messages', () => {
  beforeEach(() => suspendChannel(test.db, CHANNEL, at));

  it('are ten an hour for the whole bot, and the rest waits', async () => {
    await oweToPeople(23);
    const counts = await Promise.all([send(), send(), send()]);
    expect(counts.reduce((sum, count) => sum + count)).toBe(10);
    at = later(59 * MINUTE);
    expect(await send()).toBe(0);
    at = later(2 * MINUTE);
    expect(await send()).toBe(10);
    at = later(61 * MINUTE);
    expect(await send()).toBe(3);
    expect(new Set(directory.opened).size).toBe(23);
    expect(directory.opened).toHaveLength(23);
  });

  it('are taken one by one, whoever takes them together', async () => {
    const taken = await Promise.all(
      Array.from({ length: 30 }, () => takeDirectMessage(test.db, { at, everyMs: HOUR })),
    );
    expect(taken.filter(Boolean).length).toBeLessThanOrEqual(10);
  });

  it.each(['50007', '50278', '10013', '50033'])('that are refused with %s are given up', async (code) => {
    directory.members.set(`${GUILD} ${ADA}`, true);
    await owe();
    poster.failNext('before', refusal('rejected', code));
    expect(await send()).toBe(0);
    expect(await ended()).toMatchObject({ state: 'given-up', reason: expect.stringContaining(code) });
    expect(errors()).toEqual([]);
  });

  it('stop for a quarter of an hour if Discord finds them too fast', async () => {
    await oweToPeople(2);
    directory.refusals.push({ kind: 'rejected', code: '40003' });
    expect(await send()).toBe(0);
    at = later(14 * MINUTE);
    expect(await send()).toBe(0);
    expect(directory.opened).toEqual([]);
    at = later(HOUR);
    expect(await send()).toBe(2);
  });

  it.each(['at opening', 'at posting'])('stop for a day if Discord takes the bot for a spammer %s', async (when) => {
    await oweToPeople(2);
    if (when === 'at opening') directory.refusals.push({ kind: 'rejected', code: '20026' });
    else poster.failNext('before', refusal('rejected', '20026'));
    expect(await send()).toBe(0);
    at = later(23 * HOUR);
    expect(await send()).toBe(0);
    expect(poster.messages).toEqual([]);
    expect(errors()).toEqual(['direct messages stopped']);
    at = later(2 * HOUR);
    expect(await send()).toBe(2);
  });
});

describe('a notice', () => {
  beforeEach(async () => {
    await suspendChannel(test.db, CHANNEL, at);
    await setNoticeChannel(test.db, GUILD, LOG);
    await owe();
  });

  it('is posted once though only the answer was lost', async () => {
    poster.failNext('after', { kind: 'unknown', code: 'ECONNRESET' });
    expect(await send()).toBe(0);
    at = later(MINUTE);
    expect(await send()).toBe(1);
    expect(poster.messages).toHaveLength(1);
  });

  it('is found again after Discord has forgotten its nonce', async () => {
    poster.failNext('after', { kind: 'unknown', code: 'ECONNRESET' });
    await send();
    poster.forgetNonces();
    at = later(HOUR);
    expect(await send()).toBe(1);
    expect(poster.messages).toHaveLength(1);
    expect(await ended()).toMatchObject({ state: 'sent' });
  });

  it('is seen through where it was begun, though another channel was chosen meanwhile and all is mended', async () => {
    poster.failNext('after', { kind: 'unknown', code: 'ECONNRESET' });
    await send();
    await setNoticeChannel(test.db, GUILD, SYSTEM);
    await resumeDestination(test.db, CHANNEL, at);
    at = later(MINUTE);
    expect(await send()).toBe(1);
    expect(places()).toEqual([LOG]);
  });

  it('is taken up by another process after a crash, and sent by one of many', async () => {
    poster.failNext('after', new Error('killed'));
    expect(await send()).toBe(0);
    expect(await send()).toBe(0);
    at = later(4 * MINUTE);
    const counts = await Promise.all([send(), send(), send()]);
    expect(counts.reduce((sum, count) => sum + count)).toBe(1);
    expect(poster.messages).toHaveLength(1);
  });

  it('stands still with everything else while Discord blocks all sending', async () => {
    poster.failNext('before', { kind: 'blocked', afterMs: MINUTE, code: 'html' });
    expect(await send()).toBe(0);
    expect(await send()).toBe(0);
    expect(poster.tries).toBe(1);
    at = later(2 * MINUTE);
    expect(await send()).toBe(1);
  });

  it('tells of a dead token', async () => {
    poster.failNext('before', { kind: 'dead-token', code: '0' });
    expect(await send()).toBe(0);
    expect(deadTokens).toBe(1);
    expect(await ended()).toMatchObject({ state: 'owed' });
  });

  it('that Discord does not take is a fault of ours', async () => {
    poster.failNext('before', refusal('rejected', '50035'));
    expect(await send()).toBe(0);
    expect(errors()).toEqual(['notice refused']);
  });
});

describe('other notices', () => {
  it('say in the channel itself that it is posted to again, if it still is', async () => {
    await oweResumedNotice(test.db, { guildId: GUILD, channelId: CHANNEL, at });
    expect(await send()).toBe(1);
    expect(places()).toEqual([CHANNEL]);
    expect(poster.text(0)).toContain('Paperboy posts here again.');
    await oweResumedNotice(test.db, { guildId: GUILD, channelId: CHANNEL, at });
    await suspendChannel(test.db, CHANNEL, at);
    expect(await send()).toBe(0);
  });

  it('welcome in the system channel, otherwise nowhere', async () => {
    await setNoticeChannel(test.db, GUILD, LOG);
    await oweWelcome(test.db, { guildId: GUILD, at });
    expect(await send()).toBe(0);
    directory.systemChannels.set(GUILD, SYSTEM);
    await oweWelcome(test.db, { guildId: GUILD, at });
    expect(await send()).toBe(1);
    expect(places()).toEqual([SYSTEM]);
    expect(errors()).toEqual([]);
  });
});

function owe() {
  return oweSuspensionNotice(test.db, {
    guildId: GUILD,
    channelId: CHANNEL,
    reason: 'missing-permission',
    subscriberId: ADA,
    at,
  });
}

/** A notice in each of many servers, whose only place is the person who subscribed. */
async function oweToPeople(count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    const number = String(index).padStart(2, '0');
    const [guildId, channelId, subscriberId] = [`1100${number}`, `2100${number}`, `3100${number}`];
    await subscribeChannel(test.db, { guildId, channelId }, at);
    await suspendChannel(test.db, channelId, at);
    directory.members.set(`${guildId} ${subscriberId}`, true);
    await oweSuspensionNotice(test.db, { guildId, channelId, reason: 'no-access', subscriberId, at });
  }
}

function send(): Promise<number> {
  const { log } = memory;
  const onDeadToken = () => {
    deadTokens += 1;
  };
  return sendOwedNotices({ db: test.db, poster, directory, now: () => at, log, onDeadToken }, signal);
}

function places(): readonly string[] {
  return poster.messages.map(({ channelId }) => channelId);
}

function refusal(kind: 'suspend' | 'rejected', code: string): SendOutcome {
  return kind === 'suspend' ? { kind, reason: 'missing-permission', code } : { kind, code };
}

function ended() {
  return test.db.selectFrom('notice').select(['state', 'reason']).executeTakeFirst();
}

function errors(): readonly string[] {
  return memory.lines
    .map((line) => JSON.parse(line))
    .flatMap(({ level, message }) => (level === 'error' ? [message] : []));
}

function later(ms: number): Date {
  return new Date(at.getTime() + ms);
}
