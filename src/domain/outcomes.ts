import type { SuspensionReason } from './subscription.ts';

/** What is known after a try to post a message. */
export type SendOutcome =
  | { readonly kind: 'sent'; readonly messageId: string }
  /** It had been delivered under this nonce before, and somebody deleted it. */
  | { readonly kind: 'deleted' }
  | Failure;

/** What is known after a try to start a thread. */
export type ThreadOutcome =
  | { readonly kind: 'started'; readonly threadId: string }
  /** `code` is Discord's: the cap of all active threads, or of those in announcement channels. */
  | { readonly kind: 'too-many-threads'; readonly code: string }
  /** The message that should carry the thread is gone. */
  | { readonly kind: 'deleted' }
  | Failure;

/** What is known after a try to publish a message. */
export type PublishOutcome =
  | { readonly kind: 'published' }
  /** The message is gone. */
  | { readonly kind: 'deleted' }
  | Failure;

export type Failure =
  /** Certainly not done; to be tried again, not before `afterMs` if Discord named a time. */
  | { readonly kind: 'retry'; readonly afterMs?: number; readonly code: string }
  /** The connection failed in a way that leaves open whether it was done. */
  | { readonly kind: 'unknown'; readonly code: string }
  /** Discord will go on refusing until somebody in the server changes something. */
  | { readonly kind: 'suspend'; readonly reason: SuspensionReason; readonly code: string }
  /** Our own fault: Discord refuses this body. Never to be tried again unchanged. */
  | { readonly kind: 'rejected'; readonly code: string }
  /** Cloudflare or Discord stands in front of everything we send. */
  | { readonly kind: 'blocked'; readonly afterMs: number; readonly code: string }
  /** The token is dead: nothing can be sent by anybody until the operator acts. */
  | { readonly kind: 'dead-token'; readonly code: string };
