import { type ChildProcess, spawn } from 'node:child_process';
import { open, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { FatalError } from '../domain/errors.ts';
import type { Log } from '../log.ts';
import { prepareBinaries } from './binaries.ts';
import { DATABASE_USER, prepareCluster, preparePlace, readPassword } from './cluster.ts';
import { findServerUser, type ServerUser } from './server-user.ts';

const START_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 5_000;
const LOOK_EVERY_MS = 25;
/** One part in so many of the memory is for the store's pages. */
const SHARE_OF_MEMORY = 16;

/** A PostgreSQL server of our own, on loopback. */
export interface EmbeddedPostgres extends AsyncDisposable {
  /** Of the database `postgres`, with the password: never to be logged. */
  readonly connectionString: string;
  /** Whether it was running already, started by another process or by one that died. */
  readonly adopted: boolean;
  /** Stops the server, unless another process still uses it. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** Where everything of it lives; made absolute. */
  readonly dataDir: string;
  readonly log: Log;
  /** For tests only: faster, and a crash of the machine loses data. */
  readonly unsafe?: boolean;
}

/**
 * Starts PostgreSQL, or adopts the server that runs on this folder already.
 *
 * Any number of processes may do this at once: PostgreSQL itself lets one server into a folder, and whoever finds one
 * there connects to it. After a `kill -9` of ours the server goes on, and the next start adopts it; after one of the
 * server's it recovers by itself. As PID 1 of a container run under `--init`: somebody must reap the server of a
 * process that died.
 *
 * @throws FatalError if it cannot be started, with the end of its log
 */
export async function startEmbeddedPostgres({
  dataDir,
  log,
  unsafe = false,
}: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const user = await findServerUser();
  const place = await preparePlace(resolve(dataDir), user);
  const binaries = await prepareBinaries(user, join(place, 'binaries'));
  const cluster = await prepareCluster(place, { binaries, user, unsafe });
  const server = await findOrStart({ cluster, binaries, user, unsafe, logFile: join(place, 'server.log') });
  log.info('embedded postgres runs', {
    port: server.port,
    pid: server.pid,
    outcome: server.adopted ? 'adopted' : 'started',
  });
  const stop = () => stopUnlessUsed(server, cluster, log);
  return {
    connectionString: server.connectionString,
    adopted: server.adopted,
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

/**
 * Stops the server that a process which died left running on a folder, if there is one. Idempotent.
 *
 * @returns false if somebody uses it: then it goes on
 */
export async function stopLeftoverPostgres({ dataDir, log }: { dataDir: string; log: Log }): Promise<boolean> {
  const cluster = join(resolve(dataDir), 'cluster');
  const running = await readPidFile(cluster);
  if (running === undefined) return true;
  const connectionString = connectionTo(running.port, await readPassword(cluster));
  await stopUnlessUsed({ ...running, connectionString, adopted: true }, cluster, log);
  return !(await answers(connectionString));
}

/**
 * The server that runs on a folder, whoever has started it; starts none.
 *
 * @returns its connection string, with the password: never to be logged; undefined if none answers
 */
export async function findEmbeddedPostgres({ dataDir }: { dataDir: string }): Promise<string | undefined> {
  const cluster = join(resolve(dataDir), 'cluster');
  const running = await readPidFile(cluster);
  if (running === undefined) return undefined;
  const connectionString = connectionTo(running.port, await readPassword(cluster));
  return (await answers(connectionString)) ? connectionString : undefined;
}

/** Makes a database in a server unless it is there. @returns its connection string */
export async function ensureDatabase(connectionString: string, name: string): Promise<string> {
  await withClient(connectionString, async (client) => {
    const found = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (found.rowCount !== 0) return;
    await client.query(`create database ${pg.escapeIdentifier(name)}`).catch((error) => {
      // Another process made it meanwhile: duplicate_database, or the unique index behind it.
      if (error.code !== '42P04' && error.code !== '23505') throw error;
    });
  });
  const url = new URL(connectionString);
  url.pathname = `/${name}`;
  return url.href;
}

interface Server {
  readonly pid: number;
  readonly port: number;
  readonly connectionString: string;
  readonly adopted: boolean;
}

interface StartOptions {
  readonly cluster: string;
  readonly binaries: string;
  readonly user: ServerUser | undefined;
  readonly unsafe: boolean;
  readonly logFile: string;
}

async function findOrStart(options: StartOptions): Promise<Server> {
  const password = await readPassword(options.cluster);
  const giveUpAt = performance.now() + START_WITHIN_MS;
  let child: ChildProcess | undefined;
  while (performance.now() < giveUpAt) {
    const running = await readPidFile(options.cluster);
    const connectionString = running && connectionTo(running.port, password);
    if (running !== undefined && connectionString !== undefined && (await answers(connectionString))) {
      return { ...running, connectionString, adopted: running.pid !== child?.pid };
    }
    // A server that was refused the folder, or lost its port to somebody, has ended: look again, then try again.
    const alive = running !== undefined && isAlive(running.pid);
    if (!alive && (child === undefined || child.exitCode !== null)) {
      if (child !== undefined) await sleep(LOOK_EVERY_MS * 10);
      child = await spawnServer(options);
    }
    await sleep(LOOK_EVERY_MS);
  }
  const tail = (await readFile(options.logFile, 'utf8')).split('\n').slice(-6).join('\n');
  throw new FatalError(
    `The embedded PostgreSQL did not start within a minute. The end of its log:\n${tail}`,
    `See ${options.logFile}.`,
  );
}

async function spawnServer({ cluster, binaries, user, unsafe, logFile }: StartOptions): Promise<ChildProcess> {
  // A container may have less than its machine; where nothing is set, this says 0 or more than there is.
  const memory = Math.min(process.constrainedMemory() || totalmem(), totalmem());
  const settings = {
    port: await findFreePort(),
    listen_addresses: '127.0.0.1',
    // No socket: its path would have to be short, and reachable for us and for the server's account.
    unix_socket_directories: '',
    max_connections: 60,
    shared_buffers: `${toBufferMegabytes(memory)}MB`,
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(unsafe && { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const logged = await open(logFile, 'a', 0o600);
  try {
    // In a process group of its own: Ctrl-C in a terminal is for us, and we stop the server when we are done with it.
    const child = spawn(join(binaries, 'bin', 'postgres'), ['-D', cluster, ...args], {
      ...user,
      cwd: cluster,
      env: {},
      detached: true,
      stdio: ['ignore', logged.fd, logged.fd],
    });
    child.on('error', () => undefined);
    child.unref();
    return child;
  } finally {
    await logged.close();
  }
}

/**
 * How much of the store PostgreSQL keeps at hand. It takes memory only as the store grows into it: a small one leaves it
 * unused, and a search among a million papers would read most of its pages from files without it.
 *
 * @param bytes of memory that there are
 */
export function toBufferMegabytes(bytes: number): number {
  return Math.round(Math.min(1_024, Math.max(64, bytes / SHARE_OF_MEMORY / 1_048_576)));
}

async function stopUnlessUsed(server: Server, cluster: string, log: Log): Promise<void> {
  const running = await readPidFile(cluster);
  if (running?.pid !== server.pid || !(await answers(server.connectionString))) return;
  if (await isUsedByOthers(server.connectionString)) {
    log.info('embedded postgres left running for another process', { pid: server.pid });
    return;
  }
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    process.kill(server.pid, signal);
    const giveUpAt = performance.now() + STOP_WITHIN_MS;
    // The file and not the process: a process that nobody reaps looks alive for ever.
    while (performance.now() < giveUpAt) {
      if ((await readPidFile(cluster)) === undefined) return;
      await sleep(LOOK_EVERY_MS);
    }
  }
}

async function isUsedByOthers(connectionString: string): Promise<boolean> {
  return await withClient(connectionString, async (client) => {
    const { rows } = await client.query<{ others: boolean }>(
      `select count(*) > 0 as others from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`,
    );
    return rows[0]?.others ?? false;
  });
}

/** The server that says it runs on this folder. @returns undefined if none does, or while it is still writing that */
async function readPidFile(cluster: string): Promise<{ readonly pid: number; readonly port: number } | undefined> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch((error) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  // pid, data directory, start time, port: src/include/utils/pidfile.h
  const [pid, , , port] = text.split('\n').map(Number);
  return pid !== undefined && pid > 0 && port !== undefined && port > 0 ? { pid, port } : undefined;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function connectionTo(port: number, password: string): string {
  return `postgres://${DATABASE_USER}:${password}@127.0.0.1:${port}/postgres`;
}

async function answers(connectionString: string): Promise<boolean> {
  return await withClient(connectionString, () => Promise.resolve(true)).catch(() => false);
}

async function withClient<T>(connectionString: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  if (address === null || typeof address === 'string') throw new Error('a TCP server without a port');
  return address.port;
}
