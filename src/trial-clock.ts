import type { Clock } from './clock.ts';
import { FatalError } from './domain/errors.ts';
import { createStorage, readWorldFile } from './sandbox/storage.ts';

/** The clock of a trial, which people move. */
export interface TrialClock {
  /** By how much it is ahead of the database's time; negative: behind. */
  movedMs(): number;
  /** Moves the clock. That it was moved is on disk before it is. */
  move(byMs: number): Promise<void>;
}

const DAY_MS = 86_400_000;

/**
 * Moves the clock to where an earlier start left it, or `daysBack` days into the past for a new world.
 *
 * What is kept is by how much it was moved: so it goes on running while Paperboy is stopped, as every clock does, and
 * never stands before an instant that the world or the database holds.
 *
 * @throws FatalError if the file cannot be read
 */
export async function openTrialClock(
  clock: Clock,
  { clockFile: file, isNew, daysBack }: { clockFile: string; isNew: boolean; daysBack: number },
): Promise<TrialClock> {
  let movedMs = isNew ? -daysBack * DAY_MS : await readMoved(file);
  const storage = createStorage(file, () => ({ version: 1, movedMs }));
  const keep = () => {
    storage.touch();
    return storage.saved();
  };
  // Also what is left of a world that is gone.
  if (isNew) await keep();
  if (movedMs !== 0) clock.move(movedMs);
  return {
    movedMs: () => movedMs,
    async move(byMs) {
      movedMs += byMs;
      await keep();
      clock.move(byMs);
    },
  };
}

async function readMoved(file: string): Promise<number> {
  const kept = await readWorldFile(file).catch(() => null);
  // A world that is older than this file: nobody could move its clock.
  if (kept === undefined) return 0;
  const movedMs = typeof kept === 'object' && kept !== null && 'movedMs' in kept ? kept.movedMs : undefined;
  if (Number.isSafeInteger(movedMs)) return Number(movedMs);
  throw new FatalError(
    `By how much the sandbox's clock was moved cannot be read in ${file}.`,
    'Begin anew with npm run sandbox:reset.',
  );
}
