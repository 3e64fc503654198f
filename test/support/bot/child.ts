import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** The bot as a process of its own, as `npm start` runs it. */
export interface ChildBot extends AsyncDisposable {
  readonly process: ChildProcess;
  /** Everything that it has written so far. */
  output(): string;
  /** Waits until it has written something that matches. @throws with all of its output if it ends before, or takes too long */
  waitFor(pattern: RegExp): Promise<string>;
  /** Its exit code, once it has ended. */
  readonly ended: Promise<number | null>;
}

const PATIENCE_MS = 60_000;

/** @param settings the whole environment that it sees, besides the path */
export function startChildBot(settings: Readonly<Record<string, string>>): ChildBot {
  return startChild(['--import', './src/require-node.mjs', 'src/main.ts'], {
    HTTP_PORT: '0',
    SANDBOX_PORT: '0',
    ...settings,
  });
}

/** @param args of Node. @param settings the whole environment that it sees, besides the path */
export function startChild(args: readonly string[], settings: Readonly<Record<string, string>>): ChildBot {
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env.PATH, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const heard = new EventTarget();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += String(chunk);
      heard.dispatchEvent(new Event('output'));
    });
  }
  const ended = once(child, 'exit').then(([code]) => {
    heard.dispatchEvent(new Event('output'));
    return code as number | null;
  });
  return {
    process: child,
    output: () => output,
    ended,
    async waitFor(pattern) {
      const limit = AbortSignal.timeout(PATIENCE_MS);
      for (;;) {
        const found = pattern.exec(output);
        if (found !== null) return found[0];
        if (child.exitCode !== null || limit.aborted) throw new Error(`it never said ${pattern}:\n${output}`);
        await Promise.race([
          new Promise((resolve) => heard.addEventListener('output', resolve, { once: true })),
          new Promise((resolve) => limit.addEventListener('abort', resolve, { once: true })),
        ]);
      }
    },
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
      await ended;
    },
  };
}
