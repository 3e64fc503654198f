/** What a bot's session has been told, so that it can be told again after a lost connection. */
export interface Session {
  readonly id: string;
  readonly intents: number;
  readonly shard: readonly [id: number, count: number];
  /** Numbers an event, keeps it for a replay, and sends it if there is a connection. */
  dispatch(t: string, d: unknown): void;
  /** @returns whether it could be resumed: false if the events since `seq` are no longer held */
  resume(send: Send, seq: number): boolean;
  /** The connection is gone; events are held until the session is resumed. */
  detach(): void;
  /** For how long there has been no connection, in milliseconds; 0 while there is one. */
  lostFor(): number;
  readonly seq: () => number;
}

export type Send = (payload: object) => void;

/** Events that are held for a replay, at most. */
const MOST_HELD = 5_000;

export function createSession(options: {
  id: string;
  intents: number;
  shard: readonly [id: number, count: number];
  send: Send;
}): Session {
  let seq = 0;
  let send: Send | undefined = options.send;
  let lostAt: number | undefined;
  const held: { readonly s: number; readonly payload: object }[] = [];

  return {
    id: options.id,
    intents: options.intents,
    shard: options.shard,
    dispatch(t, d) {
      seq += 1;
      const payload = { op: 0, t, s: seq, d };
      held.push({ s: seq, payload });
      if (held.length > MOST_HELD) held.shift();
      send?.(payload);
    },
    resume(sendAgain, from) {
      const oldest = held[0]?.s ?? seq + 1;
      if (from > seq || from < oldest - 1) return false;
      lostAt = undefined;
      send = sendAgain;
      for (const { s, payload } of held) if (s > from) sendAgain(payload);
      return true;
    },
    detach() {
      send = undefined;
      lostAt = performance.now();
    },
    lostFor: () => (lostAt === undefined ? 0 : performance.now() - lostAt),
    seq: () => seq,
  };
}
