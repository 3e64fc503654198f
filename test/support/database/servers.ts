import { sql } from 'kysely';
import { oweWelcome } from '../../../src/delivery/notices/notices.ts';
import { planNow } from '../../../src/delivery/planning/plan-now.ts';
import type { Db } from '../../../src/store/schema.ts';
import { oweDiscussions } from '../../../src/store/servers/discussions.ts';
import { saveDraft } from '../../../src/store/servers/drafts.ts';
import { markJoined } from '../../../src/store/servers/guilds.ts';
import { saveOwnTopic } from '../../../src/store/servers/topics.ts';
import { noteFacts } from '../../../src/store/threads/facts.ts';
import { oweAbstract } from '../../../src/store/threads/posts.ts';
import { subscribeChannel } from '../discord/channels.ts';
import { paperId } from '../papers/papers.ts';
import { PREFERENCES } from '../papers/subscriptions.ts';

const USER = '300000000000000001';

/** Keeps something of a server in each table that holds anything of servers; the paper `2603.00001` must be held. */
export async function fillServer(
  db: Db,
  { guildId, channelId }: { readonly guildId: string; readonly channelId: string },
  at: Date,
): Promise<void> {
  const now = () => at;
  await markJoined(db, { guildId, isAvailable: true }, at);
  await saveOwnTopic(db, guildId, { name: 'Robots', query: 'robots', createdBy: USER }, at);
  const subscriptionId = await subscribeChannel(db, { guildId, channelId }, at);
  await planNow(db, { guildId, subscriptionId, now });
  await saveDraft(
    db,
    {
      ...{ id: crypto.randomUUID(), guildId, userId: USER, channelId, byManager: true, preferences: PREFERENCES },
      expiresAt: new Date(at.getTime() + 365 * 24 * 3_600_000),
    },
    at,
  );
  await oweWelcome(db, { guildId, at });
  const [paper, threadId] = [paperId('2603.00001'), `${channelId}9`];
  await oweDiscussions(db, [{ guildId, paperId: paper, scope: '' }], { channelId, at });
  await db.updateTable('discussion').set({ thread_id: threadId }).where('guild_id', '=', guildId).execute();
  const facts = [{ kind: 'code', detail: '', isOwed: true }] as const;
  await noteFacts(db, { guildId, threadId, stamp: 'a' }, { facts, at });
  const post = { id: crypto.randomUUID(), guildId, threadId, paperId: paper, marker: 'm', body: {} };
  await oweAbstract(db, [post], at);
}

/** How many rows there are of a server, by table: in every table of the schema that names servers. */
export async function countOfServer(db: Db, guildId: string): Promise<Readonly<Record<string, number>>> {
  const { rows: tables } = await sql<{ name: string }>`select table_name as name from information_schema.columns
    where table_schema = current_schema() and column_name = 'guild_id' order by 1`.execute(db);
  const counts = tables.map(async ({ name }) => {
    const { rows } = await sql<{ count: number }>`
      select count(*) from ${sql.table(name)} where guild_id = ${guildId}`.execute(db);
    return [name, rows[0]?.count ?? 0] as const;
  });
  return Object.fromEntries(await Promise.all(counts));
}
