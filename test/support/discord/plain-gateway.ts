import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { Reply } from '../../../src/sandbox/people/reply.ts';
import type { TestSandbox } from './sandbox.ts';

export interface Payload {
  readonly op: number;
  readonly t?: string;
  readonly s?: number;
  readonly d: Data;
}

/** An event's data, as far as the tests look into it. */
export interface Data {
  readonly id: string;
  readonly token: string;
  readonly session_id: string;
  readonly [key: string]: unknown;
}

/** One connection to the gateway, spoken plainly. */
export interface PlainGateway extends AsyncDisposable {
  /** Everything that came, oldest first. */
  readonly received: readonly Payload[];
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
  readonly socket: WebSocket;
  send(payload: object | string): void;
  identify(more?: object): void;
  resume(session: { id: string; seq: number; token?: string }): void;
  /** Waits for the next payload that was not waited for yet and fits; those before it are passed over. */
  next(wanted: string | number): Promise<Payload>;
  /** Waits until everything that was sent before has come. @returns the names of all events */
  sync(): Promise<readonly string[]>;
  /** Waits for the interaction that a person's act opens. */
  asked(act: Promise<Reply>): Promise<Asked>;
}

export interface Asked {
  readonly id: string;
  readonly token: string;
  readonly event: Data;
  readonly reply: Promise<Reply>;
}

export const GUILDS = 1;
export const GUILD_MESSAGES = 512;
export const DIRECT_MESSAGES = 4_096;
const PATIENCE_MS = 3_000;

/** Connects; says nothing yet. */
export async function openGateway(
  sandbox: Pick<TestSandbox, 'apiUrl' | 'token'>,
  query = '?v=10&encoding=json',
): Promise<PlainGateway> {
  const socket = new WebSocket(`${sandbox.apiUrl.replace('http', 'ws').replace('/api', '/gateway')}${query}`);
  const received: Payload[] = [];
  const arrived = new Set<() => void>();
  let passed = 0;
  socket.on('message', (data) => {
    received.push(JSON.parse(String(data)));
    for (const wake of arrived) wake();
  });
  const closed = once(socket, 'close').then(([code, reason]) => ({ code: Number(code), reason: String(reason) }));
  await once(socket, 'open');

  async function next(wanted: string | number): Promise<Payload> {
    const until = performance.now() + PATIENCE_MS;
    for (;;) {
      const at = received.findIndex(({ op, t }, index) => index >= passed && (op === wanted || t === wanted));
      const found = received[at];
      if (found !== undefined) {
        passed = at + 1;
        return found;
      }
      if (performance.now() > until) throw new Error(`no ${wanted} came, but ${received.map(nameOf)}`);
      await new Promise<void>((wake) => {
        arrived.add(wake);
        setTimeout(wake, PATIENCE_MS).unref();
      });
    }
  }
  const send = (payload: object | string) =>
    socket.send(typeof payload === 'string' ? payload : JSON.stringify(payload));
  return {
    received,
    closed,
    socket,
    send,
    identify: (more) =>
      send({ op: 2, d: { token: sandbox.token, intents: GUILDS, properties: { os: 'test' }, ...more } }),
    resume: ({ id, seq, token = sandbox.token }) => send({ op: 6, d: { token, session_id: id, seq } }),
    next,
    async sync() {
      const before = received.filter(({ op }) => op === 11).length;
      send({ op: 1, d: null });
      while (received.filter(({ op }) => op === 11).length === before) await once(socket, 'message');
      return received.flatMap(({ t }) => t ?? []);
    },
    async asked(reply) {
      reply.catch(() => undefined);
      const { d } = await Promise.race([next('INTERACTION_CREATE'), refused(reply)]);
      return { id: d.id, token: d.token, event: d, reply };
    },
    async [Symbol.asyncDispose]() {
      socket.terminate();
      await closed;
    },
  };
}

/** Connects and identifies, and waits until it is told of everything. */
export async function enterGateway(
  sandbox: Pick<TestSandbox, 'apiUrl' | 'token'>,
  more: { readonly intents?: number; readonly shard?: readonly [number, number] } = {},
): Promise<PlainGateway & { readonly sessionId: string }> {
  const gateway = await openGateway(sandbox);
  gateway.identify(more);
  const { d } = await gateway.next('READY');
  await gateway.sync();
  return { ...gateway, sessionId: d.session_id };
}

function nameOf({ op, t }: Payload): string {
  return t ?? `op ${op}`;
}

/** Never comes but as the refusal of what a person did. */
async function refused(reply: Promise<Reply>): Promise<never> {
  await reply;
  return new Promise(() => undefined);
}
