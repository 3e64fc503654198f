import { recheckDelayMs } from '../../domain/backoff.ts';
import { formOf } from '../../domain/channel-kind.ts';
import type { Poster } from '../../domain/ports/poster.ts';
import type { Log } from '../../log.ts';
import type { Db } from '../../store/schema.ts';
import { changeSuspension, claimRecheck, resumeDestination } from '../../store/servers/destinations.ts';

export interface RecheckContext {
  readonly db: Db;
  readonly poster: Poster;
  readonly now: () => Date;
  readonly log: Log;
  /** Called after a channel can be posted to again. */
  readonly onResumed: (channel: { guildId: string; channelId: string }) => Promise<void>;
}

/**
 * Looks again at suspended channels whose time has come, at growing intervals, without posting anything. What can be
 * posted to again resumes by itself. @returns how many did
 */
export async function recheckSuspended(context: RecheckContext, signal: AbortSignal): Promise<number> {
  const { db, poster, now, log } = context;
  let resumed = 0;
  while (!signal.aborted) {
    const at = now();
    const recheck = await claimRecheck(db, {
      at,
      nextAt: (rechecks) => new Date(at.getTime() + recheckDelayMs(rechecks)),
    });
    if (recheck === undefined) break;
    const { guildId, channelId } = recheck;
    const looked = await poster.checkChannel(guildId, channelId);
    if (looked.kind === 'failed') {
      const { failure } = looked;
      if (failure.kind === 'suspend') await changeSuspension(db, channelId, failure);
      continue;
    }
    if (!(await resumeDestination(db, channelId, now()))) continue;
    resumed += 1;
    log.info('channel resumed', { guildId, channelId, reason: recheck.reason });
    // In a forum it would be a post of its own: there the next papers say it.
    if (formOf(recheck.channelKind) === 'list') await context.onResumed({ guildId, channelId });
  }
  return resumed;
}
