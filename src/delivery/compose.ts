import type { Subscription } from '../domain/subscription.ts';
import { encodeCustomId } from '../render/custom-id.ts';
import { renderDigest, renderMissed } from '../render/digest.ts';
import type { PackedMessage } from '../render/packer.ts';
import type { NewDelivery } from '../store/digests.ts';
import { deriveNonce } from './nonce.ts';
import type { SlotPlan } from './slot.ts';

/** A digest that is planned this long after its slot says so. */
const LATE_AFTER_MS = 15 * 60_000;

/** A slot's plan on its way into messages. */
export interface DigestDraft extends Omit<SlotPlan, 'outcome' | 'advance'> {
  readonly subscription: Subscription;
  readonly deliveryId: string;
}

/** Composes digests, and keeps what is the same for many of them. */
export interface Composer {
  /** The messages of a digest as they will be sent, whatever happens in between, each with its nonce and its marker. */
  compose(draft: DigestDraft): NewDelivery['parts'];
}

/** Channels with the same topics, preferences and lists get the same message but for its marker. */
const MOST_KEPT = 1_000;
/** Stands for the marker in a message that is kept. No `custom_id` of ours looks like it. */
const PLACEHOLDER = 'a marker to be set';

export function createComposer(): Composer {
  const kept = new Map<string, string>();
  const render = (draft: DigestDraft): string => {
    const key = keyOf(draft);
    const known = kept.get(key);
    if (known !== undefined) return known;
    const rendered = JSON.stringify(composeBody(draft, PLACEHOLDER));
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(key, rendered);
    return rendered;
  };
  return {
    compose(draft) {
      const { subscription, deliveryId } = draft;
      const nonce = deriveNonce('digest', deliveryId, subscription.channelId, '0');
      const marker = markerOf(draft);
      // By the key and not by a search through the text: a title may hold anything.
      const body: object = JSON.parse(render(draft), (key, value) => (isPlace(key, value) ? marker : value));
      return [{ nonce, marker, body }];
    },
  };
}

function isPlace(key: string, value: unknown): boolean {
  return key === 'custom_id' && value === PLACEHOLDER;
}

/** The one message that a digest takes today: ten rows always fit. */
export function composeBody(draft: DigestDraft, marker = markerOf(draft)): PackedMessage {
  const { subscription, days, missed, selection } = draft;
  const { topics, silent, mentionRoleId } = subscription;
  if (selection.papers.length === 0) return renderMissed({ missed, marker });
  return renderDigest({
    days,
    missed,
    topics,
    papers: selection.papers,
    total: selection.total,
    marker,
    silent,
    late: isLate(draft),
    ...(mentionRoleId !== undefined && { mentionRoleId }),
  });
}

function isLate({ at, slotAt }: DigestDraft): boolean {
  return at.getTime() - slotAt.getTime() > LATE_AFTER_MS;
}

/** All that a rendered digest depends on besides its marker. */
function keyOf(draft: DigestDraft): string {
  const { subscription, days, missed, selection } = draft;
  const { topics, silent, mentionRoleId } = subscription;
  return JSON.stringify([topics, silent, mentionRoleId, days, missed, isLate(draft), selection]);
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
