import { previewForeseen } from '../../src/delivery/planning/foresee.ts';
import type { Ask, Opening, Press, Submit } from '../../src/discord/command.ts';
import { formOf } from '../../src/domain/channel-kind.ts';
import { UserError } from '../../src/domain/errors.ts';
import { nextSlots } from '../../src/domain/schedule.ts';
import { FREQUENCIES, type Preferences } from '../../src/domain/subscription.ts';
import { ADJUST_FIELDS, renderAdjustForm } from '../../src/render/servers/adjust-form.ts';
import { renderCancelled } from '../../src/render/servers/draft.ts';
import { renderSubscribed } from '../../src/render/servers/subscribed.ts';
import { type Draft, replaceDraft, saveDrafted, takeDraft } from '../../src/store/servers/drafts.ts';
import { demandBotRights, demandMayPostIn, demandRights, kindOf, missingRights } from '../asker/rights.ts';
import type { Context } from '../context.ts';
import { readTopics } from '../topic/option.ts';
import {
  asSubscription,
  draftId,
  findOwn,
  keyOf,
  MOST_SUBSCRIPTIONS,
  makeDraft,
  SLOTS_SHOWN,
  showDraft,
} from './draft.ts';
import { panelId } from './panel.ts';
import { MIN_UPVOTES, PAPERS, readNumber, readTime, readTimezone } from './preferences.ts';
import { demandMayMention, neededRights, readTarget } from './target.ts';

/** *Save*: the draft becomes a subscription, if everything that it takes is still there. */
export const save: Press<Context> = {
  answers: 'update',
  async run(ask, context) {
    const { db, now, log } = context;
    const draft = await findOwn(ask, context);
    const { preferences, guildId, channelId } = draft;
    demandStillManages(ask, draft);
    await readTopics(ask, context, preferences.topics.join(','));
    const target = await readTarget(ask, context, { ...preferences, guildId, channelId });
    demandMayPostIn(target.channel);
    demandMayMention(target, guildId);
    demandBotRights(target.channel, neededRights(preferences, target.channel));
    const kind = kindOf(target.channel);
    const at = now();
    const saved = await saveDrafted(db, keyOf(ask, context), {
      ...asSubscription(draft, at),
      most: MOST_SUBSCRIPTIONS,
      ...(kind !== undefined && { channelKind: kind }),
    });
    if (saved === undefined) throw new UserError({ code: 'draft-gone' });
    const { subscription, created } = saved;
    log.info('subscription saved', { guildId, subscriptionId: subscription.id });
    return renderSubscribed({
      subscription,
      created,
      ...(kind !== undefined && { kind }),
      nextSlots: nextSlots(preferences, at, SLOTS_SHOWN),
      readsHistory: missingRights(target.channel.appPermissions, ['ReadMessageHistory']).length === 0,
      ids: {
        postNow: panelId(ask, at, 'post-now', subscription.id),
        remove: panelId(ask, at, 'remove', subscription.id),
      },
    });
  },
};

/** *Adjust*: a form, filled with what the draft is. */
export const adjust: Opening<Context> = {
  answers: 'modal',
  async run(ask, context) {
    const { id, preferences } = await findOwn(ask, context);
    return renderAdjustForm(preferences, { customId: draftId('adjusted', id), mostPapers: PAPERS.max });
  },
};

/** The form of *Adjust* was sent: another draft takes the place of this one, or it stays as it is. */
export const adjusted: Submit<Context> = {
  answers: 'update',
  async run(ask, context) {
    const draft = await findOwn(ask, context);
    const preferences = await readAdjusted(ask, context, draft.preferences);
    const target = await readTarget(ask, context, {
      ...preferences,
      guildId: draft.guildId,
      channelId: draft.channelId,
    });
    const next = makeDraft(draft, ask, context, preferences);
    const shown = await showDraft(context, next, target);
    if (!(await replaceDraft(context.db, keyOf(ask, context), next))) throw new UserError({ code: 'draft-gone' });
    return shown;
  },
};

/** *Preview*: the digest as it would have been posted. */
export const preview: Press<Context> = {
  answers: 'reply',
  async run(ask, context) {
    const at = context.now();
    const draft = await findOwn(ask, context);
    const { channel } = await readTarget(ask, context, draft);
    return await previewForeseen(context.db, asSubscription(draft, at), { at, form: formOf(kindOf(channel)) });
  },
};

/** *Cancel*: nothing is left of the draft. */
export const cancel: Press<Context> = {
  answers: 'update',
  async run(ask, context) {
    const draft = await takeDraft(context.db, keyOf(ask, context));
    if (draft === undefined) throw new UserError({ code: 'draft-gone' });
    return renderCancelled(draft.channelId);
  },
};

/**
 * Discord checks at the command who may use it, and at a press nothing. Whom a server has allowed the command without
 * *Manage Server* is trusted as long as the draft holds.
 */
function demandStillManages(ask: Ask, { byManager }: Draft): void {
  if (byManager) demandRights(ask, ['ManageGuild']);
}

/** @throws UserError as for the options of `/subscribe` */
async function readAdjusted(ask: Ask, context: Context, current: Preferences): Promise<Preferences> {
  const { inputs } = ask;
  const { when, topics, minUpvotes } = ADJUST_FIELDS;
  const [time = current.time, ...zone] = (inputs.text(when) ?? current.time).split(/\s+/);
  const frequency = inputs.choice(ADJUST_FIELDS.frequency);
  return {
    ...current,
    topics: await readTopics(ask, context, inputs.text(topics)),
    time: readTime(time),
    timezone: zone.length === 0 ? current.timezone : readTimezone(zone.join('_')),
    frequency: FREQUENCIES.find((known) => known === frequency) ?? current.frequency,
    papers: readNumber(inputs.choice(ADJUST_FIELDS.papers) ?? String(current.papers), {
      name: ADJUST_FIELDS.papers,
      ...PAPERS,
    }),
    minUpvotes: readNumber(inputs.text(minUpvotes) ?? String(current.minUpvotes), { name: minUpvotes, ...MIN_UPVOTES }),
  };
}
