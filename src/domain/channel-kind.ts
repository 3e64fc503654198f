/** The kinds of channels to which digests go. `media` is a forum whose posts begin with pictures. */
export type ChannelKind = 'text' | 'announcement' | 'forum' | 'media';

/** How a digest is delivered: one message that lists its papers, or a forum's post for each. */
export type DigestForm = 'list' | 'posts';

/** @param kind absent if it is not known: then a channel is taken for one with messages, as most are */
export function formOf(kind: ChannelKind | undefined): DigestForm {
  return kind === 'forum' || kind === 'media' ? 'posts' : 'list';
}
