import type { HeldUp } from '../domain/thread-room.ts';
import type { NotMade } from './make.ts';

/** So long a wait stands for more than a burst of threads. */
const SLOW_MS = 60_000;
/** Discord's code for a thread that has as many participants as it may. */
const FULL_OF_PARTICIPANTS = '30033';

/** @returns why no discussion begins in the server for a while; undefined for a failure of this one alone, or of a moment */
export function heldUpBy(made: NotMade): HeldUp | undefined {
  if (made.kind === 'too-many-threads') return made.why;
  if (made.kind === 'retry' && made.code === 'rate-limited' && (made.afterMs ?? 0) >= SLOW_MS) return { kind: 'slow' };
  return isFullOfParticipants(made) ? { kind: 'participants' } : undefined;
}

/** Whether Discord lets nobody more into a thread. */
export function isFullOfParticipants(made: { readonly kind: string; readonly code?: string }): boolean {
  return made.kind === 'rejected' && made.code === FULL_OF_PARTICIPANTS;
}
