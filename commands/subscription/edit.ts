import type { Ask, Opening, Submit } from '../../src/discord/command.ts';
import { UserError } from '../../src/domain/errors.ts';
import { nextSlot } from '../../src/domain/schedule.ts';
import { FREQUENCIES, type Subscription } from '../../src/domain/subscription.ts';
import { wordChanges } from '../../src/render/servers/changes.ts';
import { EDIT_FIELDS, renderEditForm } from '../../src/render/servers/edit-form.ts';
import { editSubscription, type SubscriptionEdit } from '../../src/store/servers/editing.ts';
import type { Context } from '../context.ts';
import { findChosen, panelId, showPanel } from './panel.ts';
import { MIN_UPVOTES, PAPERS, readNumber, readTime, readTimezone } from './preferences.ts';

/** *Edit*: a form, filled with what the subscription is. */
export const edit: Opening<Context> = {
  answers: 'modal',
  async run(ask, context) {
    const subscription = await findChosen(ask, context);
    const customId = panelId(ask, context.now(), 'save', subscription.id);
    return renderEditForm(subscription, { customId, mostPapers: PAPERS.max });
  },
};

/** The form of *Edit* was sent: all of it is saved, or nothing. */
export const save: Submit<Context> = {
  answers: 'update',
  async run(ask, context) {
    const { db, now, log } = context;
    const chosen = await findChosen(ask, context);
    const { id, guildId } = chosen;
    const at = now();
    const changed = await editSubscription(db, guildId, id, { edit: readEdit(ask, chosen, at), at });
    if (changed === undefined) throw new UserError({ code: 'subscription-not-found' });
    log.info('subscription edited', { guildId, subscriptionId: id });
    return await showPanel(ask, context, id, wordChanges(chosen, changed));
  },
};

/** What was left empty stays as it is. @throws UserError as for the options of `/subscribe` */
function readEdit({ inputs }: Ask, current: Subscription, at: Date): SubscriptionEdit {
  const given = (name: keyof typeof EDIT_FIELDS) => inputs.text(EDIT_FIELDS[name]) ?? String(current[name]);
  const chosen = (name: keyof typeof EDIT_FIELDS) => inputs.choice(EDIT_FIELDS[name]) ?? String(current[name]);
  const schedule = {
    time: readTime(given('time')),
    timezone: readTimezone(given('timezone')),
    frequency: FREQUENCIES.find((known) => known === chosen('frequency')) ?? current.frequency,
  };
  return {
    ...schedule,
    papers: readNumber(chosen('papers'), { name: EDIT_FIELDS.papers, ...PAPERS }),
    minUpvotes: readNumber(given('minUpvotes'), { name: EDIT_FIELDS.minUpvotes, ...MIN_UPVOTES }),
    nextAt: nextSlot(schedule, at),
  };
}
