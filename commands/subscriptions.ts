import {
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
  SlashCommandBuilder,
} from 'discord.js';
import { planNow, previewNow } from '../src/delivery/planning/plan-now.ts';
import type { Press } from '../src/discord/command.ts';
import { UserError } from '../src/domain/errors.ts';
import type { Subscription } from '../src/domain/subscription.ts';
import { renderReceipts } from '../src/render/servers/receipts.ts';
import { renderPosted, renderRemoved } from '../src/render/servers/subscribed.ts';
import { listReceipts } from '../src/store/delivery/receipts.ts';
import { setPublishing } from '../src/store/servers/editing.ts';
import { pauseSubscription, resumePaused } from '../src/store/servers/pausing.ts';
import { removeSubscription } from '../src/store/servers/subscriptions.ts';
import { readPrivate } from './asker/private-id.ts';
import type { Command, Context } from './context.ts';
import { edit, save } from './subscription/edit.ts';
import { editMore, saveMore } from './subscription/edit-more.ts';
import { findChosen, showPanel } from './subscription/panel.ts';
import {
  archiveQuiet,
  chooseDiscussions,
  chooseNotices,
  clearDiscussions,
  clearNotices,
  keepQuiet,
  openServerSettings,
} from './subscription/server-settings.ts';

const POST_NOW_COOLDOWN_MS = 30_000;
const RECEIPTS_SHOWN = 5;

/** `/subscriptions`: one private panel over what the server is subscribed to. */
export const subscriptions: Command = {
  data: new SlashCommandBuilder()
    .setName('subscriptions')
    .setDescription('See, preview, post, edit, pause or remove this server’s subscriptions')
    .setContexts(InteractionContextType.Guild)
    .setIntegrationTypes(ApplicationIntegrationType.GuildInstall)
    .setDefaultMemberPermissions(PermissionFlagsBits.ManageGuild)
    .toJSON(),
  visibility: 'private',
  execute: (ask, context) => showPanel(ask, context, undefined),
  presses: {
    choose: {
      answers: 'update',
      run(ask, context) {
        readPrivate(ask, context);
        return showPanel(ask, context, ask.values[0]);
      },
    },
    preview: {
      answers: 'reply',
      async run(ask, context) {
        return await previewNow(context.db, await findChosen(ask, context), context.now());
      },
    },
    'post-now': {
      answers: 'reply',
      async run(ask, context) {
        const chosen = await findChosen(ask, context);
        const { id, guildId } = chosen;
        // Two presses by mistake must not post the list's second ten as well.
        context.cooldowns.take('post-now', id, POST_NOW_COOLDOWN_MS);
        await planNow(context.db, { guildId, subscriptionId: id, now: context.now });
        context.lookSoon();
        return renderPosted(chosen);
      },
    },
    edit,
    'edit-more': editMore,
    pause: changing('subscription paused', pauseSubscription),
    resume: changing('subscription resumed', resumePaused),
    publish: changing('publishing chosen', (db, guildId, id) => setPublishing(db, guildId, id, true)),
    unpublish: changing('publishing ended', (db, guildId, id) => setPublishing(db, guildId, id, false)),
    remove: {
      answers: 'update',
      async run(ask, context) {
        const { id, guildId } = await findChosen(ask, context);
        return renderRemoved(await remove(context, guildId, id));
      },
    },
    receipts: {
      answers: 'reply',
      async run(ask, context) {
        const subscription = await findChosen(ask, context);
        const { id, guildId } = subscription;
        const receipts = await listReceipts(context.db, guildId, id, { limit: RECEIPTS_SHOWN });
        return renderReceipts({ subscription, receipts });
      },
    },
    settings: openServerSettings,
    discussions: chooseDiscussions,
    'clear-discussions': clearDiscussions,
    notices: chooseNotices,
    'clear-notices': clearNotices,
    'archive-quiet': archiveQuiet,
    'keep-quiet': keepQuiet,
  },
  submits: { save, 'save-more': saveMore },
};

/** Removes one of the server's subscriptions. @throws UserError `subscription-not-found` */
export async function remove({ db, log }: Context, guildId: string, id: string): Promise<Subscription> {
  const removed = await removeSubscription(db, guildId, id);
  if (removed === undefined) throw new UserError({ code: 'subscription-not-found' });
  log.info('subscription removed', { guildId, subscriptionId: id });
  return removed;
}

/** A control that changes the subscription which the panel shows, and shows it again. */
function changing(event: string, change: typeof pauseSubscription): Press<Context> {
  return {
    answers: 'update',
    async run(ask, context) {
      const { id, guildId } = await findChosen(ask, context);
      const changed = await change(context.db, guildId, id, context.now());
      if (changed === undefined) throw new UserError({ code: 'subscription-not-found' });
      context.log.info(event, { guildId, subscriptionId: id });
      context.lookSoon();
      return await showPanel(ask, context, id);
    },
  };
}
