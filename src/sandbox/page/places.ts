import { PermissionFlagsBits } from 'discord-api-types/v10';
import { canSee, isThreadOnly } from '../world/access.ts';
import type { Core } from '../world/core.ts';
import { basePermissions, holds, permissionsIn } from '../world/permissions.ts';
import { guildOf, isInGuild } from '../world/place.ts';
import { compareSnowflakes } from '../world/snowflake.ts';
import type { ChannelState, GuildChannelState, GuildState, ThreadState } from '../world/state.ts';
import { type PostView, viewPosts, viewTags } from './forums.ts';
import { nameOfUser, type PlaceView } from './named.ts';

export interface PersonView {
  readonly id: string;
  readonly name: string;
  /** Of any server. */
  readonly isAdmin: boolean;
  /** Whether there is no channel in which they may write. */
  readonly isReader: boolean;
}

export interface ServerView {
  readonly id: string;
  readonly name: string;
  readonly channels: readonly ChannelEntry[];
}

/** A channel in the sidebar, with its threads. */
export interface ChannelEntry {
  readonly id: string;
  readonly name: string;
  /** Discord's number. */
  readonly type: number;
  readonly threads: readonly PlaceView[];
}

/** The channel, thread or conversation that is open. */
export interface OpenView extends PlaceView {
  readonly kind: ChannelState['kind'];
  /** Of a thread. */
  readonly parent?: PlaceView;
  readonly mayWrite: boolean;
  /** Of a thread. */
  readonly isArchived: boolean;
  readonly isLocked: boolean;
  /** Of a forum's post. */
  readonly tags: readonly string[];
  /** Of a forum: in place of messages. */
  readonly posts?: readonly PostView[];
  /** For options that ask for one. */
  readonly roles: readonly PlaceView[];
  readonly members: readonly PlaceView[];
}

/** Whom the reader can be: everybody but bots. */
export function viewPeople(core: Core): readonly PersonView[] {
  const guilds = Object.values(core.state.guilds);
  const isAdmin = (userId: string) =>
    guilds.some((guild) => {
      const member = guild.members[userId];
      return member !== undefined && holds(basePermissions(guild, member), PermissionFlagsBits.Administrator);
    });
  return Object.values(core.state.users)
    .filter(({ bot }) => !bot)
    .map(({ id }) => ({ id, name: nameOfUser(core, id), isAdmin: isAdmin(id), isReader: !writesSomewhere(core, id) }));
}

function writesSomewhere(core: Core, userId: string): boolean {
  return Object.values(core.state.channels).some(
    ({ id, kind }) => kind === 'guild' && holds(permissionsIn(core, userId, id), PermissionFlagsBits.SendMessages),
  );
}

/** The servers of a person with what they can see of them. A thread that is archived is listed while it is open. */
export function viewServers(core: Core, userId: string, openId: string | undefined): readonly ServerView[] {
  return Object.values(core.state.guilds)
    .filter(({ members, unavailable }) => members[userId] !== undefined && !unavailable)
    .map((guild) => {
      const threads = listThreads(core, guild, openId).filter(({ id }) => canSee(core, userId, id));
      return {
        id: guild.id,
        name: guild.name,
        channels: listChannels(core, guild)
          .filter(({ id }) => canSee(core, userId, id))
          .map(({ id, name, type }) => ({
            id,
            name,
            type,
            threads: threads.filter(({ parentId }) => parentId === id).map((thread) => asPlace(thread)),
          })),
      };
    });
}

/** The conversations of a person: with the bot, and with others. */
export function viewDms(core: Core, userId: string): readonly PlaceView[] {
  return Object.values(core.state.channels)
    .filter((channel) => !isInGuild(channel) && canSee(core, userId, channel.id))
    .map((channel) => ({ id: channel.id, name: nameOf(core, userId, channel) }));
}

/** @returns undefined unless the person can see it */
export function viewOpen(core: Core, userId: string, channelId: string): OpenView | undefined {
  const channel = core.state.channels[channelId];
  if (channel === undefined || !isOpenTo(core, userId, channel)) return undefined;
  const guild = guildOf(core, channel);
  const parent = channel.kind === 'thread' ? core.state.channels[channel.parentId] : undefined;
  return {
    id: channel.id,
    kind: channel.kind,
    name: nameOf(core, userId, channel),
    ...(parent?.kind === 'guild' && { parent: asPlace(parent) }),
    mayWrite: mayWrite(core, userId, channel),
    isArchived: channel.kind === 'thread' && channel.archived,
    isLocked: channel.kind === 'thread' && channel.locked,
    tags: channel.kind === 'thread' ? viewTags(core, channel) : [],
    ...(isThreadOnly(channel) && { posts: viewPosts(core, userId, channel) }),
    roles: (guild?.roles ?? []).map(({ id, name }) => ({ id, name })),
    members: listMembers(core, channel),
  };
}

/** Who is there: the members of the server, or who is in a conversation. */
export function listMembers(core: Core, channel: ChannelState): readonly PlaceView[] {
  return listThere(core, channel).map((id) => ({ id, name: nameOfUser(core, id) }));
}

function listThere(core: Core, channel: ChannelState): readonly string[] {
  if (channel.kind === 'dm') return [channel.userId, core.state.application.id];
  if (channel.kind === 'private') return channel.people;
  return Object.keys(core.state.guilds[channel.guildId]?.members ?? {});
}

/** A conversation is named after the others in it. */
function nameOf(core: Core, userId: string, channel: ChannelState): string {
  if (isInGuild(channel)) return channel.name;
  const others = listThere(core, channel).filter((id) => id !== userId);
  return others.map((id) => nameOfUser(core, id)).join(', ');
}

function isOpenTo(core: Core, userId: string, channel: ChannelState): boolean {
  const isAway = guildOf(core, channel)?.unavailable === true;
  return !isAway && canSee(core, userId, channel.id);
}

function mayWrite(core: Core, userId: string, channel: ChannelState): boolean {
  if (isThreadOnly(channel)) return false;
  const permissions = permissionsIn(core, userId, channel.id);
  if (channel.kind !== 'thread') return holds(permissions, PermissionFlagsBits.SendMessages);
  if (channel.locked && !holds(permissions, PermissionFlagsBits.ManageThreads)) return false;
  return holds(permissions, PermissionFlagsBits.SendMessagesInThreads);
}

function listChannels(core: Core, guild: GuildState): readonly GuildChannelState[] {
  return Object.values(core.state.channels)
    .filter((channel): channel is GuildChannelState => channel.kind === 'guild' && channel.guildId === guild.id)
    .sort((a, b) => a.position - b.position || compareSnowflakes(a.id, b.id));
}

function listThreads(core: Core, guild: GuildState, openId: string | undefined): readonly ThreadState[] {
  return Object.values(core.state.channels)
    .filter((channel): channel is ThreadState => channel.kind === 'thread' && channel.guildId === guild.id)
    .filter(({ id, archived }) => !archived || id === openId);
}

function asPlace({ id, name }: GuildChannelState | ThreadState): PlaceView {
  return { id, name };
}
