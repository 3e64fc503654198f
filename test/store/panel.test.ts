import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { planDueDigests } from '../../src/delivery/planning/plan.ts';
import { planNow } from '../../src/delivery/planning/plan-now.ts';
import {
  claimDelivery,
  giveUpDelivery,
  markSending,
  markSent,
  postponeDelivery,
  settleDelivery,
} from '../../src/store/delivery/deliveries.ts';
import { listLastPosts, listOwedPosts, listReceipts } from '../../src/store/delivery/receipts.ts';
import { retryDelivery } from '../../src/store/delivery/retrying.ts';
import { saveList } from '../../src/store/papers/lists.ts';
import { editSubscription } from '../../src/store/servers/editing.ts';
import { pauseSubscription, resumePaused } from '../../src/store/servers/pausing.ts';
import { findSendingPause, listSourceReports } from '../../src/store/servers/status.ts';
import { findSubscription, removeSubscription } from '../../src/store/servers/subscriptions.ts';
import { createTestDatabase, type TestDatabase } from '../support/database/database.ts';
import { silentLog as log } from '../support/log.ts';
import { day, manyCounted } from '../support/papers/papers.ts';
import { GUILD, OTHER_GUILD, saveUsual } from '../support/papers/subscriptions.ts';

const madeAt = new Date('2026-03-11T08:00:00Z');
const slotAt = new Date('2026-03-11T09:00:00Z');
const later = (ms: number) => new Date(slotAt.getTime() + ms);
const signal = new AbortController().signal;

let test: TestDatabase;
let db: TestDatabase['db'];
beforeAll(async () => {
  test = await createTestDatabase();
  db = test.db;
  await saveList(db, { day: day('2026-03-09'), source: 'Hugging Face', papers: [], rejected: 0, at: madeAt });
  const papers = manyCounted(25);
  await saveList(db, { day: day('2026-03-10'), source: 'Hugging Face', papers, rejected: 0, at: madeAt });
});
afterAll(() => test?.[Symbol.asyncDispose]());
beforeEach(async () => {
  for (const table of ['digest', 'shown', 'subscription', 'destination', 'breaker'] as const) {
    await db.deleteFrom(table).execute();
  }
});

const plan = (at: Date) => planDueDigests(db, { now: () => at, log, signal });
const claim = (at: Date) => claimDelivery(db, { at, leaseMs: 60_000 });

describe('pausing', () => {
  it('is the server’s alone, keeps its instant, and ends', async () => {
    const { id } = await saveUsual(db, madeAt);
    expect(await pauseSubscription(db, OTHER_GUILD, id, madeAt)).toBeUndefined();
    expect(await pauseSubscription(db, GUILD, 'no id', madeAt)).toBeUndefined();
    expect(await pauseSubscription(db, GUILD, id, madeAt)).toMatchObject({ pausedAt: madeAt });
    expect(await pauseSubscription(db, GUILD, id, slotAt)).toMatchObject({ pausedAt: madeAt });
    expect(await resumePaused(db, OTHER_GUILD, id, slotAt)).toBeUndefined();
    expect((await findSubscription(db, GUILD, id))?.pausedAt).toBeDefined();
    expect(await resumePaused(db, GUILD, id, slotAt)).not.toHaveProperty('pausedAt');
    expect(await resumePaused(db, GUILD, id, slotAt)).toBeDefined();
  });

  it('keeps what is planned and what is not', async () => {
    const { id } = await saveUsual(db, madeAt);
    await plan(slotAt);
    await pauseSubscription(db, GUILD, id, slotAt);
    expect(await claim(later(1))).toBeUndefined();
    await resumePaused(db, GUILD, id, later(2));
    expect(await claim(later(3))).toMatchObject({ subscriptionId: id });
  });

  it('once ended, has tried at once what had been put off, unless Discord refuses the channel', async () => {
    const { id, channelId } = await saveUsual(db, madeAt);
    await plan(slotAt);
    const claimed = await claim(slotAt);
    if (claimed === undefined) throw new Error('nothing is owed');
    await postponeDelivery(db, claimed, { dueAt: later(900_000), reason: 'retry 500' });
    await db.updateTable('subscription').set({ suspended_at: slotAt, suspended_reason: 'no-access' }).execute();
    await resumePaused(db, GUILD, id, later(1));
    expect(await claim(later(2))).toBeUndefined();
    await db.updateTable('subscription').set({ suspended_at: null, suspended_reason: null }).execute();
    await resumePaused(db, GUILD, id, later(1));
    expect(await claim(later(2))).toMatchObject({ channelId });
  });
});

describe('editing', () => {
  const edit = {
    time: '10:00',
    timezone: 'Europe/Berlin',
    frequency: 'weekdays',
    papers: 7,
    minUpvotes: 2,
    nextAt: new Date('2026-03-12T09:00:00Z'),
  } as const;

  it('changes what it names and nothing else, of this server alone', async () => {
    const before = await saveUsual(db, madeAt, { topics: ['agents'] });
    expect(await editSubscription(db, OTHER_GUILD, before.id, { edit, at: madeAt })).toBeUndefined();
    expect(await editSubscription(db, GUILD, randomUUID(), { edit, at: madeAt })).toBeUndefined();
    expect(await findSubscription(db, GUILD, before.id)).toEqual(before);
    const edited = await editSubscription(db, GUILD, before.id, { edit, at: later(-1) });
    expect(edited).toEqual({ ...before, ...edit, changedAt: later(-1) });
  });

  it('posts nothing again, and leaves a slot that has come owed', async () => {
    const { id } = await saveUsual(db, madeAt);
    const late = await editSubscription(db, GUILD, id, { edit, at: later(1) });
    expect(late?.nextAt).toEqual(slotAt);
    expect(await plan(later(2))).toBe(1);
    await editSubscription(db, GUILD, id, { edit: { ...edit, nextAt: later(60_000) }, at: later(3) });
    expect(await plan(later(60_000))).toBe(0);
  });
});

