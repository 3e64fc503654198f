/** One request that a bot sent. Its authorization is not kept. */
export interface LoggedRequest {
  readonly at: Date;
  readonly method: string;
  /** Without `/api/v10` and the query. */
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
}

export interface RequestLog {
  readonly entries: readonly LoggedRequest[];
  add(entry: LoggedRequest): void;
}

/** @param most how many are kept: the oldest go first */
export function createRequestLog(most = 10_000): RequestLog {
  const entries: LoggedRequest[] = [];
  return {
    entries,
    add(entry) {
      entries.push(entry);
      if (entries.length > most) entries.shift();
    },
  };
}
