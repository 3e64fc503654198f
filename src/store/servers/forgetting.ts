import { sql } from 'kysely';
import { atomically } from '../atomically.ts';
import { forgetUnusedEditions } from '../delivery/editions.ts';
import { forgetPaces } from '../delivery/pace.ts';
import type { Db } from '../schema.ts';
import { forgetExpiredDrafts } from './drafts.ts';
import { removeSubscription } from './subscriptions.ts';

/** For so long everything waits for a server or a channel to come back. */
const KEPT_MS = 30 * 24 * 3_600_000;

/** What was forgotten. */
export interface Forgotten {
  readonly guilds: number;
  readonly subscriptions: number;
}

/**
 * Forgets everything of the servers that the bot left more than 30 days ago, the subscriptions of channels that have
 * been gone for as long, notices that ended as long ago, when channels were last posted to if that is as long ago,
 * editions without a digest, and drafts that have expired. Idempotent.
 */
export async function forgetGoneGuilds(db: Db, at: Date): Promise<Forgotten> {
  const before = new Date(at.getTime() - KEPT_MS);
  const guilds = await forgetGuilds(db, before);
  const subscriptions = await forgetGoneChannels(db, before);
  await forgetUnusedEditions(db);
  await forgetExpiredDrafts(db, at);
  await forgetPaces(db, before);
  await db.deleteFrom('notice').where('state', '<>', 'owed').where('created_at', '<=', before).execute();
  return { guilds, subscriptions };
}

/** The same as the statements in PRIVACY.md, for many servers. */
async function forgetGuilds(db: Db, before: Date): Promise<number> {
  return await atomically(db, async (tx) => {
    // First, so that one that comes back at this moment waits until this is over, and begins anew.
    const gone = await tx.deleteFrom('guild').where('left_at', '<=', before).returning('guild_id').execute();
    if (gone.length === 0) return 0;
    const inGuilds = sql<string>`any(${gone.map((row) => row.guild_id)}::text[])`;
    await tx.deleteFrom('thread_post').where('guild_id', '=', inGuilds).execute();
    await tx.deleteFrom('thread_fact').where('guild_id', '=', inGuilds).execute();
    await tx.deleteFrom('discussion').where('guild_id', '=', inGuilds).execute();
    await tx
      .deleteFrom('shown')
      .where('channel_id', 'in', (eb) =>
        eb.selectFrom('digest').select('digest.channel_id').where('digest.guild_id', '=', inGuilds),
      )
      .execute();
    await tx.deleteFrom('digest').where('guild_id', '=', inGuilds).execute();
    await tx.deleteFrom('subscription_draft').where('guild_id', '=', inGuilds).execute();
    await tx.deleteFrom('subscription').where('guild_id', '=', inGuilds).execute();
    await tx.deleteFrom('server_topic').where('guild_id', '=', inGuilds).execute();
    await tx.deleteFrom('destination').where('guild_id', '=', inGuilds).execute();
    await tx.deleteFrom('notice').where('guild_id', '=', inGuilds).execute();
    return gone.length;
  });
}

async function forgetGoneChannels(db: Db, before: Date): Promise<number> {
  const gone = await db
    .selectFrom('subscription')
    .innerJoin('destination', 'destination.channel_id', 'subscription.channel_id')
    .select(['subscription.id', 'subscription.guild_id'])
    .where('destination.suspended_reason', '=', 'channel-gone')
    .where('destination.suspended_at', '<=', before)
    .execute();
  for (const { id, guild_id } of gone) await removeSubscription(db, guild_id, id);
  return gone.length;
}
