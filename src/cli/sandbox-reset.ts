import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createClock } from '../clock.ts';
import { type Config, ConfigError, readConfig } from '../config.ts';
import { FatalError } from '../domain/errors.ts';
import { createLog } from '../log.ts';
import { removePlace } from '../postgres/cluster.ts';
import { stopLeftoverPostgres } from '../postgres/embedded.ts';

/** As `trial.ts` names them: the world with real papers, and the one with the sample; and by how much each clock moved. */
const WORLDS = ['sandbox.json', 'sandbox-sample.json', 'sandbox-clock.json', 'sandbox-sample-clock.json'];

/**
 * `npm run sandbox:reset`: removes the sandbox's worlds and the embedded database that goes with them.
 *
 * @returns what was done, in a sentence
 * @throws FatalError, with nothing removed, if the settings are those of a real bot, or if Paperboy is running
 */
export async function resetSandbox(config: Config): Promise<string> {
  const real = (['DISCORD_TOKEN', 'DATABASE_URL'] as const).filter((name) => config[name] !== '');
  if (real.length > 0) {
    throw new FatalError(
      `Nothing was removed: ${real.join(' and ')} ${real.length === 1 ? 'is' : 'are'} set, so this is no sandbox.`,
      'Unset it, in .env too, if you mean the sandbox beside it.',
    );
  }
  const folder = resolve(config.DATA_DIR);
  const database = join(folder, 'postgres');
  const worlds = WORLDS.flatMap((name) => [join(folder, name), join(folder, `${name}.new`)]);
  if (![database, ...worlds].some((path) => existsSync(path))) return `There is no sandbox in ${folder}.`;

  const log = createLog({ level: 'error', now: createClock().now });
  if (!(await stopLeftoverPostgres({ dataDir: database, log }))) {
    throw new FatalError('Nothing was removed: Paperboy is running on this database.', 'Stop it first.');
  }
  for (const world of worlds) await rm(world, { force: true });
  await removePlace(database);
  return `The sandbox in ${folder} was removed: its world and its database. The next start begins anew.`;
}

async function main(): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  try {
    process.stdout.write(`${await resetSandbox(readConfig(process.env))}\n`);
  } catch (error) {
    process.exitCode = 1;
    if (error instanceof FatalError) process.stderr.write(`${error.message} ${error.remedy}\n`);
    else if (error instanceof ConfigError) process.stderr.write(`Nothing was removed:\n${error.message}\n`);
    else throw error;
  }
}

if (import.meta.main) await main();
