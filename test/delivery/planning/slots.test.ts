import type { Kysely, KyselyPlugin } from 'kysely';
import { describe, expect, it } from 'vitest';
import { planDueDigests } from '../../../src/delivery/planning/plan.ts';
import { planNow } from '../../../src/delivery/planning/plan-now.ts';
import { listReceipts } from '../../../src/store/delivery/receipts.ts';
import type { Schema } from '../../../src/store/schema.ts';
import { listSubscriptions } from '../../../src/store/servers/subscriptions.ts';
import { silentLog as log } from '../../support/log.ts';
import { GUILD, useDelivery } from '../delivering.ts';

const { setting, signal, saveDay, subscribe, plan, deliver, outcome } = useDelivery();

describe('a digest', () => {
  it('is planned at its slot, posted once, and leaves a receipt', async () => {
    await subscribe();
    expect(await plan()).toBe(0);
    setting.moveTo('2026-03-11T09:00:00Z');
    expect(await plan()).toBe(1);
    expect(await plan()).toBe(0);
    expect(await deliver()).toBe(1);
    expect(await deliver()).toBe(0);
    expect(setting.poster.messages).toHaveLength(1);
    const [subscription] = await listSubscriptions(setting.db, GUILD);
    const [receipt] = await listReceipts(setting.db, GUILD, subscription?.id ?? '', { limit: 1 });
    expect(receipt).toMatchObject({
      slotAt: setting.at,
      outcome: 'posted',
      messageIds: [setting.poster.messages[0]?.id],
    });
    expect(subscription?.nextAt).toEqual(new Date('2026-03-12T09:00:00Z'));
  });

  it('shows a channel no paper twice, whichever subscription asks', async () => {
    await subscribe();
    await subscribe({ topics: ['agents'], papers: 5 });
    setting.moveTo('2026-03-11T09:00:00Z');
    await setting.db
      .updateTable('paper')
      .set({ topics: ['agents'] })
      .execute();
    await Promise.all([plan(), plan(), plan(), plan()]);
    const shown = await setting.db.selectFrom('edition_paper').select('paper_id').execute();
    expect(new Set(shown.map((row) => row.paper_id)).size).toBe(shown.length);
    expect(shown).toHaveLength(15);
  });

  it('covers every list since the last, and the next has others', async () => {
    await subscribe({ papers: 3 });
    setting.moveTo('2026-03-11T09:00:00Z');
    await plan();
    await saveDay('2026-03-11', 2);
    await saveDay('2026-03-12', 3);
    setting.moveTo('2026-03-13T09:00:00Z');
    expect(await plan()).toBe(1);
    const digests = await setting.db.selectFrom('digest').selectAll().orderBy('slot_at').execute();
    expect(digests.map((digest) => digest.list_days)).toEqual([['2026-03-10'], ['2026-03-12', '2026-03-11']]);
    const papers = await setting.db.selectFrom('edition_paper').select('paper_id').execute();
    expect(new Set(papers.map((row) => row.paper_id)).size).toBe(6);
  });

  it('is not posted when there is no new list, and says why', async () => {
    await subscribe();
    setting.moveTo('2026-03-11T09:00:00Z');
    await plan();
    await saveDay('2026-03-11', 2);
    await saveDay('2026-03-12', 3);
    await saveDay('2026-03-13', 4);
    setting.moveTo('2026-03-14T09:00:00Z');
    await plan();
    setting.moveTo('2026-03-15T09:00:00Z');
    expect(await plan()).toBe(0);
    expect(await outcome()).toBe('nothing-new');
    await saveDay('2026-03-16', 5);
    await subscribe({ minUpvotes: 5_000 });
    setting.moveTo('2026-03-17T09:00:00Z');
    await plan();
    expect(await outcome()).toBe('nothing-matched');
  });

  it('stands for all slots that were missed, with every list', async () => {
    await subscribe();
    await saveDay('2026-03-11', 2);
    setting.moveTo('2026-03-12T15:00:00Z');
    expect(await plan()).toBe(1);
    const [digest] = await setting.db.selectFrom('digest').selectAll().execute();
    expect(digest).toMatchObject({
      slot_at: new Date('2026-03-12T09:00:00Z'),
      list_days: ['2026-03-11', '2026-03-10'],
    });
    await deliver();
    expect(setting.poster.text(0)).toContain('posted late');
  });

  it('is planned at once when a connection was lost while the lists were read', async () => {
    await subscribe();
    await subscribe({ channelId: '200000000000000002' });
    setting.moveTo('2026-03-11T09:00:00Z');
    expect(await planDueDigests(failingOnce(setting.db, 'paper'), { now: setting.now, log, signal })).toBe(2);
  });

  it('waits for a list that is not complete', async () => {
    await saveDay('2026-03-11', 2);
    await subscribe();
    setting.moveTo('2026-03-11T09:00:00Z');
    await plan();
    const [digest] = await setting.db.selectFrom('digest').selectAll().execute();
    expect(digest?.list_days).toEqual(['2026-03-10']);
  });
});

describe('planNow', () => {
  it('posts at once, and leaves nothing of that list for the slot', async () => {
    const { id } = await subscribe();
    await planNow(setting.db, { guildId: GUILD, subscriptionId: id, now: setting.now });
    await deliver();
    expect(setting.poster.messages).toHaveLength(1);
    setting.moveTo('2026-03-11T09:00:00Z');
    expect(await plan()).toBe(0);
  });

  it('refuses another server’s subscription, and an empty selection', async () => {
    const { id } = await subscribe();
    const another = planNow(setting.db, { guildId: '999', subscriptionId: id, now: setting.now });
    await expect(another).rejects.toMatchObject({ complaint: { code: 'subscription-not-found' } });
    for (const _ of [1, 2]) {
      await planNow(setting.db, { guildId: GUILD, subscriptionId: id, now: setting.now });
      setting.pass(1_000);
    }
    const third = planNow(setting.db, { guildId: GUILD, subscriptionId: id, now: setting.now });
    await expect(third).rejects.toMatchObject({ complaint: { code: 'nothing-to-post' } });
  });
});

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
