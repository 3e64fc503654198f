import { randomUUID } from 'node:crypto';
import type { Subscription } from '../domain/subscription.ts';
import type { NewDelivery, NewDigest } from '../store/delivery/digests.ts';
import type { NewEdition } from '../store/delivery/editions.ts';
import { type Composer, type Composition, markerOf } from './compose.ts';
import { deriveNonce } from './nonce.ts';
import type { SlotPlan } from './slot.ts';

/** What a subscription's slot has come to. */
export interface PlannedSlot {
  readonly subscription: Subscription;
  readonly plan: Omit<SlotPlan, 'advance'>;
}

/**
 * What is kept of slots: their papers with their numbers, and the messages as they will be sent. Those that say the
 * same share an edition. An edition is made anew by each call, to be saved in one transaction with all that refer to it.
 */
export function freeze(slots: readonly PlannedSlot[], composer: Composer): readonly NewDigest[] {
  const editions = new Map<Composition, NewEdition>();
  return slots.map(({ subscription, plan }) => {
    const { slotAt, at, days, missed, outcome } = plan;
    const { id: subscriptionId, guildId, channelId } = subscription;
    const digest = {
      id: randomUUID(),
      subscriptionId,
      guildId,
      channelId,
      slotAt,
      listDays: [...days, ...missed],
      outcome,
      plannedAt: at,
    };
    if (outcome !== 'owed') return digest;
    const composed = composer.compose({ ...plan, subscription });
    const edition = editions.get(composed) ?? { id: randomUUID(), ...composed };
    editions.set(composed, edition);
    return { ...digest, edition, delivery: address(subscription, plan, edition.bodies.length) };
  });
}

/** A delivery of so many parts, each with its nonce and its marker. */
function address(
  { channelId, threads }: Subscription,
  { selection }: PlannedSlot['plan'],
  partCount: number,
): NewDelivery {
  const id = randomUUID();
  return {
    id,
    opensThreads: threads === 'always',
    parts: Array.from({ length: partCount }, (_, part) => ({
      nonce: deriveNonce('digest', id, channelId, String(part)),
      marker: markerOf(selection, id, part),
    })),
  };
}
