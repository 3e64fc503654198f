import type { Spot } from '../delivery/servers/discussion-place.ts';
import { UserError } from '../domain/errors.ts';
import type { Failure } from '../domain/outcomes.ts';
import { type Discussion, FOR_PRESSES_ONLY, moveDiscussion, postponeDiscussion } from '../store/servers/discussions.ts';
import type { DiscussionContext } from './context.ts';

/**
 * A discussion for everybody that was owed to another channel, by a digest or a press that came to no end, begins where
 * it is asked for if that channel was hidden since: whoever asks would be led where they may not go.
 */
export async function awayFromHidden(context: DiscussionContext, claim: Discussion, spot: Spot): Promise<Discussion> {
  if (claim.scope !== '' || claim.channelId === spot.channelId) return claim;
  const { db, poster } = context;
  const audience = await poster.readAudience(claim.guildId, claim.channelId);
  if (audience.kind === 'everybody') return claim;
  const isHidden = audience.kind === 'some' || audience.failure.kind === 'suspend';
  const moved = isHidden ? await moveDiscussion(db, claim, spot) : undefined;
  if (moved !== undefined) return moved;
  await postponeDiscussion(db, claim, { dueAt: FOR_PRESSES_ONLY, reason: 'audience unknown' });
  throw new UserError({ code: 'busy' });
}

/**
 * Whether the channel that a discussion for everybody is owed to was hidden since: then it is that channel's own. One of
 * which something may stand there already is finished as it was begun, because its marker names whose it is.
 *
 * @returns why Discord did not say it. A channel that it does not show us at all will refuse the discussion, too
 */
export async function isHiddenSince({ poster }: DiscussionContext, owed: Discussion): Promise<boolean | Failure> {
  const isBegun = owed.sendingAt !== undefined || owed.anchorId !== undefined;
  if (owed.scope !== '' || isBegun) return false;
  const audience = await poster.readAudience(owed.guildId, owed.channelId);
  if (audience.kind === 'failed') return audience.failure.kind === 'suspend' ? false : audience.failure;
  return audience.kind === 'some';
}
