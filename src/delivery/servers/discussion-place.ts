import { formOf } from '../../domain/channel-kind.ts';
import type { Failure } from '../../domain/outcomes.ts';
import type { PaperId } from '../../domain/paper-id.ts';
import type { Poster } from '../../domain/ports/poster.ts';
import type { Db } from '../../store/schema.ts';
import { findDiscussionChannel } from '../../store/servers/guilds.ts';
import { confineDiscussion, listKnownThreads } from '../../store/threads/knowledge.ts';

/** A channel in which a discussion begins. */
export interface Spot {
  readonly channelId: string;
  /** Whether it is a forum. */
  readonly isPost: boolean;
}

/** Where discussions that are asked for in a channel belong, and begin. */
export interface Placement {
  readonly kind: 'placed';
  /** Empty for channels that everybody in the server sees, else the private channel's id. */
  readonly scope: string;
  /** The channel itself. */
  readonly here: Spot;
  /** Where new ones begin: the place that the server has chosen for them, else here. */
  readonly spot: Spot;
  /** The chosen place, if it cannot be used: it is gone, or not everybody sees it. */
  readonly lostPlaceId?: string;
}

/**
 * Says that discussions which were for everybody belong to their own channel alone, where that was hidden since: else no
 * other could be made for everybody, and one that is owed to the hidden channel would be its second. Asks Discord once
 * for each channel; where there is no such discussion, for none.
 *
 * @returns why Discord did not say it; what it does not show us counts as hidden
 */
export async function confineHidden(
  { db, poster }: { db: Db; poster: Poster },
  { guildId, paperIds }: { guildId: string; paperIds: readonly PaperId[] },
): Promise<Failure | undefined> {
  const known = await listKnownThreads(db, { guildId, paperIds });
  const common = known.filter(({ scope }) => scope === '');
  for (const channelId of new Set(common.map((thread) => thread.channelId))) {
    const audience = await poster.readAudience(guildId, channelId);
    if (audience.kind === 'everybody') continue;
    if (audience.kind === 'failed' && audience.failure.kind !== 'suspend') return audience.failure;
    for (const { paperId } of common.filter((thread) => thread.channelId === channelId))
      await confineDiscussion(db, { guildId, paperId, channelId });
  }
  return undefined;
}

/**
 * Finds where a discussion begins. A private channel keeps its own. Of all others the server may have chosen one channel
 * or forum for every new discussion, wherever it is asked for.
 */
export async function placeDiscussion(
  { db, poster }: { db: Db; poster: Poster },
  { guildId, channelId }: { guildId: string; channelId: string },
): Promise<Placement | { readonly kind: 'failed'; readonly failure: Failure }> {
  const audience = await poster.readAudience(guildId, channelId);
  if (audience.kind === 'failed') return audience;
  const here = { channelId, isPost: formOf(audience.channelKind) === 'posts' };
  if (audience.kind === 'some') return { kind: 'placed', scope: channelId, here, spot: here };
  const chosenId = await findDiscussionChannel(db, guildId);
  if (chosenId === undefined || chosenId === channelId) return { kind: 'placed', scope: '', here, spot: here };
  const chosen = await poster.readAudience(guildId, chosenId);
  if (chosen.kind === 'everybody' && chosen.channelKind !== undefined) {
    const spot = { channelId: chosenId, isPost: formOf(chosen.channelKind) === 'posts' };
    return { kind: 'placed', scope: '', here, spot };
  }
  if (chosen.kind === 'failed' && chosen.failure.kind !== 'suspend') return chosen;
  return { kind: 'placed', scope: '', here, spot: here, lostPlaceId: chosenId };
}
