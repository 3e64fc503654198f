import type { ListDay } from './list-day.ts';
import type { PaperId } from './paper-id.ts';
import type { QueryProblem } from './search/query.ts';

/** Everything that Paperboy says to a person who asked for something it cannot do. `render/` words each of them. */
export type Complaint =
  | { readonly code: 'bad-day'; readonly given: string }
  /** `hasBegun`: there may be one all the same, of before Paperboy read any. */
  | { readonly code: 'no-list'; readonly day: ListDay; readonly hasBegun: boolean }
  | { readonly code: 'bad-time'; readonly given: string }
  | { readonly code: 'bad-timezone'; readonly given: string; readonly nearest: readonly string[] }
  /** A number of a form; `name` is the option of `/subscribe` that it stands for. */
  | {
      readonly code: 'bad-number';
      readonly name: string;
      readonly given: string;
      readonly min: number;
      readonly max: number;
    }
  /** `isOneOfSeveral`: where several could be named, separated by commas. */
  | {
      readonly code: 'bad-topic';
      readonly given: string;
      readonly nearest: readonly string[];
      readonly isOneOfSeveral?: boolean;
    }
  /** Several topics, where one is taken. */
  | { readonly code: 'one-topic'; readonly given: string }
  /** A name that a topic of a server's own cannot have. */
  | { readonly code: 'bad-topic-name'; readonly given: string; readonly reason: 'no-name' | 'built-in' }
  | { readonly code: 'too-many-topics'; readonly limit: number }
  | { readonly code: 'built-in-topic'; readonly given: string }
  | { readonly code: 'bad-paper'; readonly given: string }
  | { readonly code: 'no-paper-in-message' }
  /** A text that is no query; `at` is the place in it. */
  | ({ readonly code: 'bad-query'; readonly given: string } & QueryProblem)
  | { readonly code: 'too-slow' }
  | { readonly code: 'unknown-paper'; readonly paperId: PaperId }
  | { readonly code: 'source-unavailable'; readonly source: string }
  | { readonly code: 'too-many-lookups'; readonly retryAt: Date }
  | { readonly code: 'cooldown'; readonly retryAt: Date }
  /** The person lacks a right in this channel: names of permissions as Discord's settings show them. */
  | { readonly code: 'you-may-not'; readonly permissions: readonly string[]; readonly channelId: string }
  /** Paperboy lacks rights in this channel. */
  | { readonly code: 'bot-may-not'; readonly permissions: readonly string[]; readonly channelId: string }
  | { readonly code: 'wrong-channel-type'; readonly channelId: string }
  /** A place for the whole server has to be seen by everybody in it. */
  | { readonly code: 'not-for-everybody'; readonly channelId: string }
  | { readonly code: 'bad-mention'; readonly reason: 'everyone' | 'not-mentionable' | 'gone' }
  | { readonly code: 'channel-gone' }
  /** A draft of a subscription that was saved, cancelled, or has expired; or is somebody else's. */
  | { readonly code: 'draft-gone' }
  | { readonly code: 'subscription-not-found' }
  /** The channel has another subscription with these topics. */
  | { readonly code: 'topics-taken'; readonly channelId: string }
  | { readonly code: 'too-many-subscriptions'; readonly limit: number }
  | { readonly code: 'nothing-to-post' }
  | { readonly code: 'servers-only' }
  /** Only a person has installed Paperboy, and not the server in which they are. */
  | { readonly code: 'foreign-server' }
  | { readonly code: 'no-threads-here' }
  /** A forum demands a tag, and none that it has fits. */
  | { readonly code: 'no-tag-fits'; readonly channelId: string }
  | { readonly code: 'too-many-threads' }
  | { readonly code: 'busy' }
  | { readonly code: 'outdated' };

/** Something that the person who asked can mend or should know. Anything else that is thrown is a fault of ours. */
export class UserError extends Error {
  readonly complaint: Complaint;

  constructor(complaint: Complaint, options?: ErrorOptions) {
    super(complaint.code, options);
    this.name = 'UserError';
    this.complaint = complaint;
  }
}

/** A source did not answer, or answered nonsense. Holds no text of the answer. */
export class SourceError extends Error {
  readonly source: string;
  /** What went wrong, in a few fixed words: `timeout`, `status 503`, `not json`, `too large`. */
  readonly reason: string;

  constructor(source: string, reason: string, options?: ErrorOptions) {
    super(`${source}: ${reason}`, options);
    this.name = 'SourceError';
    this.source = source;
    this.reason = reason;
  }
}

/** Paperboy cannot go on until its operator acts: `main` says so and ends the process. */
export class FatalError extends Error {
  /** What to do about it, in a sentence. */
  readonly remedy: string;

  constructor(reason: string, remedy: string, options?: ErrorOptions) {
    super(reason, options);
    this.name = 'FatalError';
    this.remedy = remedy;
  }
}
