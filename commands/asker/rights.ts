import { ChannelType, PermissionFlagsBits } from 'discord-api-types/v10';
import type { Ask, AskedChannel, ChosenChannel } from '../../src/discord/command.ts';
import type { ChannelKind } from '../../src/domain/channel-kind.ts';
import { UserError } from '../../src/domain/errors.ts';

/** Permissions as Discord's settings name them, so that whoever reads the sentence finds the switch. */
const NAMES = {
  ViewChannel: 'View Channel',
  SendMessages: 'Send Messages',
  SendMessagesInThreads: 'Send Messages in Threads',
  CreatePublicThreads: 'Create Public Threads',
  ReadMessageHistory: 'Read Message History',
  MentionEveryone: 'Mention @everyone, @here, and All Roles',
  ManageThreads: 'Manage Threads',
  ManageGuild: 'Manage Server',
  UseExternalApps: 'Use External Apps',
} as const;

export type Right = keyof typeof NAMES;

const THREADS: readonly ChannelType[] = [
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
  ChannelType.AnnouncementThread,
];
const KINDS: ReadonlyMap<ChannelType, ChannelKind> = new Map([
  [ChannelType.GuildText, 'text'],
  [ChannelType.GuildAnnouncement, 'announcement'],
  [ChannelType.GuildForum, 'forum'],
  [ChannelType.GuildMedia, 'media'],
]);

/** Those of `rights` that `permissions` do not hold, by their names; none for an administrator. */
export function missingRights(permissions: bigint, rights: readonly Right[]): readonly string[] {
  if ((permissions & PermissionFlagsBits.Administrator) !== 0n) return [];
  return rights.filter((right) => (permissions & PermissionFlagsBits[right]) === 0n).map((right) => NAMES[right]);
}

export function isThread(channel: AskedChannel): boolean {
  return THREADS.includes(channel.type);
}

/** @returns undefined for a channel to which no digests go */
export function kindOf(channel: AskedChannel): ChannelKind | undefined {
  return KINDS.get(channel.type);
}

/** Whether digests and discussions can be posted there. */
export function isPostable(channel: AskedChannel): boolean {
  return kindOf(channel) !== undefined;
}

/** @throws UserError if nothing can be posted in the channel, or the asker could not do it there */
export function demandMayPostIn(channel: ChosenChannel): void {
  if (!isPostable(channel)) throw new UserError({ code: 'wrong-channel-type', channelId: channel.id });
  const permissions = missingRights(channel.memberPermissions, ['ViewChannel', 'SendMessages']);
  if (permissions.length > 0) throw new UserError({ code: 'you-may-not', permissions, channelId: channel.id });
}

/** @throws UserError `bot-may-not`, naming each right that Paperboy lacks in the channel */
export function demandBotRights(channel: ChosenChannel, rights: readonly Right[]): void {
  const permissions = missingRights(channel.appPermissions, rights);
  if (permissions.length > 0) throw new UserError({ code: 'bot-may-not', permissions, channelId: channel.id });
}

/** The channel that a place belongs to: a thread's parent, else itself. */
export function homeChannelId(channel: AskedChannel): string {
  return isThread(channel) && channel.parentId !== undefined ? channel.parentId : channel.id;
}

/**
 * The server in which something was asked.
 *
 * @throws UserError `servers-only` outside of servers, `foreign-server` in one that has not installed Paperboy
 */
export function guildOf({ guildId, isForeignServer }: Ask): string {
  if (guildId === undefined) throw new UserError({ code: isForeignServer ? 'foreign-server' : 'servers-only' });
  return guildId;
}

/**
 * Answers bypass a channel's permissions, so what a person has Paperboy say to everybody takes the person's own right
 * to speak there. @throws UserError `you-may-not`
 */
export function demandMaySpeak(ask: Ask): void {
  const { guildId, isForeignServer, channel } = ask;
  if (guildId === undefined && !isForeignServer) return;
  const writing: Right = isThread(channel) ? 'SendMessagesInThreads' : 'SendMessages';
  // Without it Discord shows the answer to nobody else, and does not tell us: resources/application › User Context.
  demandRights(ask, isForeignServer ? [writing, 'UseExternalApps'] : [writing]);
}

/** @throws UserError `you-may-not`, naming each right that the person lacks in the channel */
export function demandRights(ask: Ask, rights: readonly Right[]): void {
  const permissions = missingRights(ask.memberPermissions, rights);
  if (permissions.length > 0) throw new UserError({ code: 'you-may-not', permissions, channelId: ask.channel.id });
}
