import { PermissionFlagsBits } from 'discord-api-types/v10';
import type { Core } from './core.ts';
import type { GuildChannelState, GuildState, MemberState, OverwriteState, ThreadState } from './state.ts';

const { Administrator, ViewChannel, ReadMessageHistory, SendMessages, SendMessagesInThreads, ManageThreads } =
  PermissionFlagsBits;

/** Every permission there is: what an owner and an administrator have. */
const ALL_PERMISSIONS: bigint = Object.values(PermissionFlagsBits).reduce((all, bit) => all | bit, 0n);

/** What @everyone may do in a new server. */
export const DEFAULT_PERMISSIONS = 2_248_473_465_835_073n;

/** What whoever is in a direct conversation, or in a group's, may do. */
const DM_PERMISSIONS: bigint =
  ViewChannel |
  SendMessages |
  ReadMessageHistory |
  PermissionFlagsBits.EmbedLinks |
  PermissionFlagsBits.AttachFiles |
  PermissionFlagsBits.AddReactions |
  PermissionFlagsBits.UseExternalEmojis |
  PermissionFlagsBits.UseApplicationCommands |
  PermissionFlagsBits.SendPolls;

/** All that is left to somebody who is timed out. */
const TIMED_OUT = ViewChannel | ReadMessageHistory;
/** Void without the right to send. discord-api-docs, topics/permissions › Implicit Permissions */
const NEED_SENDING =
  PermissionFlagsBits.MentionEveryone |
  PermissionFlagsBits.SendTTSMessages |
  PermissionFlagsBits.AttachFiles |
  PermissionFlagsBits.EmbedLinks;

/**
 * What a user may do in a channel, with all that follows from it: nothing without the right to see it.
 * Order: discord-api-docs, topics/permissions › Permission Overwrites.
 *
 * @returns 0 if the channel does not exist, or the user is not there
 */
export function permissionsIn(core: Core, userId: string, channelId: string): bigint {
  const channel = core.state.channels[channelId];
  if (channel === undefined) return 0n;
  if (channel.kind === 'dm') {
    return userId === channel.userId || userId === core.state.application.id ? DM_PERMISSIONS : 0n;
  }
  if (channel.kind === 'private') return channel.people.includes(userId) ? DM_PERMISSIONS : 0n;
  const carrier = channel.kind === 'thread' ? core.state.channels[channel.parentId] : channel;
  const guild = core.state.guilds[channel.guildId];
  const member = guild?.members[userId];
  if (guild === undefined || member === undefined || carrier?.kind !== 'guild') return 0n;
  const base = basePermissions(guild, member);
  if ((base & Administrator) !== 0n) return ALL_PERMISSIONS;
  const granted = applyOverwrites(base, carrier, guild, member);
  return limit(granted, { member, channel, at: core.now() });
}

/**
 * What roles and overwrites grant in a server's channel, without what follows from it: somebody who cannot see it may
 * still hold the right to post there.
 *
 * @returns 0 if there is no such channel, or the user is not there
 */
export function grantedIn(core: Core, userId: string, channelId: string): bigint {
  const channel = core.state.channels[channelId];
  const guild = channel?.kind === 'guild' ? core.state.guilds[channel.guildId] : undefined;
  const member = guild?.members[userId];
  if (channel?.kind !== 'guild' || guild === undefined || member === undefined) return 0n;
  const base = basePermissions(guild, member);
  return (base & Administrator) !== 0n ? ALL_PERMISSIONS : applyOverwrites(base, channel, guild, member);
}

/** What a member's roles give in the whole server. */
export function basePermissions(guild: GuildState, member: MemberState): bigint {
  if (guild.ownerId === member.userId) return ALL_PERMISSIONS;
  const held = guild.roles.filter(({ id }) => id === guild.id || member.roles.includes(id));
  const base = held.reduce((all, { permissions }) => all | BigInt(permissions), 0n);
  return (base & Administrator) === 0n ? base : ALL_PERMISSIONS;
}

export function holds(permissions: bigint, wanted: bigint): boolean {
  return (permissions & wanted) === wanted;
}

function applyOverwrites(base: bigint, channel: GuildChannelState, guild: GuildState, member: MemberState): bigint {
  const { overwrites } = channel;
  const everyone = overwrites.filter(({ type, id }) => type === 0 && id === guild.id);
  const roles = overwrites.filter(({ type, id }) => type === 0 && id !== guild.id && member.roles.includes(id));
  const own = overwrites.filter(({ type, id }) => type === 1 && id === member.userId);
  // Denials of one step first, then its grants: a grant by any of several roles wins over a denial by another.
  return [everyone, roles, own].reduce((permissions, step) => (permissions & ~denied(step)) | allowed(step), base);
}

function limit(
  granted: bigint,
  { member, channel, at }: { member: MemberState; channel: GuildChannelState | ThreadState; at: Date },
): bigint {
  const timedOut = member.timedOutUntil !== undefined && new Date(member.timedOutUntil) > at;
  const permissions = timedOut ? granted & TIMED_OUT : granted;
  const isHidden =
    channel.kind === 'thread' && channel.type === 12 && !(member.userId in channel.members)
      ? !holds(permissions, ManageThreads)
      : false;
  if (isHidden || !holds(permissions, ViewChannel)) return 0n;
  const sending = channel.kind === 'thread' ? SendMessagesInThreads : SendMessages;
  return holds(permissions, sending) ? permissions : permissions & ~NEED_SENDING;
}

function allowed(overwrites: readonly OverwriteState[]): bigint {
  return overwrites.reduce((all, { allow }) => all | BigInt(allow), 0n);
}

function denied(overwrites: readonly OverwriteState[]): bigint {
  return overwrites.reduce((all, { deny }) => all | BigInt(deny), 0n);
}
