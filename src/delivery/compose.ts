import type { ListDay } from '../domain/list-day.ts';
import type { Subscription } from '../domain/subscription.ts';
import { encodeCustomId } from '../render/custom-id.ts';
import { renderDigest, renderMissed } from '../render/digest.ts';
import type { PackedMessage } from '../render/packer.ts';
import type { NewDelivery, Selection } from '../store/digests.ts';
import { deriveNonce } from './nonce.ts';

/** A digest that is planned this long after its slot says so. */
const LATE_AFTER_MS = 15 * 60_000;

export interface DigestDraft {
  readonly subscription: Subscription;
  /** The lists that are served, newest first. */
  readonly days: readonly ListDay[];
  /** The lists whose slot is too long ago, newest first: they are led to. */
  readonly missed: readonly ListDay[];
  readonly selection: Selection;
  readonly slotAt: Date;
  readonly at: Date;
  readonly deliveryId: string;
}

/** The messages of a digest as they will be sent, whatever happens in between, each with its nonce and its marker. */
export function composeDigest(draft: DigestDraft): NewDelivery['parts'] {
  const { subscription, deliveryId } = draft;
  const nonce = deriveNonce('digest', deliveryId, subscription.channelId, '0');
  return [{ nonce, marker: markerOf(draft), body: composeBody(draft) }];
}

/** The one message that a digest takes today: ten rows always fit. */
export function composeBody(draft: DigestDraft): PackedMessage {
  const { subscription, days, missed, selection, slotAt, at } = draft;
  const { topics, silent, mentionRoleId } = subscription;
  const marker = markerOf(draft);
  if (selection.papers.length === 0) return renderMissed({ missed, marker });
  return renderDigest({
    days,
    missed,
    topics,
    papers: selection.papers,
    total: selection.total,
    marker,
    silent,
    late: at.getTime() - slotAt.getTime() > LATE_AFTER_MS,
    ...(mentionRoleId !== undefined && { mentionRoleId }),
  });
}

/**
 * The `custom_id` by which the message is found again: of the select that opens a paper's card, or where there are no
 * papers of the button that shows the newest list.
 */
function markerOf({ selection, deliveryId }: DigestDraft): string {
  const part = '0';
  return selection.papers.length === 0
    ? encodeCustomId({ command: 'trending', action: 'newest', fields: [deliveryId, part] })
    : encodeCustomId({ command: 'paper', action: 'open', fields: [deliveryId, part] });
}
