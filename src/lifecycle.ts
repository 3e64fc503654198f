import type { Log } from './log.ts';
import { errorFields } from './log.ts';

/** Longer than what is in flight may take, shorter than what process managers grant by default. */
const STOP_WITHIN_MS = 10_000;

export interface LifecycleOptions {
  readonly log: Log;
  /** Ends the process. */
  readonly exit: (code: number) => void;
  /** Where signals come from. */
  readonly process: Pick<NodeJS.Process, 'on'>;
}

/** The end of a process: asked for by a signal or by a fault, once, in order, and within a time limit. */
export interface Lifecycle {
  /** Aborts when the process is to stop; start-up gives up then. */
  readonly signal: AbortSignal;
  /** Stops, and ends the process with `code`. Asked again while it stops: nothing more. */
  stop(code: number): void;
  /** What has to be undone, last first. Called at once if the stop has begun. */
  onStop(close: () => PromiseLike<void>): void;
}

/**
 * Listens to SIGTERM and SIGINT. The first stops in order, and the process ends with 0, or with 1 if that takes longer
 * than ten seconds; a second one ends it at once.
 */
export function createLifecycle({ log, exit, process }: LifecycleOptions): Lifecycle {
  const stopping = new AbortController();
  const closes: (() => PromiseLike<void>)[] = [];

  const stop = (code: number) => {
    if (stopping.signal.aborted) return;
    stopping.abort();
    log.info('stopping');
    const limit = setTimeout(() => {
      log.error('stop took too long');
      exit(1);
    }, STOP_WITHIN_MS);
    limit.unref();
    void closeAll().then((clean) => exit(clean ? code : 1));
  };

  const closeAll = async (): Promise<boolean> => {
    let clean = true;
    for (let close = closes.pop(); close !== undefined; close = closes.pop()) {
      try {
        await close();
      } catch (error) {
        log.error('stop failed', errorFields(error));
        clean = false;
      }
    }
    return clean;
  };

  for (const name of ['SIGTERM', 'SIGINT'] as const) {
    process.on(name, () => (stopping.signal.aborted ? exit(1) : stop(0)));
  }
  return {
    signal: stopping.signal,
    stop,
    onStop(close) {
      closes.push(close);
      if (stopping.signal.aborted) void closeAll();
    },
  };
}
