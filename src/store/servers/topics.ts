import { sql } from 'kysely';
import { UserError } from '../../domain/errors.ts';
import { type OwnTopic, ownName, ownSlug, topicKey } from '../../domain/topics/own-topics.ts';
import type { Db } from '../schema.ts';

/** Two pages of a list on a telephone; as many as anybody overlooks. */
export const MOST_OWN_TOPICS = 50;

/** The server's own topics, by name. */
export async function listOwnTopics(db: Db, guildId: string): Promise<readonly OwnTopic[]> {
  return await db
    .selectFrom('server_topic')
    .select(['name', 'query'])
    .where('guild_id', '=', guildId)
    .orderBy('key')
    .execute();
}

/** @returns undefined if this server has no topic of that name: another server's is not found */
export async function findOwnTopic(db: Db, guildId: string, name: string): Promise<OwnTopic | undefined> {
  return await db
    .selectFrom('server_topic')
    .select(['name', 'query'])
    .where('guild_id', '=', guildId)
    .where('key', '=', topicKey(name))
    .executeTakeFirst();
}

/**
 * Makes a topic; or, if `replaces` is the query of the one of that name, gives it another: subscriptions that hold it
 * choose by it from their next slot on. Idempotent.
 *
 * @returns `stale` if what there is of that name is not what it is to take the place of, `too-many` if there is no room
 * for another
 */
export async function saveOwnTopic(
  db: Db,
  guildId: string,
  topic: OwnTopic & { readonly createdBy: string; readonly replaces?: string },
  at: Date,
): Promise<'created' | 'changed' | 'stale' | 'too-many'> {
  const { name, query, createdBy, replaces } = topic;
  const key = topicKey(name);
  return await db.transaction().execute(async (tx) => {
    // One after the other in a server, so that no two together go beyond the limit.
    await sql`select pg_advisory_xact_lock(hashtextextended(${`server_topic ${guildId}`}, 0))`.execute(tx);
    const known = await findOwnTopic(tx, guildId, name);
    if (known !== undefined) {
      if (known.query === query) return 'changed';
      if (known.query !== replaces) return 'stale';
      await tx
        .updateTable('server_topic')
        .set({ query, changed_at: at })
        .where('guild_id', '=', guildId)
        .where('key', '=', key)
        .execute();
      return 'changed';
    }
    if (replaces !== undefined) return 'stale';
    if ((await listOwnTopics(tx, guildId)).length >= MOST_OWN_TOPICS) return 'too-many';
    const row = { guild_id: guildId, key, name, query, created_by: createdBy, created_at: at, changed_at: at };
    await tx.insertInto('server_topic').values(row).execute();
    return 'created';
  });
}

/**
 * Sees to it that own topics which a subscription is about to hold are there until it does.
 *
 * @throws UserError `bad-topic` for one that was deleted meanwhile
 */
export async function holdOwnTopics(tx: Db, guildId: string, slugs: readonly string[]): Promise<void> {
  const names = slugs.flatMap((slug) => ownName(slug) ?? []);
  if (names.length === 0) return;
  const rows = await tx
    .selectFrom('server_topic')
    .select('name')
    .where('guild_id', '=', guildId)
    .where('name', 'in', names)
    .forKeyShare()
    .execute();
  const gone = names.find((name) => !rows.some((row) => row.name === name));
  if (gone !== undefined) throw new UserError({ code: 'bad-topic', given: gone, nearest: [] });
}

/** The queries of own topics of some servers, by server and slug. */
export async function listOwnQueries(
  db: Db,
  guildIds: readonly string[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>> {
  if (guildIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('server_topic')
    .select(['guild_id', 'name', 'query'])
    .where('guild_id', '=', sql<string>`any(${guildIds}::text[])`)
    .execute();
  const grouped = Map.groupBy(rows, (row) => row.guild_id);
  return new Map(
    [...grouped].map(([guildId, own]) => [guildId, new Map(own.map(({ name, query }) => [ownSlug(name), query]))]),
  );
}
