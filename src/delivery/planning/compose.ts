import type { DigestForm } from '../../domain/channel-kind.ts';
import { MARKER_PLACE } from '../../domain/marker-place.ts';
import type { Paper, RankedPaper } from '../../domain/paper.ts';
import type { ForumPost } from '../../domain/ports/poster.ts';
import type { Subscription } from '../../domain/subscription.ts';
import { ownName, withoutOwnNames } from '../../domain/topics/own-topics.ts';
import { encodeCustomId } from '../../render/message/custom-id.ts';
import type { PackedMessage } from '../../render/message/packer.ts';
import { renderDigest, renderMissed } from '../../render/papers/digest.ts';
import { renderForumPost, renderMissedPost, renderPostPreview } from '../../render/papers/forum-post.ts';
import type { SlotPlan } from './slot.ts';

/** A digest that is planned this long after its slot says so. */
const LATE_AFTER_MS = 15 * 60_000;

/** A slot's plan on its way into messages. */
export interface DigestDraft extends Omit<SlotPlan, 'outcome' | 'advance'> {
  readonly subscription: Pick<Subscription, 'guildId' | 'topics' | 'silent' | 'mentionRoleId' | 'publishes'>;
}

/** What digests of the same topics, preferences and lists have in common: all but whom they are for. */
export interface Composition {
  readonly papers: readonly RankedPaper[];
  /** The parts as they will be sent, whatever happens in between, but for their markers: see `MARKER_PLACE`. */
  readonly bodies: readonly object[];
}

/** Composes digests, and keeps what is the same for many of them. */
export interface Composer {
  /** @returns the same object for digests that say the same, as long as it is kept */
  compose(draft: DigestDraft & { readonly form: DigestForm }): Composition;
}

/** Of each some ten thousand characters. */
const MOST_KEPT = 1_000;

export function createComposer(): Composer {
  const kept = new Map<string, Composition>();
  const keyOf = createKeys();
  return {
    compose(draft) {
      const key = `${draft.form} ${keyOf(draft)}`;
      const known = kept.get(key);
      if (known !== undefined) return known;
      // A list is one message: ten rows always fit.
      const bodies =
        draft.form === 'posts' ? composePosts(draft) : [composeBody(draft, MARKER_PLACE, { numbersId: NUMBERS_ID })];
      const composed = { papers: draft.selection.papers, bodies };
      if (kept.size >= MOST_KEPT) kept.clear();
      kept.set(key, composed);
      return composed;
    },
  };
}

/** Finds its digest by the message that carries it. */
export const NUMBERS_ID = encodeCustomId({ command: 'trending', action: 'now', fields: [] });

/** A digest as one message. @param numbersId absent for one that is not posted */
export function composeBody(
  draft: DigestDraft,
  marker: string,
  { numbersId }: { numbersId?: string } = {},
): PackedMessage {
  const { subscription, days, missed, selection } = draft;
  const { topics, silent, mentionRoleId, publishes } = subscription;
  if (selection.papers.length === 0) return renderMissed({ missed, marker });
  // What is published stands in the followers' servers, and names of own topics stay in theirs.
  const tell = publishes ? withoutOwnNames : (slugs: readonly string[]) => slugs;
  return renderDigest({
    days,
    missed,
    topics: tell(topics),
    papers: selection.papers.map((paper) => ({ ...paper, topics: tell(paper.topics) })),
    total: selection.total,
    marker,
    silent,
    late: isLate(draft),
    ...(numbersId !== undefined && { numbersId }),
    ...(mentionRoleId !== undefined && { mentionRoleId }),
  });
}

/** A digest as it would look: the list, or the first of a forum's posts. */
export function composePreview(
  draft: DigestDraft,
  { form, marker }: { form: DigestForm; marker: string },
): PackedMessage {
  const { papers } = draft.selection;
  const [paper] = papers;
  if (form === 'list' || paper === undefined) return composeBody(draft, marker);
  return renderPostPreview({ paper, marker, silent: draft.subscription.silent, count: papers.length });
}

/**
 * The best last: a forum shows the newest on top. Whom the digest mentions, and what it says besides its papers, stands
 * in the last, which is read first.
 */
export function inPostingOrder<T>(papers: readonly T[]): readonly T[] {
  return papers.toReversed();
}

/** A digest as a forum's posts, one a paper; of a digest without papers one that leads to the lists. */
function composePosts(draft: DigestDraft): readonly ForumPost[] {
  const { subscription, missed, selection } = draft;
  const { silent, mentionRoleId } = subscription;
  if (selection.papers.length === 0) return [renderMissedPost({ missed, marker: MARKER_PLACE })];
  return inPostingOrder(selection.papers).map((paper) =>
    renderForumPost({
      paper,
      marker: MARKER_PLACE,
      silent,
      ...(paper === selection.papers[0] && {
        missed,
        late: isLate(draft),
        ...(mentionRoleId !== undefined && { mentionRoleId }),
      }),
    }),
  );
}

/**
 * The `custom_id` by which a part is found again: of the select that opens a paper's card, or where there are no papers
 * of the button that shows the newest list.
 */
export function markerOf({ papers }: DigestDraft['selection'], deliveryId: string, part = 0): string {
  const fields = [deliveryId, String(part)];
  return papers.length === 0
    ? encodeCustomId({ command: 'trending', action: 'newest', fields })
    : encodeCustomId({ command: 'paper', action: 'open', fields });
}

function isLate({ at, slotAt }: DigestDraft): boolean {
  return at.getTime() - slotAt.getTime() > LATE_AFTER_MS;
}

/**
 * Makes keys of all that a rendered digest depends on besides its marker. A paper is told by its object, which was read
 * once with its numbers: what was read again is another one, though it has the same id.
 */
function createKeys(): (draft: DigestDraft) => string {
  const numbers = new WeakMap<Paper, number>();
  let last = 0;
  const numberOf = (paper: Paper): number => {
    const known = numbers.get(paper);
    if (known !== undefined) return known;
    last += 1;
    numbers.set(paper, last);
    return last;
  };
  return (draft) => {
    const { subscription, days, missed, selection } = draft;
    const { guildId, topics, silent, mentionRoleId, publishes } = subscription;
    const papers = selection.papers.map(({ paper }) => numberOf(paper));
    // Topics of one name in two servers are two things: what matches them is told in the rows.
    const owner = topics.some((slug) => ownName(slug) !== undefined) ? guildId : undefined;
    return JSON.stringify([
      owner,
      topics,
      silent,
      mentionRoleId,
      owner && publishes,
      days,
      missed,
      isLate(draft),
      selection.total,
      papers,
    ]);
  };
}
