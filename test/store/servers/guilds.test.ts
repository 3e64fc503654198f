import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { oweRoleNotice } from '../../../src/delivery/notices/notices.ts';
import { planNow } from '../../../src/delivery/planning/plan-now.ts';
import { recheckDelayMs } from '../../../src/domain/backoff.ts';
import { claimDelivery } from '../../../src/store/delivery/deliveries.ts';
import { claimRecheck, resumeDestination } from '../../../src/store/servers/destinations.ts';
import { forgetGoneGuilds } from '../../../src/store/servers/forgetting.ts';
import {
  findNoticeChannel,
  isUnavailable,
  markJoined,
  markLeft,
  markUnavailable,
  reconcileGuilds,
  setNoticeChannel,
} from '../../../src/store/servers/guilds.ts';
import { dropRole, hastenRecheck, listSuspended, suspendGoneChannel } from '../../../src/store/servers/mending.ts';
import { listSubscriptions } from '../../../src/store/servers/subscriptions.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { emptyDatabase } from '../../support/database/emptying.ts';
import { countOfServer, fillServer } from '../../support/database/servers.ts';
import { subscribeChannel, suspendChannel } from '../../support/discord/channels.ts';
import { holdList } from '../../support/papers/lists.ts';
import { manyCounted } from '../../support/papers/papers.ts';

const AT = new Date('2026-03-11T08:30:00Z');
const GUILD = '100000000000000001';
const OTHER = '100000000000000002';
const CHANNEL = '200000000000000001';
const DAYS = 24 * 3_600_000;
let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
});
beforeEach(() => emptyDatabase(test.db));
afterAll(() => test.close());

describe('the servers', () => {
  it('are compared with the gateway: new ones have joined, missing ones have left, once for all who compare', async () => {
    expect(await reconcileGuilds(test.db, [seen(GUILD), seen(OTHER)], AT)).toEqual({
      isFirst: true,
      joined: [seen(GUILD), seen(OTHER)],
      left: [],
    });
    const next = [seen(GUILD), seen('100000000000000003')];
    const both = await Promise.all([
      reconcileGuilds(test.db, next, later(1)),
      reconcileGuilds(test.db, next, later(1)),
    ]);
    expect(both.flatMap(({ joined }) => joined)).toEqual([seen('100000000000000003')]);
    expect(both.flatMap(({ left }) => left)).toEqual([OTHER]);
    expect(both.map(({ isFirst }) => isFirst)).toEqual([false, false]);
  });

  it('are all empty only once, however many processes begin together', async () => {
    const both = await Promise.all([1, 2, 3].map(() => reconcileGuilds(test.db, [seen(GUILD)], AT)));
    expect(both.filter(({ isFirst }) => isFirst)).toHaveLength(1);
    expect(both.flatMap(({ joined }) => joined)).toHaveLength(1);
  });

  it('are not left because of an outage, and are known to be out', async () => {
    await reconcileGuilds(test.db, [seen(GUILD)], AT);
    expect(await reconcileGuilds(test.db, [{ guildId: GUILD, isAvailable: false }], later(1))).toMatchObject({
      joined: [],
      left: [],
    });
    expect(await isUnavailable(test.db, GUILD)).toBe(true);
    expect(await markJoined(test.db, seen(GUILD), later(2))).toBe(false);
    expect(await isUnavailable(test.db, GUILD)).toBe(false);
    await markUnavailable(test.db, GUILD, later(3));
    expect(await isUnavailable(test.db, GUILD)).toBe(true);
    expect(await isUnavailable(test.db, OTHER)).toBe(false);
  });

  it('that were left and joined again while nobody listened have joined again', async () => {
    await reconcileGuilds(test.db, [seen(GUILD)], AT);
    const again = { ...seen(GUILD), joinedAt: later(1) };
    expect((await reconcileGuilds(test.db, [again], later(2))).joined).toEqual([again]);
    expect((await reconcileGuilds(test.db, [again], later(3))).joined).toEqual([]);
  });

  it('are joined once, whoever tells it', async () => {
    const told = await Promise.all([1, 2, 3].map(() => markJoined(test.db, seen(GUILD), AT)));
    expect(told.filter(Boolean)).toHaveLength(1);
  });

  it('keep what was chosen for notices, also if that came first', async () => {
    await setNoticeChannel(test.db, GUILD, CHANNEL);
    expect(await markJoined(test.db, seen(GUILD), AT)).toBe(true);
    expect(await findNoticeChannel(test.db, GUILD)).toBe(CHANNEL);
    await setNoticeChannel(test.db, GUILD, undefined);
    expect(await findNoticeChannel(test.db, GUILD)).toBeUndefined();
    expect(await findNoticeChannel(test.db, OTHER)).toBeUndefined();
  });
});

