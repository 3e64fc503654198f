import type { ListDay } from '../domain/list-day.ts';
import type { Subscription } from '../domain/subscription.ts';
import { encodeCustomId } from '../render/custom-id.ts';
import { renderDigest } from '../render/digest.ts';
import type { PackedMessage } from '../render/packer.ts';
import type { NewDelivery, Selection } from '../store/digests.ts';
import { deriveNonce } from './nonce.ts';

/** A digest that is planned this long after its slot says so. */
const LATE_AFTER_MS = 15 * 60_000;

export interface DigestDraft {
  readonly subscription: Subscription;
  /** Newest first. */
  readonly days: readonly ListDay[];
  readonly selection: Selection;
  readonly slotAt: Date;
  readonly at: Date;
  readonly deliveryId: string;
}

/** The messages of a digest as they will be sent, whatever happens in between, each with its nonce and its marker. */
export function composeDigest(draft: DigestDraft): NewDelivery['parts'] {
  const { subscription, deliveryId } = draft;
  const nonce = deriveNonce('digest', deliveryId, subscription.channelId, '0');
  return [{ nonce, marker: digestMarker(deliveryId, 0), body: composeBody(draft) }];
}

/** The one message that a digest takes today: ten rows always fit. */
export function composeBody({ subscription, days, selection, slotAt, at, deliveryId }: DigestDraft): PackedMessage {
  return renderDigest({
    days,
    topics: subscription.topics,
    papers: selection.papers,
    total: selection.total,
    marker: digestMarker(deliveryId, 0),
    silent: subscription.silent,
    late: at.getTime() - slotAt.getTime() > LATE_AFTER_MS,
    ...(subscription.mentionRoleId !== undefined && { mentionRoleId: subscription.mentionRoleId }),
  });
}

/** The `custom_id` of a part's select: it opens a paper's card, and by it the message is found again. */
function digestMarker(deliveryId: string, part: number): string {
  return encodeCustomId({ command: 'paper', action: 'open', fields: [deliveryId, String(part)] });
}
