import { randomUUID } from 'node:crypto';
import type { Subscription } from '../domain/subscription.ts';
import type { NewDigest } from '../store/digests.ts';
import type { Composer } from './compose.ts';
import type { SlotPlan } from './slot.ts';

/** What is kept of a slot: its papers with their numbers, and the messages as they will be sent. */
export function freeze(subscription: Subscription, plan: Omit<SlotPlan, 'advance'>, composer: Composer): NewDigest {
  const { slotAt, at, days, missed, selection, outcome } = plan;
  const { id: subscriptionId, guildId, channelId, threads } = subscription;
  const deliveryId = randomUUID();
  return {
    id: randomUUID(),
    subscriptionId,
    guildId,
    channelId,
    slotAt,
    listDays: [...days, ...missed],
    outcome,
    plannedAt: at,
    papers: selection.papers,
    ...(outcome === 'owed' && {
      delivery: {
        id: deliveryId,
        opensThreads: threads === 'always',
        parts: composer.compose({ subscription, days, missed, selection, slotAt, at, deliveryId }),
      },
    }),
  };
}
