import { ChannelType, PermissionFlagsBits } from 'discord-api-types/v10';
import { refusal } from '../api-error.ts';
import type { Core } from './core.ts';
import { holds, permissionsIn } from './permissions.ts';
import { guildOf } from './place.ts';
import type { ChannelState, GuildChannelState, GuildState, MessageState, ThreadState } from './state.ts';

/**
 * @throws ApiError 10003 if there is no such channel, if it is a conversation of others, or in an outage of its server;
 * 50001 if the user cannot see it
 */
export function seeChannel(core: Core, userId: string, channelId: string): ChannelState {
  const channel = core.state.channels[channelId];
  if (channel === undefined || guildOf(core, channel)?.unavailable === true) throw refusal('unknownChannel');
  if (canSee(core, userId, channelId)) return channel;
  throw refusal(channel.kind === 'private' ? 'unknownChannel' : 'missingAccess');
}

export function canSee(core: Core, userId: string, channelId: string): boolean {
  return holds(permissionsIn(core, userId, channelId), PermissionFlagsBits.ViewChannel);
}

/** @throws ApiError 50013 unless the user holds all of `wanted` in the channel */
export function demand(core: Core, userId: string, channelId: string, wanted: bigint): void {
  if (!holds(permissionsIn(core, userId, channelId), wanted)) throw refusal('missingPermissions');
}

/** A server that the user is in, and that there is no outage of. @throws ApiError 10004 */
export function findGuildOf(core: Core, userId: string, guildId: string): GuildState {
  const guild = core.state.guilds[guildId];
  if (guild?.members[userId] === undefined || guild.unavailable) throw refusal('unknownGuild');
  return guild;
}

/** A message of a channel, not an ephemeral one: those are no part of the channel. @throws ApiError 10008 */
export function findMessage(core: Core, channelId: string, messageId: string): MessageState {
  const found = core.state.messages[channelId]?.find(({ message }) => message.id === messageId);
  if (found === undefined) throw refusal('unknownMessage');
  return found;
}

/** Forums and media channels hold posts, and no messages of their own. */
export function isThreadOnly(channel: ChannelState | undefined): channel is GuildChannelState & ThreadOnly {
  return (
    channel?.kind === 'guild' && (channel.type === ChannelType.GuildForum || channel.type === ChannelType.GuildMedia)
  );
}

interface ThreadOnly {
  readonly type: ChannelType.GuildForum | ChannelType.GuildMedia;
}

export function isThread(channel: ChannelState): channel is ThreadState {
  return channel.kind === 'thread';
}

export function isForum(channel: ChannelState | undefined): channel is GuildChannelState {
  return channel?.kind === 'guild' && channel.type === ChannelType.GuildForum;
}
