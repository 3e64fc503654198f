/** The kinds of channels to which digests go. `media` is a forum whose posts begin with pictures. */
export const CHANNEL_KINDS = ['text', 'announcement', 'forum', 'media'] as const;
export type ChannelKind = (typeof CHANNEL_KINDS)[number];

/** How a digest is delivered: one message that lists its papers, or a forum's post for each. */
export const DIGEST_FORMS = ['list', 'posts'] as const;
export type DigestForm = (typeof DIGEST_FORMS)[number];

/** @param kind absent if it is not known: then a channel is taken for one with messages, as most are */
export function formOf(kind: ChannelKind | undefined): DigestForm {
  return kind === 'forum' || kind === 'media' ? 'posts' : 'list';
}
