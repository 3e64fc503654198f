import { setTimeout as sleep } from 'node:timers/promises';
import { SourceError } from '../domain/errors.ts';
import type { TakeTurn } from '../domain/ports/sources.ts';
import type { Db } from '../store/schema.ts';
import { claimTurn, endTurn } from '../store/turns.ts';

/** Longer than a request with its time limit takes. */
const LEASE_MS = 20_000;
/** Nobody waits for a turn that is further away; above the lease of one who died and the pause after it. */
const LONGEST_WAIT_MS = 60_000;
/** Whoever has the turn may end it at any time. */
const LOOK_EVERY_MS = 250;

export interface TurnOptions {
  readonly now: () => Date;
  /** From the end of one request to the beginning of the next. */
  readonly everyMs: number;
}

/** Turns at asking a source, one at a time over all processes, with a pause after each. */
export function createTurns(db: Db, source: string, { now, everyMs }: TurnOptions): TakeTurn {
  const name = `source ${source}`;
  return async (signal) => {
    for (;;) {
      signal?.throwIfAborted();
      const at = now();
      const claim = await claimTurn(db, name, { at, leaseMs: LEASE_MS });
      if (claim.kind === 'mine') {
        const { heldUntil } = claim;
        return { end: (pauseMs) => endTurn(db, name, { heldUntil, at: now(), pauseMs: Math.max(everyMs, pauseMs) }) };
      }
      if (claim.freeAt.getTime() - at.getTime() > LONGEST_WAIT_MS) throw new SourceError(source, 'rate limited');
      await sleep(LOOK_EVERY_MS, undefined, { signal });
    }
  };
}
