import type { Ask, ChosenChannel, ChosenRole } from '../../src/discord/command.ts';
import { formOf } from '../../src/domain/channel-kind.ts';
import { UserError } from '../../src/domain/errors.ts';
import type { Preferences } from '../../src/domain/subscription.ts';
import { kindOf, missingRights, type Right } from '../asker/rights.ts';
import type { Context } from '../context.ts';

/** A channel that is to be subscribed, with what the asker and Paperboy may do there now. */
export interface Target {
  readonly channel: ChosenChannel;
  /** The role that is to be mentioned. */
  readonly role?: ChosenRole;
}

/**
 * What is true now of a channel that somebody chose earlier: as the press itself says of the channel in which it is
 * made, else as Discord answers.
 *
 * @throws UserError if channel or role is gone, if Paperboy cannot see the channel, or if Discord does not say
 */
export async function readTarget(
  ask: Ask,
  { rights }: Context,
  { guildId, channelId, mentionRoleId }: { guildId: string; channelId: string; mentionRoleId?: string | undefined },
): Promise<Target> {
  if (ask.channel.id === channelId && mentionRoleId === undefined) return { channel: channelOf(ask) };
  const read = await rights.readRights({ guildId, channelId, userId: ask.userId });
  if (read.kind === 'failed') {
    const reason = read.failure.kind === 'suspend' ? read.failure.reason : undefined;
    if (reason === 'channel-gone') throw new UserError({ code: 'channel-gone' });
    if (reason === undefined) throw new UserError({ code: 'busy' });
    throw new UserError({ code: 'bot-may-not', permissions: missingRights(0n, ['ViewChannel']), channelId });
  }
  const { type, memberPermissions, appPermissions, roles } = read;
  const channel = { id: channelId, type, memberPermissions, appPermissions };
  if (mentionRoleId === undefined) return { channel };
  const role = roles.find(({ id }) => id === mentionRoleId);
  if (role === undefined) throw new UserError({ code: 'bad-mention', reason: 'gone' });
  return { channel, role };
}

/** The channel in which something is asked, as one that was chosen. */
export function channelOf({ channel, memberPermissions, appPermissions }: Ask): ChosenChannel {
  return { ...channel, memberPermissions, appPermissions };
}

/** Everything that the posts of a subscription need. */
export function neededRights({ threads }: Pick<Preferences, 'threads'>, channel: ChosenChannel): readonly Right[] {
  const posting: readonly Right[] = ['ViewChannel', 'SendMessages'];
  // A forum's post needs no right to start threads; without the history none would be found again.
  if (formOf(kindOf(channel)) === 'posts') return [...posting, 'ReadMessageHistory'];
  return threads === 'none' ? posting : [...posting, 'CreatePublicThreads', 'SendMessagesInThreads'];
}

/** @throws UserError `bad-mention` for @everyone, and for a role that the asker could not mention in the channel */
export function demandMayMention({ channel, role }: Target, guildId: string): void {
  if (role === undefined) return;
  // The role that everybody has carries the server's own id.
  if (role.id === guildId) throw new UserError({ code: 'bad-mention', reason: 'everyone' });
  if (!role.mentionable && missingRights(channel.memberPermissions, ['MentionEveryone']).length > 0) {
    throw new UserError({ code: 'bad-mention', reason: 'not-mentionable' });
  }
}
