import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Paperboy, startPaperboy } from '../../../src/app.ts';
import { type Clock, createClock } from '../../../src/clock.ts';
import { readConfig } from '../../../src/config.ts';
import { removePlace } from '../../../src/postgres/cluster.ts';
import { createMemoryLog } from '../log.ts';
import { type OpenDrawer, openDrawer } from '../page/drawer.ts';
import { startClosedSource } from './closed-source.ts';

/** What `npm start` without a token runs, in this process: a world of its own, a first digest in *papers*. */
export interface TestTrial extends AsyncDisposable {
  readonly paperboy: Paperboy;
  /** Of the page. */
  readonly url: string;
  readonly clock: Clock;
  readonly drawer: OpenDrawer;
  readonly logLines: readonly string[];
  /** What a person sees of a channel; the admin of *papers* if neither is named. */
  view(wanted?: { readonly as?: string; readonly channel?: string }): Promise<PageOf>;
  /** Uses `/subscribe` as the admin in *papers*, and saves the draft. */
  subscribe(options: Readonly<Record<string, string | number>>): Promise<void>;
  /** Uses `/discuss` as the admin in *papers*. */
  discuss(paper: string): Promise<void>;
}

export interface PageOf {
  readonly as: string;
  readonly notice?: string;
  readonly open: { readonly id: string; readonly name: string };
  readonly servers: readonly { readonly channels: readonly { readonly id: string; readonly name: string }[] }[];
  readonly messages: readonly unknown[];
}

export interface TestTrialOptions {
  /** What the clock shows when the machine starts; what the sandbox keeps comes on top. A clock may stand still. */
  readonly at: string | Clock;
  /** Where the world is kept. Without it, in a folder that goes with the trial. */
  readonly folder?: string;
  /** Without it, an embedded server of its own in the folder, which takes seconds. */
  readonly connectionString?: string;
  /** Without a source among them: sample papers. */
  readonly settings?: Readonly<Record<string, string>>;
}

export async function startTestTrial(options: TestTrialOptions): Promise<TestTrial> {
  await using stack = new AsyncDisposableStack();
  const { at, connectionString, settings = {} } = options;
  const clock = typeof at === 'string' ? createClock({ startAt: new Date(at) }) : at;
  const memory = createMemoryLog();
  const folder = options.folder ?? (await makeFolder(stack));
  const source = stack.use(await startClosedSource());
  // The first subscription takes the machine's time zone.
  process.env.TZ = 'UTC';
  const config = readConfig({
    DATA_DIR: folder,
    HUGGINGFACE_URL: source.url,
    ARXIV_URL: source.url,
    HTTP_PORT: '0',
    SANDBOX_PORT: '0',
    // Ticks come from the clock's moves; the hour's first minute hardly ever falls into a test.
    DIGEST_CRON: '0 0 1 1 *',
    INGEST_CRON: '0 0 1 1 *',
    ...settings,
  });
  const paperboy = stack.use(
    await startPaperboy(
      // Settings that name a database and no token are refused: nobody tries the sandbox on a real one.
      { ...config, ...(connectionString !== undefined && { DATABASE_URL: connectionString }) },
      {
        clock,
        log: memory.log,
        signal: new AbortController().signal,
        onFatal(error) {
          throw error;
        },
      },
    ),
  );
  const { pageUrl } = paperboy;
  if (pageUrl === undefined) throw new Error('there is no page');
  const running = stack.move();
  return {
    paperboy,
    url: pageUrl,
    clock,
    drawer: openDrawer(pageUrl),
    logLines: memory.lines,
    ...personOf(pageUrl),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

async function makeFolder(stack: AsyncDisposableStack): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'paperboy-trial-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  stack.defer(() => removePlace(join(folder, 'postgres')));
  // For root: the database's own account has to pass through.
  await chmod(folder, 0o711);
  return folder;
}

/** What a person sees and types, as the page asks for it. */
function personOf(url: string): Pick<TestTrial, 'view' | 'subscribe' | 'discuss'> {
  const view: TestTrial['view'] = async (wanted = {}) =>
    (await (await fetch(new URL(`/page/view?${new URLSearchParams(wanted)}`, url))).json()) as PageOf;
  const act = async (action: object): Promise<unknown> => {
    const response = await fetch(new URL('/page/do', url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(action),
    });
    if (!response.ok) throw new Error(await response.text());
    return (await response.json()).messageId;
  };
  return {
    view,
    async discuss(paper) {
      const { as, open } = await view();
      await act({ action: 'invoke', as, channelId: open.id, command: 'discuss', options: { paper } });
    },
    async subscribe(options) {
      const { as, open } = await view();
      const messageId = await act({ action: 'invoke', as, channelId: open.id, command: 'subscribe', options });
      const [save] =
        JSON.stringify((await view()).messages)
          .match(/v1\|subscribe\|save\|[0-9a-f-]+/g)
          ?.slice(-1) ?? [];
      await act({ action: 'press', as, messageId, customId: save });
    },
  };
}
