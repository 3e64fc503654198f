import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { removePlace } from '../../src/postgres/cluster.ts';
import { ensureDatabase, startEmbeddedPostgres, toBufferMegabytes } from '../../src/postgres/embedded.ts';
import { silentLog } from '../support/log.ts';

let folder: string;
let dataDir: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paperboy-embedded-'));
  await chmod(folder, 0o711);
  dataDir = join(folder, 'postgres');
});
afterEach(async () => {
  await removePlace(dataDir);
  await rm(folder, { recursive: true, force: true });
});

const start = () => startEmbeddedPostgres({ dataDir, log: silentLog });

describe('startEmbeddedPostgres', () => {
  it('keeps its data over a stop and a start', async () => {
    const first = await start();
    await query(first.connectionString, 'create table kept (value text); insert into kept values ($$yes$$)');
    await first.stop();
    await expect(query(first.connectionString, 'select 1')).rejects.toThrow();

    await using second = await start();
    expect(second.adopted).toBe(false);
    expect(await query(second.connectionString, 'select value from kept')).toEqual([{ value: 'yes' }]);
  });

  it('adopts the server of a process that was killed', async () => {
    const child = startInChild(dataDir);
    const url = await readyUrl(child);
    await query(url, 'create table kept ()');
    child.kill('SIGKILL');
    await once(child, 'exit');

    await using adopted = await start();
    expect(adopted.adopted).toBe(true);
    expect(adopted.connectionString).toBe(url);
    await query(adopted.connectionString, 'select * from kept');
  });

  it('recovers from a killed server', async () => {
    const first = await start();
    await query(first.connectionString, 'create table kept ()');
    const [pid] = (await readFile(join(dataDir, 'cluster', 'postmaster.pid'), 'utf8')).split('\n');
    process.kill(Number(pid), 'SIGKILL');

    await using second = await start();
    await query(second.connectionString, 'select * from kept');
  });

  it('makes one server for processes that start together, and stops it with the last', async () => {
    const servers = await Promise.all([start(), start(), start()]);
    expect(new Set(servers.map((server) => server.connectionString)).size).toBe(1);
    const user = new pg.Client({ connectionString: servers[0].connectionString });
    await user.connect();
    await servers[1].stop();
    await user.query('select 1');
    await user.end();
    await servers[2].stop();
    await expect(query(servers[0].connectionString, 'select 1')).rejects.toThrow();
  });

  it('keeps the password to itself', async () => {
    await using server = await start();
    const wrong = new URL(server.connectionString);
    wrong.password = 'guess';
    const error = await query(wrong.href, 'select 1').catch((caught) => caught);
    expect(error.code).toBe('28P01');
    const { mode } = await stat(join(dataDir, 'cluster', 'paperboy.password'));
    expect(mode & 0o077).toBe(0);
    expect(server.connectionString).toContain('127.0.0.1');
  });

  it('refuses a database of another major version, and says where it is', async () => {
    await (await start()).stop();
    await writeFile(join(dataDir, 'cluster', 'PG_VERSION'), '14\n');
    await expect(start()).rejects.toThrow(`The database in ${dataDir} was made by PostgreSQL 14`);
  });

  it.runIf(process.getuid?.() === 0)('works under a folder that only root may enter', async () => {
    await chmod(folder, 0o700);
    const server = await start();
    await query(server.connectionString, 'create table kept ()');
    await server.stop();
    await using again = await start();
    await query(again.connectionString, 'select * from kept');
  });
});

describe('the pages that an embedded server keeps at hand', () => {
  it.each([
    ['a small container', 256, 64],
    ['a small machine', 4_096, 256],
    ['a large machine', 262_144, 1_024],
  ])('are a share of the memory of %s', (_, memoryMegabytes, expected) => {
    expect(toBufferMegabytes(memoryMegabytes * 1_048_576)).toBe(expected);
  });
});

describe('ensureDatabase', () => {
  it('makes a database once, whoever asks', async () => {
    await using server = await start();
    const urls = await Promise.all([1, 2, 3].map(() => ensureDatabase(server.connectionString, 'paperboy')));
    expect(new Set(urls).size).toBe(1);
    await query(urls[0] ?? '', 'create table mine ()');
  });
});

async function query(connectionString: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

function startInChild(dir: string): ChildProcess {
  const program = `
    import { startEmbeddedPostgres } from './src/postgres/embedded.ts';
    const quiet = () => undefined;
    const server = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dir)}, log: { debug: quiet, info: quiet, warn: quiet, error: quiet } });
    process.stdout.write(server.connectionString + '\\n');
    setInterval(quiet, 1000);`;
  return spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
}

async function readyUrl(child: ChildProcess): Promise<string> {
  const [chunk] = await once(child.stdout ?? child, 'data');
  return String(chunk).trim();
}
