import { InteractionType } from 'discord-api-types/v10';
import type { Core } from '../world/core.ts';
import { basePermissions, DM_PERMISSIONS, permissionsIn } from '../world/permissions.ts';
import type { ChannelState } from '../world/state.ts';
import { viewChannel, viewMember, viewUser } from '../world/views.ts';

const UPLOAD_BYTES = 10 * 2 ** 20;

export interface PayloadOptions {
  readonly id: string;
  readonly token: string;
  readonly type: InteractionType;
  readonly userId: string;
  readonly channel: ChannelState;
  readonly data: object;
  /** The message whose component was pressed. */
  readonly message?: object | undefined;
}

/** An interaction as the gateway delivers it. discord-api-docs, interactions/receiving-and-responding › Interaction Object */
export function viewInteraction(core: Core, options: PayloadOptions): object {
  const { id, token, type, userId, channel, data, message } = options;
  const botId = core.state.application.id;
  const inGuild = channel.kind !== 'dm';
  return {
    id,
    application_id: botId,
    type,
    token,
    version: 1,
    locale: 'en-US',
    entitlements: [],
    entitlement_sku_ids: [],
    authorizing_integration_owners: { '0': inGuild ? channel.guildId : '0' },
    context: inGuild ? 0 : 1,
    attachment_size_limit: UPLOAD_BYTES,
    channel_id: channel.id,
    channel: viewAskedChannel(core, userId, channel),
    app_permissions: String(inGuild ? permissionsIn(core, botId, channel.id) : DM_PERMISSIONS),
    ...(inGuild ? guildPart(core, userId, channel) : { user: viewUser(core.state, userId) }),
    ...(message !== undefined && { message }),
    ...(type !== InteractionType.Ping && { data }),
  };
}

/** A channel as an option carries it: with what the asker and the bot may do there. */
export function viewResolvedChannel(core: Core, userId: string, channel: ChannelState): object {
  return {
    ...viewAskedChannel(core, userId, channel),
    // Since 2026-07-16: discord-api-docs, interactions/application-commands › Resolved Data.
    app_permissions: String(permissionsIn(core, core.state.application.id, channel.id)),
  };
}

function viewAskedChannel(core: Core, userId: string, channel: ChannelState): object {
  const { permission_overwrites: _, ...view } = viewChannel(core.state, channel) as { permission_overwrites?: unknown };
  return channel.kind === 'dm' ? view : { ...view, permissions: String(permissionsIn(core, userId, channel.id)) };
}

function guildPart(core: Core, userId: string, channel: ChannelState & { guildId: string }): object {
  const guild = core.state.guilds[channel.guildId];
  const member = guild?.members[userId];
  if (guild === undefined || member === undefined) throw new Error(`${userId} is no member of the server`);
  const permissions = permissionsIn(core, userId, channel.id) || basePermissions(guild, member);
  return {
    guild_id: guild.id,
    guild: { id: guild.id, locale: 'en-US', features: [] },
    guild_locale: 'en-US',
    member: { ...viewMember(core.state, member), permissions: String(permissions) },
  };
}
