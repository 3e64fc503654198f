import type { ChannelKind } from './channel-kind.ts';
import type { ForumTag } from './forum-tags.ts';
import type { ListDay } from './list-day.ts';
import type { Failure, PublishOutcome, SendOutcome, ThreadOutcome } from './outcomes.ts';
import type { CountedPaper, Paper } from './paper.ts';
import type { PaperId } from './paper-id.ts';

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

/** A thread of ours, as Discord tells of it. */
export interface SeenThread {
  readonly guildId: string;
  readonly threadId: string;
  /** The starter left out; absent if it was not told. */
  readonly messageCount?: number;
  /** When its newest message was written, whoever wrote it; absent if it was not told. */
  readonly lastMessageAt?: Date;
  readonly isArchived: boolean;
  readonly isLocked: boolean;
}

/** A thread as Discord answers when it is asked for it. */
export interface ReadThread extends SeenThread {
  /** Whether the bot has begun it. */
  readonly isOurs: boolean;
  /** Whether it is held on top of its forum. */
  readonly isPinned: boolean;
  /** When something last happened in it: it was begun, written in, archived or opened. */
  readonly stirredAt: Date;
}

/** Reads threads and changes their state. Never throws for what Discord or the network answers. */
export interface Threads {
  read(threadId: string): Promise<ThreadReading>;
  /** Archives a thread, or opens it again. */
  setArchived(threadId: string, isArchived: boolean): Promise<Archiving>;
  /** In which of some channels the bot holds *Manage Threads*; those that it does not see are left out. */
  listManaged(guildId: string, channelIds: readonly string[]): Promise<ManagedOutcome>;
}

export type Archiving =
  /** `thread` is as it was just after. */
  { readonly kind: 'done'; readonly thread: ReadThread } | ThreadRefusal;

export type ManagedOutcome =
  | { readonly kind: 'known'; readonly channelIds: ReadonlySet<string> }
  | { readonly kind: 'failed'; readonly failure: Failure };

export type ThreadReading =
  | { readonly kind: 'found'; readonly thread: ReadThread }
  | { readonly kind: 'gone' }
  | { readonly kind: 'failed'; readonly failure: Failure };

export type ThreadRefusal = Exclude<ThreadReading, { kind: 'found' }>;

