import { setTimeout as sleep } from 'node:timers/promises';
import type { Ask } from '../../src/discord/command.ts';
import { forgetOldest } from '../../src/domain/forget-oldest.ts';
import type { AudienceOutcome, Poster } from '../../src/domain/ports/poster.ts';
import { homeChannelId } from './rights.ts';

/**
 * Whether somebody may be told of what stands in a channel: they ask there, or everybody sees it now. Nobody is shown
 * more because they may see more: what is shared is read by all.
 *
 * @param isOpenChannel of the `Context`
 */
export function isShownTo({ channel }: Ask, isOpenChannel: (channelId: string) => boolean, channelId: string): boolean {
  return channelId === homeChannelId(channel) || isOpenChannel(channelId);
}

/** Knows which channels everybody in a server can see. Kept in memory for a minute. */
export interface Audiences {
  /**
   * Those of `channelIds` that everybody in the server can see. What Discord does not say in time is left out, and
   * known the next time.
   */
  listOpen(guildId: string, channelIds: readonly string[]): Promise<ReadonlySet<string>>;
}

const KEPT_MS = 60_000;
/** Discord bans addresses that collect refusals. */
const REFUSAL_KEPT_MS = 12 * 3_600_000;
/** Each takes two requests of those that people's answers may take. */
const MOST_LOOKUPS = 5;
/** An answer must come within three seconds, and this is not all that it takes. */
const WITHIN_MS = 1_000;
const MOST_KEPT = 10_000;

type Known = { readonly until: number; readonly outcome: Promise<AudienceOutcome['kind']> };

/** @param poster asked for channels that are not known */
export function createAudiences(poster: Poster, now: () => Date): Audiences {
  const known = new Map<string, Known>();

  const keep = (channelId: string, entry: Known) => {
    known.delete(channelId);
    known.set(channelId, entry);
    forgetOldest(known, MOST_KEPT);
  };
  const lookUp = (guildId: string, channelId: string) => {
    const outcome = poster.readAudience(guildId, channelId).then((answer) => {
      const isRefusal = answer.kind === 'failed' && answer.failure.kind === 'suspend';
      if (isRefusal) keep(channelId, { until: now().getTime() + REFUSAL_KEPT_MS, outcome });
      return answer.kind;
    });
    keep(channelId, { until: now().getTime() + KEPT_MS, outcome });
  };

  return {
    async listOpen(guildId, channelIds) {
      const isKnown = (channelId: string) => (known.get(channelId)?.until ?? 0) > now().getTime();
      const wanted = [...new Set(channelIds)];
      for (const channelId of wanted.filter((id) => !isKnown(id)).slice(0, MOST_LOOKUPS)) lookUp(guildId, channelId);
      const late = sleep(WITHIN_MS, 'late' as const, { ref: false });
      const kinds = await Promise.all(
        wanted.map(async (channelId) => {
          const outcome = isKnown(channelId) ? known.get(channelId)?.outcome : undefined;
          return { channelId, kind: outcome && (await Promise.race([outcome, late])) };
        }),
      );
      return new Set(kinds.filter(({ kind }) => kind === 'everybody').map(({ channelId }) => channelId));
    },
  };
}
