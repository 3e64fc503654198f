import type { Failure } from '../../domain/outcomes.ts';
import type { Log } from '../../log.ts';
import { closeBreaker, openBreaker, passBreaker, releaseProbe } from '../../store/delivery/breaker.ts';
import type { Db } from '../../store/schema.ts';

/** How one try to send something ended: nothing was owed, it failed, or it is done with. */
export type Attempt = 'nothing' | 'done' | Failure;

export interface BreakerContext {
  readonly db: Db;
  readonly now: () => Date;
  readonly log: Log;
}

export interface SendingContext extends BreakerContext {
  /** Called if Discord no longer accepts the token. */
  readonly onDeadToken: () => void;
}

/**
 * Sends one thing after another, until nothing is owed, sending is blocked, Discord no longer accepts the token, or
 * `signal` stops it. @returns how many were done
 */
export async function sendWhileOwed(
  context: SendingContext,
  signal: AbortSignal,
  attempt: () => Promise<Attempt>,
): Promise<number> {
  let done = 0;
  while (!signal.aborted) {
    const ended = await throughBreaker(context, attempt);
    if (ended === undefined || ended === 'nothing') break;
    if (ended === 'done') done += 1;
    else if (ended.kind === 'dead-token') {
      context.onDeadToken();
      break;
    }
  }
  return done;
}

/**
 * Makes one try to send something, unless Cloudflare or Discord stands in front of everything: then each request would
 * prolong it. While that lasts one message is tried after a minute, and after twice as long each time it fails, an hour
 * at most, by one process of all.
 *
 * @returns undefined if sending is blocked and nothing was tried
 */
export async function throughBreaker(
  { db, now, log }: BreakerContext,
  attempt: () => Promise<Attempt>,
): Promise<Attempt | undefined> {
  const passage = await passBreaker(db, now());
  if (passage === 'blocked') return undefined;
  const isProbe = passage === 'probe';
  const ended = await attempt();
  if (typeof ended === 'object' && ended.kind === 'blocked') {
    const { afterMs: pauseMs, code: reason } = ended;
    const until = await openBreaker(db, { at: now(), pauseMs, reason, isProbe });
    log.error('discord blocks all sending', { code: reason, waitMs: until.getTime() - now().getTime() });
  } else if (isProbe && ended === 'nothing') {
    await releaseProbe(db, now());
  } else if (isProbe && isAnswered(ended)) {
    await closeBreaker(db);
    log.info('sending is possible again');
  }
  return ended;
}

/** Whether Discord itself has spoken: then nothing stands in front of it. */
function isAnswered(ended: Attempt): boolean {
  return ended === 'done' || (typeof ended === 'object' && ended.kind !== 'unknown' && ended.kind !== 'retry');
}
