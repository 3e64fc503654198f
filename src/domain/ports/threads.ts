import type { Failure } from '../outcomes.ts';

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
