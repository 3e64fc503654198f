import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { planDueDigests } from '../../../src/delivery/planning/plan.ts';
import { planNow } from '../../../src/delivery/planning/plan-now.ts';
import {
  type Claim,
  claimDelivery,
  markSending,
  markSent,
  postponeDelivery,
  settleDelivery,
} from '../../../src/store/delivery/deliveries.ts';
import { findLastPost, listReceipts } from '../../../src/store/delivery/receipts.ts';
import { listKinds, suspendDestination } from '../../../src/store/servers/destinations.ts';
import { editWishes, setPublishing, type WishesEdit } from '../../../src/store/servers/editing.ts';
import { pauseSubscription, resumePaused } from '../../../src/store/servers/pausing.ts';
import { findSubscription } from '../../../src/store/servers/subscriptions.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { untilBlocked } from '../../support/database/locks.ts';
import { silentLog as log } from '../../support/log.ts';
import { holdList } from '../../support/papers/lists.ts';
import { manyCounted } from '../../support/papers/papers.ts';
import { GUILD, OTHER_GUILD, saveUsual } from '../../support/papers/subscriptions.ts';

const FROM = '211';
const TO = '212';
const madeAt = new Date('2026-03-11T08:00:00Z');
const slotAt = new Date('2026-03-11T09:00:00Z');
const DAY = 24 * 3_600_000;
const later = (ms: number) => new Date(slotAt.getTime() + ms);
const signal = new AbortController().signal;

let test: TestDatabase;
let db: TestDatabase['db'];
beforeAll(async () => {
  test = await createTestDatabase();
  db = test.db;
});
afterAll(() => test?.[Symbol.asyncDispose]());
beforeEach(async () => {
  for (const table of ['digest', 'shown', 'subscription', 'destination', 'listing', 'list_read'] as const)
    await db.deleteFrom(table).execute();
  await saveDay('2026-03-10', 0);
});

const saveDay = (text: string, seed: number, papers = 25) => holdList(db, text, manyCounted(papers, seed), madeAt);
const plan = (at: Date) => planDueDigests(db, { now: () => at, log, signal });
const claim = async (at: Date): Promise<Claim> => {
  const claimed = await claimDelivery(db, { at, leaseMs: 60_000 });
  if (claimed === undefined) throw new Error('nothing is owed');
  return claimed;
};
/** Sends what is owed, wherever that is. */
async function deliver(at: Date): Promise<Claim> {
  const claimed = await claim(at);
  await markSending(db, claimed, 0, at);
  await markSent(db, claimed, 0, { messageId: '411', at });
  await settleDelivery(db, claimed, at);
  return claimed;
}
const wishes = { topics: [], threads: 'on-demand', silent: true } as const;
const move = (id: string, at: Date, { channel = { id: TO }, ...others }: Partial<WishesEdit> = {}, guildId = GUILD) =>
  editWishes(db, guildId, id, { edit: { ...wishes, channel, ...others }, at });
const shownIn = async (channelId: string) =>
  (await db.selectFrom('shown').select('paper_id').where('channel_id', '=', channelId).execute()).length;
const daysOf = async () =>
  (await db.selectFrom('digest').select(['channel_id', 'list_days']).orderBy('planned_at').execute()).map(
    ({ channel_id, list_days }) => `${channel_id} ${list_days.join()}`,
  );
const missed = async () => (await db.selectFrom('missed_list').select('list_day').execute()).map((row) => row.list_day);

