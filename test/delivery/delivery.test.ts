import type { Kysely, KyselyPlugin } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { planDueDigests } from '../../src/delivery/planning/plan.ts';
import { planNow } from '../../src/delivery/planning/plan-now.ts';
import { createDeliverer } from '../../src/delivery/sending/deliver.ts';
import { recheckSuspended } from '../../src/delivery/servers/recheck.ts';
import { createPaperPosts } from '../../src/discussion/paper-post.ts';
import { listReceipts } from '../../src/store/delivery/receipts.ts';
import { saveList } from '../../src/store/papers/lists.ts';
import type { Schema } from '../../src/store/schema.ts';
import { listSubscriptions, removeSubscription, saveSubscription } from '../../src/store/servers/subscriptions.ts';
import { createTestDatabase, type TestDatabase } from '../support/database/database.ts';
import { createFakePoster, type FakePoster } from '../support/discord/poster.ts';
import { noThreads } from '../support/discord/threads.ts';
import { silentLog as log } from '../support/log.ts';
import { day, manyCounted } from '../support/papers/papers.ts';
import { PREFERENCES } from '../support/papers/subscriptions.ts';

const GUILD = '100000000000000001';
const CHANNEL = '200000000000000001';
const signal = new AbortController().signal;
let test: TestDatabase;
let poster: FakePoster;
let at: Date;
const now = () => at;

beforeEach(async () => {
  test = await createTestDatabase();
  poster = createFakePoster(now);
  at = new Date('2026-03-11T08:30:00Z');
  await saveDay('2026-03-10', 1);
});
afterEach(() => test.close());

describe('a digest', () => {
  it('is planned at its slot, posted once, and leaves a receipt', async () => {
    await subscribe();
    expect(await plan()).toBe(0);
    at = new Date('2026-03-11T09:00:00Z');
    expect(await plan()).toBe(1);
    expect(await plan()).toBe(0);
    expect(await deliver()).toBe(1);
    expect(await deliver()).toBe(0);
    expect(poster.messages).toHaveLength(1);
    const [subscription] = await listSubscriptions(test.db, GUILD);
    const [receipt] = await listReceipts(test.db, GUILD, subscription?.id ?? '', { limit: 1 });
    expect(receipt).toMatchObject({ slotAt: at, outcome: 'posted', messageIds: [poster.messages[0]?.id] });
    expect(subscription?.nextAt).toEqual(new Date('2026-03-12T09:00:00Z'));
  });

  it('shows a channel no paper twice, whichever subscription asks', async () => {
    await subscribe();
    await subscribe({ topics: ['agents'], papers: 5 });
    at = new Date('2026-03-11T09:00:00Z');
    await test.db
      .updateTable('paper')
      .set({ topics: ['agents'] })
      .execute();
    await Promise.all([plan(), plan(), plan(), plan()]);
    const shown = await test.db.selectFrom('edition_paper').select('paper_id').execute();
    expect(new Set(shown.map((row) => row.paper_id)).size).toBe(shown.length);
    expect(shown).toHaveLength(15);
  });

  it('covers every list since the last, and the next has others', async () => {
    await subscribe({ papers: 3 });
    at = new Date('2026-03-11T09:00:00Z');
    await plan();
    await saveDay('2026-03-11', 2);
    await saveDay('2026-03-12', 3);
    at = new Date('2026-03-13T09:00:00Z');
    expect(await plan()).toBe(1);
    const digests = await test.db.selectFrom('digest').selectAll().orderBy('slot_at').execute();
    expect(digests.map((digest) => digest.list_days)).toEqual([['2026-03-10'], ['2026-03-12', '2026-03-11']]);
    const papers = await test.db.selectFrom('edition_paper').select('paper_id').execute();
    expect(new Set(papers.map((row) => row.paper_id)).size).toBe(6);
  });

  it('is not posted when there is no new list, and says why', async () => {
    await subscribe();
    at = new Date('2026-03-11T09:00:00Z');
    await plan();
    await saveDay('2026-03-11', 2);
    await saveDay('2026-03-12', 3);
    await saveDay('2026-03-13', 4);
    at = new Date('2026-03-14T09:00:00Z');
    await plan();
    at = new Date('2026-03-15T09:00:00Z');
    expect(await plan()).toBe(0);
    expect(await outcome()).toBe('nothing-new');
    await saveDay('2026-03-16', 5);
    await subscribe({ minUpvotes: 5_000 });
    at = new Date('2026-03-17T09:00:00Z');
    await plan();
    expect(await outcome()).toBe('nothing-matched');
  });

  it('stands for all slots that were missed, with every list', async () => {
    await subscribe();
    await saveDay('2026-03-11', 2);
    at = new Date('2026-03-12T15:00:00Z');
    expect(await plan()).toBe(1);
    const [digest] = await test.db.selectFrom('digest').selectAll().execute();
    expect(digest).toMatchObject({
      slot_at: new Date('2026-03-12T09:00:00Z'),
      list_days: ['2026-03-11', '2026-03-10'],
    });
    await deliver();
    expect(poster.text(0)).toContain('posted late');
  });

  it('is planned at once when a connection was lost while the lists were read', async () => {
    await subscribe();
    await subscribe({ channelId: '200000000000000002' });
    at = new Date('2026-03-11T09:00:00Z');
    expect(await planDueDigests(failingOnce(test.db, 'paper'), { now, log, signal })).toBe(2);
  });

  it('waits for a list that is not complete', async () => {
    await saveDay('2026-03-11', 2);
    await subscribe();
    at = new Date('2026-03-11T09:00:00Z');
    await plan();
    const [digest] = await test.db.selectFrom('digest').selectAll().execute();
    expect(digest?.list_days).toEqual(['2026-03-10']);
  });
});

