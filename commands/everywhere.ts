import {
  ApplicationIntegrationType,
  type ContextMenuCommandBuilder,
  InteractionContextType,
  type SlashCommandBuilder,
  type SlashCommandStringOption,
} from 'discord.js';

/** A command that works in servers, in direct messages, and for whoever installed Paperboy for themselves. */
export function everywhere<Builder extends SlashCommandBuilder | ContextMenuCommandBuilder>(builder: Builder): Builder {
  builder
    .setContexts(InteractionContextType.Guild, InteractionContextType.BotDM, InteractionContextType.PrivateChannel)
    .setIntegrationTypes(ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall);
  return builder;
}

/** The option `topic` of every command that may be kept to one; `completeTopic` completes it. */
export function describeTopic(option: SlashCommandStringOption): SlashCommandStringOption {
  return option.setName('topic').setDescription('Only this topic (all)').setAutocomplete(true);
}
