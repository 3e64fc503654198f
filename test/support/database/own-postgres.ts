import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { migrations } from '../../../migrations/index.ts';
import { removePlace } from '../../../src/postgres/cluster.ts';
import { ensureDatabase, startEmbeddedPostgres } from '../../../src/postgres/embedded.ts';
import { migrateToLatest } from '../../../src/postgres/migrate.ts';
import { openDatabase } from '../../../src/postgres/pool.ts';
import { silentLog } from '../log.ts';
import { startTcpProxy } from './tcp-proxy.ts';

/** A PostgreSQL server of a test's own: it may be cut off and restarted. */
export interface OwnPostgres extends AsyncDisposable {
  /** Makes a database with the newest schema. */
  createDatabase(name: string): Promise<DatabaseUrls>;
  /** Breaks every connection that goes by the proxy, and waits until whoever had one knows. */
  cut(): Promise<void>;
  /** Stops the server under everybody who is connected, and starts it again. */
  restart(): Promise<void>;
}

export interface DatabaseUrls {
  /** Until the first restart. */
  readonly direct: string;
  /** By way of a proxy: half as fast, and good for ever. */
  readonly proxied: string;
}

export async function startOwnPostgres(): Promise<OwnPostgres> {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'paperboy-matrix-'));
  // For root: the server's own account has to pass through.
  await chmod(folder, 0o711);
  const dataDir = join(folder, 'postgres');
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  stack.defer(() => removePlace(dataDir));
  const start = () => startEmbeddedPostgres({ dataDir, log: silentLog, unsafe: true });
  const { connectionString } = await start();
  stack.defer(() => stopServer(dataDir));
  await trustEverybody(dataDir);
  const proxy = stack.use(await startTcpProxy(Number(new URL(connectionString).port)));
  const running = stack.move();
  return {
    async createDatabase(name) {
      const direct = await ensureDatabase(connectionString, name);
      const { db, close } = openDatabase<object>(direct, { log: silentLog });
      await migrateToLatest(db, migrations, { log: silentLog });
      await close();
      const proxied = new URL(direct);
      proxied.port = String(proxy.port);
      return { direct, proxied: proxied.href };
    },
    async cut() {
      proxy.cut();
      await sleep(50);
    },
    async restart() {
      await stopServer(dataDir);
      proxy.target = Number(new URL((await start()).connectionString).port);
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

/** Ends the server in order, whoever is connected, and waits until it has ended. */
async function stopServer(dataDir: string): Promise<void> {
  const pid = await readPid(dataDir);
  if (pid === undefined) return;
  process.kill(pid, 'SIGINT');
  while ((await readPid(dataDir)) === pid) await sleep(10);
}

/** Checking a password takes longer than most of what is then asked, and the tests connect some thousand times. */
async function trustEverybody(dataDir: string): Promise<void> {
  await writeFile(join(dataDir, 'cluster', 'pg_hba.conf'), 'host all all 127.0.0.1/32 trust\n');
  process.kill(Number(await readPid(dataDir)), 'SIGHUP');
}

async function readPid(dataDir: string): Promise<number | undefined> {
  const text = await readFile(join(dataDir, 'cluster', 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number(text.split('\n')[0]);
  return pid > 0 ? pid : undefined;
}
