import type { ListDay } from './list-day.ts';
import type { SlotOutcome } from './subscription.ts';

/** What became of one slot of a subscription, or of one *Post now*. */
export interface Receipt {
  /** Of its digest: what the operator looks for. */
  readonly id: string;
  /** Where it was to be posted: a subscription may have moved since. */
  readonly channelId: string;
  readonly slotAt: Date;
  readonly outcome: SlotOutcome;
  /** The lists that it covers or leads to, newest first. */
  readonly listDays: readonly ListDay[];
  /** Whether it is a forum's posts, one a paper; messages if absent. */
  readonly isPosts?: boolean;
  /** What became of its publishing to followers; absent if it was not to be published. */
  readonly publishing?: 'owed' | 'published' | 'given-up';
  /** Its messages in their order; without those that were deleted before their ids were learnt. */
  readonly messageIds: readonly string[];
  /** When its first message was sent; absent while none was. */
  readonly sentAt?: Date;
  /** Of what is owed: when it is tried next, and how the last try failed, if there was one. */
  readonly owed?: { readonly dueAt: Date; readonly failure?: string };
}
