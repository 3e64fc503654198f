import { canSee } from './access.ts';
import type { Core } from './core.ts';
import { BOT_PERMISSIONS } from './first-world.ts';
import { DEFAULT_PERMISSIONS } from './permissions.ts';
import type { GuildState, RoleState } from './state.ts';
import { changeAccess } from './thread-sync.ts';
import { activeThreads } from './threads.ts';
import { asDate } from './timestamps.ts';
import { viewToldChannel } from './told-channel.ts';
import { viewGuild, viewMember, viewRoles, viewThread, viewThreadMember } from './views.ts';

/** A server's whole state as the gateway tells it to the bot when it becomes available. */
export function viewGuildCreate(core: Core, guild: GuildState) {
  const { state } = core;
  const botId = state.application.id;
  const me = guild.members[botId];
  const channels = [...core.channels.ofGuild(guild.id)].filter((channel) => channel.kind === 'guild');
  return {
    ...viewGuild(guild),
    joined_at: me === undefined ? asDate(core.now()) : asDate(me.joinedAt),
    large: false,
    unavailable: false,
    member_count: Object.keys(guild.members).length,
    // Without the members intent the bot alone.
    members: me === undefined ? [] : [viewMember(state, me)],
    channels: channels.map((channel) => ({ ...viewToldChannel(core, channel), guild_id: undefined })),
    threads: activeThreads(core, guild.id)
      .filter(({ id }) => canSee(core, botId, id))
      .map((thread) => ({ ...viewThread(thread), member: viewThreadMember(thread, botId) })),
    presences: [],
    voice_states: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}

/** The servers that the bot is in. */
export function listBotGuilds({ state }: Core): readonly GuildState[] {
  return Object.values(state.guilds).filter(({ members }) => state.application.id in members);
}

export interface NewGuild {
  readonly name: string;
  readonly ownerId: string;
  /** Whether it has installed the app (true). */
  readonly hasBot?: boolean;
}

/** A new server. @returns its id */
export function addGuild(core: Core, { name, ownerId, hasBot = true }: NewGuild): string {
  const { state } = core;
  const id = core.newId();
  const joinedAt = core.now().toISOString();
  const guild: GuildState = {
    id,
    name,
    ownerId,
    roles: [{ id, name: '@everyone', permissions: String(DEFAULT_PERMISSIONS), mentionable: false }],
    members: { [ownerId]: { userId: ownerId, roles: [], joinedAt } },
    unavailable: false,
  };
  state.guilds[id] = guild;
  if (hasBot) inviteBot(core, guild);
  else core.touch();
  return id;
}

/** The bot joins, with a role of its own. Does nothing if it is there. */
export function inviteBot(core: Core, guild: GuildState): void {
  const botId = core.state.application.id;
  if (guild.members[botId] !== undefined) return;
  const role: RoleState = {
    id: core.newId(),
    name: 'Paperboy',
    permissions: String(BOT_PERMISSIONS),
    mentionable: false,
    botId,
  };
  guild.roles.push(role);
  guild.members[botId] = { userId: botId, roles: [role.id], joinedAt: core.now().toISOString() };
  core.emit({ t: 'GUILD_CREATE', d: viewGuildCreate(core, guild), guildId: guild.id });
}

/** The bot is removed, and its role and threads' memberships with it. */
export function kickBot(core: Core, guild: GuildState): void {
  const botId = core.state.application.id;
  delete guild.members[botId];
  const at = guild.roles.findIndex((role) => role.botId === botId);
  if (at >= 0) guild.roles.splice(at, 1);
  core.emit({ t: 'GUILD_DELETE', d: { id: guild.id }, guildId: guild.id, memberId: botId });
}

/** An outage begins or ends. During it the server's routes know nothing of it. */
export function setAvailable(core: Core, guild: GuildState, available: boolean): void {
  guild.unavailable = !available;
  core.emit(
    available
      ? { t: 'GUILD_CREATE', d: viewGuildCreate(core, guild), guildId: guild.id }
      : { t: 'GUILD_DELETE', d: { id: guild.id, unavailable: true }, guildId: guild.id },
  );
}

/** Chooses where Discord itself tells the server something. */
export function setSystemChannel(core: Core, guild: GuildState, channelId: string | null): void {
  guild.systemChannelId = channelId;
  core.emit({ t: 'GUILD_UPDATE', d: viewGuild(guild), guildId: guild.id });
}

/** Deletes a role; whoever had it has it no more. */
export function deleteRole(core: Core, guild: GuildState, roleId: string): void {
  const at = guild.roles.findIndex(({ id }) => id === roleId);
  if (at < 0 || roleId === guild.id) throw new Error(`no role ${roleId} that can be deleted`);
  changeAccess(core, guild, () => {
    guild.roles.splice(at, 1);
    for (const member of Object.values(guild.members)) member.roles = member.roles.filter((id) => id !== roleId);
    core.emit({ t: 'GUILD_ROLE_DELETE', d: { guild_id: guild.id, role_id: roleId }, guildId: guild.id });
  });
}

/** Adds a role. @returns its id */
export function addRole(
  core: Core,
  guild: GuildState,
  wanted: { name: string; permissions?: bigint; mentionable?: boolean },
): string {
  const role: RoleState = {
    id: core.newId(),
    name: wanted.name,
    permissions: String(wanted.permissions ?? 0n),
    mentionable: wanted.mentionable ?? false,
  };
  guild.roles.push(role);
  emitRole(core, 'GUILD_ROLE_CREATE', guild, role);
  return role.id;
}

/** Changes what a role may do in the whole server; @everyone is the role with the server's own id. */
export function setRolePermissions(core: Core, guild: GuildState, roleId: string, permissions: bigint): void {
  const role = guild.roles.find(({ id }) => id === roleId);
  if (role === undefined) throw new Error(`no role ${roleId}`);
  changeAccess(core, guild, () => {
    role.permissions = String(permissions);
    emitRole(core, 'GUILD_ROLE_UPDATE', guild, role);
  });
}

/** Makes a user a member; a user that does not exist yet is made. @returns the user's id */
export function addMember(
  core: Core,
  guild: GuildState,
  wanted: { userId?: string; name?: string; roles?: readonly string[] },
): string {
  const id = wanted.userId ?? core.newId();
  const name = wanted.name ?? `person-${id.slice(-4)}`;
  core.state.users[id] ??= { id, username: name.toLowerCase(), globalName: name, bot: false, takesDms: true };
  const member = { userId: id, roles: [...(wanted.roles ?? [])], joinedAt: core.now().toISOString() };
  guild.members[id] = member;
  emitMember(core, 'GUILD_MEMBER_ADD', guild, id);
  return id;
}

export function removeMember(core: Core, guild: GuildState, userId: string): void {
  delete guild.members[userId];
  emitMember(core, 'GUILD_MEMBER_REMOVE', guild, userId);
}

/** Changes a member's roles, or until when they are timed out. */
export function setMember(
  core: Core,
  guild: GuildState,
  userId: string,
  change: { roles?: readonly string[]; timedOutUntil?: Date | null },
): void {
  const member = guild.members[userId];
  if (member === undefined) throw new Error(`no member ${userId}`);
  changeAccess(core, guild, () => {
    if (change.roles !== undefined) member.roles = [...change.roles];
    if (change.timedOutUntil === null) delete member.timedOutUntil;
    else if (change.timedOutUntil !== undefined) member.timedOutUntil = change.timedOutUntil.toISOString();
    emitMember(core, 'GUILD_MEMBER_UPDATE', guild, userId);
  });
}

function emitRole(core: Core, t: string, guild: GuildState, role: RoleState): void {
  const view = viewRoles(guild).find(({ id }) => id === role.id);
  core.emit({ t, d: { guild_id: guild.id, role: view }, guildId: guild.id });
}

function emitMember(core: Core, t: string, guild: GuildState, userId: string): void {
  const member = guild.members[userId];
  const view = member === undefined ? { user: core.state.users[userId] } : viewMember(core.state, member);
  core.emit({ t, d: { guild_id: guild.id, ...view }, guildId: guild.id, memberId: userId });
}
