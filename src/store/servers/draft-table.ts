import type { Preferences } from '../../domain/subscription.ts';

/** Subscriptions that somebody looks at before they are made. */
export interface SubscriptionDraftTable {
  id: string;
  guild_id: string;
  user_id: string;
  channel_id: string;
  by_manager: boolean;
  preferences: Preferences;
  created_at: Date;
  expires_at: Date;
}
