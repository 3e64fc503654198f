import { type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { FatalError } from '../domain/errors.ts';
import type { Log } from '../log.ts';

/**
 * Brings a database up to the newest migration. kysely holds a lock meanwhile, so that of several processes that start
 * together one migrates and the others wait. Idempotent.
 *
 * @throws FatalError if a migration fails, or if the database knows migrations that this program does not
 */
export async function migrateToLatest<Schema>(
  db: Kysely<Schema>,
  migrations: Readonly<Record<string, Migration>>,
  { log }: { log: Log },
): Promise<void> {
  await refuseNewer(db, migrations);
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } });
  const { error, results = [] } = await migrator.migrateToLatest();
  for (const { migrationName, status } of results) {
    if (status === 'Success') log.info('migrated', { migration: migrationName });
  }
  if (error === undefined) return;
  const failed = results.find(({ status }) => status === 'Error')?.migrationName ?? 'before the first';
  throw new FatalError(
    `The database could not be migrated (${failed}).`,
    'Nothing of that migration was kept. See the log, and report it with the error’s code.',
    { cause: error },
  );
}

/** kysely would name the first unknown migration; an operator needs to know what to do. */
async function refuseNewer<Schema>(db: Kysely<Schema>, known: Readonly<Record<string, Migration>>): Promise<void> {
  const { rows: tables } = await sql`select 1 from pg_tables where tablename = 'kysely_migration'
    and schemaname = current_schema()`.execute(db);
  if (tables.length === 0) return;
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  const unknown = rows.filter(({ name }) => !(name in known));
  if (unknown.length === 0) return;
  throw new FatalError(
    `The database was used by a newer Paperboy (${unknown.map(({ name }) => name).join(', ')}).`,
    'Start that version again, or restore the backup that was made before.',
  );
}
