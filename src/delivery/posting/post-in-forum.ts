import { chooseTags } from '../../domain/forum-tags.ts';
import type { Failure } from '../../domain/outcomes.ts';
import type { PaperId } from '../../domain/paper-id.ts';
import type { ForumPost, Poster } from '../../domain/ports/poster.ts';
import { encodeCustomId } from '../../render/message/custom-id.ts';
import { afterFailedLook, type OnceOutcome } from './post-once.ts';

/** Discord's code for a tag that was deleted meanwhile. */
const UNKNOWN_TAG = '10087';
/**
 * A request that may still be under way ends by so long before the claim does: whoever takes over looks for the post,
 * and nothing but the post itself tells that it is there. Longer than the time limit of one request.
 */
const UNDER_WAY_MS = 12_000;

export interface ForumPostOptions {
  readonly guildId: string;
  readonly channelId: string;
  readonly post: ForumPost;
  /** Slugs by which the post gets its tags. */
  readonly topics: readonly string[];
  /** The `custom_id` of a component in the post's message, by which it is found again. */
  readonly marker: string;
  /** When the first try of the round under way began; absent if none did. */
  readonly sendingAt?: Date;
  readonly now: () => Date;
  readonly claimedUntil?: Date;
  /** As of `postOnce`. */
  readonly markSending: (at: Date) => Promise<boolean>;
}

/**
 * Makes a forum's post that may have been made before by a try whose end is unknown: what `postOnce` is for messages.
 *
 * Discord knows no nonce for posts, so whoever comes after a try without an end looks for the post first, however short
 * the time since. Without the right to read the forum's history nobody can know: at least once.
 *
 * The tags are asked for at each try, as far as `poster` does not remember them: they are the server's, and change.
 */
export async function postInForum(poster: Poster, options: ForumPostOptions): Promise<OnceOutcome> {
  const { sendingAt, marker } = options;
  if (sendingAt !== undefined) {
    const found = await poster.findPost(options, marker, sendingAt);
    if (found.kind === 'found') return { kind: 'sent', messageId: found.messageId };
    if (found.kind === 'failed') return afterFailedLook(found.failure);
  }
  const tags = await readTags(poster, options);
  if (tags.kind !== 'chosen') return tags;
  // Kept before the request leaves: after a crash the next try must know from when on the post may exist.
  if (!(await options.markSending(options.now()))) return { kind: 'taken-over' };
  const outcome = await create(poster, options, tags.ids);
  if (outcome.kind !== 'rejected' || outcome.code !== UNKNOWN_TAG) return outcome;
  const again = await readTags(poster, options);
  return again.kind === 'chosen' ? await create(poster, options, again.ids) : again;
}

type Tags = { readonly kind: 'chosen'; readonly ids: readonly string[] } | Failure;

async function readTags(poster: Poster, { guildId, channelId, topics }: ForumPostOptions): Promise<Tags> {
  const forum = await poster.readForum(guildId, channelId);
  if (forum.kind === 'failed') return afterFailedLook(forum.failure);
  // Posted in a text channel it would begin a private thread instead of being refused.
  if (forum.kind === 'none') return { kind: 'suspend', reason: 'wrong-channel-type', code: 'type' };
  const ids = chooseTags(forum.tags, { topics, isRequired: forum.demandsTag });
  return forum.demandsTag && ids.length === 0
    ? { kind: 'suspend', reason: 'tag-required', code: 'tags' }
    : { kind: 'chosen', ids };
}

async function create(
  poster: Poster,
  { channelId, post, now, claimedUntil }: ForumPostOptions,
  tagIds: readonly string[],
): Promise<OnceOutcome> {
  if (claimedUntil !== undefined && now().getTime() >= claimedUntil.getTime() - UNDER_WAY_MS)
    return { kind: 'taken-over' };
  return await poster.createPost(channelId, post, { tagIds });
}

/** The `custom_id` of the control by which a paper's post in a forum is found again, whoever made it. */
export function postMarker({ guildId, channelId, paperId }: PostPlace): string {
  return encodeCustomId({ command: 'paper', action: 'show', fields: [paperId, guildId, channelId, 'post'] });
}

/** The same of a post that leads to where the paper is discussed. */
export function leadMarker({ guildId, channelId, paperId }: PostPlace): string {
  return encodeCustomId({ command: 'paper', action: 'show', fields: [paperId, guildId, channelId, 'lead'] });
}

interface PostPlace {
  readonly guildId: string;
  readonly channelId: string;
  readonly paperId: PaperId;
}
