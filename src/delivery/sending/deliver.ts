import { recheckDelayMs, retryDelayMs } from '../../domain/backoff.ts';
import { isTooLate } from '../../domain/lateness.ts';
import type { Failure } from '../../domain/outcomes.ts';
import type { Poster } from '../../domain/ports/poster.ts';
import type { SuspensionReason } from '../../domain/subscription.ts';
import { errorFields } from '../../log.ts';
import {
  type Claim,
  claimDelivery,
  expireDelivery,
  giveUpDelivery,
  listDigestPapers,
  postponeDelivery,
  settleDelivery,
} from '../../store/delivery/deliveries.ts';
import type { Db } from '../../store/schema.ts';
import { suspendDestination } from '../../store/servers/destinations.ts';
import { oweDiscussions } from '../../store/servers/discussions.ts';
import { isUnavailable } from '../../store/servers/guilds.ts';
import { askingOnce } from '../posting/ask-once.ts';
import { type Attempt, type SendingContext, sendWhileOwed } from '../posting/breaker.ts';
import { confineHidden, placeDiscussion } from '../servers/discussion-place.ts';
import { type Adapted, adaptToKind, adaptToRefusal } from './adapt.ts';
import { type Failed, LEASE_MS, type PostPaper, type Progress, sendParts } from './send-parts.ts';

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

export interface DelivererOptions extends Omit<SendingContext, 'db'> {
  readonly postPaper: PostPaper;
  /** Called when a channel has begun to refuse what is posted to it. */
  readonly onSuspended?: (channel: {
    guildId: string;
    channelId: string;
    reason: SuspensionReason;
    at: Date;
  }) => Promise<void>;
}

/** A deliverer. Of any number, in any number of processes, each takes what the others do not hold. */
export function createDeliverer(db: Db, poster: Poster, options: DelivererOptions): Deliverer {
  const dead = new AbortController();
  const onDeadToken = () => {
    dead.abort();
    options.onDeadToken();
  };
  const context: Context = { ...options, db, poster, onDeadToken };
  return {
    async deliverOwed(signal) {
      const stop = AbortSignal.any([signal, dead.signal]);
      const send = () => sendWhileOwed(context, stop, () => sendOne(context));
      const counts = await Promise.all(Array.from({ length: SENDERS }, send));
      return counts.reduce((sum, count) => sum + count, 0);
    },
  };
}

interface Context extends DelivererOptions {
  readonly db: Db;
  readonly poster: Poster;
}

async function sendOne(context: Context): Promise<Attempt> {
  const claim = await claimDelivery(context.db, { at: context.now(), leaseMs: LEASE_MS });
  if (claim === undefined) return 'nothing';
  try {
    const failed = await sendClaim(context, claim);
    return failed === undefined ? 'done' : failed;
  } catch (error) {
    // A fault of ours with this one must not keep the next from being sent; its lease gives it back.
    context.log.error('delivery failed', { ...facts(claim), ...errorFields(error) });
    return { kind: 'unknown', code: 'fault' };
  }
}

async function sendClaim(context: Context, claim: Claim): Promise<Failure | undefined> {
  const { db, now, log } = context;
  const isBegun = claim.parts.some(({ sendingAt }) => sendingAt !== undefined);
  // From the plan on: what it says was right then, however late its slot was.
  if (!isBegun && isTooLate(claim.plannedAt, now())) {
    await expireDelivery(db, claim, now());
    log.warn('digest too late', facts(claim));
    return undefined;
  }
  const { claim: latest, failed } = await sendAdapted(context, claim);
  if (failed === undefined) {
    await settleDelivery(db, latest, now());
    log.info('digest posted', { ...facts(latest), count: latest.parts.length });
    return undefined;
  }
  if (failed.kind === 'taken-over') return { kind: 'retry', code: 'taken-over' };
  await keep(context, latest, failed);
  return failed;
}

/** In the form that suits the channel as it is now: the gateway may have told that it has changed, or a refusal does. */
async function sendAdapted(context: Context, claim: Claim): Promise<Progress> {
  const known = await adaptToKind(context, claim, claim.channelKind);
  if (isRefused(known)) return { claim, failed: known };
  const sent = await sendAll(context, known.kind === 'adapted' ? known.claim : claim);
  if (sent.failed?.kind !== 'suspend' || sent.failed.reason !== 'wrong-channel-type') return sent;
  const seen = await adaptToRefusal(context, sent.claim);
  if (isRefused(seen)) return { claim: sent.claim, failed: seen };
  return seen.kind === 'adapted' ? await sendAll(context, seen.claim) : sent;
}

function isRefused(adapted: Adapted): adapted is Failure {
  return adapted.kind !== 'adapted' && adapted.kind !== 'as-it-was';
}

async function sendAll(given: Context, claim: Claim): Promise<Progress> {
  const context = { ...given, poster: askingOnce(given.poster, given.now) };
  const sent = await sendParts(context, claim);
  const failed = sent.failed ?? (await oweThreads(context, sent.claim));
  return { claim: sent.claim, ...(failed !== undefined && { failed }) };
}

/** Before the delivery is settled, so that a crash in between owes them again; owing twice changes nothing. */
async function oweThreads({ db, poster, now }: Context, claim: Claim): Promise<Failed | undefined> {
  if (!claim.opensThreads || claim.form === 'posts') return undefined;
  const { guildId, channelId, digestId } = claim;
  const placed = await placeDiscussion({ db, poster }, { guildId, channelId });
  if (placed.kind === 'failed') return placed.failure;
  const { scope, spot } = placed;
  const papers = await listDigestPapers(db, digestId);
  const failure = await confineHidden({ db, poster }, { guildId, paperIds: papers });
  if (failure !== undefined) return failure;
  const keys = papers.map((paperId) => ({ guildId, paperId, scope }));
  await oweDiscussions(db, keys, { ...spot, at: now() });
  return undefined;
}

/** Keeps a delivery that did not go out for when it may, or says that it never will. */
async function keep(context: Context, claim: Claim, failed: Failure): Promise<void> {
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
      return await postpone(failed.afterMs);
    case 'suspend':
      // During an outage Discord knows nothing of the server: that is no word about the channel.
      if (await isUnavailable(db, claim.guildId)) return await postpone(retryDelayMs(claim.attempts));
      // First, so that no other sender takes up what this one lets go of.
      await suspend(context, claim, failed);
      return await postpone(recheckDelayMs(0));
    case 'rejected':
      log.error('digest given up', fields);
      return await giveUpDelivery(db, claim, { reason: failed.code, at });
    case 'dead-token':
      return await postpone(0);
  }
}

async function suspend(context: Context, claim: Claim, failed: Failure & { kind: 'suspend' }): Promise<void> {
  const { db, log, onSuspended } = context;
  const { guildId, channelId } = claim;
  const { reason, code } = failed;
  const at = context.now();
  const recheckAt = new Date(at.getTime() + recheckDelayMs(0));
  const isNew = await suspendDestination(db, channelId, { reason, code, at, recheckAt });
  log.warn('channel suspended', { ...facts(claim), reason, code });
  if (isNew) await onSuspended?.({ guildId, channelId, reason, at });
}

function facts({ id, guildId, channelId, subscriptionId }: Claim) {
  return { deliveryId: id, guildId, channelId, ...(subscriptionId !== undefined && { subscriptionId }) };
}
