import { type Selectable, sql } from 'kysely';
import type { ChannelKind } from '../../domain/channel-kind.ts';
import { UserError } from '../../domain/errors.ts';
import type { Preferences, Subscription } from '../../domain/subscription.ts';
import { atomically } from '../atomically.ts';
import type { Db, Schema } from '../schema.ts';
import { isUuid } from '../uuid.ts';
import { countSubscriptions, saveSubscription } from './subscriptions.ts';

/** A subscription as somebody has asked for it, and not yet saved. Never changed: another one takes its place. */
export interface Draft {
  readonly id: string;
  readonly guildId: string;
  /** Who made it, and who alone may save it. */
  readonly userId: string;
  readonly channelId: string;
  /** Whether the person might manage the server when they made it. */
  readonly byManager: boolean;
  readonly preferences: Preferences;
  /** From here on it is gone for everybody. */
  readonly expiresAt: Date;
}

/** Names a draft; it is found by all of it, and not once it has expired. */
export interface DraftKey {
  readonly id: string;
  readonly guildId: string;
  readonly userId: string;
  readonly at: Date;
}

/** Keeps a draft. */
export async function saveDraft(db: Db, draft: Draft, at: Date): Promise<void> {
  await db
    .insertInto('subscription_draft')
    .values({
      id: draft.id,
      guild_id: draft.guildId,
      user_id: draft.userId,
      channel_id: draft.channelId,
      by_manager: draft.byManager,
      preferences: draft.preferences,
      created_at: at,
      expires_at: draft.expiresAt,
    })
    .execute();
}

/** @returns undefined if it is another person's or another server's, was saved or cancelled, or has expired */
export async function findDraft(db: Db, { id, guildId, userId, at }: DraftKey): Promise<Draft | undefined> {
  if (!isUuid(id)) return undefined;
  const row = await db
    .selectFrom('subscription_draft')
    .selectAll()
    .where('id', '=', id)
    .where('guild_id', '=', guildId)
    .where('user_id', '=', userId)
    .where('expires_at', '>', at)
    .executeTakeFirst();
  return row && toDraft(row);
}

/** Takes a draft away: of any number of callers one is given it, the others as {@link findDraft} says. */
export async function takeDraft(db: Db, { id, guildId, userId, at }: DraftKey): Promise<Draft | undefined> {
  if (!isUuid(id)) return undefined;
  const row = await db
    .deleteFrom('subscription_draft')
    .where('id', '=', id)
    .where('guild_id', '=', guildId)
    .where('user_id', '=', userId)
    .where('expires_at', '>', at)
    .returningAll()
    .executeTakeFirst();
  return row && toDraft(row);
}

/** Puts a draft into the place of another one. @returns whether that one was still there; else nothing is kept */
export async function replaceDraft(db: Db, key: DraftKey, next: Draft): Promise<boolean> {
  return await atomically(db, async (tx) => {
    if ((await takeDraft(tx, key)) === undefined) return false;
    await saveDraft(tx, next, key.at);
    return true;
  });
}

/** What is known only when a draft is saved. */
export interface DraftSaving extends Pick<Subscription, 'nextAt' | 'coveredThrough'> {
  /** Absent if Discord did not say. */
  readonly channelKind?: ChannelKind;
  /** How many subscriptions the server may have. */
  readonly most: number;
}

/**
 * Saves what a draft asks for as {@link saveSubscription} does, and takes the draft away, both or neither. Pressed
 * twice, it is saved once.
 *
 * @param options `most`: how many subscriptions the server may have; the slots begin at `nextAt`
 * @returns undefined as {@link findDraft}
 * @throws UserError `too-many-subscriptions`; the draft is kept
 */
export async function saveDrafted(
  db: Db,
  key: DraftKey,
  { nextAt, coveredThrough, channelKind, most }: DraftSaving,
): Promise<{ readonly subscription: Subscription; readonly created: boolean } | undefined> {
  return await atomically(db, async (tx) => {
    const draft = await takeDraft(tx, key);
    if (draft === undefined) return undefined;
    const { id, guildId, channelId, userId: createdBy, preferences } = draft;
    // One after the other in a server, so that no two together go beyond the limit.
    await sql`select pg_advisory_xact_lock(hashtextextended(${`subscription ${guildId}`}, 0))`.execute(tx);
    const saved = await saveSubscription(
      tx,
      id,
      {
        ...preferences,
        guildId,
        channelId,
        createdBy,
        nextAt,
        coveredThrough,
        ...(channelKind !== undefined && { channelKind }),
      },
      key.at,
    );
    if (saved.created && (await countSubscriptions(tx, guildId)) > most) {
      throw new UserError({ code: 'too-many-subscriptions', limit: most });
    }
    return saved;
  });
}

/** Deletes the drafts that have expired. Idempotent. */
export async function forgetExpiredDrafts(db: Db, at: Date): Promise<void> {
  await db.deleteFrom('subscription_draft').where('expires_at', '<=', at).execute();
}

function toDraft(row: Selectable<Schema['subscription_draft']>): Draft {
  return {
    id: row.id,
    guildId: row.guild_id,
    userId: row.user_id,
    channelId: row.channel_id,
    byManager: row.by_manager,
    preferences: row.preferences,
    expiresAt: row.expires_at,
  };
}
