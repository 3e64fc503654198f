import { randomUUID } from 'node:crypto';
import { beforeEach } from 'vitest';
import { planDueDigests } from '../../src/delivery/planning/plan.ts';
import type { Subscription } from '../../src/domain/subscription.ts';
import { listReceipts } from '../../src/store/delivery/receipts.ts';
import { listSubscriptions, type NewSubscription, saveSubscription } from '../../src/store/servers/subscriptions.ts';
import { createTestDeliverer } from '../support/discord/deliverer.ts';
import { silentLog as log } from '../support/log.ts';
import { holdList } from '../support/papers/lists.ts';
import { manyCounted } from '../support/papers/papers.ts';
import { PREFERENCES } from '../support/papers/subscriptions.ts';
import { useSetting } from '../support/setting.ts';

export const GUILD = '100000000000000001';
export const CHANNEL = '200000000000000001';
const NINE_MS = 9 * 3_600_000;
const DAY_MS = 24 * 3_600_000;

/** A setting with the list of 10 March, the next morning at half past eight, and what happens to digests in it. */
export function useDelivery() {
  const setting = useSetting('2026-03-11T08:30:00Z');
  const { signal } = new AbortController();

  /** Saves a list of twenty papers. @param seed sets them apart from other lists' */
  async function saveDay(listDay: string, seed: number): Promise<void> {
    const papers = manyCounted(20, seed);
    await holdList(setting.db, listDay, papers, setting.at);
  }

  /** Subscribes the channel for every day, from the next nine o'clock on. */
  async function subscribe(changes: Partial<NewSubscription> = {}): Promise<Subscription> {
    const { db, at } = setting;
    const nextAt = new Date(Math.ceil((at.getTime() - NINE_MS) / DAY_MS) * DAY_MS + NINE_MS);
    const wanted = { ...PREFERENCES, guildId: GUILD, channelId: CHANNEL, nextAt, ...changes };
    return (await saveSubscription(db, randomUUID(), wanted, at)).subscription;
  }

  /** How the latest slot of the first subscription ended. */
  async function outcome(): Promise<string | undefined> {
    const [subscription] = await listSubscriptions(setting.db, GUILD);
    const [receipt] = await listReceipts(setting.db, GUILD, subscription?.id ?? '', { limit: 1 });
    return receipt?.outcome;
  }

  beforeEach(() => saveDay('2026-03-10', 1));
  return {
    setting,
    signal,
    saveDay,
    subscribe,
    plan: () => planDueDigests(setting.db, { now: setting.now, log, signal }),
    deliver: () => createTestDeliverer(setting).deliverOwed(signal),
    outcome,
  };
}
