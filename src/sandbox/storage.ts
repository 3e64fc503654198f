import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Keeps the world on disk. */
export interface Storage {
  /** Says that the world has changed. It is written soon. */
  touch(): void;
  /**
   * Waits until every change so far is on disk. Any number of waiters share one write.
   *
   * @throws what the file system threw
   */
  saved(): Promise<void>;
}

/** A storage that forgets. */
export const NO_STORAGE: Storage = { touch: () => undefined, saved: () => Promise.resolve() };

/** @returns undefined if there is no such file. @throws if it cannot be read as a world */
export async function readWorldFile(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new Error(`The sandbox's world in ${file} cannot be read. Move it away to begin a new one.`, {
      cause: error,
    });
  }
}

/** @param read gives the world as it is at the moment of writing */
export function createStorage(file: string, read: () => unknown): Storage {
  let isDirty = false;
  let running: Promise<void> | undefined;
  let waiting: Promise<void> | undefined;

  /** A write that begins after this call, so that it holds every change made before it. */
  function writeNext(): Promise<void> {
    waiting ??= (running ?? Promise.resolve())
      .catch(() => undefined)
      .then(() => {
        running = waiting;
        waiting = undefined;
        isDirty = false;
        return writeWhole(file, JSON.stringify(read()));
      })
      .catch((error) => {
        isDirty = true;
        throw error;
      })
      .finally(() => {
        running = undefined;
      });
    return waiting;
  }

  return {
    touch() {
      isDirty = true;
      // Whoever needs to know awaits `saved`, and hears of a failure there.
      setImmediate(() => isDirty && writeNext().catch(() => undefined));
    },
    saved: () => (isDirty ? writeNext() : (running ?? Promise.resolve())),
  };
}

/** Written beside and renamed, so that a crash leaves the old world or the new one, and never half of one. */
async function writeWhole(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const beside = `${file}.new`;
  const handle = await open(beside, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(beside, file);
}
