import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPaperboy } from '../../src/app.ts';
import type { Clock } from '../../src/clock.ts';
import { readConfig } from '../../src/config.ts';
import { removePlace } from '../../src/postgres/cluster.ts';
import { startClosedSource } from './closed-source.ts';
import { silentLog } from './log.ts';

/** What `npm start` without a token runs, here: sample papers, a world of its own, a first digest in *papers*. */
export interface TestTrial extends AsyncDisposable {
  readonly url: string;
  /** Waits until nothing that is due is left. */
  settle(): Promise<void>;
}

/** Starts it without the internet. Its hours are those of UTC. */
export async function startTestTrial(clock: Clock): Promise<TestTrial> {
  await using stack = new AsyncDisposableStack();
  const dataDir = await mkdtemp(join(tmpdir(), 'paperboy-trial-'));
  stack.defer(() => rm(dataDir, { recursive: true, force: true }));
  stack.defer(() => removePlace(join(dataDir, 'postgres')));
  // For root: the database's own account has to pass through.
  await chmod(dataDir, 0o711);
  const source = stack.use(await startClosedSource());
  // The first subscription takes the machine's time zone.
  process.env.TZ = 'UTC';
  const paperboy = stack.use(
    await startPaperboy(
      readConfig({ DATA_DIR: dataDir, HUGGINGFACE_URL: source.url, HTTP_PORT: '0', SANDBOX_PORT: '0' }),
      {
        clock,
        log: silentLog,
        signal: new AbortController().signal,
        onFatal: (error) => {
          throw error;
        },
      },
    ),
  );
  if (paperboy.pageUrl === undefined) throw new Error('there is no page');
  const running = stack.move();
  return {
    url: paperboy.pageUrl,
    settle: () => paperboy.settle(),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
