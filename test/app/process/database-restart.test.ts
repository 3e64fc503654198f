import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { removePlace } from '../../../src/postgres/cluster.ts';
import { ensureDatabase, startEmbeddedPostgres } from '../../../src/postgres/embedded.ts';
import { startTestBot } from '../../support/bot/bot.ts';
import { startTcpProxy } from '../../support/database/tcp-proxy.ts';
import { wordsOf } from '../../support/discord/replies.ts';
import { silentLog } from '../../support/log.ts';

it('the bot recovers when its database is restarted under it', { timeout: 60_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'paperboy-restart-'));
  await chmod(folder, 0o711);
  const dataDir = join(folder, 'postgres');
  const start = () => startEmbeddedPostgres({ dataDir, log: silentLog, unsafe: true });
  await using stack = new AsyncDisposableStack();
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  stack.defer(() => removePlace(dataDir));
  const server = await start();
  const url = new URL(await ensureDatabase(server.connectionString, 'paperboy'));
  const proxy = stack.use(await startTcpProxy(Number(url.port)));
  url.port = String(proxy.port);

  await using bot = await startTestBot({ at: '2026-03-11T08:30:00Z', settings: { DATABASE_URL: url.href } });
  const { people, world } = bot.sandbox;
  const ask = () => people.invoke(world.first.grace, { channelId: world.first.general, command: 'trending' });
  const ready = async () => (await fetch(`http://127.0.0.1:${bot.paperboy.healthPort}/readyz`)).status;
  expect(wordsOf(await ask())).toContain('Trending papers');
  expect(await ready()).toBe(200);

  const [pid] = (await readFile(join(dataDir, 'cluster', 'postmaster.pid'), 'utf8')).split('\n');
  process.kill(Number(pid), 'SIGKILL');
  // Its children outlive it for a moment.
  await expect.poll(ready, { timeout: 15_000 }).toBe(503);
  expect(wordsOf(await ask())).toContain('Something went wrong on our side');
  await bot.paperboy.settle();

  const restarted = stack.use(await start());
  proxy.target = Number(new URL(restarted.connectionString).port);
  // A connection to the server that was killed may be met once more, and is given up by that.
  await expect.poll(async () => wordsOf(await ask()), { timeout: 15_000 }).toContain('Trending papers');
  expect(await ready()).toBe(200);
  expect(bot.fatal).toEqual([]);
});
