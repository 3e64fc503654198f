import type { Ask, Opening, Submit } from '../../src/discord/command.ts';
import { UserError } from '../../src/domain/errors.ts';
import { type Subscription, THREAD_MODES } from '../../src/domain/subscription.ts';
import { wordChanges } from '../../src/render/servers/changes.ts';
import { EDIT_MORE_FIELDS, renderEditMoreForm } from '../../src/render/servers/edit-more-form.ts';
import { editWishes, type WishesEdit } from '../../src/store/servers/editing.ts';
import { demandBotRights, demandMayPostIn, kindOf } from '../asker/rights.ts';
import type { Context } from '../context.ts';
import { readTopics } from '../topic/option.ts';
import { findChosen, panelId, showPanel } from './panel.ts';
import { demandMayMention, neededRights, readTarget } from './target.ts';

/** *Channel, topics, threads, mention*: a form, filled with what the subscription is. */
export const editMore: Opening<Context> = {
  answers: 'modal',
  async run(ask, context) {
    const subscription = await findChosen(ask, context);
    return renderEditMoreForm(subscription, {
      customId: panelId(ask, context.now(), 'save-more', subscription.id),
      isKnown: context.channelName(subscription.channelId) !== undefined,
    });
  },
};

/** The form was sent: all of it is saved, or nothing. What it takes is checked as by `/subscribe`. */
export const saveMore: Submit<Context> = {
  answers: 'update',
  async run(ask, context) {
    const { db, now, log } = context;
    const chosen = await findChosen(ask, context);
    const { id, guildId } = chosen;
    const channelId = ask.inputs.channelId(EDIT_MORE_FIELDS.channel) ?? chosen.channelId;
    const wishes = await readWishes(ask, context, chosen);
    const target = await readTarget(ask, context, { ...wishes, guildId, channelId });
    demandMayPostIn(target.channel);
    demandMayMention(target, guildId);
    // What else it lacks in the channel is told by other means, and does not stand in the way of an edit.
    const moves = channelId !== chosen.channelId;
    if (moves || wishes.threads !== chosen.threads)
      demandBotRights(target.channel, neededRights(wishes, target.channel));
    const kind = kindOf(target.channel);
    const edit = { ...wishes, channel: { id: channelId, ...(kind !== undefined && { kind }) } };
    const changed = await editWishes(db, guildId, id, { edit, at: now() });
    if (changed === 'taken') throw new UserError({ code: 'topics-taken', channelId });
    if (changed === undefined) throw new UserError({ code: 'subscription-not-found' });
    log.info('subscription edited', { guildId, subscriptionId: id });
    // What was still to be posted is owed to the new channel.
    if (moves) context.lookSoon();
    return await showPanel(ask, context, id, wordChanges(chosen, changed));
  },
};

async function readWishes(ask: Ask, context: Context, current: Subscription): Promise<Omit<WishesEdit, 'channel'>> {
  const { inputs } = ask;
  const { topics, threads, mention, silent } = EDIT_MORE_FIELDS;
  const given = inputs.text(topics);
  const mentionRoleId = inputs.role(mention)?.id;
  const isSilent = inputs.choice(silent);
  return {
    topics: given === undefined ? current.topics : await readTopics(ask, context, given),
    threads: THREAD_MODES.find((known) => known === inputs.choice(threads)) ?? current.threads,
    silent: isSilent === undefined ? current.silent : isSilent === 'yes',
    ...(mentionRoleId !== undefined && { mentionRoleId }),
  };
}
