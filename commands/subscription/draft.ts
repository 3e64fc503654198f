import { randomUUID } from 'node:crypto';
import { foresee } from '../../src/delivery/planning/foresee.ts';
import type { AnswerBody, Ask } from '../../src/discord/command.ts';
import { UserError } from '../../src/domain/errors.ts';
import { newestCompleteDay, previousListDay } from '../../src/domain/list-day.ts';
import { nextSlot, nextSlots } from '../../src/domain/schedule.ts';
import type { Preferences, Subscription } from '../../src/domain/subscription.ts';
import { encodeCustomId } from '../../src/render/message/custom-id.ts';
import { renderDraft } from '../../src/render/servers/draft.ts';
import { type Draft, type DraftKey, findDraft, saveDraft } from '../../src/store/servers/drafts.ts';
import { countSubscriptions, findSameSubscription } from '../../src/store/servers/subscriptions.ts';
import { guildOf, kindOf, missingRights } from '../asker/rights.ts';
import type { Context } from '../context.ts';
import { neededRights, type Target } from './target.ts';

const DRAFT_LASTS_MS = 30 * 60_000;
/** As many as one select can offer. */
export const MOST_SUBSCRIPTIONS = 25;
export const SLOTS_SHOWN = 3;

/** Keeps what somebody asked for as a draft, and shows it. @throws UserError `too-many-subscriptions` */
export async function draftSubscription(
  ask: Ask,
  context: Context,
  { target, preferences }: { target: Target; preferences: Preferences },
): Promise<AnswerBody> {
  const byManager = missingRights(ask.memberPermissions, ['ManageGuild']).length === 0;
  const draft = makeDraft(
    { guildId: guildOf(ask), channelId: target.channel.id, byManager },
    ask,
    context,
    preferences,
  );
  const shown = await showDraft(context, draft, target);
  await saveDraft(context.db, draft, context.now());
  return shown;
}

/** A draft as the person sees it. @throws UserError `too-many-subscriptions` */
export async function showDraft({ db, now }: Context, draft: Draft, { channel, role }: Target): Promise<AnswerBody> {
  const at = now();
  const { preferences, guildId, id } = draft;
  const existing = await findSameSubscription(db, { ...draft, topics: preferences.topics });
  if (existing === undefined && (await countSubscriptions(db, guildId)) >= MOST_SUBSCRIPTIONS) {
    throw new UserError({ code: 'too-many-subscriptions', limit: MOST_SUBSCRIPTIONS });
  }
  const subscription = asSubscription(draft, at);
  const kind = kindOf(channel);
  const { days, selection, volume, loosened } = await foresee(db, subscription, at);
  const lacks = (right: 'ReadMessageHistory' | 'MentionEveryone') =>
    missingRights(channel.appPermissions, [right]).length > 0;
  return renderDraft({
    subscription,
    days,
    papers: selection.papers,
    total: selection.total,
    volume,
    loosened,
    nextSlots: nextSlots(preferences, at, SLOTS_SHOWN),
    missing: missingRights(channel.appPermissions, neededRights(preferences, channel)),
    readsHistory: !lacks('ReadMessageHistory'),
    reachesRole: role === undefined || role.mentionable || !lacks('MentionEveryone'),
    expiresAt: draft.expiresAt,
    ...(kind !== undefined && { kind }),
    ids: {
      save: draftId('save', id),
      adjust: draftId('adjust', id),
      preview: draftId('preview', id),
      cancel: draftId('cancel', id),
    },
    ...(existing !== undefined && { existing }),
  });
}

/** A draft that holds from now on. */
export function makeDraft(
  { guildId, channelId, byManager }: Pick<Draft, 'guildId' | 'channelId' | 'byManager'>,
  { userId }: Ask,
  { now }: Context,
  preferences: Preferences,
): Draft {
  const expiresAt = new Date(now().getTime() + DRAFT_LASTS_MS);
  return { id: randomUUID(), guildId, channelId, userId, byManager, preferences, expiresAt };
}

/** The subscription that a draft would make, under the draft's own id. */
export function asSubscription({ id, guildId, channelId, preferences }: Draft, at: Date): Subscription {
  return {
    ...preferences,
    id,
    guildId,
    channelId,
    publishes: false,
    nextAt: nextSlot(preferences, at),
    // Its first slot serves the newest complete list, and none before.
    coveredThrough: previousListDay(newestCompleteDay(at)),
    changedAt: at,
  };
}

/** The `custom_id` of a control of a draft. */
export function draftId(action: string, id: string): string {
  return encodeCustomId({ command: 'subscribe', action, fields: [id] });
}

/** The draft that a control names, for the person who presses it, here and now. */
export function keyOf(ask: Ask, { now }: Context): DraftKey {
  const [id = ''] = ask.fields;
  return { id, guildId: guildOf(ask), userId: ask.userId, at: now() };
}

/** The person's own draft that a control names. @throws UserError `draft-gone` */
export async function findOwn(ask: Ask, context: Context): Promise<Draft> {
  const draft = await findDraft(context.db, keyOf(ask, context));
  if (draft === undefined) throw new UserError({ code: 'draft-gone' });
  return draft;
}
