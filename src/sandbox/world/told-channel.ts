import { ChannelFlags, PermissionFlagsBits } from 'discord-api-types/v10';
import { canSee } from './access.ts';
import type { Core } from './core.ts';
import type { GuildChannelState } from './state.ts';
import { viewChannel } from './views.ts';

/** Tells the bot of a server's channel, as far as it sees it. @param t CHANNEL_CREATE or CHANNEL_UPDATE */
export function emitChannel(core: Core, t: string, channel: GuildChannelState): void {
  core.emit({ t, d: viewToldChannel(core, channel), guildId: channel.guildId });
}

/**
 * A server's channel as the gateway tells it to the bot. Of one that the bot does not see, id, type, position and parent
 * are true, and nothing else: no name, no tags, and one overwrite, which hides it from everybody.
 *
 * Source: discord-api-docs, resources/channel › Obfuscated Channels (pull request 8454), for every bot since 2026-11-16.
 * Fields as an obfuscated channel was recorded in August 2026. Interactions are not obfuscated.
 */
export function viewToldChannel(core: Core, channel: GuildChannelState) {
  const view = viewChannel(core.state, channel);
  if (canSee(core, core.state.application.id, channel.id)) return view;
  const hidden = { id: channel.guildId, type: 0, allow: '0', deny: String(PermissionFlagsBits.ViewChannel) };
  return {
    ...view,
    name: '___hidden___',
    flags: ChannelFlags.ChannelObfuscated,
    permission_overwrites: [hidden],
    topic: null,
    nsfw: false,
    last_message_id: null,
    rate_limit_per_user: 0,
    available_tags: [],
    default_reaction_emoji: null,
    default_sort_order: null,
  };
}
