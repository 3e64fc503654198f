import { createLog, type Log } from '../../src/log.ts';

export const silentLog: Log = createLog({ level: 'error', now: () => new Date(0), write: () => undefined });

/** A log that keeps its lines. */
export function createMemoryLog(): { readonly log: Log; readonly lines: string[] } {
  const lines: string[] = [];
  return { lines, log: createLog({ level: 'debug', now: () => new Date(0), write: (line) => void lines.push(line) }) };
}
