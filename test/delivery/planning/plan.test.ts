import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { planDueDigests } from '../../../src/delivery/planning/plan.ts';
import type { Log } from '../../../src/log.ts';
import { type Claim, claimDelivery, listDigestPapers } from '../../../src/store/delivery/deliveries.ts';
import { forgetUnusedEditions, saveEditions } from '../../../src/store/delivery/editions.ts';
import { forgetGoneGuilds } from '../../../src/store/servers/forgetting.ts';
import type { NewSubscription } from '../../../src/store/servers/subscriptions.ts';
import { removeSubscription } from '../../../src/store/servers/subscriptions.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { createMemoryLog, silentLog } from '../../support/log.ts';
import { holdList } from '../../support/papers/lists.ts';
import { manyCounted } from '../../support/papers/papers.ts';
import { GUILD, saveUsual } from '../../support/papers/subscriptions.ts';

const SLOT = new Date('2026-03-11T09:00:00Z');
const BEFORE = new Date('2026-03-11T08:00:00Z');
let test: TestDatabase;

beforeEach(async () => {
  test = await createTestDatabase();
  await holdList(test.db, '2026-03-10', manyCounted(20, 1), BEFORE);
  await test.db
    .updateTable('paper')
    .set({ topics: ['agents'] })
    .execute();
});
afterEach(() => test.close());

describe('digests that are planned together', () => {
  it('share what they say, and each is sent with its own marker', async () => {
    for (const channelId of ['1', '2', '3']) await subscribe({ channelId });
    await subscribe({ channelId: '4', papers: 2 });
    await subscribe({ channelId: '5', mentionRoleId: '77' });
    expect(await plan()).toBe(5);
    expect(await countEditions()).toBe(3);

    const claims = await claimAll();
    for (const { parts } of claims) expect(markersIn(parts[0]?.body)).toContain(parts[0]?.marker);
    expect(new Set(claims.flatMap(({ parts }) => parts.map(({ marker }) => marker))).size).toBe(5);
    expect(new Set(claims.map((claim) => withoutMarker(claim))).size).toBe(3);
    const papers = await Promise.all(claims.map(({ digestId }) => listDigestPapers(test.db, digestId)));
    expect(papers.map(({ length }) => length)).toEqual([3, 3, 3, 2, 3]);
  });

  it('share nothing with a channel that was shown other papers', async () => {
    await subscribe({ channelId: '1', nextAt: new Date(SLOT.getTime() - 60_000) });
    await plan(new Date(SLOT.getTime() - 60_000));
    for (const channelId of ['1', '2', '3']) await subscribe({ channelId, topics: ['agents'], papers: 10 });
    expect(await plan()).toBe(3);
    expect(await countEditions()).toBe(3);
    const shown = await test.db.selectFrom('shown').select(['channel_id', 'paper_id']).execute();
    const posted = await test.db
      .selectFrom('digest')
      .innerJoin('edition_paper', 'edition_paper.edition_id', 'digest.edition_id')
      .select(['digest.channel_id', 'edition_paper.paper_id'])
      .execute();
    expect(posted).toHaveLength(3 + 3 * 10);
    expect(new Set(shown.map((row) => JSON.stringify(row)))).toEqual(new Set(posted.map((row) => JSON.stringify(row))));
    expect(shown).toHaveLength(posted.length);
  });

  it('are held up by none that cannot be planned', async () => {
    for (let channel = 1; channel <= 40; channel += 1) await subscribe({ channelId: String(channel) });
    const broken = await subscribe({ channelId: '99' });
    await test.db.updateTable('subscription').set({ timezone: 'No/Where' }).where('id', '=', broken.id).execute();
    const { log, lines } = createMemoryLog();
    expect(await plan(SLOT, log)).toBe(40);
    expect(lines.filter((line) => line.includes('slot not planned'))).toHaveLength(1);
    const left = await test.db.selectFrom('subscription').select('id').where('next_at', '<=', SLOT).execute();
    expect(left).toEqual([]);
    expect(await plan(SLOT)).toBe(0);

    await test.db.updateTable('subscription').set({ timezone: 'UTC' }).where('id', '=', broken.id).execute();
    expect(await plan(new Date(SLOT.getTime() + 16 * 60_000))).toBe(1);
  });
});

describe('an edition', () => {
  it('stays as long as one digest refers to it', async () => {
    const subscriptions = [await subscribe({ channelId: '1' }), await subscribe({ channelId: '2' })];
    await plan();
    expect(await countEditions()).toBe(1);
    await removeSubscription(test.db, GUILD, subscriptions[0]?.id ?? '');
    await forgetGoneGuilds(test.db, SLOT);
    expect(await countEditions()).toBe(1);
    const [claim] = await claimAll();
    expect(markersIn(claim?.parts[0]?.body)).toContain(claim?.parts[0]?.marker);
  });

  it('goes with the last digest that was not sent', async () => {
    const subscriptions = [await subscribe({ channelId: '1' }), await subscribe({ channelId: '2' })];
    await plan();
    for (const { id } of subscriptions) await removeSubscription(test.db, GUILD, id);
    expect(await countEditions()).toBe(0);
    expect(await test.db.selectFrom('edition_paper').selectAll().execute()).toEqual([]);
  });

  it('that a plan is about to refer to is not forgotten meanwhile', async () => {
    await subscribe({ channelId: '1' });
    await plan();
    const [digest] = await test.db.selectFrom('digest').selectAll().execute();
    await test.db.transaction().execute(async (tx) => {
      const id = crypto.randomUUID();
      await saveEditions(tx, [{ id, papers: [], bodies: [{}] }]);
      await forgetUnusedEditions(test.db);
      await tx
        .insertInto('digest')
        .values({ ...must(digest), id, subscription_id: null, edition_id: id })
        .execute();
      await forgetUnusedEditions(test.db);
    });
    await forgetUnusedEditions(test.db);
    expect(await countEditions()).toBe(2);
  });

  it('whose last two digests are deleted at the same time is left to the daily cleanup', async () => {
    const subscriptions = [await subscribe({ channelId: '1' }), await subscribe({ channelId: '2' })];
    await plan();
    await Promise.all(subscriptions.map(({ id }) => removeSubscription(test.db, GUILD, id)));
    await forgetGoneGuilds(test.db, SLOT);
    expect(await countEditions()).toBe(0);
  });
});

const subscribe = (facts: Partial<NewSubscription>) => saveUsual(test.db, BEFORE, facts);

const plan = (at = SLOT, log: Log = silentLog) =>
  planDueDigests(test.db, { now: () => at, log, signal: new AbortController().signal });

/** In the order of the channels. */
async function claimAll(): Promise<readonly Claim[]> {
  const claims: Claim[] = [];
  for (;;) {
    const claim = await claimDelivery(test.db, { at: SLOT, leaseMs: 60_000 });
    if (claim === undefined) return claims.toSorted((a, b) => Number(a.channelId) - Number(b.channelId));
    claims.push(claim);
  }
}

async function countEditions(): Promise<number> {
  return (await test.db.selectFrom('edition').select('id').execute()).length;
}

function markersIn(body: object | undefined): readonly string[] {
  return [...JSON.stringify(body).matchAll(/"custom_id":"([^"]+)"/g)].map(([, found = '']) => found);
}

function withoutMarker({ parts }: Claim): string {
  return JSON.stringify(parts.map(({ body, marker }) => JSON.stringify(body).replaceAll(marker, '')));
}

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('there is none');
  return value;
}
