import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { Core } from '../world/core.ts';
import { type Connection, openConnection } from './connection.ts';
import { createSessions } from './sessions.ts';
import { createSessionStarts, type SessionStarts } from './starts.ts';

export interface Gateway extends GatewayControl {
  readonly starts: SessionStarts;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Ends everything. */
  stop(): void;
}

/** What a test does to the gateway. */
export interface GatewayControl {
  /** Connections that stand. */
  connections(): number;
  /** Closes every connection with a code of the gateway: 4004, 4014, … */
  close(code: number, reason?: string): void;
  /** Asks every bot to connect again and resume (op 7). */
  reconnect(): void;
  /** Tells every bot that its session is invalid (op 9). Without `resumable` it is forgotten. */
  invalidate(options: { resumable: boolean }): void;
  /** Drops every connection without a word. */
  terminate(): void;
  /** With false no heartbeat is answered. */
  setAcknowledging(acknowledging: boolean): void;
  /** For `session_start_limit`. */
  setRemainingStarts(remaining: number): void;
}

export interface GatewayOptions {
  readonly url: () => string;
  readonly heartbeatMs: number;
  readonly identifyMs: number;
  /** For how long a session without connection can be resumed. */
  readonly sessionMs: number;
}

const VERSION = '10';

/** Tells bots what happens in the world. */
export function createGateway(core: Core, options: GatewayOptions): Gateway {
  const server = new WebSocketServer({ noServer: true, maxPayload: 1_048_576 });
  const starts = createSessionStarts(options.identifyMs);
  const sessions = createSessions(core, { ...options, starts });
  let acknowledging = true;

  const accept = (request: IncomingMessage, socket: Connection['socket']) => {
    const query = new URL(request.url ?? '/', 'ws://localhost').searchParams;
    const connection = openConnection(socket, {
      heartbeatMs: options.heartbeatMs,
      onIdentify: sessions.identify,
      onResume: sessions.resume,
      onClose: sessions.closed,
    });
    sessions.opened(connection);
    connection.setAcknowledging(acknowledging);
    if ((query.get('v') ?? VERSION) !== VERSION) socket.close(4012, 'Invalid API version.');
    else if ((query.get('encoding') ?? 'json') !== 'json') socket.close(4002, 'Only JSON is spoken here.');
  };
  const each = (act: (connection: Connection) => void) => {
    for (const connection of sessions.connections()) act(connection);
  };

  return {
    starts,
    upgrade: (request, socket, head) =>
      server.handleUpgrade(request, socket, head, (accepted) => accept(request, accepted)),
    connections: () => sessions.connections().length,
    close: (code, reason) => each(({ socket }) => socket.close(code, reason)),
    reconnect: () => each(({ send }) => send({ op: 7, d: null })),
    invalidate({ resumable }) {
      if (!resumable) sessions.forgetAll();
      each(({ send }) => send({ op: 9, d: resumable }));
    },
    terminate: () => each(({ socket }) => socket.terminate()),
    setAcknowledging(value) {
      acknowledging = value;
      each((connection) => connection.setAcknowledging(value));
    },
    setRemainingStarts: (remaining) => starts.setRemaining(remaining),
    stop() {
      sessions.stop();
      each(({ socket }) => socket.terminate());
      server.close();
    },
  };
}