describe('planNow', () => {
  it('posts at once, and leaves nothing of that list for the slot', async () => {
    const { id } = await subscribe();
    await planNow(test.db, { guildId: GUILD, subscriptionId: id, now });
    await deliver();
    expect(poster.messages).toHaveLength(1);
    at = new Date('2026-03-11T09:00:00Z');
    expect(await plan()).toBe(0);
  });

  it('refuses another server’s subscription, and an empty selection', async () => {
    const { id } = await subscribe();
    const another = planNow(test.db, { guildId: '999', subscriptionId: id, now });
    await expect(another).rejects.toMatchObject({ complaint: { code: 'subscription-not-found' } });
    for (const _ of [1, 2]) {
      await planNow(test.db, { guildId: GUILD, subscriptionId: id, now });
      at = new Date(at.getTime() + 1_000);
    }
    const third = planNow(test.db, { guildId: GUILD, subscriptionId: id, now });
    await expect(third).rejects.toMatchObject({ complaint: { code: 'nothing-to-post' } });
  });
});

describe('a delivery', () => {
  beforeEach(async () => {
    await subscribe();
    at = new Date('2026-03-11T09:00:00Z');
    await plan();
  });

  it('is sent once by many senders at once', async () => {
    await Promise.all(Array.from({ length: 4 }, deliver));
    expect(poster.messages).toHaveLength(1);
  });

  it('is recognised by its nonce when the answer was lost', async () => {
    poster.failNext('after', { kind: 'unknown', code: 'ECONNRESET' });
    await deliver();
    at = new Date(at.getTime() + 10_000);
    await deliver();
    expect(poster.messages).toHaveLength(1);
    expect(await outcome()).toBe('posted');
  });

  it('is found by its marker when the answer was lost longer ago than nonces last', async () => {
    poster.failNext('after', { kind: 'unknown', code: '502' });
    await deliver();
    at = new Date(at.getTime() + 3_600_000);
    poster.forgetNonces();
    await deliver();
    expect(poster.messages).toHaveLength(1);
    expect(await outcome()).toBe('posted');
  });

  it('is sent again when it is not there', async () => {
    poster.failNext('before', { kind: 'unknown', code: '502' });
    await deliver();
    expect(poster.messages).toHaveLength(0);
    at = new Date(at.getTime() + 3_600_000);
    await deliver();
    expect(poster.messages).toHaveLength(1);
  });

  it('that was posted and then deleted counts as posted', async () => {
    poster.failNext('after', { kind: 'deleted' });
    await deliver();
    expect(await outcome()).toBe('posted');
  });

  it('suspends its channel when Discord refuses, and goes out when the channel is mended', async () => {
    const suspended: string[] = [];
    const deliverer = createDeliverer(test.db, poster, {
      postPaper: createPaperPosts({ db: test.db, poster, threads: noThreads, now, log }),
      now,
      log,
      onDeadToken: () => undefined,
      onSuspended: async ({ channelId, reason }) => void suspended.push(`${channelId} ${reason}`),
    });
    await subscribe({ topics: ['agents'] });
    poster.failNext('before', { kind: 'suspend', reason: 'missing-permission', code: '50013' });
    await deliverer.deliverOwed(signal);
    expect(suspended).toEqual([`${CHANNEL} missing-permission`]);
    for (const subscription of await listSubscriptions(test.db, GUILD)) {
      expect(subscription.suspended).toEqual({ reason: 'missing-permission', since: at });
    }
    at = new Date(at.getTime() + 11 * 3_600_000);
    expect(await recheck()).toBe(0);
    expect(await deliver()).toBe(0);
    expect(poster.tries).toBe(1);

    at = new Date(at.getTime() + 2 * 3_600_000);
    expect(await recheck()).toBe(1);
    expect((await listSubscriptions(test.db, GUILD)).map(({ suspended: why }) => why)).toEqual([undefined, undefined]);
    expect(await deliver()).toBe(1);
    expect(poster.messages).toHaveLength(1);
  });

  it('that could not go out for a day is not sent late, and the next one leads to its list', async () => {
    poster.failNext('before', { kind: 'suspend', reason: 'no-access', code: '50001' });
    await deliver();
    at = new Date('2026-03-12T09:30:00Z');
    await recheck();
    await saveDay('2026-03-11', 2);
    await plan();
    await deliver();
    await deliver();
    expect(poster.messages).toHaveLength(1);
    expect(poster.text(0)).toContain('Wednesday, 11 March 2026');
    const [first] = await test.db.selectFrom('digest').selectAll().orderBy('slot_at').execute();
    expect(first?.outcome).toBe('missed');
    await saveDay('2026-03-12', 3);
    at = new Date('2026-03-13T09:00:00Z');
    await plan();
    await deliver();
    expect(poster.text(1)).toContain(
      'could not post here: the lists of [Tuesday, 10 March 2026](https://huggingface.co',
    );
    // What was not shown may be: all twenty of the day's papers are still to be had.
    const shown = await test.db.selectFrom('shown').select('paper_id').execute();
    expect(shown).toHaveLength(20);
  });

  it('stops all sending while Discord blocks everything', async () => {
    poster.failNext('before', { kind: 'blocked', afterMs: 60_000, code: '429' });
    const deliverer = createTestDeliverer();
    await deliverer.deliverOwed(signal);
    expect(poster.tries).toBe(1);
    await deliverer.deliverOwed(signal);
    expect(poster.tries).toBe(1);
    at = new Date(at.getTime() + 61_000);
    expect(await deliverer.deliverOwed(signal)).toBe(1);
  });

  it('that Discord rejects as malformed is sent once more in the plainest words', async () => {
    poster.failNext('before', { kind: 'rejected', code: '50035' });
    await deliver();
    expect(poster.messages).toHaveLength(1);
    expect(poster.text(0)).not.toContain('Paper 1');
    expect(poster.text(0)).toContain('https://huggingface.co/papers/2603.00101');
    expect(await outcome()).toBe('posted');
    const [edition] = await test.db.selectFrom('edition').select('bodies').execute();
    expect(JSON.stringify(edition?.bodies)).toContain('Paper 101');
  });

  it('that Discord rejects twice is given up, its bodies kept', async () => {
    poster.failNext('before', { kind: 'rejected', code: '50035' }, 2);
    await deliver();
    expect(poster.messages).toHaveLength(0);
    expect(await outcome()).toBe('given-up');
    const [edition] = await test.db.selectFrom('edition').select('bodies').execute();
    expect(JSON.stringify(edition?.bodies)).toContain('Paper 101');
    const [part] = await test.db.selectFrom('delivery_part').select('plain_body').execute();
    expect(JSON.stringify(part?.plain_body)).toContain('https://huggingface.co/papers/2603.00101');
  });

  it('is taken up by another sender when its own died', async () => {
    poster.failNext('after', new Error('killed'));
    await deliver();
    expect(await deliver()).toBe(0);
    at = new Date(at.getTime() + 61_000);
    expect(await deliver()).toBe(1);
    expect(poster.messages).toHaveLength(1);
  });

  it('opens a discussion for each of its papers if the subscription wants threads', async () => {
    await subscribe({ topics: ['agents'], threads: 'always', minUpvotes: 0 });
    await saveDay('2026-03-11', 4);
    await subscribe({ threads: 'always' });
    at = new Date('2026-03-12T09:00:00Z');
    await plan();
    await deliver();
    const owed = await test.db.selectFrom('discussion').select(['scope', 'state']).execute();
    expect(owed.length).toBeGreaterThanOrEqual(10);
    expect(owed.every(({ scope, state }) => scope === '' && state === 'owed')).toBe(true);
  });
});

