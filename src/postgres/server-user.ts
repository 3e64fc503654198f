import { readFile, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { FatalError } from '../domain/errors.ts';

/** The account that the embedded server runs under. */
export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

/** In this order. Nothing is added to the host's accounts. */
const CANDIDATES = ['postgres', 'nobody'];

/**
 * PostgreSQL refuses to run as root: then it runs as `postgres` if the host has that account, else as `nobody`.
 *
 * @returns undefined if we are not root: then it runs as we do
 */
export async function findServerUser(): Promise<ServerUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  for (const name of CANDIDATES) {
    const [, , uid, gid] = accounts.find(([account]) => account === name) ?? [];
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new FatalError(
    'The embedded PostgreSQL does not run as root, and this host has no account named postgres or nobody.',
    'Run Paperboy as another user, or set DATABASE_URL.',
  );
}

/** Whether `user` may pass through every folder on the way to `path`. We ourselves always may. */
export async function isReachable(path: string, user: ServerUser | undefined): Promise<boolean> {
  if (user === undefined) return true;
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    const { mode, uid, gid } = await stat(folder);
    const needed = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & needed) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}
