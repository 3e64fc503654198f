/**
 * The one clock. Everything that decides by time asks it, so that tests and the sandbox can move time, and so that
 * processes on machines whose clocks disagree agree with the database instead.
 */
export interface Clock {
  /** The instant that holds for every decision. */
  now(): Date;
  /** Takes the database's time as the truth, keeping what {@link Clock.move} added. Called at start and at each tick. */
  calibrate(databaseTime: Date): void;
  /** Moves the clock by `byMs` milliseconds, forward or back, then tells whoever listens. */
  move(byMs: number): void;
  /** Calls `listener` after each {@link Clock.move}. @returns a function that stops it */
  onMove(listener: () => void): () => void;
}

/**
 * A clock that starts at `startAt` (the machine's time if absent) and runs on the monotonic timer: a jump of the
 * machine's clock does not move it.
 */
export function createClock(options: { startAt?: Date } = {}): Clock {
  const timerAtStart = performance.now();
  const machineAtStart = Date.now();
  const elapsed = () => performance.now() - timerAtStart;
  const listeners = new Set<() => void>();
  let movedMs = options.startAt === undefined ? 0 : options.startAt.getTime() - machineAtStart;
  let skewMs = 0;

  return {
    now: () => new Date(machineAtStart + elapsed() + skewMs + movedMs),
    calibrate(databaseTime) {
      skewMs = databaseTime.getTime() - machineAtStart - elapsed();
    },
    move(byMs) {
      movedMs += byMs;
      for (const listener of listeners) listener();
    },
    onMove(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