/** What becomes of the threads that the bot has started, as the gateway tells it. Each is idempotent. */
export interface ThreadHandlers {
  seen(threads: readonly SeenThread[]): Promise<void>;
  deleted(thread: { guildId: string; threadId: string }): Promise<void>;
  /** A channel, and so every thread in it. */
  channelDeleted(channel: { guildId: string; channelId: string }): Promise<void>;
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

/** Tells what people may do in channels from which they do not ask. Never throws for what Discord or the network answers. */
export interface ChannelRights {
  /** What a person and the bot may do in a channel of a server, as Discord says now, and which roles the server has. */
  readRights(place: { guildId: string; channelId: string; userId: string }): Promise<RightsOutcome>;
}

export type RightsOutcome =
  | {
      readonly kind: 'known';
      /** Discord's number for the kind of channel. */
      readonly type: number;
      readonly memberPermissions: bigint;
      readonly appPermissions: bigint;
      readonly roles: readonly { readonly id: string; readonly mentionable: boolean }[];
    }
  | { readonly kind: 'failed'; readonly failure: Failure };

/**
 * Reads what a notice needs to know of a server, and opens direct conversations. Never throws for what Discord or the
 * network answers.
 */
export interface Directory {
  /** The channel in which Discord itself tells the server something, if it has one. */
  readSystemChannel(guildId: string): Promise<SystemChannelOutcome>;
  /** Whether a person is in a server, and may manage it. */
  readMemberRights(guildId: string, userId: string): Promise<MemberOutcome>;
  /** The direct conversation with a person; the same one each time. Discord punishes bots that open many. */
  openDm(userId: string): Promise<DmOutcome>;
}

export type SystemChannelOutcome =
  | { readonly kind: 'found'; readonly channelId: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'failed'; readonly failure: Failure };

export type MemberOutcome =
  | { readonly kind: 'member'; readonly managesServer: boolean }
  | { readonly kind: 'none' }
  | { readonly kind: 'failed'; readonly failure: Failure };

export type DmOutcome =
  | { readonly kind: 'opened'; readonly channelId: string }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** A server that the gateway tells of. */
export interface SeenGuild {
  readonly guildId: string;
  /** When the bot joined; absent while there is an outage of the server. */
  readonly joinedAt?: Date;
  readonly isAvailable: boolean;
}

/**
 * What becomes of the servers, as the gateway tells it. Called one after the other. One that fails is made up for by
 * {@link GuildHandlers.present} a little later.
 */
export interface GuildHandlers {
  /**
   * Every server that the bot is in, once every shard has told of its own: at the start, and after each session that
   * began anew. What is missing was left, perhaps while nobody listened.
   */
  present(guilds: readonly SeenGuild[]): Promise<void>;
  /** The bot joined, or an outage is over: the gateway does not tell the two apart. */
  arrived(guild: SeenGuild): Promise<void>;
  /** The bot was removed, or the server deleted. */
  left(guildId: string): Promise<void>;
  /** An outage: the bot is still in the server. */
  unavailable(guildId: string): Promise<void>;
  /** @param name absent if it was not known */
  channelDeleted(channel: { guildId: string; channelId: string; name?: string }): Promise<void>;
  /** Something of a channel has changed; it may be of another kind than before. */
  channelChanged(channel: { channelId: string; kind: ChannelKind }): Promise<void>;
  roleDeleted(role: { guildId: string; roleId: string }): Promise<void>;
  /**
   * Channels may be mended: rights have changed, or a kind.
   *
   * @param guildId undefined: anywhere
   * @param canPost whether the bot can see a channel and write in it, as far as the gateway has told
   */
  maybeMended(guildId: string | undefined, canPost: (channelId: string) => boolean): Promise<void>;
}

/** Asks live sources for one paper that the store does not hold. */
export interface PaperLookup {
  /**
   * @returns undefined if no source knows the paper
   * @throws UserError `source-unavailable` if a source did not answer, `too-many-lookups` if this person asked too often
   */
  find(id: PaperId, options: { userId: string }): Promise<CountedPaper | undefined>;
}

/**
 * Asks a live source's own search. Never throws for what the source answers: a search has hits of ours to show, and goes
 * on without.
 */
export interface PaperSearch {
  /** @param words plain words, without signs of our grammar */
  find(words: string, options: { userId: string }): Promise<ElsewhereOutcome>;
}

export type ElsewhereOutcome =
  /** In the source's order; empty if it knows none. */
  | { readonly kind: 'found'; readonly papers: readonly CountedPaper[] }
  /** The source failed or did not answer soon, now or a moment ago. */
  | { readonly kind: 'unavailable' }
  /** It was not asked: this person, or everybody together, asked too often. */
  | { readonly kind: 'too-often' };

/** A source with a search of its own. */
export interface PaperFinder {
  /** Its name in logs. */
  readonly name: string;
  /** @returns in the source's order. @throws SourceError if it did not answer, or answered nonsense */
  search(words: string, signal?: AbortSignal): Promise<readonly CountedPaper[]>;
}

/** A source that knows single papers. */
export interface PaperReader {
  /** Its name in logs, in the store and in sentences: "Hugging Face". */
  readonly name: string;
  /** @returns undefined if the source does not know the paper. @throws SourceError */
  readPaper(id: PaperId, signal?: AbortSignal): Promise<CountedPaper | undefined>;
}

/** A paper as arXiv describes it: with its categories and all else that arXiv says. */
export type ArxivPaper = Paper & Required<Pick<Paper, 'categories' | 'arxiv'>>;

/** Tells of many papers at once what arXiv says of them. */
export interface ArxivSource extends PaperReader {
  /**
   * @param ids at most a hundred
   * @returns those that arXiv knows, in any order
   * @throws SourceError if arXiv did not answer, or not whole
   */
  readPapers(ids: readonly PaperId[], signal?: AbortSignal): Promise<readonly ArxivPaper[]>;
}

/**
 * Waits until a source may be asked: one request at a time, over all processes.
 *
 * @returns the turn, to be ended once the answer is there
 * @throws SourceError if the source wants to be left alone for longer than anybody waits
 */
export type TakeTurn = (signal: AbortSignal | undefined) => Promise<Turn>;

export interface Turn {
  /** @param pauseMs how long nobody is to ask, beyond the pause between any two requests */
  end(pauseMs: number): Promise<void>;
}

/** A source of daily lists and single papers. */
export interface PaperSource extends PaperReader {
  /**
   * One day's list, whole.
   *
   * @returns `published: false` if the source has no list for the day (yet): weekends, holidays, days to come
   * @throws SourceError if the source did not answer, or answered nonsense
   */
  readList(day: ListDay, signal?: AbortSignal): Promise<SourceList>;
}

export interface SourceList {
  readonly published: boolean;
  /** In the source's order; a paper stands in it once. */
  readonly papers: readonly CountedPaper[];
  /** Items that were not papers, left out. */
  readonly rejected: number;
}
