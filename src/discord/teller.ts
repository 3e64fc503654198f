import { errorFields, type Log } from '../log.ts';

/** Runs what is to be told one after the other, in the order in which it was heard. */
export interface Teller {
  tell(what: () => Promise<void>): void;
  /** Waits until everything that was told so far has been taken. */
  told(): Promise<void>;
  /** Takes nothing more, and waits for what was taken. */
  stop(): Promise<void>;
}

/**
 * A listener of the gateway that throws would end the process, so here is where such a fault ends.
 *
 * @param onFault called after one has failed
 */
export function createTeller(log: Log, onFault: () => void): Teller {
  let last = Promise.resolve();
  let stopped = false;
  return {
    tell(what) {
      if (stopped) return;
      last = last.then(what).catch((error) => {
        log.error('gateway event failed', errorFields(error));
        if (!stopped) onFault();
      });
    },
    told: () => last,
    async stop() {
      stopped = true;
      await last;
    },
  };
}