describe('a server that was left', () => {
  beforeEach(async () => {
    await holdList(test.db, '2026-03-10', manyCounted(5), AT);
    await reconcileGuilds(test.db, [seen(GUILD)], AT);
  });

  it('is sent nothing, asked nothing, and keeps its subscriptions', async () => {
    const id = await subscribeChannel(test.db, { guildId: GUILD, channelId: CHANNEL }, AT);
    await planNow(test.db, { guildId: GUILD, subscriptionId: id, now: () => AT });
    await suspendChannel(test.db, CHANNEL, AT);
    expect(await markLeft(test.db, GUILD, later(1))).toBe(true);
    expect(await markLeft(test.db, GUILD, later(2))).toBe(false);
    expect(await claimDelivery(test.db, { at: later(20 * DAYS), leaseMs: 1 })).toBeUndefined();
    expect(await recheckAt(later(20 * DAYS))).toBeUndefined();
    const [kept] = await listSubscriptions(test.db, GUILD);
    expect(kept?.suspended).toEqual({ reason: 'channel-gone', since: later(1) });
  });

  it('resumes when it comes back', async () => {
    const id = await subscribeChannel(test.db, { guildId: GUILD, channelId: CHANNEL }, AT);
    await planNow(test.db, { guildId: GUILD, subscriptionId: id, now: () => AT });
    await markLeft(test.db, GUILD, later(1));
    expect(await markJoined(test.db, { ...seen(GUILD), joinedAt: later(2 * DAYS) }, later(2 * DAYS))).toBe(true);
    // Not gone any more: what is gone for 30 days is forgotten.
    expect((await listSubscriptions(test.db, GUILD))[0]?.suspended?.reason).toBe('no-access');
    expect(await recheckAt(later(2 * DAYS))).toMatchObject({ channelId: CHANNEL });
    await resumeDestination(test.db, CHANNEL, later(2 * DAYS));
    expect(await claimDelivery(test.db, { at: later(2 * DAYS), leaseMs: 1 })).toBeDefined();
  });

  it('does not resume a channel that was deleted before', async () => {
    await subscribeChannel(test.db, { guildId: GUILD, channelId: CHANNEL }, AT);
    await suspendGoneChannel(test.db, CHANNEL, AT);
    await markLeft(test.db, GUILD, later(1));
    await markJoined(test.db, seen(GUILD), later(2));
    expect(await recheckAt(later(3))).toBeUndefined();
    expect((await listSubscriptions(test.db, GUILD))[0]?.suspended).toEqual({ reason: 'channel-gone', since: AT });
  });

  it('is forgotten with all that is kept of it after 30 days, and no other is', async () => {
    await setNoticeChannel(test.db, GUILD, CHANNEL);
    await fillServer(test.db, { guildId: GUILD, channelId: CHANNEL }, AT);
    await fillServer(test.db, { guildId: OTHER, channelId: '200000000000000002' }, AT);
    const ofOther = await countOfServer(test.db, OTHER);
    await markLeft(test.db, GUILD, later(1));
    expect(await forgetGoneGuilds(test.db, later(30 * DAYS - 1))).toEqual({ guilds: 0, subscriptions: 0 });
    expect(Object.entries(ofOther).filter(([, count]) => count === 0)).toEqual([]);
    // Nobody is told anything there any more, but by whoever learns of the leaving later.
    expect(await countOfServer(test.db, GUILD)).toEqual({ ...ofOther, notice: 0 });
    await oweRoleNotice(test.db, { guildId: GUILD, channelId: CHANNEL, at: later(20 * DAYS) });
    expect(await forgetGoneGuilds(test.db, later(30 * DAYS))).toEqual({ guilds: 0, subscriptions: 0 });
    expect(await forgetGoneGuilds(test.db, later(1 + 30 * DAYS))).toEqual({ guilds: 1, subscriptions: 0 });
    expect(Object.entries(await countOfServer(test.db, GUILD)).filter(([, count]) => count > 0)).toEqual([]);
    expect(await countOfServer(test.db, OTHER)).toEqual(ofOther);
    const shown = await test.db.selectFrom('shown').select('channel_id').distinct().execute();
    expect(shown).toEqual([{ channel_id: '200000000000000002' }]);
  });
});

