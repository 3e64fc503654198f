import { randomUUID } from 'node:crypto';
import type { Subscription } from '../../../src/domain/subscription.ts';
import type { Db } from '../../../src/store/schema.ts';
import { type NewSubscription, saveSubscription } from '../../../src/store/servers/subscriptions.ts';
import { day } from './papers.ts';

export const GUILD = '111';
export const OTHER_GUILD = '112';

/** A digest of everything at nine o'clock UTC, every day: what a test asks for that has nothing special to ask. */
export const PREFERENCES = {
  createdBy: '300000000000000001',
  topics: [],
  time: '09:00',
  timezone: 'UTC',
  frequency: 'daily',
  papers: 10,
  minUpvotes: 0,
  threads: 'on-demand',
  silent: true,
  coveredThrough: day('2026-03-09'),
} as const satisfies Partial<NewSubscription>;

const USUAL: NewSubscription = {
  ...PREFERENCES,
  guildId: GUILD,
  channelId: '211',
  createdBy: '311',
  papers: 3,
  nextAt: new Date('2026-03-11T09:00:00Z'),
};

/** Saves a subscription with ordinary preferences, but for those that are given. */
export async function saveUsual(db: Db, at: Date, facts: Partial<NewSubscription> = {}): Promise<Subscription> {
  return (await saveSubscription(db, randomUUID(), { ...USUAL, ...facts }, at)).subscription;
}
