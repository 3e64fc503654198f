import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { sharedPath } from '../shared.ts';

/** Recorded lists, served as Hugging Face would. */
export interface Replay extends AsyncDisposable {
  readonly url: string;
  /** Moves the day as of which it answers, or plans a fault (`500:3`), or ends one. */
  set(change: { today?: string; fault?: string | null }): Promise<void>;
}

export async function startReplay(today: string): Promise<Replay> {
  const args = [sharedPath('replay', 'papers.mjs'), '--port', '0', '--today', today];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(child.stdout, 'data');
  const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(String(line)) ?? [];
  if (url === undefined) throw new Error('the replay did not say where it listens');
  return {
    url,
    async set(change) {
      await fetch(`${url}/_replay`, { method: 'POST', body: JSON.stringify(change) });
    },
    async [Symbol.asyncDispose]() {
      child.kill();
      await once(child, 'exit');
    },
  };
}
