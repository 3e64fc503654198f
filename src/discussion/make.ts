import { deriveNonce } from '../delivery/posting/nonce.ts';
import { postInForum, postMarker } from '../delivery/posting/post-in-forum.ts';
import { type OnceOutcome, postOnce } from '../delivery/posting/post-once.ts';
import type { Failure } from '../domain/outcomes.ts';
import type { RankedPaper } from '../domain/paper.ts';
import type { HeldUp, RoomLack } from '../domain/thread-room.ts';
import { encodeCustomId } from '../render/message/custom-id.ts';
import { threadName } from '../render/message/thread-name.ts';
import { renderStarter } from '../render/papers/card.ts';
import { renderForumPost } from '../render/papers/forum-post.ts';
import { findPaper } from '../store/papers/papers.ts';
import { type Discussion, forgetAnchor, markAnchorSending, markAnchorSent } from '../store/servers/discussions.ts';
import { beginThread } from './begin.ts';
import type { DiscussionContext } from './context.ts';
import { beginWithRoom } from './room.ts';

/** What came of making a discussion. */
export type Made = { readonly kind: 'started'; readonly threadId: string } | NotMade;
export type NotMade =
  | { readonly kind: 'too-many-threads'; readonly why: HeldUp }
  | { readonly kind: 'deleted' }
  | Failure;

/** Both steps, each kept as soon as it is done, so that whoever comes after a crash goes on from there. */
export async function make(context: DiscussionContext, claim: Discussion): Promise<Made> {
  const { db, poster, now, log } = context;
  const paper = await findPaper(db, claim.paperId);
  if (paper === undefined) throw new Error('a discussion of a paper that is not held');
  if (claim.isPost) return await makePost(context, claim, paper);
  const anchor = await postAnchor(context, claim, renderStarter({ paper, marker: anchorMarker(claim) }));
  if (anchor.kind === 'deleted') await forgetAnchor(db, claim);
  if (anchor.kind !== 'sent') return anchor;
  await markAnchorSent(db, claim, anchor.messageId);
  const { outcome: thread, lack } = await beginWithRoom(context, claim.guildId, {
    begin: () => poster.startThread(claim.channelId, anchor.messageId, threadName(paper.paper.title)),
    isFull: (outcome) => outcome.kind === 'too-many-threads' && outcome.code === TOO_MANY_THREADS,
  });
  if (thread.kind === 'deleted') await forgetAnchor(db, claim);
  if (thread.kind === 'too-many-threads') return tooManyThreads(lack);
  if (thread.kind !== 'started') return thread;
  await beginThread(db, claim, { paper, threadId: thread.threadId, at: now() });
  log.info('discussion opened', { guildId: claim.guildId, paperId: claim.paperId, threadId: thread.threadId });
  return thread;
}

/** Discord's code for the cap of all active threads, a forum's posts among them. */
const TOO_MANY_THREADS = '160006';

function tooManyThreads(lack: RoomLack | undefined): NotMade {
  return { kind: 'too-many-threads', why: full(lack) };
}

export function full(lack: RoomLack | undefined): HeldUp {
  return { kind: 'cap', ...(lack !== undefined && { lack }) };
}

/** Whether a post was not made because the server has as many active threads as it may. */
export function isFullOfPosts(outcome: OnceOutcome): boolean {
  return outcome.kind === 'retry' && outcome.code === TOO_MANY_THREADS;
}

/** In a forum the post is both, anchor and thread, and is made by one request. */
async function makePost(context: DiscussionContext, claim: Discussion, paper: RankedPaper): Promise<Made> {
  const { db, poster, now } = context;
  const { guildId, channelId, paperId, claimedUntil, sendingAt } = claim;
  const marker = postMarker({ guildId, channelId, paperId });
  const begin = () =>
    postInForum(poster, {
      guildId,
      channelId,
      post: renderForumPost({ paper, marker, silent: true }),
      topics: paper.topics,
      marker,
      now,
      markSending: (at) => markAnchorSending(db, claim, at),
      ...(claimedUntil !== undefined && { claimedUntil }),
      ...(sendingAt !== undefined && { sendingAt }),
    });
  const { outcome, lack } = await beginWithRoom(context, guildId, { begin, isFull: isFullOfPosts });
  if (outcome.kind === 'taken-over') return { kind: 'retry', code: 'taken-over' };
  if (isFullOfPosts(outcome)) return tooManyThreads(lack);
  if (outcome.kind !== 'sent') return outcome;
  return await keepPost(context, claim, { paper, threadId: outcome.messageId });
}

/** Notes that a forum's post is the discussion. */
export async function keepPost(
  { db, now, log }: DiscussionContext,
  claim: Discussion,
  { paper, threadId }: { readonly paper: RankedPaper; readonly threadId: string },
): Promise<Made> {
  const { guildId, paperId } = claim;
  await markAnchorSent(db, claim, threadId);
  await beginThread(db, claim, { paper, threadId, at: now() });
  log.info('discussion opened', { guildId, paperId, threadId });
  return { kind: 'started', threadId };
}

async function postAnchor({ db, poster, now }: DiscussionContext, claim: Discussion, body: object) {
  if (claim.anchorId !== undefined) return { kind: 'sent' as const, messageId: claim.anchorId };
  const outcome = await postOnce(poster, {
    channelId: claim.channelId,
    body,
    nonce: deriveNonce('anchor', claim.guildId, claim.paperId, claim.channelId, ...madeAnew(claim)),
    marker: anchorMarker(claim),
    now,
    markSending: (at) => markAnchorSending(db, claim, at),
    ...(claim.claimedUntil !== undefined && { claimedUntil: claim.claimedUntil }),
    ...(claim.sendingAt !== undefined && { sendingAt: claim.sendingAt }),
  });
  return outcome.kind === 'taken-over' ? { kind: 'retry' as const, code: 'taken-over' } : outcome;
}

/** Under the nonce of an anchor that was deleted Discord answers that it is gone, for minutes. */
function madeAnew({ remade }: Discussion): readonly string[] {
  return remade === 0 ? [] : [String(remade)];
}

/** The `custom_id` by which an anchor is found again: its *Open* control. */
function anchorMarker({ guildId, paperId, scope }: Discussion): string {
  return encodeCustomId({ command: 'paper', action: 'show', fields: [paperId, guildId, scope] });
}
