import type { Core } from './core.ts';
import type { ChannelState, GuildChannelState, GuildState, ThreadState } from './state.ts';

/** A channel or thread of a server. */
export type GuildPlace = GuildChannelState | ThreadState;

/** Whether a channel is a server's, and neither a conversation with the bot nor one among people. */
export function isInGuild(channel: ChannelState | undefined): channel is GuildPlace {
  return channel?.kind === 'guild' || channel?.kind === 'thread';
}

/** The server of a channel; absent outside of servers. */
export function guildOf(core: Core, channel: ChannelState | undefined): GuildState | undefined {
  return isInGuild(channel) ? core.state.guilds[channel.guildId] : undefined;
}