describe('a channel that was deleted', () => {
  it('is suspended for good, tells whom it concerns once, and is no notice channel', async () => {
    await setNoticeChannel(test.db, GUILD, CHANNEL);
    await subscribeChannel(test.db, { guildId: GUILD, channelId: CHANNEL, createdBy: '301' }, AT);
    await subscribeChannel(
      test.db,
      { guildId: GUILD, channelId: CHANNEL, createdBy: '302', topics: ['agents'] },
      later(1),
    );
    expect(await suspendGoneChannel(test.db, CHANNEL, later(2))).toEqual({
      guildId: GUILD,
      channelId: CHANNEL,
      subscriberId: '302',
    });
    expect(await suspendGoneChannel(test.db, CHANNEL, later(3))).toBeUndefined();
    expect(await recheckAt(later(20 * DAYS))).toBeUndefined();
    expect(await findNoticeChannel(test.db, GUILD)).toBeUndefined();
    expect(await suspendGoneChannel(test.db, '200000000000000009', later(3))).toBeUndefined();
  });

  it('counts from its deletion, though it was suspended before, and is forgotten after 30 days', async () => {
    await subscribeChannel(test.db, { guildId: GUILD, channelId: CHANNEL }, AT);
    await suspendChannel(test.db, CHANNEL, AT);
    await suspendGoneChannel(test.db, CHANNEL, later(20 * DAYS));
    expect(await forgetGoneGuilds(test.db, later(49 * DAYS))).toEqual({ guilds: 0, subscriptions: 0 });
    expect(await forgetGoneGuilds(test.db, later(50 * DAYS))).toEqual({ guilds: 0, subscriptions: 1 });
    expect(await listSubscriptions(test.db, GUILD)).toEqual([]);
  });
});

describe('a look that the gateway brings forward', () => {
  beforeEach(async () => {
    await subscribeChannel(test.db, { guildId: GUILD, channelId: CHANNEL }, AT);
  });

  it('is of suspended channels alone', async () => {
    expect(await hastenRecheck(test.db, [CHANNEL], AT)).toBe(0);
    expect(await hastenRecheck(test.db, [], AT)).toBe(0);
    await suspendChannel(test.db, CHANNEL, AT);
    expect(await listSuspended(test.db, GUILD)).toEqual([CHANNEL]);
    expect(await listSuspended(test.db, undefined)).toEqual([CHANNEL]);
    expect(await listSuspended(test.db, OTHER)).toEqual([]);
    expect(await recheckAt(later(1))).toBeUndefined();
    expect(await hastenRecheck(test.db, [CHANNEL], later(1))).toBe(1);
    expect(await recheckAt(later(1))).toMatchObject({ channelId: CHANNEL });
  });

  it('costs no second refusal, however often the gateway says that all is well', async () => {
    await suspendChannel(test.db, CHANNEL, AT);
    let looks = 0;
    for (let minute = 1; minute < 24 * 60; minute += 10) {
      await hastenRecheck(test.db, [CHANNEL], later(minute * 60_000));
      if ((await recheckAt(later(minute * 60_000))) !== undefined) looks += 1;
    }
    expect(looks).toBe(1);
  });

  it('is not asked for again on the same day, though the channel seemed mended meanwhile', async () => {
    await suspendChannel(test.db, CHANNEL, AT);
    await hastenRecheck(test.db, [CHANNEL], later(1));
    await resumeDestination(test.db, CHANNEL, later(2));
    await suspendChannel(test.db, CHANNEL, later(3));
    expect(await hastenRecheck(test.db, [CHANNEL], later(4))).toBe(0);
    expect(await hastenRecheck(test.db, [CHANNEL], later(1 + DAYS))).toBe(1);
  });
});

describe('a role that was deleted', () => {
  it('is mentioned nowhere in its server', async () => {
    await subscribeChannel(test.db, { guildId: GUILD, channelId: CHANNEL, mentionRoleId: '401' }, AT);
    expect(await dropRole(test.db, OTHER, '401')).toEqual([]);
    expect(await dropRole(test.db, GUILD, '402')).toEqual([]);
    expect(await dropRole(test.db, GUILD, '401')).toMatchObject([{ channelId: CHANNEL }]);
    expect((await listSubscriptions(test.db, GUILD))[0]?.mentionRoleId).toBeUndefined();
  });
});

function seen(guildId: string) {
  return { guildId, joinedAt: new Date('2026-01-01T00:00:00Z'), isAvailable: true };
}

function later(ms: number): Date {
  return new Date(AT.getTime() + ms);
}

function recheckAt(at: Date) {
  return claimRecheck(test.db, { at, nextAt: (rechecks) => new Date(at.getTime() + recheckDelayMs(rechecks)) });
}
