import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

/** A real browser without a window. */
export interface TestBrowser extends AsyncDisposable {
  /** A window of its own, with no memory of others. In English, in UTC, and light unless told otherwise. */
  open(options?: BrowserContextOptions): Promise<Page>;
}

/** Page's widths: of a desk, and of a telephone. */
export const DESKTOP = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 844 };

/** Nothing leaves this machine; one name of elsewhere leads back to it. */
const HOSTS = 'MAP rebound.example 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost';
const PATIENCE_MS = 10_000;
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const PLACES = [
  '/snap/bin',
  '/Applications/Chromium.app/Contents/MacOS',
  '/Applications/Google Chrome.app/Contents/MacOS',
];
const MAC_NAMES = ['Chromium', 'Google Chrome'];

/**
 * Where Chromium or Chrome is: what `CHROMIUM` names, else the first on the path or where macOS and snap keep it.
 *
 * @throws if `CHROMIUM` names a file that cannot be run
 */
function findBrowser(): string | undefined {
  const { CHROMIUM: given, PATH: path = '' } = process.env;
  if (given) {
    if (!isProgram(given)) throw new Error(`CHROMIUM is ${given}, and no program is there`);
    return given;
  }
  const folders = [...path.split(delimiter).filter(Boolean), ...PLACES];
  return folders.flatMap((folder) => [...NAMES, ...MAC_NAMES].map((name) => join(folder, name))).find(isProgram);
}

/**
 * Whether there is a browser for tests. Says so if they have to be skipped for want of one.
 *
 * @throws instead, under continuous integration (`CI`): there nothing is skipped
 */
export function hasBrowser(): boolean {
  if (findBrowser() !== undefined) return true;
  const reason = 'no Chromium or Chrome found; install one, or name it in CHROMIUM';
  if (process.env.CI) throw new Error(reason);
  process.stdout.write(`skipped: ${reason}\n`);
  return false;
}

/** Starts the browser. @throws if there is none */
export async function startBrowser(): Promise<TestBrowser> {
  const executablePath = findBrowser();
  if (executablePath === undefined) throw new Error('no Chromium or Chrome found; install one, or name it in CHROMIUM');
  const browser: Browser = await chromium.launch({
    executablePath,
    // The second: else pixels of a picture depend on what was drawn before.
    args: [`--host-resolver-rules=${HOSTS}`, '--disable-partial-raster'],
    // Chromium refuses to sandbox itself as root.
    chromiumSandbox: process.getuid?.() !== 0,
  });
  return {
    async open(options) {
      const context = await browser.newContext({
        viewport: DESKTOP,
        locale: 'en-GB',
        timezoneId: 'UTC',
        colorScheme: 'light',
        ...options,
      });
      // Sooner than a test's own limit, so that what it waited for is named.
      context.setDefaultTimeout(PATIENCE_MS);
      return await context.newPage();
    },
    [Symbol.asyncDispose]: () => browser.close(),
  };
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
