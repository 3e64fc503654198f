import type { ChannelKind } from '../channel-kind.ts';
import type { ForumTag } from '../forum-tags.ts';
import type { Failure, PublishOutcome, SendOutcome, ThreadOutcome } from '../outcomes.ts';

/** A message body as `render/` makes it and Discord's *Create Message* takes it, without its nonce. */
export type MessageBody = object;

/** A post of a forum as it is kept: all but its tags, which are the server's. */
export interface ForumPost {
  /** Of its thread; 1 to 100 characters. */
  readonly name: string;
  /** The message that begins it. */
  readonly message: MessageBody;
}

/** Sends for the bot itself, outside of interactions. Never throws for what Discord or the network answers. */
export interface Poster {
  /**
   * Creates a message. Within Discord's window for nonces (a few minutes) the same nonce makes at most one message.
   *
   * @param nonce at most 25 characters
   */
  post(channelId: string, body: MessageBody, options: { nonce: string; signal?: AbortSignal }): Promise<SendOutcome>;

  /**
   * Looks for a message of ours, created at or after `since`, with a component whose `custom_id` is `marker`.
   * Without the right to read the channel's history Discord shows no message and says nothing of it: `missing` then
   * means that nobody can know.
   */
  findMarked(channelId: string, marker: string, since: Date): Promise<FindOutcome>;

  /** Starts the thread of a message. A thread that exists already is a success. */
  startThread(channelId: string, messageId: string, name: string): Promise<ThreadOutcome>;

  /**
   * Creates a forum's post; the answer's message has the same id as the post's thread. Discord takes no nonce here: the
   * same request twice makes two.
   */
  createPost(
    channelId: string,
    post: ForumPost,
    options: { tagIds: readonly string[]; signal?: AbortSignal },
  ): Promise<SendOutcome>;

  /**
   * Looks for a post of ours in a forum, created at or after `since`, whose first message has a component with the
   * `custom_id` `marker`: among the active ones, then among those that were archived since.
   */
  findPost(place: { guildId: string; channelId: string }, marker: string, since: Date): Promise<FindOutcome>;

  /** What there is to know of a forum before something is posted in it. */
  readForum(guildId: string, channelId: string): Promise<ForumOutcome>;

  /** Publishes a message of an announcement channel to its followers. One that is published already is a success. */
  publish(channelId: string, messageId: string): Promise<PublishOutcome>;

  /**
   * Whether the bot can see a channel and write in it, by what Discord says of the channel and of the bot's roles.
   * Posts nothing.
   */
  checkChannel(guildId: string, channelId: string): Promise<ChannelOutcome>;

  /** Whether a channel can be seen by everybody in its server: no overwrite, and not the server itself, hides it. */
  readAudience(guildId: string, channelId: string): Promise<AudienceOutcome>;
}

export type AudienceOutcome =
  /** `channelKind` is absent for a channel of a kind that is not posted to. */
  | { readonly kind: 'everybody'; readonly channelKind?: ChannelKind }
  | { readonly kind: 'some'; readonly channelKind?: ChannelKind }
  | { readonly kind: 'failed'; readonly failure: Failure };

export type ForumOutcome =
  /** `tags` are those that the bot may give, in the forum's order. */
  | { readonly kind: 'forum'; readonly tags: readonly ForumTag[]; readonly demandsTag: boolean }
  /** It is a forum no more, or never was; `channelKind` as in {@link AudienceOutcome}. */
  | { readonly kind: 'none'; readonly channelKind?: ChannelKind }
  | { readonly kind: 'failed'; readonly failure: Failure };

export type ChannelOutcome = { readonly kind: 'usable' } | { readonly kind: 'failed'; readonly failure: Failure };

export type FindOutcome =
  | { readonly kind: 'found'; readonly messageId: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'failed'; readonly failure: Failure };
