import { retryDelayMs } from '../../domain/backoff.ts';
import type { Poster } from '../../domain/ports/poster.ts';
import { errorFields } from '../../log.ts';
import {
  claimPublication,
  endPublication,
  type Publication,
  postponePublication,
} from '../../store/delivery/publications.ts';
import { type Attempt, type SendingContext, sendWhileOwed } from '../posting/breaker.ts';

/** Longer than one request with every timeout on its way. */
const LEASE_MS = 30_000;
/** What could not be published for so long is no news to those who follow. */
const MOST_ATTEMPTS = 12;

/**
 * Publishes what is owed to the followers of announcement channels, until nothing is due or `signal` stops it. Discord
 * takes some ten an hour in a channel and then none for up to an hour: that message waits, and holds up nothing else. A
 * digest is posted whether it can be published or not. @returns how many were published
 */
export async function publishOwed(
  context: SendingContext & { readonly poster: Poster },
  signal: AbortSignal,
): Promise<number> {
  return await sendWhileOwed(context, signal, async () => {
    const { db, now, log } = context;
    const publication = await claimPublication(db, { at: now(), leaseMs: LEASE_MS });
    if (publication === undefined) return 'nothing';
    try {
      return await publishOne(context, publication);
    } catch (error) {
      // A fault of ours with this one must not keep the next from being published; its lease gives it back.
      log.error('publishing failed', { ...facts(publication), ...errorFields(error) });
      return { kind: 'unknown', code: 'fault' };
    }
  });
}

async function publishOne(
  { db, poster, now, log }: SendingContext & { readonly poster: Poster },
  publication: Publication,
): Promise<Attempt> {
  const outcome = await poster.publish(publication.channelId, publication.messageId);
  const at = now();
  if (outcome.kind === 'published' || outcome.kind === 'deleted') {
    await endPublication(db, publication, { at, ...(outcome.kind === 'deleted' && { reason: 'deleted' }) });
    log.info('digest published', { ...facts(publication), outcome: outcome.kind });
    return 'done';
  }
  const isFinal = outcome.kind === 'rejected' || outcome.kind === 'suspend';
  if (isFinal || publication.attempts >= MOST_ATTEMPTS) {
    await endPublication(db, publication, { at, reason: outcome.code });
    log.warn('digest not published', { ...facts(publication), outcome: outcome.kind, code: outcome.code });
    // That a message cannot be published says nothing against sending elsewhere.
    return outcome;
  }
  const waitMs = Math.max('afterMs' in outcome ? (outcome.afterMs ?? 0) : 0, retryDelayMs(publication.attempts));
  await postponePublication(db, publication, new Date(at.getTime() + waitMs));
  return outcome;
}

function facts({ deliveryId, part, channelId, messageId }: Publication) {
  return { deliveryId, part, channelId, messageId };
}
