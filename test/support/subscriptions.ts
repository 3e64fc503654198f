import { randomUUID } from 'node:crypto';
import type { Subscription } from '../../src/domain/subscription.ts';
import type { Db } from '../../src/store/schema.ts';
import { type NewSubscription, saveSubscription } from '../../src/store/subscriptions.ts';
import { day } from './papers.ts';

export const GUILD = '111';
export const OTHER_GUILD = '112';

const USUAL: NewSubscription = {
  guildId: GUILD,
  channelId: '211',
  createdBy: '311',
  topics: [],
  time: '09:00',
  timezone: 'UTC',
  frequency: 'daily',
  papers: 3,
  minUpvotes: 0,
  threads: 'on-demand',
  silent: true,
  nextAt: new Date('2026-03-11T09:00:00Z'),
  coveredThrough: day('2026-03-09'),
};

/** Saves a subscription with ordinary preferences, but for those that are given. */
export async function saveUsual(db: Db, at: Date, facts: Partial<NewSubscription> = {}): Promise<Subscription> {
  return (await saveSubscription(db, randomUUID(), { ...USUAL, ...facts }, at)).subscription;
}
