import { type KyselyPlugin, sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { planDueDigests } from '../../src/delivery/planning/plan.ts';
import { publishOwed } from '../../src/delivery/sending/publish.ts';
import { createPoster } from '../../src/discord/poster.ts';
import { createSenderRest } from '../../src/discord/rest.ts';
import type { SendOutcome } from '../../src/domain/outcomes.ts';
import type { Poster } from '../../src/domain/ports/poster.ts';
import { inert } from '../../src/render/text/inert.ts';
import { claimDelivery, markSending } from '../../src/store/delivery/deliveries.ts';
import { lockChannels, saveDigests } from '../../src/store/delivery/digests.ts';
import type { Db } from '../../src/store/schema.ts';
import { saveKind } from '../../src/store/servers/destinations.ts';
import { saveSubscription } from '../../src/store/servers/subscriptions.ts';
import { createTestDatabase, type TestDatabase } from '../support/database/database.ts';
import { untilBlocked } from '../support/database/locks.ts';
import { createTestDeliverer } from '../support/discord/deliverer.ts';
import { textsOf } from '../support/discord/discord-rules.ts';
import { createFakePoster, type FakePoster } from '../support/discord/poster.ts';
import { startTestSandbox } from '../support/discord/sandbox.ts';
import { silentLog as log } from '../support/log.ts';
import { holdList } from '../support/papers/lists.ts';
import { counted, manyCounted, paperId } from '../support/papers/papers.ts';
import { PREFERENCES } from '../support/papers/subscriptions.ts';

const GUILD = '100000000000000001';
const CHANNEL = '200000000000000001';
const OTHER_CHANNEL = '200000000000000002';
const MINUTE = 60_000;
const signal = new AbortController().signal;

let test: TestDatabase;
let poster: FakePoster;
let at: Date;
const now = () => at;
const pass = (ms: number) => {
  at = new Date(at.getTime() + ms);
};

beforeEach(async () => {
  test = await createTestDatabase();
  poster = createFakePoster(now);
  at = new Date('2026-03-11T08:30:00Z');
  await publish('2026-03-10', 1);
});
afterEach(() => test.close());

describe('a sender that was held up for longer than its lease', () => {
  beforeEach(async () => {
    await subscribe(CHANNEL);
    at = new Date('2026-03-11T09:00:00Z');
    await plan();
  });

  it('sends nothing once its successor has', async () => {
    const marked = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    const slow = afterEachUpdateOf('delivery_part', async () => {
      marked.resolve();
      await goOn.promise;
    });
    const late = deliver(poster, test.db.withPlugin(slow) as Db);
    await marked.promise;
    pass(10 * MINUTE);
    await deliver();
    poster.forgetNonces();
    goOn.resolve();
    await late;
    expect(poster.messages).toHaveLength(1);
  });

  it('marks nothing that its successor has claimed', async () => {
    const leaseMs = MINUTE;
    const first = await claimDelivery(test.db, { at, leaseMs });
    pass(MINUTE);
    const second = await claimDelivery(test.db, { at, leaseMs });
    if (first === undefined || second === undefined) throw new Error('nothing was claimed');
    expect(await markSending(test.db, first, 0, at)).toBe(false);
    expect(await markSending(test.db, second, 0, at)).toBe(true);
  });

  it('takes back no mark of its successor when Discord then refuses it', async () => {
    const answer = Promise.withResolvers<SendOutcome>();
    const begun = Promise.withResolvers<void>();
    const held: Poster = {
      ...poster,
      post: async () => {
        begun.resolve();
        return await answer.promise;
      },
    };
    const late = deliver(held);
    await begun.promise;
    pass(MINUTE + 1_000);
    poster.failNext('after', { kind: 'unknown', code: 'ECONNRESET' });
    await deliver();
    answer.resolve({ kind: 'retry', code: 'rate-limited' });
    await late;
    pass(10 * MINUTE);
    poster.forgetNonces();
    await deliver();
    expect(poster.messages).toHaveLength(1);
  });
});

describe('many hands', () => {
  it('pass over a subscription, and a delivery, that somebody else has in hand', async () => {
    const { id } = await subscribe(CHANNEL);
    await subscribe(OTHER_CHANNEL);
    at = new Date('2026-03-11T09:00:00Z');
    await whileLocked('subscription', id, async () => {
      expect(await within(5_000, plan())).toBe(1);
    });
    await plan();
    const [owed] = await test.db.selectFrom('delivery').select('id').where('channel_id', '=', CHANNEL).execute();
    await whileLocked('delivery', owed?.id ?? '', async () => {
      expect(await within(5_000, deliver())).toBe(1);
    });
    expect(await deliver()).toBe(1);
  });

  it('plan for one channel one after the other', async () => {
    await subscribe(CHANNEL);
    at = new Date('2026-03-11T09:00:00Z');
    let planned = false;
    const { other } = await test.db.transaction().execute(async (tx) => {
      await lockChannels(tx, [CHANNEL]);
      const planning = plan().then(() => {
        planned = true;
      });
      await untilBlocked(test.db);
      expect(planned).toBe(false);
      return { other: planning };
    });
    await other;
    expect(planned).toBe(true);
  });

  it('freeze no second digest for a slot', async () => {
    const { id: subscriptionId } = await subscribe(CHANNEL);
    const freeze = () =>
      saveDigests(test.db, [
        {
          id: crypto.randomUUID(),
          subscriptionId,
          guildId: GUILD,
          channelId: CHANNEL,
          slotAt: at,
          listDays: [],
          outcome: 'nothing-new',
          plannedAt: at,
        },
      ]);
    await freeze();
    await expect(freeze()).rejects.toMatchObject({ code: '23505' });
  });
});

describe('a message', () => {
  it('carries its marker, whatever its papers are called', async () => {
    const titles = ['a marker to be set', '"custom_id"', '$&', '{{marker}}', 'MARKER', '%s'];
    await holdList(
      test.db,
      '2026-03-10',
      titles.map((title, index) => counted({ id: paperId(`2603.1000${index}`), title }, { upvotes: 999 })),
      at,
    );
    await subscribe(CHANNEL);
    at = new Date('2026-03-11T09:00:00Z');
    await plan();
    const claim = await claimDelivery(test.db, { at, leaseMs: MINUTE });
    expect(claim?.parts).toHaveLength(1);
    for (const { marker, body } of claim?.parts ?? []) {
      expect(JSON.stringify(body)).toContain(`"custom_id":${JSON.stringify(marker)}`);
      const texts = textsOf(body).join('\n');
      for (const title of titles) expect(texts).toContain(`[${inert(title, 'label')}](`);
    }
  });

  it('that was deleted before its answer was known counts as posted', async () => {
    await using sandbox = await startTestSandbox({ now });
    const { guild, papers } = sandbox.world.first;
    await subscribe(papers, guild);
    at = new Date('2026-03-11T09:00:00Z');
    await plan();
    const rest = createSenderRest({ token: sandbox.token, apiUrl: sandbox.apiUrl, requestsPerSecond: 1_000 });
    const real = createPoster(rest, { botId: sandbox.world.applicationId, log });
    sandbox.faults.inject({ kind: 'status', status: 502, when: 'after', method: 'POST' });
    await deliver(real);
    for (const { message } of sandbox.world.messages(papers)) sandbox.world.deleteMessage(papers, message.id);
    pass(10_000);
    await deliver(real);
    expect(await test.db.selectFrom('digest').select('outcome').execute()).toEqual([{ outcome: 'posted' }]);
    pass(60 * MINUTE);
    await deliver(real);
    expect(sandbox.world.messages(papers)).toEqual([]);
  });
});

describe('a part that is recorded as sent', () => {
  it('is not sent again, though nobody may read its channel', async () => {
    await subscribe(CHANNEL, GUILD, { threads: 'always' });
    at = new Date('2026-03-11T09:00:00Z');
    await plan();
    const blind: Poster = { ...poster, findMarked: async () => ({ kind: 'missing' }) };
    await deliver({ ...blind, readAudience: () => Promise.reject(new Error('killed')) });
    pass(60 * MINUTE);
    poster.forgetNonces();
    expect(await deliver(blind)).toBe(1);
    expect(poster.messages).toHaveLength(1);
  });
});

describe('a message of an announcement channel', () => {
  it('is owed to followers before it counts as sent, so that they get it though its sender dies then', async () => {
    const { id } = await subscribe(CHANNEL);
    await saveKind(test.db, CHANNEL, 'announcement');
    poster.kinds.set(CHANNEL, 'announcement');
    await test.db.updateTable('subscription').set({ publish: true }).where('id', '=', id).execute();
    at = new Date('2026-03-11T09:00:00Z');
    await plan();
    const dies = afterEachUpdateOf('delivery_part', async () => {
      const sent = await test.db.selectFrom('delivery_part').select('part').where('sent_at', 'is not', null).execute();
      if (sent.length > 0) throw new Error('killed');
    });
    expect(await deliver(poster, test.db.withPlugin(dies) as Db)).toBe(0);
    pass(10 * MINUTE);
    expect(await deliver()).toBe(1);
    await publishOwed({ db: test.db, poster, now, log, onDeadToken: () => undefined }, signal);
    expect(poster.published).toEqual(poster.messages.map((message) => message.id));
    expect(poster.published).toHaveLength(1);
  });
});

describe('a list', () => {
  it('whose slot is more than a day ago is led to at once, and not at the next slot', async () => {
    await subscribe(CHANNEL, GUILD, { frequency: 'weekdays' });
    at = new Date('2026-03-11T09:00:00Z');
    await plan();
    await deliver();
    for (const [listDay, seed] of [
      ['2026-03-11', 2],
      ['2026-03-12', 3],
    ] as const) {
      await publish(listDay, seed);
    }
    // Nothing ran from Wednesday to Saturday: the newest slot is that of Friday at nine.
    at = new Date('2026-03-14T15:00:00Z');
    expect(await plan()).toBe(1);
    expect(await deliver()).toBe(1);
    expect(poster.messages).toHaveLength(2);
    expect(poster.text(1)).toContain('12 March 2026');
  });

  it('that arrives after a newer one was served is not lost', async () => {
    await subscribe(CHANNEL);
    await publish('2026-03-12', 3);
    at = new Date('2026-03-13T09:00:00Z');
    await plan();
    await deliver();
    await publish('2026-03-11', 2);
    pass(10 * MINUTE);
    await plan();
    await deliver();
    await publish('2026-03-13', 4);
    at = new Date('2026-03-14T09:00:00Z');
    await plan();
    await deliver();
    const bodies = poster.messages.map(({ body }) => JSON.stringify(body)).join('\n');
    expect(bodies).toMatch(/11 March 2026|Paper 20\d/);
  });
});

const plan = () => planDueDigests(test.db, { now, log, signal });
const deliver = (by: Poster = poster, db: Db = test.db) =>
  createTestDeliverer({ db, poster: by, now }).deliverOwed(signal);

/** Waits, after each update of a table, before whoever asked for it hears that it is done. */
function afterEachUpdateOf(table: string, wait: () => Promise<void>): KyselyPlugin {
  const watched = new WeakSet<object>();
  return {
    transformQuery({ node, queryId }) {
      if (node.kind === 'UpdateQueryNode' && JSON.stringify(node.table).includes(`"${table}"`)) watched.add(queryId);
      return node;
    },
    async transformResult({ result, queryId }) {
      if (watched.has(queryId)) await wait();
      return result;
    },
  };
}

async function whileLocked(table: 'subscription' | 'delivery', id: string, work: () => Promise<void>): Promise<void> {
  await test.db.transaction().execute(async (tx) => {
    await sql`select 1 from ${sql.table(table)} where id = ${id} for update`.execute(tx);
    await work();
  });
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const limit = setTimeout(() => reject(new Error(`not done within ${ms} ms`)), ms);
  return await Promise.race([work, promise]).finally(() => clearTimeout(limit));
}

async function publish(listDay: string, seed: number): Promise<void> {
  await holdList(test.db, listDay, manyCounted(5, seed), at);
}

async function subscribe(
  channelId: string,
  guildId = GUILD,
  changes: Partial<Parameters<typeof saveSubscription>[2]> = {},
) {
  const { subscription } = await saveSubscription(
    test.db,
    crypto.randomUUID(),
    {
      guildId,
      channelId,
      ...PREFERENCES,
      nextAt: new Date('2026-03-11T09:00:00Z'),
      ...changes,
    },
    at,
  );
  return subscription;
}
