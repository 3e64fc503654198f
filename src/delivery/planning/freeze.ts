import { randomUUID } from 'node:crypto';
import { type ChannelKind, formOf } from '../../domain/channel-kind.ts';
import type { Subscription } from '../../domain/subscription.ts';
import type { NewDelivery, NewDigest } from '../../store/delivery/digests.ts';
import type { NewEdition } from '../../store/delivery/editions.ts';
import { deriveNonce } from '../posting/nonce.ts';
import { postMarker } from '../posting/post-in-forum.ts';
import { type Composer, type Composition, inPostingOrder, markerOf } from './compose.ts';
import type { SlotPlan } from './slot.ts';

/** What a subscription's slot has come to. */
export interface PlannedSlot {
  readonly subscription: Subscription;
  readonly plan: Omit<SlotPlan, 'advance'>;
  /** Of its channel; absent if it is not known. */
  readonly kind: ChannelKind | undefined;
}

/**
 * What is kept of slots: their papers with their numbers, and the messages as they will be sent. Those that say the
 * same share an edition. An edition is made anew by each call, to be saved in one transaction with all that refer to it.
 */
export function freeze(slots: readonly PlannedSlot[], composer: Composer): readonly NewDigest[] {
  const editions = new Map<Composition, NewEdition>();
  return slots.map((slot) => {
    const { subscription, plan, kind } = slot;
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
    const composed = composer.compose({ ...plan, subscription, form: formOf(kind) });
    const edition = editions.get(composed) ?? { id: randomUUID(), ...composed };
    editions.set(composed, edition);
    return { ...digest, edition, delivery: address(slot) };
  });
}

/** A delivery with its parts, each with its nonce and its marker. */
function address({ subscription, plan: { selection }, kind }: PlannedSlot): NewDelivery {
  const { guildId, channelId, threads, publishes } = subscription;
  const id = randomUUID();
  const form = formOf(kind);
  const nonceOf = (part: number) => deriveNonce('digest', id, channelId, String(part));
  const list = [{ nonce: nonceOf(0), marker: markerOf(selection, id) }];
  const papers = inPostingOrder(selection.papers).map(({ paper }) => paper.id);
  const posts = papers.map((paperId, part) => ({
    nonce: nonceOf(part),
    marker: postMarker({ guildId, channelId, paperId }),
    paperId,
  }));
  return {
    id,
    form,
    // A forum's post is the paper's discussion already.
    opensThreads: threads === 'always' && form === 'list',
    publishes: publishes && kind === 'announcement',
    parts: form === 'posts' && posts.length > 0 ? posts : list,
  };
}
