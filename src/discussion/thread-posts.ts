import { oweThreadsFullNotice } from '../delivery/notices/notices.ts';
import { type Attempt, type SendingContext, sendWhileOwed } from '../delivery/posting/breaker.ts';
import { deriveNonce } from '../delivery/posting/nonce.ts';
import { postOnce } from '../delivery/posting/post-once.ts';
import { retryDelayMs } from '../domain/backoff.ts';
import type { Failure } from '../domain/outcomes.ts';
import type { Poster } from '../domain/ports/poster.ts';
import { errorFields, type LogFields } from '../log.ts';
import { isUnavailable } from '../store/servers/guilds.ts';
import { findKnownThread, forgetThread, noteThreads } from '../store/threads/knowledge.ts';
import {
  claimThreadPost,
  giveUpThreadPost,
  markThreadPostSending,
  postponeThreadPost,
  settleThreadPost,
  type ThreadPost,
} from '../store/threads/posts.ts';
import { isFullOfParticipants } from './held-up.ts';
import { NEWS_MS } from './news.ts';

/** Longer than a look for the message and its sending with every timeout on their way. */
const LEASE_MS = 60_000;
/** A right that was taken away may come back. */
const REFUSED_MS = 12 * 3_600_000;
const LOCKED = '160005';

export interface ThreadPostContext extends SendingContext {
  readonly poster: Poster;
}

/**
 * Posts what is owed in discussions, each message once, by the same means as a part of a digest. One that fails is kept
 * for a later try and holds up no other. @returns how many were posted
 */
export async function sendThreadPosts(context: ThreadPostContext, signal: AbortSignal): Promise<number> {
  return await sendWhileOwed(context, signal, () => sendOne(context));
}

async function sendOne(context: ThreadPostContext): Promise<Attempt> {
  const { db, now, log } = context;
  const post = await claimThreadPost(db, { at: now(), leaseMs: LEASE_MS });
  if (post === undefined) return 'nothing';
  try {
    return await send(context, post);
  } catch (error) {
    // A fault of ours with this one must not keep the next from being sent; its lease gives it back.
    log.error('thread post failed', { ...factsOf(post), ...errorFields(error) });
    return { kind: 'unknown', code: 'fault' };
  }
}

async function send(context: ThreadPostContext, post: ThreadPost): Promise<Attempt> {
  const { db, poster, now, log } = context;
  const { threadId, body, marker, claimedUntil, sendingAt } = post;
  const outcome = await postOnce(poster, {
    channelId: threadId,
    body,
    // The id is frozen with the body: whoever sends it again sends the same.
    nonce: deriveNonce('thread-post', post.id, threadId),
    marker,
    now,
    claimedUntil,
    markSending: (at) => markThreadPostSending(db, post, at),
    ...(sendingAt !== undefined && { sendingAt }),
  });
  if (outcome.kind === 'taken-over') return { kind: 'retry', code: 'taken-over' };
  if (outcome.kind !== 'sent' && outcome.kind !== 'deleted') return await afterFailure(context, post, outcome);
  await settleThreadPost(db, post, { at: now(), ...(outcome.kind === 'sent' && { messageId: outcome.messageId }) });
  log.info('thread post sent', factsOf(post));
  return 'done';
}

async function afterFailure(context: ThreadPostContext, post: ThreadPost, failure: Failure): Promise<Attempt> {
  const { db, now, log } = context;
  const at = now();
  const postpone = async (afterMs: number): Promise<Attempt> => {
    const reason = `${failure.kind} ${failure.code}`;
    await postponeThreadPost(db, post, { dueAt: new Date(at.getTime() + afterMs), reason });
    return failure;
  };
  switch (failure.kind) {
    case 'retry':
      return await postpone(Math.max(failure.afterMs ?? 0, retryDelayMs(post.attempts)));
    case 'unknown':
      return await postpone(retryDelayMs(post.attempts));
    case 'blocked':
      return await postpone(failure.afterMs);
    case 'dead-token':
      return await postpone(0);
    case 'rejected':
      if (isFullOfParticipants(failure)) await tellOfFullThread(context, post);
      log.warn('thread post given up', { ...factsOf(post), code: failure.code });
      await giveUpThreadPost(db, post, failure.code);
      return failure;
    case 'suspend':
      return await afterRefusal(context, post, failure, postpone);
  }
}

/** Subscriptions are the channel's that the thread is in: so is whoever hears of it if the server has no place for that. */
async function tellOfFullThread({ db, now }: ThreadPostContext, { guildId, threadId }: ThreadPost): Promise<void> {
  const known = await findKnownThread(db, { guildId, threadId });
  if (known === undefined) return;
  const why = { kind: 'participants', threadId } as const;
  await oweThreadsFullNotice(db, { guildId, channelId: known.channelId, at: now(), why });
}

/** The thread is gone, locked, or closed to us: each is the server's right, and nobody is told. */
async function afterRefusal(
  { db, now }: ThreadPostContext,
  post: ThreadPost,
  failure: Extract<Failure, { kind: 'suspend' }>,
  postpone: (afterMs: number) => Promise<Attempt>,
): Promise<Attempt> {
  const { guildId, threadId } = post;
  // During an outage Discord knows nothing of the server: that is no word about the thread.
  if (await isUnavailable(db, guildId)) return await postpone(retryDelayMs(post.attempts));
  if (failure.reason === 'channel-gone') {
    await forgetThread(db, { guildId, threadId });
    return failure;
  }
  if (failure.code === LOCKED) {
    await noteThreads(db, [{ guildId, threadId, isArchived: true, isLocked: true }], now());
    await giveUpThreadPost(db, post, 'locked');
    return failure;
  }
  if (now().getTime() - post.createdAt.getTime() < NEWS_MS) return await postpone(REFUSED_MS);
  await giveUpThreadPost(db, post, failure.code);
  return failure;
}

function factsOf({ guildId, threadId, paperId, kind }: ThreadPost): LogFields {
  return { guildId, threadId, paperId, action: kind };
}