describe('a subscription that moves', () => {
  it('posts in the other channel from then on, and keeps its slot and all else', async () => {
    const before = await saveUsual(db, madeAt);
    const changed = await move(before.id, later(-1), { channel: { id: TO, kind: 'forum' } });
    expect(changed).toEqual({ ...before, channelId: TO, changedAt: later(-1) });
    expect(await listKinds(db, [TO])).toEqual(new Map([[TO, 'forum']]));
    expect(await plan(slotAt)).toBe(1);
    expect((await claim(slotAt)).channelId).toBe(TO);
  });

  it('posts nothing there of what was delivered, and the next list as ever', async () => {
    const { id } = await saveUsual(db, madeAt);
    await plan(slotAt);
    await deliver(slotAt);
    await move(id, later(60_000));
    expect(await plan(later(120_000))).toBe(0);
    await saveDay('2026-03-11', 100);
    expect(await plan(later(DAY))).toBe(1);
    expect(await daysOf()).toEqual([`${FROM} 2026-03-10`, `${TO} 2026-03-11`]);
    expect(await shownIn(FROM)).toBe(3);
    expect(await missed()).toEqual([]);
  });

  it('takes along what is owed and has not begun to be sent: it is owed there at once, and here no more', async () => {
    const { id } = await saveUsual(db, madeAt);
    await plan(slotAt);
    const held = await claim(slotAt);
    const changed = await move(id, later(60_000));
    expect(changed).toMatchObject({ coveredThrough: '2026-03-09' });
    expect(await shownIn(FROM)).toBe(0);
    expect(await markSending(db, held, 0, later(61_000))).toBe(false);
    expect(await plan(later(62_000))).toBe(1);
    expect(await daysOf()).toEqual([`${TO} 2026-03-10`]);
    expect((await deliver(later(62_000))).channelId).toBe(TO);
    expect(await shownIn(TO)).toBe(3);
    expect(await plan(later(120_000))).toBe(0);
    expect((await findSubscription(db, GUILD, id))?.nextAt).toEqual(later(DAY));
  });

  it('leaves what has begun to be sent where it was begun', async () => {
    const { id } = await saveUsual(db, madeAt);
    await plan(slotAt);
    const held = await claim(slotAt);
    await markSending(db, held, 0, slotAt);
    await move(id, later(60_000));
    expect(await plan(later(61_000))).toBe(0);
    expect(await claim(later(120_000))).toMatchObject({ id: held.id, channelId: FROM });
    expect(await shownIn(FROM)).toBe(3);
  });

  it('leaves what begins to be sent at this very moment, too', async () => {
    const { id } = await saveUsual(db, madeAt);
    await plan(slotAt);
    const held = await claim(slotAt);
    let moved: Promise<unknown> | undefined;
    await db.transaction().execute(async (tx) => {
      expect(await markSending(tx, held, 0, slotAt)).toBe(true);
      moved = move(id, later(1));
      // The move has come to the part that this transaction holds.
      await untilBlocked(db);
    });
    await moved;
    expect(await plan(later(61_000))).toBe(0);
    expect(await daysOf()).toEqual([`${FROM} 2026-03-10`]);
  });

  it('takes nothing along of a list of which a post was delivered: not its second ten papers either', async () => {
    const { id } = await saveUsual(db, madeAt);
    await plan(slotAt);
    await deliver(slotAt);
    await planNow(db, { guildId: GUILD, subscriptionId: id, now: () => later(60_001) });
    await move(id, later(120_000));
    expect(await plan(later(180_000))).toBe(0);
    expect(await daysOf()).toEqual([`${FROM} 2026-03-10`]);
    expect(await missed()).toEqual([]);
  });

  it('is led to an older list that was owed still when a newer one was delivered', async () => {
    const { id } = await saveUsual(db, madeAt);
    await plan(slotAt);
    await postponeDelivery(db, await claim(slotAt), { dueAt: later(10 * DAY), reason: 'retry 500' });
    await saveDay('2026-03-11', 100);
    await plan(later(DAY));
    await deliver(later(DAY));
    await move(id, later(DAY + 60_000));
    expect(await plan(later(DAY + 120_000))).toBe(0);
    expect(await missed()).toEqual(['2026-03-10']);
    expect(await findSubscription(db, GUILD, id)).toMatchObject({ coveredThrough: '2026-03-11' });
  });

  it('takes along every list that is owed, once', async () => {
    const { id } = await saveUsual(db, madeAt);
    await plan(slotAt);
    await saveDay('2026-03-11', 100);
    await plan(later(DAY));
    await move(id, later(DAY + 60_000));
    expect(await plan(later(DAY + 120_000))).toBe(1);
    expect(await daysOf()).toEqual([`${TO} 2026-03-11,2026-03-10`]);
    expect(await missed()).toEqual([]);
  });

  it('posts no paper that the other channel was shown', async () => {
    const other = await saveUsual(db, madeAt, { channelId: TO, papers: 10 });
    await plan(slotAt);
    await deliver(slotAt);
    const { id } = await saveUsual(db, later(1), { topics: ['agents'], nextAt: later(60_000), papers: 10 });
    await db
      .updateTable('subscription')
      .set({ topics: ['robotics'] })
      .where('id', '=', other.id)
      .execute();
    await move(id, later(2), { topics: [] });
    await plan(later(60_000));
    const rows = await db.selectFrom('shown').select(['paper_id', 'digest_id']).where('channel_id', '=', TO).execute();
    expect(new Set(rows.map((row) => row.digest_id)).size).toBe(2);
    expect(rows).toHaveLength(20);
  });

  it('keeps what it is owed while it is paused', async () => {
    const { id } = await saveUsual(db, madeAt);
    await plan(slotAt);
    await pauseSubscription(db, GUILD, id, later(1));
    await move(id, later(2));
    expect(await plan(later(3))).toBe(0);
    await resumePaused(db, GUILD, id, later(4));
    expect(await plan(later(5))).toBe(1);
    expect(await daysOf()).toEqual([`${TO} 2026-03-10`]);
  });

  it('is active again after a channel that Discord refused, and a channel that it refused before is, too', async () => {
    const { id } = await saveUsual(db, madeAt);
    await saveUsual(db, madeAt, { channelId: TO, topics: ['agents'] });
    await plan(slotAt);
    for (const channelId of [FROM, TO]) {
      const refusal = { reason: 'no-access', code: '50001', at: later(1), recheckAt: later(DAY) } as const;
      await suspendDestination(db, channelId, refusal);
    }
    expect(await move(id, later(2))).not.toHaveProperty('suspended');
    const states = await db.selectFrom('destination').select(['channel_id', 'suspended_at']).execute();
    expect(states).toContainEqual({ channel_id: TO, suspended_at: null });
    expect(states).toContainEqual({ channel_id: FROM, suspended_at: later(1) });
    expect(await plan(later(3))).toBe(1);
  });

  it('is published to followers of another channel for announcements, and of no other', async () => {
    const { id } = await saveUsual(db, madeAt);
    await setPublishing(db, GUILD, id, true);
    expect(await move(id, later(1), { channel: { id: TO, kind: 'announcement' } })).toMatchObject({ publishes: true });
    expect(await move(id, later(2), { channel: { id: FROM, kind: 'text' } })).toMatchObject({ publishes: false });
  });

  it('keeps its receipts, each with the channel that it was posted in', async () => {
    const { id } = await saveUsual(db, madeAt);
    await plan(slotAt);
    await deliver(slotAt);
    await move(id, later(60_000));
    expect(await findLastPost(db, GUILD, id)).toMatchObject({ channelId: FROM, messageIds: ['411'] });
    expect(await listReceipts(db, GUILD, id, { limit: 5 })).toMatchObject([{ channelId: FROM, outcome: 'posted' }]);
  });
});

describe('a move that cannot be', () => {
  it('to a channel with a subscription to the same topics changes nothing', async () => {
    const { id } = await saveUsual(db, madeAt);
    await saveUsual(db, madeAt, { channelId: TO, topics: ['agents'] });
    await plan(slotAt);
    const before = await findSubscription(db, GUILD, id);
    expect(await move(id, later(1), { topics: ['agents'] })).toBe('taken');
    expect(await findSubscription(db, GUILD, id)).toEqual(before);
    expect(await shownIn(FROM)).toBe(3);
  });

  it('of another server’s subscription finds none', async () => {
    const { id } = await saveUsual(db, madeAt);
    expect(await move(id, later(1), {}, OTHER_GUILD)).toBeUndefined();
    expect(await findSubscription(db, GUILD, id)).toMatchObject({ channelId: FROM });
  });
});