describe('receipts', () => {
  it('tell what became of each slot, newest first, to this server alone', async () => {
    const { id } = await saveUsual(db, madeAt);
    await plan(slotAt);
    const [owed] = await listReceipts(db, GUILD, id, { limit: 5 });
    expect(owed).toMatchObject({
      slotAt,
      outcome: 'owed',
      listDays: ['2026-03-10'],
      messageIds: [],
      owed: { dueAt: slotAt },
    });
    expect(owed).not.toHaveProperty('sentAt');
    expect((await listOwedPosts(db, GUILD)).get(id)).toEqual(owed);
    expect(await listLastPosts(db, GUILD)).toEqual(new Map());

    await post(later(125_000), '411');
    const [posted] = await listReceipts(db, GUILD, id, { limit: 5 });
    expect(posted).toMatchObject({ outcome: 'posted', messageIds: ['411'], sentAt: later(125_000) });
    expect(posted).not.toHaveProperty('owed');
    await planNow(db, { guildId: GUILD, subscriptionId: id, now: () => later(200_000) });
    await plan(later(86_400_000 * 2));
    const receipts = await listReceipts(db, GUILD, id, { limit: 2 });
    expect(receipts.map(({ slotAt: at }) => at)).toEqual([later(86_400_000 * 2), later(200_000)]);
    expect((await listLastPosts(db, GUILD)).get(id)).toEqual(posted);
    expect((await listOwedPosts(db, GUILD)).get(id)).toMatchObject({ slotAt: later(200_000) });

    expect(await listReceipts(db, OTHER_GUILD, id, { limit: 5 })).toEqual([]);
    expect(await listReceipts(db, GUILD, '1', { limit: 5 })).toEqual([]);
    expect(await listLastPosts(db, OTHER_GUILD)).toEqual(new Map());
    expect(await listOwedPosts(db, OTHER_GUILD)).toEqual(new Map());
  });
});

describe('retrying', () => {
  it('owes again what was given up, and nothing else', async () => {
    const { id } = await saveUsual(db, madeAt);
    await plan(slotAt);
    const [receipt] = await listReceipts(db, GUILD, id, { limit: 1 });
    const digestId = receipt?.id ?? '';
    expect(await retryDelivery(db, digestId, later(1))).toBe('owed-already');
    const claimed = await claim(slotAt);
    if (claimed === undefined) throw new Error('nothing is owed');
    await giveUpDelivery(db, claimed, { reason: '50035', at: later(1) });
    expect(await claim(later(2))).toBeUndefined();

    expect(await retryDelivery(db, id, later(3))).toBe('not-found');
    expect(await retryDelivery(db, 'nothing', later(3))).toBe('not-found');
    expect(await retryDelivery(db, claimed.id, later(3))).toBe('owed');
    expect((await listReceipts(db, GUILD, id, { limit: 1 }))[0]).toMatchObject({
      outcome: 'owed',
      owed: { dueAt: later(3) },
    });
    await post(later(4), '412');
    expect(await retryDelivery(db, digestId, later(5))).toBe('posted');
  });

  it('refuses what was too late, and what nobody wants any more', async () => {
    const { id } = await saveUsual(db, madeAt);
    await plan(slotAt);
    const claimed = await claim(slotAt);
    if (claimed === undefined) throw new Error('nothing is owed');
    await giveUpDelivery(db, claimed, { reason: 'too-late', at: later(1) });
    await db.updateTable('digest').set({ outcome: 'missed' }).execute();
    expect(await retryDelivery(db, claimed.id, later(2))).toBe('missed');
    await db.updateTable('digest').set({ outcome: 'given-up' }).execute();
    await removeSubscription(db, GUILD, id);
    expect(await retryDelivery(db, claimed.id, later(2))).toBe('removed');
  });
});

describe('status', () => {
  it('tells of each source what is held and when it was heard', async () => {
    const readAt = later(0);
    await saveList(db, { day: day('2026-03-11'), source: 'Hugging Face', papers: [], rejected: 0, at: readAt });
    expect(await listSourceReports(db, day('2026-03-11'))).toEqual([
      {
        source: 'Hugging Face',
        newest: { day: '2026-03-10', papers: 25 },
        readAt,
        currentReadAt: readAt,
        changedAt: madeAt,
      },
    ]);
    const [report] = await listSourceReports(db, day('2026-03-12'));
    expect(report).not.toHaveProperty('currentReadAt');
  });

  it('tells when sending is tried again, while it stands still', async () => {
    expect(await findSendingPause(db)).toBeUndefined();
    await db.insertInto('breaker').values({ name: 'sending', open_until: slotAt, failures: 1, reason: '0' }).execute();
    expect(await findSendingPause(db)).toEqual(slotAt);
  });
});

async function post(at: Date, messageId: string): Promise<void> {
  const claimed = await claim(at);
  if (claimed === undefined) throw new Error('nothing is owed');
  await markSending(db, claimed, 0, at);
  await markSent(db, claimed, 0, { messageId, at });
  await settleDelivery(db, claimed, at);
}
