import { sql } from 'kysely';
import type { SeenGuild } from '../../domain/ports/servers.ts';
import { atomically } from '../atomically.ts';
import type { Db } from '../schema.ts';
import { closeGuilds, reopenGuilds } from './mending.ts';

/** What a comparison of the store with all servers of the gateway has changed. */
export interface Reconciled {
  /** Whether the store knew of no server before: then those that are there are not new because of that. */
  readonly isFirst: boolean;
  readonly joined: readonly SeenGuild[];
  readonly left: readonly string[];
}

/**
 * Notes all servers that the bot is in: what is new has joined, what is missing has left, perhaps while nobody listened.
 * Of any number of callers at once, one is told of a change. Idempotent.
 */
export async function reconcileGuilds(db: Db, present: readonly SeenGuild[], at: Date): Promise<Reconciled> {
  return await atomically(db, async (tx) => {
    // Against another process that has begun just now as well: it must not find an empty table too.
    await sql`lock table guild in share row exclusive mode`.execute(tx);
    const known = await tx
      .selectFrom('guild')
      .select('guild_id')
      .where('joined_at', 'is not', null)
      .limit(1)
      .executeTakeFirst();
    const ids = present.map(({ guildId }) => guildId);
    const left = await tx
      .updateTable('guild')
      .set({ left_at: at, unavailable_at: null })
      .where('left_at', 'is', null)
      .where('guild_id', '<>', sql<string>`all(${ids}::text[])`)
      .returning('guild_id')
      .execute();
    const leftIds = left.map((row) => row.guild_id);
    await closeGuilds(tx, leftIds, at);
    return { isFirst: known === undefined, joined: await admit(tx, present, at), left: leftIds };
  });
}

/**
 * Notes that the bot is in a server, and whether it can be reached. One that comes back resumes: its channels are looked
 * at again at once. Idempotent.
 *
 * @returns whether it joined by this: unknown before, or left, or joined again since
 */
export async function markJoined(db: Db, guild: SeenGuild, at: Date): Promise<boolean> {
  return await atomically(db, async (tx) => (await admit(tx, [guild], at)).length > 0);
}

/**
 * Notes that the bot is no longer in a server. Its subscriptions are kept, and nothing is sent to it until it comes
 * back. Idempotent. @returns whether it was there before
 */
export async function markLeft(db: Db, guildId: string, at: Date): Promise<boolean> {
  return await atomically(db, async (tx) => {
    const marked = await tx
      .insertInto('guild')
      .values({ guild_id: guildId, left_at: at })
      .onConflict((conflict) =>
        conflict
          .column('guild_id')
          .doUpdateSet({ left_at: at, unavailable_at: null })
          .where('guild.left_at', 'is', null),
      )
      .executeTakeFirst();
    if ((marked.numInsertedOrUpdatedRows ?? 0n) === 0n) return false;
    await closeGuilds(tx, [guildId], at);
    return true;
  });
}

/** Notes an outage of a server: the bot is still in it. Keeps an earlier instant. Idempotent. */
export async function markUnavailable(db: Db, guildId: string, at: Date): Promise<void> {
  await db
    .updateTable('guild')
    .set({ unavailable_at: at })
    .where('guild_id', '=', guildId)
    .where('unavailable_at', 'is', null)
    .execute();
}

/** Whether there is an outage of a server: until it is over, Discord says that its channels do not exist. */
export async function isUnavailable(db: Db, guildId: string): Promise<boolean> {
  const row = await db.selectFrom('guild').select('unavailable_at').where('guild_id', '=', guildId).executeTakeFirst();
  return row !== undefined && row.unavailable_at !== null;
}

/** Chooses the channel that hears of what concerns a server's admins. @param channelId undefined: none any more */
export async function setNoticeChannel(db: Db, guildId: string, channelId: string | undefined): Promise<void> {
  const chosen = { notice_channel_id: channelId ?? null };
  await db
    .insertInto('guild')
    .values({ guild_id: guildId, ...chosen })
    .onConflict((conflict) => conflict.column('guild_id').doUpdateSet(chosen))
    .execute();
}

/** @returns undefined if the server has chosen none */
export async function findNoticeChannel(db: Db, guildId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('guild')
    .select('notice_channel_id')
    .where('guild_id', '=', guildId)
    .executeTakeFirst();
  return row?.notice_channel_id ?? undefined;
}

/** Chooses where new discussions begin, wherever they are asked for. @param channelId undefined: there */
export async function setDiscussionChannel(db: Db, guildId: string, channelId: string | undefined): Promise<void> {
  const chosen = { discussion_channel_id: channelId ?? null };
  await db
    .insertInto('guild')
    .values({ guild_id: guildId, ...chosen })
    .onConflict((conflict) => conflict.column('guild_id').doUpdateSet(chosen))
    .execute();
}

/** @returns undefined if the server has chosen none */
export async function findDiscussionChannel(db: Db, guildId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('guild')
    .select('discussion_channel_id')
    .where('guild_id', '=', guildId)
    .executeTakeFirst();
  return row?.discussion_channel_id ?? undefined;
}

/** Forgets a place for discussions that was deleted. @returns the servers that had chosen it */
export async function dropDiscussionChannel(db: Db, channelId: string): Promise<readonly string[]> {
  const rows = await db
    .updateTable('guild')
    .set({ discussion_channel_id: null })
    .where('discussion_channel_id', '=', channelId)
    .returning('guild_id')
    .execute();
  return rows.map((row) => row.guild_id);
}

async function admit(tx: Db, guilds: readonly SeenGuild[], at: Date): Promise<readonly SeenGuild[]> {
  if (guilds.length === 0) return [];
  const seen = sql`unnest(
    ${guilds.map(({ guildId }) => guildId)}::text[],
    ${guilds.map(({ joinedAt }) => joinedAt?.toISOString() ?? null)}::timestamptz[],
    ${guilds.map(({ isAvailable }) => isAvailable)}::boolean[]
  ) as seen (guild_id, joined_at, is_available)`;
  const inserted = await sql<{ guild_id: string }>`
    insert into guild (guild_id, joined_at, unavailable_at)
    select guild_id, coalesce(joined_at, ${at}), case when is_available then null else ${at}::timestamptz end from ${seen}
    on conflict (guild_id) do nothing
    returning guild_id`.execute(tx);
  // A later joining than the one that is known: it was removed and invited again while nobody listened.
  const rejoined = await sql<{ guild_id: string }>`
    update guild set joined_at = coalesce(seen.joined_at, ${at}), left_at = null
    from ${seen}
    where guild.guild_id = seen.guild_id
      and (guild.left_at is not null or guild.joined_at is null or guild.joined_at < seen.joined_at)
    returning guild.guild_id`.execute(tx);
  await sql`
    update guild set unavailable_at = case when seen.is_available then null else ${at}::timestamptz end
    from ${seen}
    where guild.guild_id = seen.guild_id and (guild.unavailable_at is null) <> seen.is_available`.execute(tx);
  const back = rejoined.rows.map((row) => row.guild_id);
  await reopenGuilds(tx, back, at);
  const joined = new Set([...inserted.rows.map((row) => row.guild_id), ...back]);
  return guilds.filter(({ guildId }) => joined.has(guildId));
}
