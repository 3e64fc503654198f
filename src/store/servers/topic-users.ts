import { sql } from 'kysely';
import type { Subscription } from '../../domain/subscription.ts';
import { ownSlug, topicKey } from '../../domain/topics/own-topics.ts';
import type { Db } from '../schema.ts';
import { toSubscription } from './subscriptions.ts';

/** What {@link removeOwnTopic} came to. */
export interface TopicRemoval {
  /** Whether there was such a topic, and it is gone. */
  readonly removed: boolean;
  /** Subscriptions that lost it and keep their other topics; or would, if nothing stood in the way. */
  readonly losing: readonly Subscription[];
  /** Those that stand in the way: without it they would have no topic, or the same as another of their channel. */
  readonly inTheWay: readonly Subscription[];
}

/** What deleting a topic would come to now. Changes nothing. */
export async function previewRemoval(db: Db, guildId: string, name: string): Promise<TopicRemoval> {
  return { removed: false, ...(await sortUsers(db, guildId, name)) };
}

/**
 * Deletes a topic and takes it out of the subscriptions that have others. While one has no other, nothing is changed:
 * no topic would mean every topic. What was planned stays as it was planned.
 */
export async function removeOwnTopic(db: Db, guildId: string, name: string): Promise<TopicRemoval> {
  return await db.transaction().execute(async (tx) => {
    // The topic first, as whoever subscribes to it does: nobody can choose it between our statements.
    const held = await tx
      .selectFrom('server_topic')
      .select('name')
      .where('guild_id', '=', guildId)
      .where('key', '=', topicKey(name))
      .forUpdate()
      .executeTakeFirst();
    if (held === undefined) return { removed: false, losing: [], inTheWay: [] };
    const slug = ownSlug(held.name);
    const users = await sortUsers(tx, guildId, held.name);
    if (users.inTheWay.length > 0) return { removed: false, ...users };
    await tx
      .updateTable('subscription')
      .set({ topics: sql`array_remove(topics, ${slug})` })
      .where('guild_id', '=', guildId)
      .where(sql<boolean>`${slug} = any(topics)`)
      .execute();
    await tx.deleteFrom('server_topic').where('guild_id', '=', guildId).where('key', '=', topicKey(name)).execute();
    return { removed: true, ...users };
  });
}

/** The server's subscriptions that hold a topic, oldest first. @param slug as subscriptions hold it */
export async function listTopicUsers(db: Db, guildId: string, slug: string): Promise<readonly Subscription[]> {
  const rows = await db
    .selectFrom('subscription')
    .selectAll()
    .where('guild_id', '=', guildId)
    .where(sql<boolean>`${slug} = any(topics)`)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => toSubscription(row));
}

async function sortUsers(db: Db, guildId: string, name: string): Promise<Omit<TopicRemoval, 'removed'>> {
  const slug = ownSlug(name);
  const users = await listTopicUsers(db, guildId, slug);
  if (users.length === 0) return { losing: [], inTheWay: [] };
  const rows = await db
    .selectFrom('subscription')
    .select(['id', 'channel_id', 'topics'])
    .where('guild_id', '=', guildId)
    .execute();
  const isInTheWay = ({ id, channelId, topics }: Subscription) => {
    const left = topics.filter((topic) => topic !== slug);
    const isTwin = (row: (typeof rows)[number]) =>
      row.id !== id &&
      row.channel_id === channelId &&
      row.topics.filter((topic) => topic !== slug).join() === left.join();
    return left.length === 0 || rows.some(isTwin);
  };
  return { losing: users.filter((user) => !isInTheWay(user)), inTheWay: users.filter(isInTheWay) };
}
