import { canSee, isThreadOnly } from '../world/access.ts';
import type { Core } from '../world/core.ts';
import type { GuildChannelState, ThreadState } from '../world/state.ts';
import { nameOfUser, type PlaceView } from './named.ts';

const MOST_POSTS = 100;

/** A post in a forum's list. */
export interface PostView extends PlaceView {
  readonly author: string;
  readonly tags: readonly string[];
  /** Without the starter. */
  readonly messageCount: number;
  /** When somebody last wrote in it. */
  readonly activeAtMs: number;
  readonly isArchived: boolean;
  readonly isLocked: boolean;
}

/** The posts of a forum, as Discord orders them: those that are open first, each kind by its last message. */
export function viewPosts(core: Core, userId: string, forum: GuildChannelState): readonly PostView[] {
  return Object.values(core.state.channels)
    .filter((channel): channel is ThreadState => channel.kind === 'thread' && channel.parentId === forum.id)
    .filter(({ id }) => canSee(core, userId, id))
    .map((post) => ({
      id: post.id,
      name: post.name,
      author: nameOfUser(core, post.ownerId),
      tags: viewTags(core, post),
      messageCount: post.messageCount,
      activeAtMs: activeAtMs(core, post),
      isArchived: post.archived,
      isLocked: post.locked,
    }))
    .sort((a, b) => Number(a.isArchived) - Number(b.isArchived) || b.activeAtMs - a.activeAtMs)
    .slice(0, MOST_POSTS);
}

/** The names of a post's tags; of other threads none. A tag that was deleted is left out. */
export function viewTags(core: Core, post: ThreadState): readonly string[] {
  const forum = core.state.channels[post.parentId];
  if (!isThreadOnly(forum)) return [];
  return post.tags.flatMap((id) => {
    const tag = forum.tags.find((candidate) => candidate.id === id);
    return tag === undefined ? [] : [[tag.emoji_name, tag.name].filter(Boolean).join(' ')];
  });
}

function activeAtMs(core: Core, post: ThreadState): number {
  return Date.parse(core.state.messages[post.id]?.at(-1)?.message.timestamp ?? post.createdAt);
}
