import { type Kysely, sql } from 'kysely';

/** By which queries the topics of the papers that are held were found; no row: by those of an older Paperboy. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table topic_matching (
      is_only boolean primary key default true check (is_only),
      version text not null
    )`.execute(db);
}
