import { InteractionType, PermissionFlagsBits } from 'discord-api-types/v10';
import type { Core } from '../world/core.ts';
import { contextOf, type Owners } from '../world/installs.ts';
import { basePermissions, permissionsIn } from '../world/permissions.ts';
import { type GuildPlace, guildOf, isInGuild } from '../world/place.ts';
import type { ChannelState } from '../world/state.ts';
import { viewChannel, viewMember, viewUser } from '../world/views.ts';

const { AttachFiles, EmbedLinks, MentionEveryone, UseExternalEmojis } = PermissionFlagsBits;
const UPLOAD_BYTES = 10 * 2 ** 20;

export interface PayloadOptions {
  readonly id: string;
  readonly token: string;
  readonly type: InteractionType;
  readonly userId: string;
  readonly channel: ChannelState;
  readonly owners: Owners;
  readonly data: object;
  /** The message whose component was pressed. */
  readonly message?: object | undefined;
}

/** An interaction as the gateway delivers it. discord-api-docs, interactions/receiving-and-responding › Interaction Object */
export function viewInteraction(core: Core, options: PayloadOptions): object {
  const { id, token, type, userId, channel, owners, data, message } = options;
  return {
    id,
    application_id: core.state.application.id,
    type,
    token,
    version: 1,
    locale: 'en-US',
    entitlements: [],
    entitlement_sku_ids: [],
    authorizing_integration_owners: owners,
    context: contextOf(channel),
    attachment_size_limit: UPLOAD_BYTES,
    channel_id: channel.id,
    channel: viewAskedChannel(core, userId, channel),
    app_permissions: String(appPermissions(core, userId, channel)),
    ...(isInGuild(channel) ? guildPart(core, userId, channel) : { user: viewUser(core.state, userId) }),
    ...(message !== undefined && { message }),
    ...(type !== InteractionType.Ping && { data }),
  };
}

/**
 * In conversations: discord-api-docs, interactions/receiving-and-responding › Interaction Structure. In a server
 * without the bot they say more than the bot may: what the person may is among them (issue 7251), and always embeds and
 * files (issue 5316).
 */
function appPermissions(core: Core, userId: string, channel: ChannelState): bigint {
  const botId = core.state.application.id;
  if (channel.kind === 'dm') return AttachFiles | EmbedLinks | MentionEveryone | UseExternalEmojis;
  if (channel.kind === 'private') return AttachFiles | EmbedLinks | MentionEveryone;
  if (guildOf(core, channel)?.members[botId] !== undefined) return permissionsIn(core, botId, channel.id);
  return permissionsIn(core, userId, channel.id) | AttachFiles | EmbedLinks;
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
  return isInGuild(channel) ? { ...view, permissions: String(permissionsIn(core, userId, channel.id)) } : view;
}

function guildPart(core: Core, userId: string, channel: GuildPlace): object {
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
