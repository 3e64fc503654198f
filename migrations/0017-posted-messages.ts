import { type Kysely, sql } from 'kysely';

/** Finds the digest that a message carries: a control on it asks for that. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index delivery_part_message on delivery_part (message_id) where message_id is not null`.execute(db);
}