describe('removeSubscription', () => {
  it('cancels what is owed and gives its papers back', async () => {
    const { id } = await subscribe();
    at = new Date('2026-03-11T09:00:00Z');
    await plan();
    expect(await removeSubscription(test.db, 'another', id)).toBeUndefined();
    expect(await removeSubscription(test.db, GUILD, 'no uuid')).toBeUndefined();
    await removeSubscription(test.db, GUILD, id);
    expect(await deliver()).toBe(0);
    expect(await test.db.selectFrom('shown').selectAll().execute()).toEqual([]);
  });

  it('leaves what was posted as shown', async () => {
    const { id } = await subscribe();
    at = new Date('2026-03-11T09:00:00Z');
    await plan();
    await deliver();
    await removeSubscription(test.db, GUILD, id);
    expect(await test.db.selectFrom('shown').selectAll().execute()).toHaveLength(10);
  });
});

const plan = () => planDueDigests(test.db, { now, log, signal });
const recheck = () => recheckSuspended({ db: test.db, poster, now, log, onResumed: async () => undefined }, signal);
const createTestDeliverer = () =>
  createDeliverer(test.db, poster, {
    postPaper: createPaperPosts({ db: test.db, poster, threads: noThreads, now, log }),
    now,
    log,
    onDeadToken: () => undefined,
  });
