import { sql } from 'kysely';
import { atomically } from '../atomically.ts';
import type { Db } from '../schema.ts';
import { FOR_PRESSES_ONLY } from './discussions.ts';

/** Discord's codes for what the gateway has told us without one. */
const UNKNOWN_CHANNEL = '10003';
const UNKNOWN_GUILD = '10004';
/** Between two looks at a channel that are brought forward. */
const HASTEN_EVERY_MS = 24 * 3_600_000;

/** A channel of which somebody has to be told something. */
export interface ConcernedChannel {
  readonly guildId: string;
  readonly channelId: string;
  /** Who made the channel's newest subscription. */
  readonly subscriberId: string;
}

/**
 * Suspends a channel that was deleted, with its subscriptions; nobody looks for it again. It is no notice channel any
 * more either. Idempotent.
 *
 * @returns undefined if nothing is posted to it, or it was known to be gone
 */
export async function suspendGoneChannel(db: Db, channelId: string, at: Date): Promise<ConcernedChannel | undefined> {
  return await atomically(db, async (tx) => {
    await tx.updateTable('guild').set({ notice_channel_id: null }).where('notice_channel_id', '=', channelId).execute();
    // Of one that was refused as unknown before, only the looking ends.
    await tx.updateTable('destination').set({ recheck_at: null }).where('channel_id', '=', channelId).execute();
    const suspended = await tx
      .updateTable('destination')
      .set(gone(UNKNOWN_CHANNEL, at))
      .where('channel_id', '=', channelId)
      .where('suspended_reason', 'is distinct from', 'channel-gone')
      .executeTakeFirst();
    if (suspended.numUpdatedRows === 0n) return undefined;
    await tx
      .updateTable('subscription')
      .set({ suspended_reason: 'channel-gone', suspended_at: at })
      .where('channel_id', '=', channelId)
      .execute();
    return (await listConcerned(tx, [channelId]))[0];
  });
}

/**
 * Has suspended channels looked at again at `at`, because the gateway says that they can be posted to. At most once a
 * day for each, and the next look after it is a day away: even if the gateway should be wrong, a channel costs no more
 * than two refused requests a day.
 *
 * @returns how many
 */
export async function hastenRecheck(db: Db, channelIds: readonly string[], at: Date): Promise<number> {
  if (channelIds.length === 0) return 0;
  const result = await db
    .updateTable('destination')
    .set((eb) => ({
      recheck_at: at,
      hastened_at: at,
      rechecks: eb.fn<number>('greatest', ['rechecks', eb.lit(1)]),
    }))
    .where('channel_id', '=', sql<string>`any(${channelIds}::text[])`)
    .where('suspended_at', 'is not', null)
    .where((eb) => eb.or([eb('recheck_at', 'is', null), eb('recheck_at', '>', at)]))
    .where((eb) =>
      eb.or([eb('hastened_at', 'is', null), eb('hastened_at', '<=', new Date(at.getTime() - HASTEN_EVERY_MS))]),
    )
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** Who made a channel's newest subscription. @returns undefined if it has none */
export async function findSubscriber(db: Db, channelId: string): Promise<string | undefined> {
  return (await listConcerned(db, [channelId]))[0]?.subscriberId;
}

/**
 * Who is to hear of trouble that concerns a server and showed in a channel: who made the channel's newest subscription
 * or, where it has none, the server's. @returns undefined if nobody has subscribed anything there
 */
export async function findServerSubscriber(
  db: Db,
  { guildId, channelId }: { guildId: string; channelId: string },
): Promise<string | undefined> {
  const row = await db
    .selectFrom('subscription')
    .select('created_by')
    .where('guild_id', '=', guildId)
    .orderBy((eb) => eb('channel_id', '=', channelId), 'desc')
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.created_by;
}

/** The suspended channels whose rights decide whether they are mended. @param guildId undefined: of all servers */
export async function listSuspended(db: Db, guildId: string | undefined): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('destination')
    .select('channel_id')
    .where('suspended_at', 'is not', null)
    // What AutoMod blocks is seen in no right.
    .where('suspended_reason', '<>', 'content-blocked')
    .$if(guildId !== undefined, (query) => query.where('guild_id', '=', guildId ?? ''))
    .execute();
  return rows.map((row) => row.channel_id);
}

