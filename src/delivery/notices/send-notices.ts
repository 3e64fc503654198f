import { NOTICE_PLACES } from '../../domain/notice.ts';
import type { Failure } from '../../domain/outcomes.ts';
import { errorFields } from '../../log.ts';
import { isUnavailable } from '../../store/servers/guilds.ts';
import {
  claimNotice,
  dropNotice,
  giveUpNotice,
  isTimely,
  markNoticePlace,
  type Notice,
  postponeNotice,
} from '../../store/servers/notices.ts';
import { type Attempt, type SendingContext, sendWhileOwed } from '../posting/breaker.ts';
import { noticeFacts, type PlaceContext, sendToPlace } from './notice-place.ts';

/** Longer than the requests of all three places with every timeout on their way. */
const LEASE_MS = 180_000;
const OUTAGE_MS = 10 * 60_000;
/** What has not reached anybody for so long is no news. */
const EXPIRES_MS = 7 * 24 * 3_600_000;
/** It was left for later, and nobody was asked anything that tells whether Discord answers. */
const LEFT: Failure = { kind: 'retry', code: 'left' };

export interface NoticeContext extends PlaceContext, SendingContext {}

/**
 * Sends the notices that are owed, until none is due or `signal` stops it. One that fails is kept for a later try and
 * holds up no other. Each is posted once, by the same means as a part of a digest. @returns how many were sent
 */
export async function sendOwedNotices(context: NoticeContext, signal: AbortSignal): Promise<number> {
  return await sendWhileOwed(context, signal, () => sendOne(context));
}

async function sendOne(context: NoticeContext): Promise<Attempt> {
  const { db, now, log } = context;
  const notice = await claimNotice(db, { at: now(), leaseMs: LEASE_MS });
  if (notice === undefined) return 'nothing';
  try {
    return (await isStillOwed(context, notice)) ? await sendSomewhere(context, notice) : LEFT;
  } catch (error) {
    // A fault of ours with this one must not keep the next from being sent; its lease gives it back.
    log.error('notice failed', { ...noticeFacts(notice), ...errorFields(error) });
    return { kind: 'unknown', code: 'fault' };
  }
}

async function isStillOwed({ db, now }: NoticeContext, notice: Notice): Promise<boolean> {
  // What may be on its way already is seen through.
  if (notice.sending !== undefined) return true;
  const at = now();
  if (!(await isTimely(db, notice))) {
    await dropNotice(db, notice);
    return false;
  }
  if (at.getTime() - notice.createdAt.getTime() >= EXPIRES_MS) {
    await giveUpNotice(db, notice, 'expired');
    return false;
  }
  if (!(await isUnavailable(db, notice.guildId))) return true;
  // Discord says of everything in it that it does not exist.
  await postponeNotice(db, notice, { dueAt: new Date(at.getTime() + OUTAGE_MS), reason: 'outage' });
  return false;
}

/** Tries the places of the notice one after the other, from the one that it has come to. */
async function sendSomewhere(context: NoticeContext, notice: Notice): Promise<Attempt> {
  const { db, log } = context;
  const all = NOTICE_PLACES[notice.kind];
  const places = notice.place === undefined ? all : all.slice(all.indexOf(notice.place));
  const refusals: string[] = [];
  let refusal: Failure = LEFT;
  for (const [index, place] of places.entries()) {
    const step = await sendToPlace(context, notice, { place, ...(index === 0 && { sending: notice.sending }) });
    if (step.kind === 'ended') return step.attempt;
    refusals.push(`${place} ${step.reason}`);
    if (step.refusal === undefined) continue;
    refusal = step.refusal;
    const next = places[index + 1];
    // Kept, so that whoever comes after a crash does not ask where it was refused.
    if (next !== undefined) await markNoticePlace(db, notice, next);
  }
  const reason = refusals.join(', ');
  await giveUpNotice(db, notice, reason);
  log.warn('notice reaches nobody', { ...noticeFacts(notice), reason });
  return refusal;
}
