import type { ListDay } from './list-day.ts';

export const FREQUENCIES = [
  'daily',
  'weekdays',
  'weekly-monday',
  'weekly-tuesday',
  'weekly-wednesday',
  'weekly-thursday',
  'weekly-friday',
  'weekly-saturday',
  'weekly-sunday',
] as const;
/** The local days on which a subscription has a slot. */
export type Frequency = (typeof FREQUENCIES)[number];

export const THREAD_MODES = ['on-demand', 'always', 'none'] as const;
/** Whether a digest's papers get a discussion when somebody asks, at once, or never from this subscription. */
export type ThreadMode = (typeof THREAD_MODES)[number];

/** A schedule in the subscriber's own zone. */
export interface Schedule {
  /** Local wall time, `HH:MM`, 00:00 to 23:59. */
  readonly time: string;
  /** An IANA zone that `Temporal` knows. */
  readonly timezone: string;
  readonly frequency: Frequency;
}

/** What a subscriber chooses. */
export interface Preferences extends Schedule {
  /** Sorted slugs; empty means every topic. */
  readonly topics: readonly string[];
  /** 1 to 10. */
  readonly papers: number;
  readonly minUpvotes: number;
  readonly threads: ThreadMode;
  /** A role's id. */
  readonly mentionRoleId?: string;
  readonly silent: boolean;
}

/** A channel of a server with topics, a schedule and preferences. */
export interface Subscription extends Preferences {
  readonly id: string;
  readonly guildId: string;
  readonly channelId: string;
  /** Whether its digests are published to followers, if the channel is one for announcements. */
  readonly publishes: boolean;
  /** The next slot. */
  readonly nextAt: Date;
  /** The newest list day that its slots have covered. */
  readonly coveredThrough: ListDay;
  /** When it was made or last edited: what it was owed before then is owed no more. */
  readonly changedAt: Date;
  /** A slot that found no list, and is served when the list arrives; absent if there is none. */
  readonly waitingSlotAt?: Date;
  /** Since when an admin has paused it; absent while it is not. */
  readonly pausedAt?: Date;
  /** Why nothing is posted for now; absent while it is active. */
  readonly suspended?: Suspension;
}

export const SUSPENSION_REASONS = [
  'missing-permission',
  'no-access',
  'channel-gone',
  'wrong-channel-type',
  'content-blocked',
  'tag-required',
] as const;
export type SuspensionReason = (typeof SUSPENSION_REASONS)[number];

export interface Suspension {
  readonly reason: SuspensionReason;
  readonly since: Date;
}

export const SLOT_OUTCOMES = [
  'owed',
  'posted',
  'waiting',
  'nothing-new',
  'nothing-matched',
  'missed',
  'given-up',
] as const;
/**
 * `waiting`: a list that should be there is not, and is served when it comes. `nothing-new`: no list became complete
 * since the slot before. `nothing-matched`: no paper met the preferences. `missed`: it could not be posted for a day;
 * the next post leads to its lists.
 */
export type SlotOutcome = (typeof SLOT_OUTCOMES)[number];
