import { sql } from 'kysely';
import type { ChannelKind } from '../../domain/channel-kind.ts';
import type { SuspensionReason } from '../../domain/subscription.ts';
import { atomically } from '../atomically.ts';
import type { Db } from '../schema.ts';

/** A channel that Discord refuses, taken up by this caller alone for another look. */
export interface Recheck {
  readonly channelId: string;
  readonly guildId: string;
  /** Absent if it is not known. */
  readonly channelKind?: ChannelKind;
  readonly reason: SuspensionReason;
  readonly suspendedAt: Date;
  /** How often it was looked at in vain. */
  readonly rechecks: number;
}

/** Notes that channels are posted to. Idempotent. */
export async function saveDestinations(
  db: Db,
  channels: readonly { readonly channelId: string; readonly guildId: string }[],
): Promise<void> {
  const byId = new Map(channels.map((channel) => [channel.channelId, channel]));
  const rows = [...byId.values()].toSorted((a, b) => (a.channelId < b.channelId ? -1 : 1));
  await db
    .insertInto('destination')
    .values(rows.map(({ channelId, guildId }) => ({ channel_id: channelId, guild_id: guildId, rechecks: 0 })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/**
 * Gets a channel ready that somebody has chosen to be posted to, and has seen that it can be: if Discord refused it
 * before, it is active again. Idempotent.
 *
 * @param kind absent if Discord did not say
 */
export async function readyDestination(
  db: Db,
  { guildId, channelId, kind }: { guildId: string; channelId: string; kind: ChannelKind | undefined },
  at: Date,
): Promise<void> {
  await saveDestinations(db, [{ channelId, guildId }]);
  if (kind !== undefined) await saveKind(db, channelId, kind);
  await resumeDestination(db, channelId, at);
}

/** Notes of which kind a channel is that is posted to; what was planned for another is adapted as it is sent. Idempotent. */
export async function saveKind(db: Db, channelId: string, kind: ChannelKind): Promise<void> {
  await db
    .updateTable('destination')
    .set({ kind })
    .where('channel_id', '=', channelId)
    .where('kind', 'is distinct from', kind)
    .execute();
}

/** Of which kinds channels are, as far as it is known. */
export async function listKinds(db: Db, channelIds: readonly string[]): Promise<ReadonlyMap<string, ChannelKind>> {
  const rows = await db
    .selectFrom('destination')
    .select(['channel_id', 'kind'])
    .where('channel_id', '=', sql<string>`any(${channelIds}::text[])`)
    .execute();
  return new Map(rows.flatMap((row) => (row.kind === null ? [] : [[row.channel_id, row.kind]])));
}

/**
 * Marks that Discord refuses what is posted to a channel: all its subscriptions are suspended, and what they are owed
 * waits. An earlier suspension keeps its instant.
 *
 * @returns whether it was not suspended before: then somebody has to be told
 */
export async function suspendDestination(
  db: Db,
  channelId: string,
  refusal: { reason: SuspensionReason; code: string; at: Date; recheckAt: Date },
): Promise<boolean> {
  const { reason, code, at, recheckAt } = refusal;
  return await atomically(db, async (tx) => {
    const before = await tx
      .selectFrom('destination')
      .select('suspended_at')
      .where('channel_id', '=', channelId)
      .forUpdate()
      .executeTakeFirst();
    if (before === undefined || before.suspended_at !== null) return false;
    await tx
      .updateTable('destination')
      .set({ suspended_reason: reason, suspended_code: code, suspended_at: at, recheck_at: recheckAt, rechecks: 0 })
      .where('channel_id', '=', channelId)
      .execute();
    await tx
      .updateTable('subscription')
      .set({ suspended_reason: reason, suspended_at: at })
      .where('channel_id', '=', channelId)
      .execute();
    await tx
      .updateTable('delivery')
      .set({ due_at: recheckAt })
      .where('channel_id', '=', channelId)
      .where('state', '=', 'owed')
      .execute();
    return true;
  });
}

/** Keeps why a suspended channel refuses now: a channel without a right may meanwhile be gone. Since when stays. */
export async function changeSuspension(
  db: Db,
  channelId: string,
  { reason, code }: { reason: SuspensionReason; code: string },
): Promise<void> {
  await atomically(db, async (tx) => {
    const changed = await tx
      .updateTable('destination')
      .set({ suspended_reason: reason, suspended_code: code })
      .where('channel_id', '=', channelId)
      .where('suspended_at', 'is not', null)
      .executeTakeFirst();
    if (changed.numUpdatedRows === 0n) return;
    await tx
      .updateTable('subscription')
      .set({ suspended_reason: reason })
      .where('channel_id', '=', channelId)
      .execute();
  });
}

/**
 * Marks that a channel can be posted to again: its subscriptions are active, and what they are owed is due.
 *
 * @returns whether it was suspended
 */
export async function resumeDestination(db: Db, channelId: string, at: Date): Promise<boolean> {
  return await atomically(db, async (tx) => {
    const resumed = await tx
      .updateTable('destination')
      .set({ suspended_reason: null, suspended_code: null, suspended_at: null, recheck_at: null, rechecks: 0 })
      .where('channel_id', '=', channelId)
      .where('suspended_at', 'is not', null)
      .executeTakeFirst();
    if (resumed.numUpdatedRows === 0n) return false;
    await tx
      .updateTable('subscription')
      .set({ suspended_reason: null, suspended_at: null })
      .where('channel_id', '=', channelId)
      .execute();
    await tx
      .updateTable('delivery')
      .set({ due_at: at })
      .where('channel_id', '=', channelId)
      .where('state', '=', 'owed')
      .where('due_at', '>', at)
      .execute();
    return true;
  });
}

/**
 * Takes one suspended channel whose time for another look has come. Until `nextAt` it is nobody else's, whatever comes
 * of this look. @returns undefined if there is none
 */
export async function claimRecheck(
  db: Db,
  { at, nextAt }: { at: Date; nextAt: (rechecks: number) => Date },
): Promise<Recheck | undefined> {
  return await db.transaction().execute(async (tx) => {
    const row = await tx
      .selectFrom('destination')
      .selectAll()
      .where('recheck_at', '<=', at)
      .orderBy('recheck_at')
      .limit(1)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst();
    if (row === undefined || row.suspended_reason === null || row.suspended_at === null) return undefined;
    await tx
      .updateTable('destination')
      .set({ recheck_at: nextAt(row.rechecks), rechecks: sql<number>`rechecks + 1` })
      .where('channel_id', '=', row.channel_id)
      .execute();
    return {
      channelId: row.channel_id,
      guildId: row.guild_id,
      reason: row.suspended_reason,
      suspendedAt: row.suspended_at,
      rechecks: row.rechecks,
      ...(row.kind !== null && { channelKind: row.kind }),
    };
  });
}
