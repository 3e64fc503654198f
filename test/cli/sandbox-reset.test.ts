import { execFile } from 'node:child_process';
import { chmod, lstat, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { resetSandbox } from '../../src/cli/sandbox-reset.ts';
import { readConfig } from '../../src/config.ts';
import { FatalError } from '../../src/domain/errors.ts';
import { removePlace } from '../../src/postgres/cluster.ts';
import { startEmbeddedPostgres } from '../../src/postgres/embedded.ts';
import { openDatabase, readDatabaseTime } from '../../src/postgres/pool.ts';
import { silentLog as log } from '../support/log.ts';

const WORLDS = ['sandbox-clock.json', 'sandbox-sample-clock.json', 'sandbox-sample.json', 'sandbox.json'];
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paperboy-reset-'));
  await chmod(folder, 0o711);
});
afterEach(async () => {
  await removePlace(join(folder, 'postgres'));
  await rm(folder, { recursive: true, force: true });
});

describe('resetSandbox', () => {
  it('removes the worlds and the database, and nothing else', async () => {
    await makeWorlds();
    await writeFile(join(folder, 'notes.txt'), 'mine');
    await (await startServer()).stop();
    expect(await reset()).toBe(
      `The sandbox in ${folder} was removed: its world and its database. The next start begins anew.`,
    );
    expect(await readdir(folder)).toEqual(['notes.txt']);
    expect(await reset()).toBe(`There is no sandbox in ${folder}.`);
  });

  it('stops a server that a process which died left behind', async () => {
    const { connectionString } = await startServer();
    await reset();
    expect(await readdir(folder)).toEqual([]);
    const gone = openDatabase(connectionString, { log });
    await expect(readDatabaseTime(gone.db)).rejects.toThrow();
    await gone.close();
  });

  it('removes nothing while Paperboy runs', async () => {
    await makeWorlds();
    const server = await startServer();
    const running = openDatabase(server.connectionString, { log });
    await readDatabaseTime(running.db);
    const refused = await reset().catch((error) => error);
    expect(refused).toBeInstanceOf(FatalError);
    expect(refused.message).toBe('Nothing was removed: Paperboy is running on this database.');
    expect(await readdir(folder)).toEqual(['postgres', ...WORLDS]);
    await readDatabaseTime(running.db);
    await running.close();
    await server.stop();
  });

  it.runIf(process.getuid?.() === 0)('removes a database that lies where a link leads', async () => {
    await chmod(folder, 0o700);
    await (await startServer()).stop();
    expect((await lstat(join(folder, 'postgres'))).isSymbolicLink()).toBe(true);
    await reset();
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('npm run sandbox:reset', () => {
  beforeEach(makeWorlds);

  it('removes the sandbox and says so', async () => {
    const { code, out } = await run({ DATA_DIR: folder });
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining('was removed') });
    expect(await readdir(folder)).toEqual([]);
  });

  it.each<[string, Record<string, string>]>([
    ['DISCORD_TOKEN', { DISCORD_TOKEN: 's3cret' }],
    ['DATABASE_URL', { DATABASE_URL: 'postgres://p:s3cret@127.0.0.1/p' }],
    ['DISCORD_TOKEN and DATABASE_URL', { DISCORD_TOKEN: 'a', DATABASE_URL: 'postgres://p:s3cret@127.0.0.1/p' }],
  ])('removes nothing if %s is set, and says so', async (names, env) => {
    const { code, out } = await run({ DATA_DIR: folder, ...env });
    expect(code).toBe(1);
    expect(out).toContain('Nothing was removed');
    for (const name of names.split(' and ')) expect(out).toContain(name);
    expect(out).not.toContain('s3cret');
    expect(await readdir(folder)).toEqual(WORLDS);
  });

  it('reads .env, as the bot does', async () => {
    await writeFile(join(folder, '.env'), 'DISCORD_TOKEN=s3cret\n');
    const { code, out } = await run({ DATA_DIR: '.' });
    expect(code).toBe(1);
    expect(out).toContain('DISCORD_TOKEN is set');
    expect(await readdir(folder)).toEqual(['.env', ...WORLDS]);
  });

  it('removes nothing with settings that are wrong', async () => {
    const { code, out } = await run({ DATA_DIR: folder, HTTP_PORT: 'x' });
    expect(code).toBe(1);
    expect(out).toMatch(/^Nothing was removed:\nHTTP_PORT must be /);
  });
});

const reset = () => resetSandbox(readConfig({ DATA_DIR: folder }));
const startServer = () => startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), log, unsafe: true });

async function makeWorlds(): Promise<void> {
  for (const name of WORLDS) await writeFile(join(folder, name), '{}');
}

function run(env: Record<string, string>): Promise<{ readonly code: number; readonly out: string }> {
  const program = resolve(import.meta.dirname, '../../src/cli/sandbox-reset.ts');
  return new Promise((ended) =>
    execFile(process.execPath, [program], { cwd: folder, env }, (error, stdout, stderr) =>
      ended({ code: error === null ? 0 : Number(error.code), out: `${stdout}${stderr}` }),
    ),
  );
}
