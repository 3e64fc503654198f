import { type Paperboy, startPaperboy } from '../../src/app.ts';
import { type Clock, createClock } from '../../src/clock.ts';
import { readConfig } from '../../src/config.ts';
import { type OpenDrawer, openDrawer } from './drawer.ts';
import { createMemoryLog } from './log.ts';

/** The whole bot as `npm start` without a token runs it, but for its database, in this process. */
export interface TrialBot extends AsyncDisposable {
  readonly paperboy: Paperboy;
  readonly clock: Clock;
  readonly drawer: OpenDrawer;
  readonly logLines: readonly string[];
  /** What a person sees of a channel; the admin of *papers* if neither is named. */
  view(wanted?: { readonly as?: string; readonly channel?: string }): Promise<PageOf>;
  /** Types a command as the admin in *papers*. */
  invoke(command: string, options?: Readonly<Record<string, string | number>>): Promise<void>;
}

export interface PageOf {
  readonly as: string;
  readonly notice?: string;
  readonly open: { readonly id: string; readonly name: string };
  readonly servers: readonly { readonly channels: readonly { readonly id: string; readonly name: string }[] }[];
  readonly messages: readonly unknown[];
}

export interface TrialBotOptions {
  /** What the clock shows when the machine starts; what the sandbox keeps comes on top. */
  readonly at: string;
  /** Where the world is kept. */
  readonly folder: string;
  readonly connectionString: string;
  readonly settings: Readonly<Record<string, string>>;
}

export async function startTrialBot({ at, folder, connectionString, settings }: TrialBotOptions): Promise<TrialBot> {
  const clock = createClock({ startAt: new Date(at) });
  const memory = createMemoryLog();
  const config = readConfig({
    DATA_DIR: folder,
    HTTP_PORT: '0',
    SANDBOX_PORT: '0',
    DIGEST_CRON: '0 0 1 1 *',
    INGEST_CRON: '0 0 1 1 *',
    ...settings,
  });
  const paperboy = await startPaperboy(
    // Settings that name a database and no token are refused: nobody tries the sandbox on a real one.
    { ...config, DATABASE_URL: connectionString },
    {
      clock,
      log: memory.log,
      signal: new AbortController().signal,
      onFatal(error) {
        throw error;
      },
    },
  );
  const url = paperboy.pageUrl ?? '';
  const view: TrialBot['view'] = async (wanted = {}) =>
    (await (await fetch(new URL(`/page/view?${new URLSearchParams(wanted)}`, url))).json()) as PageOf;
  return {
    paperboy,
    clock,
    drawer: openDrawer(url),
    logLines: memory.lines,
    view,
    async invoke(command, options = {}) {
      const { as, open } = await view();
      const response = await fetch(new URL('/page/do', url), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ action: 'invoke', as, channelId: open.id, command, options }),
      });
      if (!response.ok) throw new Error(await response.text());
    },
    [Symbol.asyncDispose]: () => paperboy[Symbol.asyncDispose](),
  };
}
