import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chown, lstat, mkdir, mkdtemp, readFile, realpath, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { FatalError } from '../domain/errors.ts';
import { POSTGRES_MAJOR } from './binaries.ts';
import { isReachable, type ServerUser } from './server-user.ts';

/** The account inside the database. */
export const DATABASE_USER = 'paperboy';
const PASSWORD_FILE = 'paperboy.password';
/** Where a cluster lives whose own folder the server's account cannot reach. */
const REACHABLE_HOME = '/var/lib/paperboy';

/**
 * The folder that holds everything of one embedded server, made if it is missing.
 *
 * As root with the data under a private folder (a checkout in `/root`), the server's account could not reach it: then
 * it lies under `/var/lib/paperboy`, and a symbolic link in its place leads there.
 */
export async function preparePlace(wanted: string, user: ServerUser | undefined): Promise<string> {
  await mkdir(wanted, { recursive: true, mode: 0o711 }).catch(async (error) => {
    // A link whose target is gone: the data was removed there.
    if ((await lstat(wanted)).isSymbolicLink()) await rm(wanted);
    else throw error;
    await mkdir(wanted, { recursive: true, mode: 0o711 });
  });
  if ((await lstat(wanted)).isSymbolicLink() || (await isReachable(wanted, user))) return await realpath(wanted);
  const place = join(REACHABLE_HOME, createHash('sha256').update(wanted).digest('hex').slice(0, 16));
  await mkdir(place, { recursive: true, mode: 0o711 });
  await rm(wanted, { recursive: true });
  await symlink(place, wanted);
  return place;
}

/** Removes everything of an embedded server that does not run, also where a link leads. Idempotent. */
export async function removePlace(wanted: string): Promise<void> {
  const place = await realpath(wanted).catch((error) => (error.code === 'ENOENT' ? wanted : Promise.reject(error)));
  await rm(place, { recursive: true, force: true });
  await rm(wanted, { recursive: true, force: true });
}

/**
 * Makes the cluster in `place` unless it is there.
 *
 * It is made beside its final place and then renamed, password included, so that it is there whole or not at all; of
 * two processes that make it at once, one finds the other's.
 *
 * @throws FatalError if it was made by another major version
 */
export async function prepareCluster(
  place: string,
  { binaries, user, unsafe }: { binaries: string; user: ServerUser | undefined; unsafe: boolean },
): Promise<string> {
  const cluster = join(place, 'cluster');
  if ((await readVersion(cluster)) === undefined) await makeCluster(cluster, { place, binaries, user, unsafe });
  const version = await readVersion(cluster);
  if (version === POSTGRES_MAJOR) return cluster;
  throw new FatalError(
    `The database in ${place} was made by PostgreSQL ${version ?? 'of an unknown version'}; this is ${POSTGRES_MAJOR}.`,
    'Start the Paperboy version that made it and dump the database, or remove that folder to begin anew.',
  );
}

/** The password of the cluster's account. */
export async function readPassword(cluster: string): Promise<string> {
  return await readFile(join(cluster, PASSWORD_FILE), 'utf8');
}

async function makeCluster(
  cluster: string,
  { place, binaries, user, unsafe }: { place: string; binaries: string; user: ServerUser | undefined; unsafe: boolean },
): Promise<void> {
  const draft = await mkdtemp(join(place, 'cluster-'));
  const passwordFile = join(place, `${basename(draft)}.password`);
  await writeFile(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
  if (user !== undefined) {
    await chown(draft, user.uid, user.gid);
    await chown(passwordFile, user.uid, user.gid);
  }
  const settings = [
    `--pgdata=${draft}`,
    `--username=${DATABASE_USER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // The same order and the same letters on every machine, whatever its libc.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--no-instructions',
    ...(unsafe ? ['--no-sync'] : []),
  ];
  await promisify(execFile)(join(binaries, 'bin', 'initdb'), settings, { ...user, env: {} });
  await rename(passwordFile, join(draft, PASSWORD_FILE));
  await rename(draft, cluster).catch(async (error) => {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    await rm(draft, { recursive: true });
  });
}

async function readVersion(cluster: string): Promise<string | undefined> {
  try {
    return (await readFile(join(cluster, 'PG_VERSION'), 'utf8')).trim();
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return undefined;
    throw error;
  }
}
