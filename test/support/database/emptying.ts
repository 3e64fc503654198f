import { sql } from 'kysely';
import type { Db } from '../../../src/store/schema.ts';

/** As a new database but for papers, for tests that do without one each. */
export async function emptyDatabase(db: Db): Promise<void> {
  const tables = [
    'notice',
    'guild',
    'thread_post',
    'thread_fact',
    'discussion',
    'shown',
    'digest',
    'edition',
    'subscription',
    'subscription_draft',
    'server_topic',
    'destination',
    'pace',
    'breaker',
  ];
  for (const table of tables) await sql`delete from ${sql.table(table)}`.execute(db);
  await sql`update direct_message_slot set free_at = timestamptz '1970-01-01 00:00:00+00'`.execute(db);
}

/** Takes away papers, and all that was kept of them. */
export async function emptyPapers(db: Db): Promise<void> {
  await sql`truncate paper, listing, list_read, observation, paper_score, paper_search, search_word cascade`.execute(
    db,
  );
}
