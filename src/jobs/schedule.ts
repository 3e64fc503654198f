import { schedule as cron } from 'node-cron';
import { errorFields, type Log } from '../log.ts';

/** Work that is looked at again and again. A pattern says when to look; the store says what is owed. */
export interface Job {
  readonly name: string;
  /** A cron pattern, in UTC. */
  readonly pattern: string;
  /** Nobody waits for it: {@link Jobs.runInTurn} and {@link Jobs.settle} leave it out. */
  readonly isAside?: boolean;
  /** Never runs twice at once in this process. Stops taking work when `signal` aborts. */
  readonly run: (signal: AbortSignal) => Promise<unknown>;
}

export interface Jobs {
  /** Runs every job now, or again as soon as its present run has ended. */
  runAll(): void;
  /**
   * Runs every job that is not aside, each once the one before it has ended, so that digests find the lists that were read; or again, as
   * soon as such a round has ended.
   */
  runInTurn(): void;
  /** Waits until what {@link Jobs.runInTurn} was asked for has ended. Asks for nothing. */
  ended(): Promise<void>;
  /** Runs one job now, or again after its present run, and waits until it has ended. Does nothing if there is none. */
  run(name: string): Promise<void>;
  /** Runs every job that is not aside, and waits until none of them is running or asked for. */
  settle(): Promise<void>;
  /** Starts nothing more, tells what runs to stop, and waits for it. */
  stop(): Promise<void>;
}

/** Starts jobs: each at once, and then by its pattern. */
export function startJobs(jobs: readonly Job[], log: Log): Jobs {
  const stopping = new AbortController();
  const runners = jobs.map((job) => createRunner(job, stopping.signal, log));
  const tasks = jobs.map(({ name, pattern }, index) =>
    cron(pattern, () => runners[index]?.(), { name, timezone: 'UTC' }),
  );
  const runAll = () => Promise.all(runners.map((run) => run()));
  const awaited = runners.filter((_, index) => !jobs[index]?.isAside);
  let turns: Promise<void> = Promise.resolve();
  let isTurnAskedFor = false;
  const takeTurns = async () => {
    isTurnAskedFor = false;
    for (const run of awaited) await run();
  };
  void runAll();

  return {
    runAll: () => void runAll(),
    runInTurn() {
      if (!isTurnAskedFor) turns = turns.then(takeTurns);
      isTurnAskedFor = true;
    },
    ended: () => turns,
    async run(name) {
      await runners[jobs.findIndex((job) => job.name === name)]?.();
    },
    settle: async () => void (await Promise.all([...awaited.map((run) => run()), turns])),
    async stop() {
      stopping.abort();
      // `destroy` ends before a task that is running does, so the runs are awaited themselves.
      await Promise.all(tasks.map((task) => task.destroy()));
      await Promise.all([runAll(), turns]);
    },
  };
}

/**
 * One job's runs, one after the other: asked for while it runs, it runs once more afterwards, so that what became owed
 * in between is seen. @returns a function that asks for a run, and waits until it has ended
 */
function createRunner({ name, run }: Job, signal: AbortSignal, log: Log): () => Promise<void> {
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;

  const once = async () => {
    if (signal.aborted) return;
    const startedAt = performance.now();
    try {
      await run(signal);
      log.debug('job ended', { action: name, durationMs: Math.round(performance.now() - startedAt) });
    } catch (error) {
      // The scheduler is where a job's fault ends: the next tick looks again.
      log.error('job failed', { action: name, ...errorFields(error) });
    }
  };
  const start = () => {
    const current = once().finally(() => {
      if (running === current) running = undefined;
    });
    running = current;
    return current;
  };
  return () => {
    // First the run that is asked for already: between the end of one and its start none is `running`.
    if (next !== undefined) return next;
    if (running === undefined) return start();
    next = running.then(() => {
      next = undefined;
      return start();
    });
    return next;
  };
}
