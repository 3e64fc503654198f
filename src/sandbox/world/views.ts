import { type APIUser, ChannelType } from 'discord-api-types/v10';
import type {
  ChannelState,
  DmState,
  GuildChannelState,
  GuildState,
  MemberState,
  PrivateState,
  State,
  ThreadState,
} from './state.ts';
import { asDate } from './timestamps.ts';

const NO_FLAGS: number = 0;

/** A user as the API shows it. @throws if there is none */
export function viewUser(state: State, userId: string): APIUser {
  const user = state.users[userId];
  if (user === undefined) throw new Error(`no user ${userId}`);
  return {
    id: user.id,
    username: user.username,
    discriminator: '0',
    global_name: user.globalName,
    avatar: null,
    avatar_decoration_data: null,
    collectibles: null,
    primary_guild: null,
    public_flags: NO_FLAGS,
    flags: NO_FLAGS,
    ...(user.bot && { bot: true }),
  };
}

/** A member without the user, as it stands in resolved data and beside a message. */
export function viewBareMember(member: MemberState) {
  return {
    nick: null,
    avatar: null,
    banner: null,
    roles: member.roles,
    joined_at: asDate(member.joinedAt),
    premium_since: null,
    deaf: false,
    mute: false,
    pending: false,
    flags: 0,
    communication_disabled_until: member.timedOutUntil === undefined ? null : asDate(member.timedOutUntil),
    unusual_dm_activity_until: null,
    collectibles: null,
  };
}

export function viewMember(state: State, member: MemberState) {
  return { ...viewBareMember(member), user: viewUser(state, member.userId) };
}

export function viewRoles(guild: GuildState) {
  return guild.roles.map((role, position) => ({
    id: role.id,
    name: role.name,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    icon: null,
    unicode_emoji: null,
    position,
    permissions: role.permissions,
    managed: role.botId !== undefined,
    mentionable: role.mentionable,
    flags: 0,
    ...(role.botId !== undefined && { tags: { bot_id: role.botId } }),
  }));
}

/** A server as `GET /guilds/{id}` shows it. */
export function viewGuild(guild: GuildState) {
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    splash: null,
    discovery_splash: null,
    banner: null,
    home_header: null,
    description: null,
    owner_id: guild.ownerId,
    region: 'us-east',
    afk_channel_id: null,
    afk_timeout: 300,
    system_channel_id: guild.systemChannelId ?? null,
    system_channel_flags: 0,
    rules_channel_id: null,
    public_updates_channel_id: null,
    safety_alerts_channel_id: null,
    widget_enabled: false,
    widget_channel_id: null,
    verification_level: 0,
    default_message_notifications: 1,
    explicit_content_filter: 0,
    mfa_level: 0,
    nsfw: false,
    nsfw_level: 0,
    max_members: 500_000,
    max_presences: null,
    max_video_channel_users: 25,
    max_stage_video_channel_users: 50,
    vanity_url_code: null,
    premium_tier: 0,
    premium_subscription_count: 0,
    premium_progress_bar_enabled: false,
    preferred_locale: 'en-US',
    application_id: null,
    hub_type: null,
    features: [],
    emojis: [],
    stickers: [],
    incidents_data: null,
    roles: viewRoles(guild),
  };
}

/** A channel as the API shows it. Threads go with their counts, conversations with the people. */
export function viewChannel(state: State, channel: ChannelState) {
  if (channel.kind === 'guild') return viewGuildChannel(channel);
  if (channel.kind === 'thread') return viewThread(channel);
  return channel.kind === 'dm' ? viewDm(state, channel) : viewConversation(state, channel);
}

export function viewThread(thread: ThreadState) {
  return {
    id: thread.id,
    type: thread.type,
    guild_id: thread.guildId,
    parent_id: thread.parentId,
    owner_id: thread.ownerId,
    name: thread.name,
    last_message_id: thread.lastMessageId,
    rate_limit_per_user: thread.slowmodeSeconds,
    flags: thread.pinned ? 2 : 0,
    message_count: thread.messageCount,
    // The API stops counting at 50.
    member_count: Math.min(Object.keys(thread.members).length, 50),
    total_message_sent: thread.totalMessageSent,
    applied_tags: thread.tags,
    thread_metadata: {
      archived: thread.archived,
      archive_timestamp: asDate(thread.archiveChangedAt),
      auto_archive_duration: thread.autoArchiveMinutes,
      locked: thread.locked,
      create_timestamp: asDate(thread.createdAt),
      ...(thread.invitable !== undefined && { invitable: thread.invitable }),
    },
  };
}

/** The membership of a user in a thread; absent if they did not join. */
export function viewThreadMember(thread: ThreadState, userId: string) {
  const joinedAt = thread.members[userId];
  if (joinedAt === undefined) return undefined;
  return { id: thread.id, user_id: userId, join_timestamp: asDate(joinedAt), flags: 1 };
}

function viewGuildChannel(channel: GuildChannelState) {
  const isForum = channel.type === ChannelType.GuildForum;
  return {
    id: channel.id,
    type: channel.type,
    guild_id: channel.guildId,
    name: channel.name,
    position: channel.position,
    permission_overwrites: channel.overwrites,
    parent_id: null,
    topic: null,
    nsfw: false,
    last_message_id: channel.lastMessageId,
    rate_limit_per_user: 0,
    flags: channel.requiresTag ? 16 : 0,
    ...((isForum || channel.type === ChannelType.GuildMedia) && {
      available_tags: channel.tags,
      default_reaction_emoji: null,
      default_sort_order: null,
    }),
    ...(isForum && { default_forum_layout: 0 }),
  };
}

function viewDm(state: State, dm: DmState) {
  return {
    id: dm.id,
    type: 1,
    last_message_id: dm.lastMessageId,
    flags: 0,
    recipients: [viewUser(state, dm.userId)],
  };
}

function viewConversation(state: State, { id, type, ownerId, people, lastMessageId }: PrivateState) {
  return {
    id,
    type,
    last_message_id: lastMessageId,
    flags: 0,
    recipients: people.map((userId) => viewUser(state, userId)),
    ...(type === ChannelType.GroupDM && { name: null, icon: null, owner_id: ownerId }),
  };
}
