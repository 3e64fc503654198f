import {
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
  SlashCommandBuilder,
} from 'discord.js';
import { describeSubscription } from '../src/render/message/choice.ts';
import { renderRemoved } from '../src/render/servers/subscribed.ts';
import { listSubscriptions } from '../src/store/servers/subscriptions.ts';
import { guildOf } from './asker/rights.ts';
import type { Command } from './context.ts';
import { remove } from './subscriptions.ts';

/** `/unsubscribe`: ends one of the server's subscriptions, named by autocompletion. */
export const unsubscribe: Command = {
  data: new SlashCommandBuilder()
    .setName('unsubscribe')
    .setDescription('End a subscription')
    .setContexts(InteractionContextType.Guild)
    .setIntegrationTypes(ApplicationIntegrationType.GuildInstall)
    .setDefaultMemberPermissions(PermissionFlagsBits.ManageGuild)
    .addStringOption((option) =>
      option
        .setName('subscription')
        .setDescription('Which one: choose from the list')
        .setRequired(true)
        .setAutocomplete(true),
    )
    .toJSON(),
  visibility: 'private',
  async execute(ask, context) {
    return renderRemoved(await remove(context, guildOf(ask), (ask.options.text('subscription') ?? '').trim()));
  },
  async complete(ask, { db, channelName }) {
    const typed = (ask.options.text('subscription') ?? '').trim().toLowerCase();
    const all = await listSubscriptions(db, guildOf(ask));
    return all
      .map((subscription) => ({
        name: describeSubscription(subscription, channelName(subscription.channelId)),
        value: subscription.id,
      }))
      .filter(({ name, value }) => name.toLowerCase().includes(typed) || value === typed);
  },
};
