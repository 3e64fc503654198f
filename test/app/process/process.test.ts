import { chmod, mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { removePlace } from '../../../src/postgres/cluster.ts';
import { startEmbeddedPostgres } from '../../../src/postgres/embedded.ts';
import { type ChildBot, startChildBot } from '../../support/bot/child.ts';
import { startClosedSource } from '../../support/bot/closed-source.ts';
import { settingsOf } from '../../support/bot/settings.ts';
import { createTestDatabase } from '../../support/database/database.ts';
import { startTestSandbox } from '../../support/discord/sandbox.ts';
import { silentLog } from '../../support/log.ts';

let folder: string;
let source: Awaited<ReturnType<typeof startClosedSource>>;
beforeEach(async () => {
  source = await startClosedSource();
  folder = await mkdtemp(join(tmpdir(), 'paperboy-process-'));
  await chmod(folder, 0o711);
});
afterEach(async () => {
  await source[Symbol.asyncDispose]();
  const place = join(folder, 'postgres');
  // A bot that was killed leaves its server running: it is adopted once more, and stopped.
  await (await startEmbeddedPostgres({ dataDir: place, log: silentLog })).stop();
  await removePlace(place);
  await rm(folder, { recursive: true, force: true });
}, 60_000);

/** A first visit without a token and without the internet. */
const startTrial = () => startChildBot({ DATA_DIR: folder, HUGGINGFACE_URL: source.url, ARXIV_URL: source.url });
const READY = /Paperboy is ready: open (http:\S+)/;

describe('npm start without a token', () => {
  it('shows a digest of sample papers, and the same world again after a stop and after a kill', {
    timeout: 90_000,
  }, async () => {
    {
      await using bot = startTrial();
      const page = await readPage(await bot.waitFor(READY));
      expect(page.notice).toContain('sample papers');
      expect(page.text).toContain('Papers of');
      bot.process.kill('SIGTERM');
      expect(await bot.ended).toBe(0);
    }
    {
      await using bot = startTrial();
      const page = await readPage(await bot.waitFor(READY));
      expect(page.text.match(/Papers of/g)).toHaveLength(1);
      expect(await page.trending()).toContain('Trending papers');
      bot.process.kill('SIGKILL');
      await bot.ended;
    }
    await using bot = startTrial();
    const page = await readPage(await bot.waitFor(READY));
    expect(page.text.match(/Papers of/g)).toHaveLength(1);
    expect(await page.trending()).toContain('Trending papers');
  });

  it('says which port is taken, and what to do', { timeout: 60_000 }, async () => {
    const server = createServer();
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as AddressInfo;
    await using bot = startChildBot({
      DATA_DIR: folder,
      HUGGINGFACE_URL: source.url,
      ARXIV_URL: source.url,
      SANDBOX_PORT: String(port),
    });
    expect(await bot.ended).toBe(1);
    expect(bot.output()).toContain(`SANDBOX_PORT ${port} cannot be opened. Another Paperboy may be running`);
    server.close();
  });
});

describe('the process', () => {
  it('names every wrong setting and no value, and ends with 1', async () => {
    await using bot = startChildBot({ SEND_RATE: 'secret-a', LOG_LEVEL: 'secret-b', DISCORD_API_URL: 'secret-c' });
    expect(await bot.ended).toBe(1);
    for (const key of ['SEND_RATE', 'LOG_LEVEL', 'DISCORD_API_URL']) expect(bot.output()).toContain(key);
    expect(bot.output()).not.toContain('secret');
  });

  it.each([
    ['that is refused', 4004, 'Reset the token'],
    ['whose intents are refused', 4014, 'needs no privileged intent'],
  ])('ends with 1, the reason and the remedy, on a session %s while it runs', async (_, code, remedy) => {
    await using setting = await connect();
    const { bot, sandbox } = setting;
    await bot.waitFor(/"message":"started"/);
    sandbox.gateway.close(code);
    expect(await bot.ended).toBe(1);
    expect(bot.output()).toContain(remedy);
  });

  it('ends with 1 if the token is refused at the start', async () => {
    await using setting = await connect({ DISCORD_TOKEN: 'sandbox-wrong' });
    expect(await setting.bot.ended).toBe(1);
    expect(setting.bot.output()).toContain('Discord does not accept the token (4004). Reset the token');
  });

  it('stops within ten seconds of SIGTERM, with 0', async () => {
    await using setting = await connect();
    await setting.bot.waitFor(/"message":"started"/);
    const startedAt = performance.now();
    setting.bot.process.kill('SIGTERM');
    expect(await setting.bot.ended).toBe(0);
    expect(performance.now() - startedAt).toBeLessThan(10_000);
    expect(setting.bot.output()).toContain('"message":"stopping"');
  });

  it('ends at once on a second signal, with 1, whatever it waits for', async () => {
    await using setting = await connect();
    const { bot, sandbox } = setting;
    const { grace, general } = sandbox.world.first;
    await bot.waitFor(/"message":"started"/);
    const answering = '/interactions/{interaction_id}/{interaction_token}/callback';
    const fault = sandbox.faults.inject({ kind: 'hang', when: 'before', path: answering, times: 100 });
    const asked = sandbox.people.invoke(grace, { channelId: general, command: 'help' });
    await expect.poll(() => fault.hits, { timeout: 20_000 }).toBeGreaterThan(0);
    bot.process.kill('SIGTERM');
    await bot.waitFor(/"message":"stopping"/);
    bot.process.kill('SIGINT');
    expect(await bot.ended).toBe(1);
    expect(bot.output()).not.toContain('stop took too long');
    expect((await asked).kind).toBe('none');
  });
});

async function connect(settings: Readonly<Record<string, string>> = {}) {
  const stack = new AsyncDisposableStack();
  const database = stack.use(await createTestDatabase());
  const sandbox = stack.use(await startTestSandbox({ now: () => new Date() }));
  const bot: ChildBot = stack.use(
    startChildBot({
      ...settingsOf({ sandbox, database, source }),
      ...settings,
    }),
  );
  return { bot, sandbox, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

/** The page of a running bot, as its admin sees the channel *papers*. */
async function readPage(ready: string) {
  const url = READY.exec(ready)?.[1] ?? '';
  const read = async () => await (await fetch(new URL('/page/view', url))).json();
  const view = await read();
  return {
    notice: String(view.notice),
    text: JSON.stringify(view.messages),
    /** Types the command, and reads what came. */
    async trending(): Promise<string> {
      const answer = await fetch(new URL('/page/do', url), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ as: view.as, action: 'invoke', channelId: view.open.id, command: 'trending' }),
      });
      expect(await answer.json()).toMatchObject({ kind: 'message' });
      return JSON.stringify((await read()).messages.at(-1));
    },
  };
}