const deliver = () => createTestDeliverer().deliverOwed(signal);
/** How the latest slot of the first subscription ended. */
const outcome = async () => {
  const [subscription] = await listSubscriptions(test.db, GUILD);
  const [receipt] = await listReceipts(test.db, GUILD, subscription?.id ?? '', { limit: 1 });
  return receipt?.outcome;
};

/** A database that loses its connection when a table is read first. */
function failingOnce(db: Kysely<Schema>, table: string): Kysely<Schema> {
  let hasFailed = false;
  const plugin: KyselyPlugin = {
    transformQuery({ node }) {
      if (hasFailed || node.kind !== 'SelectQueryNode' || !JSON.stringify(node.from).includes(`"${table}"`))
        return node;
      hasFailed = true;
      throw new Error('Connection terminated unexpectedly');
    },
    transformResult: async ({ result }) => result,
  };
  return db.withPlugin(plugin);
}

async function saveDay(listDay: string, seed: number): Promise<void> {
  const papers = manyCounted(20, seed);
  await saveList(test.db, { day: day(listDay), source: 'test', papers, rejected: 0, at });
}

async function subscribe(changes: Partial<Parameters<typeof saveSubscription>[2]> = {}) {
  const { subscription } = await saveSubscription(
    test.db,
    crypto.randomUUID(),
    {
      guildId: GUILD,
      channelId: CHANNEL,
      ...PREFERENCES,
      nextAt: new Date(Math.ceil((at.getTime() - 9 * 3_600_000) / 86_400_000) * 86_400_000 + 9 * 3_600_000),
      ...changes,
    },
    at,
  );
  return subscription;
}
