import type { SandboxOptions } from '../../../src/sandbox/sandbox.ts';
import { startTestSandbox, type TestSandbox } from './sandbox.ts';

/** What came back over HTTP. */
export interface Answer {
  readonly status: number;
  /** Absent for 204. */
  readonly body: Body;
  readonly headers: Headers;
}

/** A JSON object, as far as the tests look into it. */
export interface Body {
  readonly id: string;
  readonly code: number;
  readonly message: string;
  readonly flags: number;
  readonly [key: string]: unknown;
}

export interface CallOptions {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface MovableClock {
  now(): Date;
  advance(ms: number): void;
}

/** A sandbox, and a bot that speaks plain HTTP to it. */
export interface PlainBot extends AsyncDisposable {
  readonly sandbox: TestSandbox;
  readonly clock: MovableClock;
  /** @param path without the version: `/users/@me` */
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
  /** Posts text, and throws if it is refused. @returns the message */
  post(channelId: string, content?: string): Promise<Body>;
  /** Posts `body`. @returns the status, and the code if it is refused */
  tryPost(channelId: string, body: object): Promise<readonly [status: number, code: number | undefined]>;
}

/** Until it is disposed; then every answer is held against Discord's description, unless `options.spoilt`. */
export async function startPlainBot(
  options: Partial<Omit<SandboxOptions, 'now'>> & { readonly spoilt?: boolean } = {},
): Promise<PlainBot> {
  const { spoilt = false, ...rest } = options;
  const clock = createMovableClock();
  const sandbox = await startTestSandbox({ now: clock.now, ...rest });
  const call = (method: string, path: string, wanted?: CallOptions) => callSandbox(sandbox, method, path, wanted);
  return {
    sandbox,
    clock,
    call,
    async post(channelId, content = 'hello') {
      const { status, body } = await call('POST', `/channels/${channelId}/messages`, { body: { content } });
      if (status !== 200) throw new Error(`posting was refused: ${status} ${body.code} ${body.message}`);
      return body;
    },
    async tryPost(channelId, body) {
      const answer = await call('POST', `/channels/${channelId}/messages`, { body });
      return codes(answer);
    },
    async [Symbol.asyncDispose]() {
      await sandbox[Symbol.asyncDispose]();
      if (!spoilt) sandbox.expectDescribedAnswers();
    },
  };
}

/** The status, and Discord's code if it is a refusal. */
export function codes({ status, body }: Answer): readonly [status: number, code: number | undefined] {
  return [status, status >= 400 ? body.code : undefined];
}

export const OK = [200, undefined] as const;

/** Headers of a bot that names itself and has the right token. */
export function botHeaders(sandbox: Pick<TestSandbox, 'token'>): Readonly<Record<string, string>> {
  return { 'user-agent': 'DiscordBot (test, 1)', authorization: `Bot ${sandbox.token}` };
}

function createMovableClock(start = '2026-03-10T12:00:00Z'): MovableClock {
  let at = Date.parse(start);
  return {
    now: () => new Date(at),
    advance(ms) {
      at += ms;
    },
  };
}

async function callSandbox(
  sandbox: TestSandbox,
  method: string,
  path: string,
  { body, headers }: CallOptions = {},
): Promise<Answer> {
  const response = await fetch(`${sandbox.apiUrl}/v10${path}`, {
    method,
    headers: {
      ...botHeaders(sandbox),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text), headers: response.headers };
}
