import { type Paperboy, startPaperboy } from '../../../src/app.ts';
import { type Clock, createClock } from '../../../src/clock.ts';
import { type Config, readConfig } from '../../../src/config.ts';
import type { FatalError } from '../../../src/domain/errors.ts';
import type { CountedPaper } from '../../../src/domain/paper.ts';
import type { SandboxOptions } from '../../../src/sandbox/sandbox.ts';
import { createTestDatabase, type TestDatabase } from '../database/database.ts';
import { startTestSandbox, type TestSandbox } from '../discord/sandbox.ts';
import { createMemoryLog } from '../log.ts';
import { holdList } from '../papers/lists.ts';
import { startClosedSource } from './closed-source.ts';
import { settingsOf } from './settings.ts';

/** The whole bot on a database, a Discord and a clock of its own. */
export interface TestBot extends AsyncDisposable {
  readonly sandbox: TestSandbox;
  readonly database: TestDatabase;
  readonly clock: Clock;
  readonly paperboy: Paperboy;
  readonly config: Config;
  readonly logLines: readonly string[];
  readonly fatal: readonly FatalError[];
  /** Moves the clock to an instant, and waits until nothing that is due is left. */
  moveTo(at: string): Promise<void>;
}

export interface TestBotOptions {
  /** What the clock shows when it starts. */
  readonly at: string;
  readonly settings?: Readonly<Record<string, string>>;
  readonly sandbox?: Partial<SandboxOptions>;
  /** By day: the papers of lists that it holds once it has started. */
  readonly lists?: Readonly<Record<string, readonly CountedPaper[]>>;
}

export async function startTestBot({
  at,
  settings = {},
  sandbox: sandboxOptions = {},
  lists = {},
}: TestBotOptions): Promise<TestBot> {
  await using stack = new AsyncDisposableStack();
  const clock = createClock({ startAt: new Date(at) });
  const database = stack.use(await createTestDatabase());
  const sandbox = stack.use(await startTestSandbox({ now: clock.now, ...sandboxOptions }));
  const source = stack.use(await startClosedSource());
  const memory = createMemoryLog();
  const fatal: FatalError[] = [];
  const config = readConfig({
    ...settingsOf({ sandbox, database, source }),
    HTTP_PORT: '0',
    // Ticks come from the clock's moves; the hour's first minute hardly ever falls into a test.
    DIGEST_CRON: '0 0 1 1 *',
    INGEST_CRON: '0 0 1 1 *',
    ...settings,
  });
  const paperboy = stack.use(
    await startPaperboy(config, {
      clock,
      log: memory.log,
      signal: new AbortController().signal,
      onFatal: (error) => fatal.push(error),
    }),
  );
  for (const [listDay, papers] of Object.entries(lists)) await holdList(database.db, listDay, papers, clock.now());
  const running = stack.move();
  return {
    sandbox,
    database,
    clock,
    paperboy,
    config,
    logLines: memory.lines,
    fatal,
    async moveTo(instant) {
      clock.move(new Date(instant).getTime() - clock.now().getTime());
      await paperboy.settle();
    },
    async [Symbol.asyncDispose]() {
      await running.disposeAsync();
      sandbox.expectDescribed();
    },
  };
}
