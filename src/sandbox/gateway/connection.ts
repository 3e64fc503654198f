import type { RawData, WebSocket } from 'ws';
import { z } from 'zod';

/** Larger payloads from a bot are refused. discord-api-docs, events/gateway › Sending Events */
const MAX_PAYLOAD_BYTES = 4_096;
/** discord-api-docs, events/gateway › Rate Limiting */
const MOST_SENDS = 120;
const SENDS_WINDOW_MS = 60_000;

const HEARTBEAT = 1;
const IDENTIFY = 2;
const RESUME = 6;
/** Presence, voice state, request members: taken, and nothing comes of them. */
const IGNORED = new Set([3, 4, 8, 31]);

const payloadSchema = z.object({ op: z.number().int(), d: z.unknown().optional() });

export interface Connection {
  readonly socket: WebSocket;
  send(payload: object): void;
  /** With false heartbeats are no longer answered: the connection looks dead to the bot. */
  setAcknowledging(acknowledging: boolean): void;
  /** The bot was let in: from now on it may not identify again. */
  setIdentified(): void;
}

export interface ConnectionOptions {
  readonly heartbeatMs: number;
  readonly onIdentify: (connection: Connection, data: unknown) => void;
  readonly onResume: (connection: Connection, data: unknown) => void;
  readonly onClose: (connection: Connection, code: number) => void;
}

/** One connection of a bot: says hello, answers heartbeats, and refuses what the gateway refuses. */
export function openConnection(socket: WebSocket, options: ConnectionOptions): Connection {
  let acknowledging = true;
  let identified = false;
  const sentAt: number[] = [];
  const send = (payload: object) => {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(payload));
  };
  const connection: Connection = {
    socket,
    send,
    setAcknowledging(value) {
      acknowledging = value;
    },
    setIdentified() {
      identified = true;
    },
  };
  let lastBeatAt = performance.now();
  const watch = setInterval(() => {
    if (performance.now() - lastBeatAt > options.heartbeatMs * 2) socket.close(4009, 'Session timed out');
  }, options.heartbeatMs);

  function take(op: number, data: unknown): void {
    if (op === HEARTBEAT) {
      lastBeatAt = performance.now();
      if (acknowledging) send({ op: 11 });
    } else if (op === IDENTIFY) {
      if (identified) socket.close(4005, 'Already authenticated.');
      else options.onIdentify(connection, data);
    } else if (op === RESUME) {
      options.onResume(connection, data);
    } else if (!IGNORED.has(op)) {
      socket.close(4001, 'Unknown opcode.');
    } else if (!identified) {
      socket.close(4003, 'Not authenticated.');
    }
  }

  socket.on('message', (data: RawData) => {
    // Closed from here: what still comes is not heard any more.
    if (socket.readyState !== socket.OPEN) return;
    const at = performance.now();
    sentAt.push(at);
    while ((sentAt[0] ?? at) <= at - SENDS_WINDOW_MS) sentAt.shift();
    if (sentAt.length > MOST_SENDS) return socket.close(4008, 'You are being rate limited.');
    const payload = parse(data);
    if (payload === undefined) return socket.close(4002, 'Error while decoding payload.');
    take(payload.op, payload.d);
  });
  socket.on('error', () => socket.terminate());
  socket.on('close', (code) => {
    clearInterval(watch);
    options.onClose(connection, code);
  });
  send({ op: 10, d: { heartbeat_interval: options.heartbeatMs, _trace: [] } });
  return connection;
}

function parse(data: RawData): z.infer<typeof payloadSchema> | undefined {
  const bytes = Buffer.isBuffer(data)
    ? data
    : Buffer.from(new Uint8Array(Array.isArray(data) ? Buffer.concat(data) : data));
  if (bytes.byteLength > MAX_PAYLOAD_BYTES) return undefined;
  try {
    return payloadSchema.safeParse(JSON.parse(bytes.toString('utf8'))).data;
  } catch {
    return undefined;
  }
}
