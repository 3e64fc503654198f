import { oweThreadsFullNotice } from '../delivery/notices/notices.ts';
import { type ForumPostOptions, leadMarker, postInForum } from '../delivery/posting/post-in-forum.ts';
import type { OnceOutcome } from '../delivery/posting/post-once.ts';
import type { PaperPost, PostPaper } from '../delivery/sending/send-parts.ts';
import { confineHidden } from '../delivery/servers/discussion-place.ts';
import type { RankedPaper } from '../domain/paper.ts';
import { renderLeadingPost } from '../render/papers/forum-post.ts';
import { findPaper } from '../store/papers/papers.ts';
import {
  claimDiscussion,
  type Discussion,
  dropDiscussion,
  FOR_PRESSES_ONLY,
  findDiscussion,
  markAnchorSending,
  moveDiscussion,
  oweDiscussions,
  postponeDiscussion,
} from '../store/servers/discussions.ts';
import type { DiscussionContext } from './context.ts';
import { full, isFullOfPosts, keepPost, make } from './make.ts';
import { beginWithRoom } from './room.ts';

const LEASE_MS = 45_000;
/** Somebody presses *Discuss* at this moment: seconds later it is known where. */
const BEING_OPENED: OnceOutcome = { kind: 'retry', code: 'being-opened', afterMs: 5_000 };

type Wanted = Omit<PaperPost, 'poster'>;

/**
 * Posts papers in forums for digests. A post there is the paper's discussion, so it is made through the row that every
 * press of *Discuss* goes through: whoever claims it makes the discussion, here or elsewhere, and the others find it.
 */
export function createPaperPosts(given: DiscussionContext): PostPaper {
  return async ({ poster, ...wanted }) => {
    const context = { ...given, poster };
    const { db, now } = context;
    const { guildId, channelId, paperId } = wanted;
    const paper = await findPaper(db, paperId);
    if (paper === undefined) throw new Error('a post of a paper that is not held');
    const audience = await poster.readAudience(guildId, channelId);
    const lost =
      audience.kind === 'failed' ? audience.failure : await confineHidden(context, { guildId, paperIds: [paperId] });
    if (lost !== undefined) return lost.kind === 'unknown' ? { kind: 'retry', code: lost.code } : lost;
    const key = { guildId, paperId, scope: audience.kind === 'everybody' ? '' : channelId };
    await oweDiscussions(db, [key], { channelId, isPost: true, at: now(), dueAt: FOR_PRESSES_ONLY, revives: true });
    const found = await findDiscussion(db, key);
    if (found?.threadId !== undefined)
      return await leadTo(context, wanted, paper, { ...found, threadId: found.threadId });
    const claim = await claimDiscussion(db, key, { at: now(), leaseMs: LEASE_MS });
    return claim === undefined ? BEING_OPENED : await open(context, wanted, paper, claim);
  };
}

async function open(
  context: DiscussionContext,
  wanted: Wanted,
  paper: RankedPaper,
  claim: Discussion,
): Promise<OnceOutcome> {
  const { db, now } = context;
  const { channelId } = wanted;
  if (claim.channelId === channelId) return await openHere(context, wanted, paper, claim);
  if (claim.anchorId !== undefined || claim.sendingAt !== undefined) {
    // Its beginning may stand there: it is finished there, unless Discord says that it cannot be.
    const made = await make(context, claim);
    if (made.kind === 'started') return await leadTo(context, wanted, paper, { ...claim, threadId: made.threadId });
    if (made.kind === 'retry' || made.kind === 'unknown' || made.kind === 'blocked' || made.kind === 'dead-token') {
      await postponeDiscussion(db, claim, { dueAt: now(), reason: made.kind });
      return made.kind === 'unknown' ? { kind: 'retry', code: made.code } : made;
    }
  }
  const moved = await moveDiscussion(db, claim, { channelId, isPost: true });
  return moved === undefined ? BEING_OPENED : await openHere(context, wanted, paper, moved);
}

async function openHere(
  context: DiscussionContext,
  wanted: Wanted,
  paper: RankedPaper,
  claim: Discussion,
): Promise<OnceOutcome> {
  const { db } = context;
  const { sendingAt: _, ...post } = wanted;
  const outcome = await postWithRoom(context, wanted, {
    ...post,
    topics: paper.topics,
    claimedUntil: earlier(wanted.claimedUntil, claim.claimedUntil),
    // Of the discussion first: who takes it over must know that there may be a post, whatever the delivery knows.
    markSending: async (at) => (await markAnchorSending(db, claim, at)) && (await wanted.markSending(at)),
    ...(claim.sendingAt !== undefined && { sendingAt: claim.sendingAt }),
  });
  if (outcome.kind === 'sent') await keepPost(context, claim, { paper, threadId: outcome.messageId });
  // Nothing can stand there: whoever presses *Discuss* next begins where they are.
  else if (outcome.kind === 'suspend' && claim.sendingAt === undefined) await dropDiscussion(db, claim);
  else if (outcome.kind !== 'taken-over')
    await postponeDiscussion(db, claim, { dueAt: FOR_PRESSES_ONLY, reason: outcome.kind });
  return outcome;
}

/** A post takes the room of an active thread, whether it is the discussion or leads there. */
async function postWithRoom(
  context: DiscussionContext,
  { guildId, channelId }: Wanted,
  options: ForumPostOptions,
): Promise<OnceOutcome> {
  const { db, poster, now } = context;
  const { outcome, lack } = await beginWithRoom(context, guildId, {
    begin: () => postInForum(poster, options),
    isFull: isFullOfPosts,
  });
  if (isFullOfPosts(outcome)) await oweThreadsFullNotice(db, { guildId, channelId, at: now(), why: full(lack) });
  return outcome;
}

function earlier(one: Date, other: Date | undefined): Date {
  return other !== undefined && other < one ? other : one;
}

/** The discussion stands: in this forum it is the post itself; else a post leads to it. */
async function leadTo(
  context: DiscussionContext,
  wanted: Wanted,
  paper: RankedPaper,
  { channelId, threadId }: { readonly channelId: string; readonly threadId: string },
): Promise<OnceOutcome> {
  if (channelId === wanted.channelId) return { kind: 'sent', messageId: threadId };
  const marker = leadMarker(wanted);
  return await postWithRoom(context, wanted, {
    ...wanted,
    post: renderLeadingPost({ paper, threadId, marker }),
    marker,
    topics: paper.topics,
  });
}
