import type { Fault } from './faults.ts';

/** One request that a bot sent. Its authorization is not kept. */
export interface LoggedRequest {
  /** Counted from 1. */
  readonly number: number;
  readonly at: Date;
  readonly method: string;
  /** Without `/api/v10` and the query. Those of interactions hold their tokens. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** The route's template; absent if there is no such route. */
  readonly route: string | undefined;
  readonly body: unknown;
  /** Absent if a fault left it without an answer. */
  readonly status: number | undefined;
  readonly response: unknown;
  /** The answer's. */
  readonly headers: Readonly<Record<string, string>>;
  /** How long the answer took, by the machine's timer. */
  readonly ms: number;
  /** What spoilt it; absent if nothing did. */
  readonly fault?: Fault;
}

export interface RequestLog {
  /** Oldest first. */
  readonly entries: readonly LoggedRequest[];
  add(entry: Omit<LoggedRequest, 'number'>): void;
  /** Calls `listener` after each request. @returns a function that stops it */
  onAdd(listener: () => void): () => void;
}

/** @param most how many are kept: the oldest go first */
export function createRequestLog(most = 10_000): RequestLog {
  const entries: LoggedRequest[] = [];
  const listeners = new Set<() => void>();
  let last = 0;
  return {
    entries,
    add(entry) {
      last += 1;
      entries.push({ number: last, ...entry });
      if (entries.length > most) entries.shift();
      for (const listener of listeners) listener();
    },
    onAdd(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
