import { PermissionFlagsBits } from 'discord-api-types/v10';
import type { Core } from '../world/core.ts';
import { holds, permissionsIn } from '../world/permissions.ts';
import { isInGuild } from '../world/place.ts';
import type { Interaction } from './interactions.ts';

const { SendMessages, SendMessagesInThreads, UseExternalApps } = PermissionFlagsBits;

/** Messages after the answer, at most, of an app that only a person has: discord-api-docs, Create Followup Message. */
export const MOST_FOLLOW_UPS = 5;

/** Whether an app is there through a person alone. */
export function isOwnAppOnly({ owners }: Pick<Interaction, 'owners'>): boolean {
  return owners['0'] === undefined;
}

/**
 * Whether an answer is ephemeral whatever the bot wishes: an app that only a person has may say in a server what the
 * person may say there, and nothing to all where *Use External Apps* is off.
 *
 * discord-api-docs, resources/application › User Context; topics/permissions, USE_EXTERNAL_APPS; issue 6961
 */
export function mustBePrivate(core: Core, interaction: Interaction): boolean {
  const { channelId, userId } = interaction;
  const channel = core.state.channels[channelId];
  if (!isInGuild(channel) || !isOwnAppOnly(interaction)) return false;
  const sending = channel.kind === 'thread' ? SendMessagesInThreads : SendMessages;
  return !holds(permissionsIn(core, userId, channelId), sending | UseExternalApps);
}