/** The channels of a server that are looked at again because the server came back at `at`. */
export async function listReopened(db: Db, guildId: string, at: Date): Promise<readonly ConcernedChannel[]> {
  const rows = await db
    .selectFrom('destination')
    .select('channel_id')
    .where('guild_id', '=', guildId)
    .where('suspended_at', '=', at)
    .where('recheck_at', '=', at)
    .execute();
  return await listConcerned(
    db,
    rows.map((row) => row.channel_id),
  );
}

/**
 * A role was deleted: no subscription of the server mentions it any more. Idempotent.
 *
 * @returns the channels in which it was mentioned
 */
export async function dropRole(db: Db, guildId: string, roleId: string): Promise<readonly ConcernedChannel[]> {
  const rows = await db
    .updateTable('subscription')
    .set({ mention_role_id: null })
    .where('guild_id', '=', guildId)
    .where('mention_role_id', '=', roleId)
    .returning('channel_id')
    .execute();
  return await listConcerned(
    db,
    rows.map((row) => row.channel_id),
  );
}

/** Servers were left: nothing is sent to them, and nobody looks whether it could be. */
export async function closeGuilds(tx: Db, guildIds: readonly string[], at: Date): Promise<void> {
  if (guildIds.length === 0) return;
  const inGuilds = sql<string>`any(${guildIds}::text[])`;
  await tx
    .updateTable('destination')
    .set(gone(UNKNOWN_GUILD, at))
    .where('guild_id', '=', inGuilds)
    .where('suspended_reason', 'is distinct from', 'channel-gone')
    .execute();
  await tx
    .updateTable('subscription')
    .set({ suspended_reason: 'channel-gone', suspended_at: at })
    .where('guild_id', '=', inGuilds)
    .where('suspended_reason', 'is distinct from', 'channel-gone')
    .execute();
  await tx.updateTable('destination').set({ recheck_at: null }).where('guild_id', '=', inGuilds).execute();
  await tx
    .updateTable('discussion')
    .set({ due_at: FOR_PRESSES_ONLY })
    .where('guild_id', '=', inGuilds)
    .where('state', '=', 'owed')
    .execute();
  await tx.deleteFrom('notice').where('guild_id', '=', inGuilds).where('state', '=', 'owed').execute();
}

/** Servers came back: their channels are looked at again at once, but for those that were deleted. */
export async function reopenGuilds(tx: Db, guildIds: readonly string[], at: Date): Promise<void> {
  if (guildIds.length === 0) return;
  const reopened = await tx
    .updateTable('destination')
    .set({ suspended_reason: 'no-access', suspended_at: at, recheck_at: at, rechecks: 0 })
    .where('guild_id', '=', sql<string>`any(${guildIds}::text[])`)
    .where('suspended_at', 'is not', null)
    .where((eb) => eb.or([eb('suspended_reason', '<>', 'channel-gone'), eb('suspended_code', '=', UNKNOWN_GUILD)]))
    .returning('channel_id')
    .execute();
  if (reopened.length === 0) return;
  await tx
    .updateTable('subscription')
    .set({ suspended_reason: 'no-access', suspended_at: at })
    .where(
      'channel_id',
      'in',
      reopened.map((row) => row.channel_id),
    )
    .execute();
}

function gone(code: string, at: Date) {
  return {
    suspended_reason: 'channel-gone' as const,
    suspended_code: code,
    suspended_at: at,
    recheck_at: null,
    rechecks: 0,
  };
}

async function listConcerned(db: Db, channelIds: readonly string[]): Promise<readonly ConcernedChannel[]> {
  if (channelIds.length === 0) return [];
  const rows = await db
    .selectFrom('subscription')
    .distinctOn('channel_id')
    .select(['guild_id', 'channel_id', 'created_by'])
    .where('channel_id', 'in', channelIds)
    .orderBy('channel_id')
    .orderBy('created_at', 'desc')
    .execute();
  return rows.map((row) => ({ guildId: row.guild_id, channelId: row.channel_id, subscriberId: row.created_by }));
}
