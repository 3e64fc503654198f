import {
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
  SlashCommandBuilder,
} from 'discord.js';
import { planNow, previewNow } from '../src/delivery/plan.ts';
import type { AnswerBody, Ask } from '../src/discord/command.ts';
import { UserError } from '../src/domain/errors.ts';
import type { Subscription } from '../src/domain/subscription.ts';
import { encodeCustomId } from '../src/render/custom-id.ts';
import { renderPosted, renderRemoved, renderSubscriptionList } from '../src/render/subscriptions.ts';
import { findSubscription, listSubscriptions, removeSubscription } from '../src/store/subscriptions.ts';
import type { Command, Context } from './context.ts';
import { guildOf } from './rights.ts';

const PANEL_LASTS_MS = 3_600_000;
const POST_NOW_COOLDOWN_MS = 30_000;

/** `/subscriptions`: one private panel over what the server is subscribed to. */
export const subscriptions: Command = {
  data: new SlashCommandBuilder()
    .setName('subscriptions')
    .setDescription('See, preview, post or remove this server’s subscriptions')
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
        readPanel(ask, context);
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
        const { id, guildId, channelId } = await findChosen(ask, context);
        // Two presses by mistake must not post the list's second ten as well.
        context.cooldowns.take('post-now', id, POST_NOW_COOLDOWN_MS);
        await planNow(context.db, { guildId, subscriptionId: id, now: context.now });
        context.lookSoon();
        return renderPosted({ channelId });
      },
    },
    remove: {
      answers: 'update',
      async run(ask, context) {
        const { id, guildId } = await findChosen(ask, context);
        return renderRemoved(await remove(context, guildId, id));
      },
    },
  },
};

/** Removes one of the server's subscriptions. @throws UserError `subscription-not-found` */
export async function remove({ db, log }: Context, guildId: string, id: string): Promise<Subscription> {
  const removed = await removeSubscription(db, guildId, id);
  if (removed === undefined) throw new UserError({ code: 'subscription-not-found' });
  log.info('subscription removed', { guildId, subscriptionId: id });
  return removed;
}

/**
 * The `custom_id` of a control of an admin's panel. It names who it was made for and when, so that nobody else, and
 * nobody much later, can press it.
 */
export function panelId(ask: Ask, at: Date, action: string, subscriptionId: string): string {
  const minute = Math.floor(at.getTime() / 60_000).toString(36);
  return encodeCustomId({ command: 'subscriptions', action, fields: [subscriptionId, ask.userId, minute] });
}

async function showPanel(ask: Ask, { db, now, channelName }: Context, chosen: string | undefined): Promise<AnswerBody> {
  const all = await listSubscriptions(db, guildOf(ask));
  const selected = all.find(({ id }) => id === chosen) ?? all[0];
  const at = now();
  const id = (action: string) => panelId(ask, at, action, selected?.id ?? '');
  return renderSubscriptionList({
    subscriptions: all,
    channelName,
    ids: { choose: id('choose'), preview: id('preview'), postNow: id('post-now'), remove: id('remove') },
    ...(selected !== undefined && { selectedId: selected.id }),
  });
}

/** @throws UserError `outdated` if the panel is somebody else's, or too old */
function readPanel({ fields, userId }: Ask, { now }: Context): string {
  const [id = '', owner, minute = ''] = fields;
  const madeAt = Number.parseInt(minute, 36) * 60_000;
  if (owner !== userId || !(now().getTime() - madeAt < PANEL_LASTS_MS)) throw new UserError({ code: 'outdated' });
  return id;
}

async function findChosen(ask: Ask, context: Context): Promise<Subscription> {
  const found = await findSubscription(context.db, guildOf(ask), readPanel(ask, context));
  if (found === undefined) throw new UserError({ code: 'subscription-not-found' });
  return found;
}
