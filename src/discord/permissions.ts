import {
  type APIGuildChannel,
  type APIRole,
  ChannelFlags,
  ChannelType,
  OverwriteType,
  PermissionFlagsBits,
} from 'discord-api-types/v10';
import type { ChannelKind } from '../domain/channel-kind.ts';

const KINDS: ReadonlyMap<ChannelType, ChannelKind> = new Map([
  [ChannelType.GuildText, 'text'],
  [ChannelType.GuildAnnouncement, 'announcement'],
  [ChannelType.GuildForum, 'forum'],
  [ChannelType.GuildMedia, 'media'],
]);

/** @returns undefined for a channel that is not posted to: others have no messages of their own, or none of ours */
export function kindOf(type: ChannelType): ChannelKind | undefined {
  return KINDS.get(type);
}

/**
 * Whether the gateway hides a channel, because the bot does not see it: then its name is none, and its one overwrite,
 * which lets nobody see it, stands for those that it has. A channel that is seen may have that name; the flag tells.
 *
 * Source: discord-api-docs, resources/channel › Obfuscated Channels; so for every bot since 2026-11-16.
 */
export function isHidden({ flags }: { readonly flags: { has(flag: number): boolean } | null }): boolean {
  return flags?.has(ChannelFlags.ChannelObfuscated) ?? false;
}

const ALL = ~0n;

/**
 * Whether everybody in a server sees a channel: the role of everybody grants it, and no overwrite, of whomever, takes it
 * away. One that is hidden and shown again to everybody by an overwrite does not count: to be wrong on that side hides
 * too much, and shows nobody what they cannot see.
 *
 * @param denials what the channel's overwrites deny
 */
export function isOpenToAll(everyone: bigint, denials: readonly bigint[]): boolean {
  const { ViewChannel, Administrator } = PermissionFlagsBits;
  return (everyone & (ViewChannel | Administrator)) !== 0n && denials.every((denied) => (denied & ViewChannel) === 0n);
}

/** What a member may do in a whole server. An owner is not known from roles alone: see the caller. */
export function permissionsOf(guildId: string, memberRoles: readonly string[], roles: readonly APIRole[]): bigint {
  // The role that everybody has carries the server's own id.
  const held = roles.filter(({ id }) => id === guildId || memberRoles.includes(id));
  const base = held.reduce((all, { permissions }) => all | BigInt(permissions), 0n);
  return (base & PermissionFlagsBits.Administrator) === 0n ? base : ALL;
}

/**
 * What a member may do in a channel: the server's grants, then the channel's overwrites for everybody, for the member's
 * roles together, and for the member.
 *
 * Source: discord-api-docs, topics/permissions › Permission Overwrites.
 */
export function permissionsIn(
  channel: APIGuildChannel,
  member: { guildId: string; userId: string; memberRoles: readonly string[]; roles: readonly APIRole[] },
): bigint {
  const { guildId, userId, memberRoles, roles } = member;
  const base = permissionsOf(guildId, memberRoles, roles);
  if (base === ALL) return ALL;
  const overwrites = channel.permission_overwrites ?? [];
  const steps = [
    overwrites.filter(({ type, id }) => type === OverwriteType.Role && id === guildId),
    overwrites.filter(({ type, id }) => type === OverwriteType.Role && id !== guildId && memberRoles.includes(id)),
    overwrites.filter(({ type, id }) => type === OverwriteType.Member && id === userId),
  ];
  // Denials of one step first, then its grants: a grant by any of several roles wins over a denial by another.
  return steps.reduce((permissions, step) => {
    const denied = step.reduce((all, { deny }) => all | BigInt(deny), 0n);
    const allowed = step.reduce((all, { allow }) => all | BigInt(allow), 0n);
    return (permissions & ~denied) | allowed;
  }, base);
}
