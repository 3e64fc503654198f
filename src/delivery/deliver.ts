import { retryDelayMs } from '../domain/backoff.ts';
import type { Poster } from '../domain/ports.ts';
import { errorFields, type Log } from '../log.ts';
import {
  type Claim,
  claimDelivery,
  giveUpDelivery,
  listDigestPapers,
  markSending,
  markSent,
  postponeDelivery,
  settleDelivery,
} from '../store/deliveries.ts';
import { oweDiscussions } from '../store/discussions.ts';
import type { Db } from '../store/schema.ts';
import { resumeSubscription, suspendSubscription } from '../store/subscriptions.ts';
import { type OnceOutcome, postOnce } from './post-once.ts';

/** Longer than one part's post with every timeout on its way, so that a lease outlives a slow send. */
const LEASE_MS = 60_000;
/** A refused channel is tried twice a day: Discord bans addresses that collect refusals. */
const RECHECK_MS = 12 * 3_600_000;
/** Side by side, so that one channel that answers slowly delays no other. */
const SENDERS = 8;

/** Sends what is owed. */
export interface Deliverer {
  /**
   * Sends every delivery that is owed and due, and returns when none is left or `signal` stops it. What was begun is
   * finished. Never throws for what one delivery meets: it is kept for a later try.
   *
   * @returns how many were settled
   */
  deliverOwed(signal: AbortSignal): Promise<number>;
}

export interface DelivererOptions {
  readonly now: () => Date;
  readonly log: Log;
  /** Called if Discord no longer accepts the token. */
  readonly onDeadToken: () => void;
}

type Failed = Exclude<OnceOutcome, { kind: 'sent' | 'deleted' }>;

/** A deliverer. Of any number, in any number of processes, each takes what the others do not hold. */
export function createDeliverer(db: Db, poster: Poster, options: DelivererOptions): Deliverer {
  const context: Context = { ...options, db, poster, blockedUntilMs: 0 };
  return {
    async deliverOwed(signal) {
      const counts = await Promise.all(Array.from({ length: SENDERS }, () => sendUntilNoneIsOwed(context, signal)));
      return counts.reduce((sum, count) => sum + count, 0);
    },
  };
}

interface Context extends DelivererOptions {
  readonly db: Db;
  readonly poster: Poster;
  /** While Cloudflare or Discord stands in front of everything, each further request prolongs it. */
  blockedUntilMs: number;
}

async function sendUntilNoneIsOwed(context: Context, signal: AbortSignal): Promise<number> {
  let settled = 0;
  while (!signal.aborted && context.now().getTime() >= context.blockedUntilMs) {
    const claim = await claimDelivery(context.db, { at: context.now(), leaseMs: LEASE_MS });
    if (claim === undefined) break;
    try {
      if (await sendClaim(context, claim)) settled += 1;
    } catch (error) {
      // A fault of ours with this one must not keep the next from being sent; its lease gives it back.
      context.log.error('delivery failed', { ...facts(claim), ...errorFields(error) });
    }
  }
  return settled;
}

async function sendClaim(context: Context, claim: Claim): Promise<boolean> {
  const failed = (await sendParts(context, claim)) ?? (await oweThreads(context, claim));
  if (failed === undefined) await settle(context, claim);
  else await keep(context, claim, failed);
  return failed === undefined;
}

async function sendParts({ db, poster, now }: Context, claim: Claim): Promise<Failed | undefined> {
  for (const { part, sent, ...kept } of claim.parts) {
    if (sent) continue;
    const outcome = await postOnce(poster, {
      ...kept,
      channelId: claim.channelId,
      now,
      markSending: (at) => markSending(db, claim, part, at),
    });
    if (outcome.kind !== 'sent' && outcome.kind !== 'deleted') return outcome;
    await markSent(db, claim, part, { at: now(), ...(outcome.kind === 'sent' && { messageId: outcome.messageId }) });
  }
  return undefined;
}

/** Before the delivery is settled, so that a crash in between owes them again; owing twice changes nothing. */
async function oweThreads({ db, poster, now }: Context, claim: Claim): Promise<Failed | undefined> {
  if (!claim.opensThreads) return undefined;
  const { guildId, channelId, digestId } = claim;
  const audience = await poster.readAudience(guildId, channelId);
  if (audience.kind === 'failed') return audience.failure;
  const scope = audience.kind === 'everybody' ? '' : channelId;
  const papers = await listDigestPapers(db, digestId);
  const keys = papers.map((paperId) => ({ guildId, paperId, scope }));
  await oweDiscussions(db, keys, { channelId, at: now() });
  return undefined;
}

async function settle({ db, now, log }: Context, claim: Claim): Promise<void> {
  await settleDelivery(db, claim, now());
  if (claim.subscriptionId !== undefined) await resumeSubscription(db, claim.subscriptionId);
  log.info('digest posted', { ...facts(claim), count: claim.parts.length });
}

/** Keeps a delivery that did not go out for when it may, or says that it never will. */
async function keep(context: Context, claim: Claim, failed: Failed): Promise<void> {
  if (failed.kind === 'taken-over') return;
  const { db, log } = context;
  const at = context.now();
  const fields = { ...facts(claim), outcome: failed.kind, code: failed.code, attempt: claim.attempts };
  const postpone = (afterMs: number) =>
    postponeDelivery(db, claim, { dueAt: new Date(at.getTime() + afterMs), reason: `${failed.kind} ${failed.code}` });
  switch (failed.kind) {
    case 'retry':
      return await postpone(Math.max(failed.afterMs ?? 0, retryDelayMs(claim.attempts)));
    case 'unknown':
      return await postpone(retryDelayMs(claim.attempts));
    case 'blocked':
      context.blockedUntilMs = at.getTime() + failed.afterMs;
      log.error('discord blocks all sending', { ...fields, waitMs: failed.afterMs });
      return await postpone(failed.afterMs);
    case 'suspend':
      log.warn('subscription suspended', { ...fields, reason: failed.reason });
      if (claim.subscriptionId !== undefined) await suspendSubscription(db, claim.subscriptionId, failed.reason, at);
      return await postpone(RECHECK_MS);
    case 'rejected':
      log.error('digest given up', fields);
      return await giveUpDelivery(db, claim, { reason: failed.code, at });
    case 'dead-token':
      context.blockedUntilMs = Number.POSITIVE_INFINITY;
      context.onDeadToken();
      return await postpone(0);
  }
}

function facts({ id, guildId, channelId, subscriptionId }: Claim) {
  return { deliveryId: id, guildId, channelId, ...(subscriptionId !== undefined && { subscriptionId }) };
}
