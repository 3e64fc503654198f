import type { Failure, SendOutcome } from '../../domain/outcomes.ts';
import type { MessageBody, Poster } from '../../domain/ports/poster.ts';

/**
 * How long a nonce is relied upon. Discord checks it against "the past few minutes" (resources/message › Create
 * Message) without saying how many; this is the less.
 */
const NONCE_WINDOW_MS = 2 * 60_000;

export interface OnceOptions {
  readonly channelId: string;
  readonly body: MessageBody;
  readonly nonce: string;
  /** The `custom_id` of a component in `body`, by which the message is found again. */
  readonly marker: string;
  /** When the first try of the round under way began; absent if none did. */
  readonly sendingAt?: Date;
  readonly now: () => Date;
  /** Until when the caller may send: whoever was held up for longer has been replaced. Absent if nobody replaces it. */
  readonly claimedUntil?: Date;
  /** Keeps that a round begins at this instant. Answers false if somebody else has taken over. */
  readonly markSending: (at: Date) => Promise<boolean>;
  readonly signal?: AbortSignal;
}

export type OnceOutcome = SendOutcome | { readonly kind: 'taken-over' };

/**
 * Posts a message that may have been posted before by a try whose end is unknown.
 *
 * Within the nonce window Discord itself answers with the message that exists. Beyond it the channel is read for the
 * message's marker first, and only if it is not there a new round begins. So there is one message, as long as Paperboy
 * may read the channel's history; without that right a try whose answer was lost for longer than the window is
 * repeated: at least once.
 */
export async function postOnce(poster: Poster, options: OnceOptions): Promise<OnceOutcome> {
  const { channelId, marker, sendingAt, now } = options;
  const begun = sendingAt !== undefined;
  if (begun && now().getTime() - sendingAt.getTime() >= NONCE_WINDOW_MS) {
    const found = await poster.findMarked(channelId, marker, sendingAt);
    if (found.kind === 'found') return { kind: 'sent', messageId: found.messageId };
    if (found.kind === 'failed') return afterFailedLook(found.failure);
    return await beginRound(poster, options);
  }
  return begun ? await post(poster, options) : await beginRound(poster, options);
}

/** A look that failed has posted nothing, whatever kept it from answering. */
export function afterFailedLook(failure: Failure): Failure {
  return failure.kind === 'unknown' ? { kind: 'retry', code: failure.code } : failure;
}

async function beginRound(poster: Poster, options: OnceOptions): Promise<OnceOutcome> {
  // Kept before the request leaves: after a crash the next try must know from when on the message may exist.
  if (!(await options.markSending(options.now()))) return { kind: 'taken-over' };
  return await post(poster, options);
}

async function post(
  poster: Poster,
  { channelId, body, nonce, signal, now, claimedUntil }: OnceOptions,
): Promise<OnceOutcome> {
  // Asked as late as can be: a process that was held up would send what its successor has sent, perhaps so long ago
  // that the nonce is forgotten.
  if (claimedUntil !== undefined && now() >= claimedUntil) return { kind: 'taken-over' };
  return await poster.post(channelId, body, { nonce, ...(signal !== undefined && { signal }) });
}
