import { type ChannelKind, formOf } from '../../domain/channel-kind.ts';
import type { Failure } from '../../domain/outcomes.ts';
import type { RankedPaper } from '../../domain/paper.ts';
import type { Poster } from '../../domain/ports/poster.ts';
import type { Subscription } from '../../domain/subscription.ts';
import type { Log } from '../../log.ts';
import { renderForumPost, renderMissedPost } from '../../render/papers/forum-post.ts';
import { type Claim, type ClaimedPart, markSent } from '../../store/delivery/deliveries.ts';
import { listFrozenPapers, type ReformedPart, reformDelivery } from '../../store/delivery/reforming.ts';
import type { Db } from '../../store/schema.ts';
import { saveKind } from '../../store/servers/destinations.ts';
import { findSubscription } from '../../store/servers/subscriptions.ts';
import { composeBody, inPostingOrder, markerOf, NUMBERS_ID } from '../planning/compose.ts';
import { deriveNonce } from '../posting/nonce.ts';
import { postMarker } from '../posting/post-in-forum.ts';

export interface AdaptContext {
  readonly db: Db;
  readonly poster: Poster;
  readonly now: () => Date;
  readonly log: Log;
}

export type Adapted = { readonly kind: 'adapted'; readonly claim: Claim } | { readonly kind: 'as-it-was' } | Failure;

/** A channel refused a delivery for what it is: asks Discord of which kind it has become, and adapts. */
export async function adaptToRefusal(context: AdaptContext, claim: Claim): Promise<Adapted> {
  const { db, poster } = context;
  const seen = await poster.readForum(claim.guildId, claim.channelId);
  if (seen.kind === 'failed') return { kind: 'as-it-was' };
  const kind = seen.kind === 'forum' ? 'forum' : seen.channelKind;
  if (kind === undefined) return { kind: 'as-it-was' };
  await saveKind(db, claim.channelId, kind);
  return await adaptToKind(context, claim, kind);
}

/**
 * Puts what was frozen for a channel of another kind into the form of this one, from the same papers with the same
 * numbers: a list becomes a forum's posts, what is left of posts becomes a list. What may be on its way in its first
 * form is looked for before.
 */
export async function adaptToKind(
  context: AdaptContext,
  claim: Claim,
  kind: ChannelKind | undefined,
): Promise<Adapted> {
  const { db, log } = context;
  const form = formOf(kind);
  if (kind === undefined || form === claim.form) return { kind: 'as-it-was' };
  const looked = await lookForBegun(context, claim);
  if (looked !== undefined) return looked;
  const sent = new Set(claim.parts.flatMap(({ paperId, sent: isSent }) => (isSent ? [paperId] : [])));
  // A list that was sent holds all of them.
  const isDone = claim.form === 'list' && sent.size > 0;
  const all = isDone ? [] : await listFrozenPapers(db, claim.digestId);
  const papers = all.filter(({ paper }) => !sent.has(paper.id));
  const subscription =
    claim.subscriptionId === undefined ? undefined : await findSubscription(db, claim.guildId, claim.subscriptionId);
  const isNothing = isDone || (papers.length === 0 && sent.size > 0);
  const make = form === 'posts' ? makePosts : makeList;
  const reformed = await reformDelivery(db, claim, {
    form,
    make: (first) => (isNothing ? [] : make(claim, { papers, subscription, first })),
  });
  if (reformed === undefined) return { kind: 'retry', code: 'taken-over' };
  const { guildId, channelId, id: deliveryId } = claim;
  log.info('digest adapted', { deliveryId, guildId, channelId, outcome: form, count: papers.length });
  return { kind: 'adapted', claim: reformed };
}

/** @returns a failure if it cannot be told now whether a part exists; else what exists counts as sent */
async function lookForBegun(context: AdaptContext, claim: Claim): Promise<Failure | { kind: 'as-it-was' } | undefined> {
  const { db, now } = context;
  let found = false;
  for (const part of claim.parts) {
    if (part.sent || part.sendingAt === undefined) continue;
    const look = await lookFor(context, claim, { ...part, sendingAt: part.sendingAt });
    if (look.kind === 'failed' && look.failure.kind !== 'suspend' && look.failure.kind !== 'rejected')
      return look.failure.kind === 'unknown' ? { kind: 'retry', code: look.failure.code } : look.failure;
    if (look.kind !== 'found') continue;
    await markSent(db, claim, part.part, { at: now(), messageId: look.messageId });
    found = true;
  }
  // Read anew by whoever claims it next: few deliveries come here.
  return found ? { kind: 'retry', code: 'found' } : undefined;
}

function lookFor({ poster }: AdaptContext, claim: Claim, part: ClaimedPart & { readonly sendingAt: Date }) {
  return claim.form === 'posts'
    ? poster.findPost(claim, part.marker, part.sendingAt)
    : poster.findMarked(claim.channelId, part.marker, part.sendingAt);
}

interface Making {
  readonly papers: readonly RankedPaper[];
  readonly subscription: Subscription | undefined;
  readonly first: number;
}

function makePosts(claim: Claim, { papers, subscription, first }: Making): readonly ReformedPart[] {
  const { guildId, channelId } = claim;
  if (papers.length === 0) {
    const marker = markerOf({ papers, total: 0 }, claim.id, first);
    return [{ nonce: nonceOf(claim, first), marker, body: renderMissedPost({ missed: claim.listDays, marker }) }];
  }
  return inPostingOrder(papers).map((paper, index) => {
    const paperId = paper.paper.id;
    const marker = postMarker({ guildId, channelId, paperId });
    const mentionRoleId = paper === papers[0] ? subscription?.mentionRoleId : undefined;
    const body = renderForumPost({
      paper,
      marker,
      silent: subscription?.silent ?? true,
      ...(mentionRoleId !== undefined && { mentionRoleId }),
    });
    return { nonce: nonceOf(claim, first + index), marker, paperId, body };
  });
}

function makeList(claim: Claim, { papers, subscription, first }: Making): readonly ReformedPart[] {
  const selection = { papers, total: papers.length };
  const marker = markerOf(selection, claim.id, first);
  const { plannedAt, listDays } = claim;
  const [days, missed] = papers.length === 0 ? [[], listDays] : [listDays, []];
  const preferences = subscription ?? { guildId: claim.guildId, topics: [], silent: true, publishes: false };
  const draft = { subscription: preferences, days, missed, selection, slotAt: plannedAt, at: plannedAt };
  return [{ nonce: nonceOf(claim, first), marker, body: composeBody(draft, marker, { numbersId: NUMBERS_ID }) }];
}

function nonceOf({ id, channelId }: Claim, part: number): string {
  return deriveNonce('digest', id, channelId, String(part), 'adapted');
}
