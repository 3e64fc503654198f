import { retryDelayMs } from '../../domain/backoff.ts';
import type { NoticePlace } from '../../domain/notice.ts';
import type { Failure } from '../../domain/outcomes.ts';
import type { Poster } from '../../domain/ports/poster.ts';
import type { Log, LogFields } from '../../log.ts';
import { stopDirectMessages } from '../../store/servers/direct-messages.ts';
import { markNoticeSending, type Notice, postponeNotice, settleNotice } from '../../store/servers/notices.ts';
import type { Attempt } from '../posting/breaker.ts';
import { deriveNonce } from '../posting/nonce.ts';
import { postOnce } from '../posting/post-once.ts';
import { readDmRefusal } from './dm-refusal.ts';
import { findTarget, type TargetContext } from './notice-target.ts';

/** Discord asks for ten minutes at least after 40003. */
const TOO_FAST_MS = 15 * 60_000;
/** Nobody is written to until then; one message shows whether the flag was lifted, and if not, the operator hears again. */
const QUARANTINE_MS = 24 * 3_600_000;

export interface PlaceContext extends TargetContext {
  readonly poster: Poster;
  readonly log: Log;
}

/** How one place ended: with the whole try, or with a refusal that leads to the next place. */
export type Step =
  | { readonly kind: 'ended'; readonly attempt: Attempt }
  /** `refusal` is what Discord answered; absent if it was not asked. */
  | { readonly kind: 'refused'; readonly reason: string; readonly refusal?: Failure };

/** @param sending set if a try to send it there is under way */
export async function sendToPlace(
  context: PlaceContext,
  notice: Notice,
  { place, sending }: { place: NoticePlace; sending?: Notice['sending'] },
): Promise<Step> {
  if (sending !== undefined)
    return await sendTo(context, notice, { place, targetId: sending.targetId, sendingAt: sending.at });
  const target = await findTarget(context, notice, place);
  switch (target.kind) {
    case 'none':
      return { kind: 'refused', reason: target.reason };
    case 'wait':
      await postponeNotice(context.db, notice, { dueAt: target.until, reason: 'direct-messages' });
      return { kind: 'ended', attempt: { kind: 'retry', code: 'direct-messages' } };
    case 'failed':
      return await afterFailure(context, notice, place, target.failure);
    case 'channel':
      return await sendTo(context, notice, { place, targetId: target.channelId });
  }
}

async function sendTo(
  context: PlaceContext,
  notice: Notice,
  { place, targetId, sendingAt }: { place: NoticePlace; targetId: string; sendingAt?: Date },
): Promise<Step> {
  const { db, poster, now, log } = context;
  const outcome = await postOnce(poster, {
    channelId: targetId,
    body: notice.body,
    nonce: deriveNonce('notice', notice.id, targetId),
    marker: notice.marker,
    now,
    claimedUntil: notice.claimedUntil,
    markSending: (at) => markNoticeSending(db, notice, { place, targetId, at }),
    ...(sendingAt !== undefined && { sendingAt }),
  });
  if (outcome.kind === 'taken-over') return { kind: 'ended', attempt: { kind: 'retry', code: 'taken-over' } };
  if (outcome.kind !== 'sent' && outcome.kind !== 'deleted') return await afterFailure(context, notice, place, outcome);
  await settleNotice(db, notice, { at: now(), ...(outcome.kind === 'sent' && { messageId: outcome.messageId }) });
  log.info('notice sent', { ...noticeFacts(notice), outcome: place });
  return { kind: 'ended', attempt: 'done' };
}

/** Keeps a notice for later, or says that this place refuses it. */
async function afterFailure(
  context: PlaceContext,
  notice: Notice,
  place: NoticePlace,
  failure: Failure,
): Promise<Step> {
  const { db, now, log } = context;
  const at = now();
  const postpone = async (afterMs: number): Promise<Step> => {
    const reason = `${failure.kind} ${failure.code}`;
    await postponeNotice(db, notice, { dueAt: new Date(at.getTime() + afterMs), reason });
    return { kind: 'ended', attempt: failure };
  };
  const dm = place === 'subscriber' ? readDmRefusal(failure) : undefined;
  if (dm === 'too-fast' || dm === 'quarantined') {
    const stopMs = dm === 'too-fast' ? TOO_FAST_MS : QUARANTINE_MS;
    await stopDirectMessages(db, new Date(at.getTime() + stopMs));
    log.error('direct messages stopped', { ...noticeFacts(notice), outcome: dm, code: failure.code, waitMs: stopMs });
    return await postpone(stopMs);
  }
  if (dm === undefined) {
    if (failure.kind === 'retry') return await postpone(Math.max(failure.afterMs ?? 0, retryDelayMs(notice.attempts)));
    if (failure.kind === 'unknown') return await postpone(retryDelayMs(notice.attempts));
    if (failure.kind === 'blocked') return await postpone(failure.afterMs);
    if (failure.kind === 'dead-token') return await postpone(0);
  }
  // A body of ours that Discord does not take is a fault; everything else is the server's or the person's right.
  const isFault = dm === 'faulty' || (dm === undefined && failure.kind === 'rejected');
  log[isFault ? 'error' : 'info']('notice refused', { ...noticeFacts(notice), outcome: place, code: failure.code });
  return { kind: 'refused', reason: failure.code, refusal: failure };
}

/** What the log says of a notice. */
export function noticeFacts({ id, kind, guildId, subjectId }: Notice): LogFields {
  return {
    noticeId: id,
    guildId,
    action: kind,
    ...(kind !== 'threads-full' && subjectId !== guildId && { channelId: subjectId }),
  };
}
