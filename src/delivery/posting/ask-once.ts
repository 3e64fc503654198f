import type { Poster } from '../../domain/ports/poster.ts';

/** A delivery whose posts are held up for long asks again. */
const KEPT_MS = 60_000;

/**
 * A poster that asks once who sees a channel and what a forum is, each of them two requests or more: for one delivery,
 * of whose posts each needs to know, or one press. The next one asks anew, for a channel may have been hidden between
 * the two. What Discord did not say is not kept, nor what is known of a forum that refused a post.
 */
export function askingOnce(poster: Poster, now: () => Date): Poster {
  const audiences = keepingAnswers(poster.readAudience, now);
  const forums = keepingAnswers(poster.readForum, now);
  return {
    ...poster,
    readAudience: audiences.ask,
    readForum: forums.ask,
    async createPost(channelId, post, options) {
      const outcome = await poster.createPost(channelId, post, options);
      if (outcome.kind !== 'sent') forums.forget(channelId);
      return outcome;
    },
  };
}

function keepingAnswers<T extends { readonly kind: string }>(
  read: (guildId: string, channelId: string) => Promise<T>,
  now: () => Date,
) {
  const kept = new Map<string, { readonly outcome: T; readonly until: number }>();
  return {
    async ask(guildId: string, channelId: string): Promise<T> {
      const known = kept.get(channelId);
      if (known !== undefined && now().getTime() < known.until) return known.outcome;
      const outcome = await read(guildId, channelId);
      if (outcome.kind !== 'failed') kept.set(channelId, { outcome, until: now().getTime() + KEPT_MS });
      return outcome;
    },
    forget: (channelId: string) => void kept.delete(channelId),
  };
}
