import type { DigestForm } from '../../domain/channel-kind.ts';
import type { PaperId } from '../../domain/paper-id.ts';
import type { ForumPost, Poster } from '../../domain/ports/poster.ts';
import type { Log } from '../../log.ts';
import { renderPlainDigest } from '../../render/papers/digest.ts';
import { renderPlainPost } from '../../render/papers/forum-post.ts';
import {
  type Claim,
  type ClaimedPart,
  listDigestPapers,
  markSending,
  markSent,
  unmarkSending,
} from '../../store/delivery/deliveries.ts';
import { owePublication } from '../../store/delivery/publications.ts';
import { renewClaim, savePlainBody } from '../../store/delivery/reforming.ts';
import type { Db } from '../../store/schema.ts';
import { postInForum } from '../posting/post-in-forum.ts';
import { type OnceOutcome, postOnce } from '../posting/post-once.ts';
import { linkToThreads } from './digest-threads.ts';

/** Longer than one part's post with every timeout on its way, so that a lease outlives a slow send. */
export const LEASE_MS = 60_000;
/** Discord's code for a body that it does not take. */
const MALFORMED = '50035';

/** A paper's post in a forum, which is the paper's discussion in the server. */
export interface PaperPost {
  /** Of the whole delivery: it remembers what its earlier posts had to ask. */
  readonly poster: Poster;
  readonly guildId: string;
  readonly channelId: string;
  readonly paperId: PaperId;
  readonly post: ForumPost;
  readonly marker: string;
  /** As of `postOnce`, of the part that the post is for. */
  readonly sendingAt?: Date;
  readonly now: () => Date;
  readonly claimedUntil: Date;
  readonly markSending: (at: Date) => Promise<boolean>;
}

/**
 * Makes a paper's post, once, unless the paper has its discussion in the server already: then it makes one that leads
 * there. How is known to those who know of discussions.
 */
export type PostPaper = (post: PaperPost) => Promise<OnceOutcome>;

export interface PartsContext {
  readonly db: Db;
  readonly poster: Poster;
  readonly postPaper: PostPaper;
  readonly now: () => Date;
  readonly log: Log;
}

export type Failed = Exclude<OnceOutcome, { kind: 'sent' | 'deleted' }>;

/** Where the sending of parts has come to: the claim as it is now, and why it went no further. */
export interface Progress {
  readonly claim: Claim;
  readonly failed?: Failed;
}

/** Sends the parts that are not sent yet, in order, until one fails. Each is kept as soon as it is sent. */
export async function sendParts(context: PartsContext, first: Claim): Promise<Progress> {
  let claim = first;
  for (const [index, part] of first.parts.entries()) {
    if (part.sent) continue;
    if (index > 0) {
      // Ten posts with all their requests may take longer than one lease.
      const renewed = await renewClaim(context.db, claim, { at: context.now(), leaseMs: LEASE_MS });
      if (renewed === undefined) return { claim, failed: { kind: 'taken-over' } };
      claim = renewed;
    }
    const outcome = await sendPart(context, claim, part);
    if (outcome.kind !== 'sent' && outcome.kind !== 'deleted') return { claim, failed: outcome };
    const { messageId } = outcome.kind === 'sent' ? outcome : {};
    // Before it counts as sent, so that a crash in between owes it again; owing twice changes nothing.
    if (claim.publishes && messageId !== undefined) {
      const { id: deliveryId, channelId } = claim;
      const publication = { deliveryId, part: part.part, channelId, messageId };
      await owePublication(context.db, publication, { at: context.now() });
    }
    await markSent(context.db, claim, part.part, {
      at: context.now(),
      ...(messageId !== undefined && { messageId }),
    });
  }
  return { claim };
}

/** A body that Discord does not take is replaced once by a plain rendering of the same papers. */
async function sendPart(context: PartsContext, claim: Claim, part: ClaimedPart): Promise<OnceOutcome> {
  const outcome = await post(context, claim, part);
  if (outcome.kind !== 'rejected' || outcome.code !== MALFORMED || part.isPlain) return outcome;
  const { db, log } = context;
  const { id: deliveryId, guildId, channelId } = claim;
  log.error('digest refused, sent plainly', { deliveryId, guildId, channelId, part: part.part, code: outcome.code });
  const body = await renderPlainly(db, claim, part);
  await savePlainBody(db, claim, part.part, body);
  return await post(context, claim, { ...part, body, isPlain: true });
}

async function renderPlainly(db: Db, { digestId, listDays: days }: Claim, part: ClaimedPart): Promise<object> {
  const { marker, paperId } = part;
  if (paperId !== undefined) return renderPlainPost({ paperId, marker });
  return renderPlainDigest({ days, paperIds: await listDigestPapers(db, digestId), marker });
}

async function post(context: PartsContext, claim: Claim, part: ClaimedPart): Promise<OnceOutcome> {
  const outcome = await SENDING[claim.form](context, claim, part);
  // Refused at the first try: no message can exist, and what never began may still be taken back.
  if (part.sendingAt === undefined && CERTAIN.has(outcome.kind)) await unmarkSending(context.db, claim, part.part);
  return outcome;
}

/** Discord has spoken, or was never reached. */
const CERTAIN = new Set<OnceOutcome['kind']>(['retry', 'suspend', 'rejected', 'blocked', 'dead-token']);

type Sending = (context: PartsContext, claim: Claim, part: ClaimedPart) => Promise<OnceOutcome>;

const SENDING: Readonly<Record<DigestForm, Sending>> = {
  list: async ({ db, poster, now }, claim, part) => {
    const body = await linkToThreads({ db, poster }, claim, part.body);
    return await postOnce(poster, { ...onceOf(db, claim, part), nonce: part.nonce, body, now });
  },
  posts: ({ db, poster, postPaper, now }, claim, part) => {
    const { guildId } = claim;
    const once = { ...onceOf(db, claim, part), guildId, post: asForumPost(part.body), now };
    const { paperId } = part;
    return paperId === undefined
      ? postInForum(poster, { ...once, topics: [] })
      : postPaper({ ...once, poster, paperId });
  },
};

/** What every way of posting once needs to know of a part. */
function onceOf(db: Db, claim: Claim, { part, marker, sendingAt }: ClaimedPart) {
  const { channelId, claimedUntil } = claim;
  return {
    channelId,
    marker,
    claimedUntil,
    markSending: (at: Date) => markSending(db, claim, part, at),
    ...(sendingAt !== undefined && { sendingAt }),
  };
}

function asForumPost(body: object): ForumPost {
  if (!('name' in body && typeof body.name === 'string') || !('message' in body) || !isObject(body.message))
    throw new TypeError('what was frozen is no post');
  return { name: body.name, message: body.message };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
