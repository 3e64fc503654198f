import { beforeEach, describe, expect, it } from 'vitest';
import { recheckSuspended } from '../../../src/delivery/servers/recheck.ts';
import { listSubscriptions, removeSubscription } from '../../../src/store/servers/subscriptions.ts';
import { createTestDeliverer } from '../../support/discord/deliverer.ts';
import { silentLog as log } from '../../support/log.ts';
import { CHANNEL, GUILD, useDelivery } from '../delivering.ts';

const { setting, signal, saveDay, subscribe, plan, deliver, outcome } = useDelivery();
const recheck = () => recheckSuspended({ ...setting, log, onResumed: async () => undefined }, signal);

describe('a delivery', () => {
  beforeEach(async () => {
    await subscribe();
    setting.moveTo('2026-03-11T09:00:00Z');
    await plan();
  });

  it('is sent once by many senders at once', async () => {
    await Promise.all(Array.from({ length: 4 }, deliver));
    expect(setting.poster.messages).toHaveLength(1);
  });

  it('is recognised by its nonce when the answer was lost', async () => {
    setting.poster.failNext('after', { kind: 'unknown', code: 'ECONNRESET' });
    await deliver();
    setting.pass(10_000);
    await deliver();
    expect(setting.poster.messages).toHaveLength(1);
    expect(await outcome()).toBe('posted');
  });

  it('is found by its marker when the answer was lost longer ago than nonces last', async () => {
    setting.poster.failNext('after', { kind: 'unknown', code: '502' });
    await deliver();
    setting.pass(3_600_000);
    setting.poster.forgetNonces();
    await deliver();
    expect(setting.poster.messages).toHaveLength(1);
    expect(await outcome()).toBe('posted');
  });

  it('is sent again when it is not there', async () => {
    setting.poster.failNext('before', { kind: 'unknown', code: '502' });
    await deliver();
    expect(setting.poster.messages).toHaveLength(0);
    setting.pass(3_600_000);
    await deliver();
    expect(setting.poster.messages).toHaveLength(1);
  });

  it('that was posted and then deleted counts as posted', async () => {
    setting.poster.failNext('after', { kind: 'deleted' });
    await deliver();
    expect(await outcome()).toBe('posted');
  });

  it('suspends its channel when Discord refuses, and goes out when the channel is mended', async () => {
    const suspended: string[] = [];
    const deliverer = createTestDeliverer(setting, {
      onSuspended: async ({ channelId, reason }) => void suspended.push(`${channelId} ${reason}`),
    });
    await subscribe({ topics: ['agents'] });
    setting.poster.failNext('before', { kind: 'suspend', reason: 'missing-permission', code: '50013' });
    await deliverer.deliverOwed(signal);
    expect(suspended).toEqual([`${CHANNEL} missing-permission`]);
    for (const subscription of await listSubscriptions(setting.db, GUILD)) {
      expect(subscription.suspended).toEqual({ reason: 'missing-permission', since: setting.at });
    }
    setting.pass(11 * 3_600_000);
    expect(await recheck()).toBe(0);
    expect(await deliver()).toBe(0);
    expect(setting.poster.tries).toBe(1);

    setting.pass(2 * 3_600_000);
    expect(await recheck()).toBe(1);
    expect((await listSubscriptions(setting.db, GUILD)).map(({ suspended: why }) => why)).toEqual([
      undefined,
      undefined,
    ]);
    expect(await deliver()).toBe(1);
    expect(setting.poster.messages).toHaveLength(1);
  });

  it('that could not go out for a day is not sent late, and the next one leads to its list', async () => {
    setting.poster.failNext('before', { kind: 'suspend', reason: 'no-access', code: '50001' });
    await deliver();
    setting.moveTo('2026-03-12T09:30:00Z');
    await recheck();
    await saveDay('2026-03-11', 2);
    await plan();
    await deliver();
    await deliver();
    expect(setting.poster.messages).toHaveLength(1);
    expect(setting.poster.text(0)).toContain('Wednesday, 11 March 2026');
    const [first] = await setting.db.selectFrom('digest').selectAll().orderBy('slot_at').execute();
    expect(first?.outcome).toBe('missed');
    await saveDay('2026-03-12', 3);
    setting.moveTo('2026-03-13T09:00:00Z');
    await plan();
    await deliver();
    expect(setting.poster.text(1)).toContain(
      'could not post here: the lists of [Tuesday, 10 March 2026](https://huggingface.co',
    );
    // What was not shown may be: all twenty of the day's papers are still to be had.
    const shown = await setting.db.selectFrom('shown').select('paper_id').execute();
    expect(shown).toHaveLength(20);
  });

  it('stops all sending while Discord blocks everything', async () => {
    setting.poster.failNext('before', { kind: 'blocked', afterMs: 60_000, code: '429' });
    const deliverer = createTestDeliverer(setting);
    await deliverer.deliverOwed(signal);
    expect(setting.poster.tries).toBe(1);
    await deliverer.deliverOwed(signal);
    expect(setting.poster.tries).toBe(1);
    setting.pass(61_000);
    expect(await deliverer.deliverOwed(signal)).toBe(1);
  });

  it('that Discord rejects as malformed is sent once more in the plainest words', async () => {
    setting.poster.failNext('before', { kind: 'rejected', code: '50035' });
    await deliver();
    expect(setting.poster.messages).toHaveLength(1);
    expect(setting.poster.text(0)).not.toContain('Paper 1');
    expect(setting.poster.text(0)).toContain('https://huggingface.co/papers/2603.00101');
    expect(await outcome()).toBe('posted');
    const [edition] = await setting.db.selectFrom('edition').select('bodies').execute();
    expect(JSON.stringify(edition?.bodies)).toContain('Paper 101');
  });

  it('that Discord rejects twice is given up, its bodies kept', async () => {
    setting.poster.failNext('before', { kind: 'rejected', code: '50035' }, 2);
    await deliver();
    expect(setting.poster.messages).toHaveLength(0);
    expect(await outcome()).toBe('given-up');
    const [edition] = await setting.db.selectFrom('edition').select('bodies').execute();
    expect(JSON.stringify(edition?.bodies)).toContain('Paper 101');
    const [part] = await setting.db.selectFrom('delivery_part').select('plain_body').execute();
    expect(JSON.stringify(part?.plain_body)).toContain('https://huggingface.co/papers/2603.00101');
  });

  it('is taken up by another sender when its own died', async () => {
    setting.poster.failNext('after', new Error('killed'));
    await deliver();
    expect(await deliver()).toBe(0);
    setting.pass(61_000);
    expect(await deliver()).toBe(1);
    expect(setting.poster.messages).toHaveLength(1);
  });

  it('opens a discussion for each of its papers if the subscription wants threads', async () => {
    await saveDay('2026-03-11', 4);
    await subscribe({ threads: 'always' });
    setting.moveTo('2026-03-12T09:00:00Z');
    await plan();
    await deliver();
    const shown = await setting.db
      .selectFrom('shown')
      .innerJoin('digest', 'digest.id', 'shown.digest_id')
      .where('digest.slot_at', '=', setting.at)
      .select('shown.paper_id')
      .orderBy('shown.paper_id')
      .execute();
    expect(shown).toHaveLength(10);
    const owed = await setting.db
      .selectFrom('discussion')
      .select(['paper_id', 'scope', 'state'])
      .orderBy('paper_id')
      .execute();
    expect(owed).toEqual(shown.map(({ paper_id }) => ({ paper_id, scope: '', state: 'owed' })));
  });
});

describe('removeSubscription', () => {
  it('cancels what is owed and gives its papers back', async () => {
    const { id } = await subscribe();
    setting.moveTo('2026-03-11T09:00:00Z');
    await plan();
    expect(await removeSubscription(setting.db, 'another', id)).toBeUndefined();
    expect(await removeSubscription(setting.db, GUILD, 'no uuid')).toBeUndefined();
    await removeSubscription(setting.db, GUILD, id);
    expect(await deliver()).toBe(0);
    expect(await setting.db.selectFrom('shown').selectAll().execute()).toEqual([]);
  });

  it('leaves what was posted as shown', async () => {
    const { id } = await subscribe();
    setting.moveTo('2026-03-11T09:00:00Z');
    await plan();
    await deliver();
    await removeSubscription(setting.db, GUILD, id);
    expect(await setting.db.selectFrom('shown').selectAll().execute()).toHaveLength(10);
  });
});
