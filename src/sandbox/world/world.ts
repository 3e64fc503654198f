import { addChannel, type ChannelChange, deleteChannel, type NewChannel, setChannel } from './channels.ts';
import { addConversation } from './conversations.ts';
import type { Core } from './core.ts';
import { newToken } from './first-world.ts';
import {
  addGuild,
  addMember,
  addRole,
  deleteRole,
  inviteBot,
  kickBot,
  type NewGuild,
  removeMember,
  setAvailable,
  setMember,
  setRolePermissions,
  setSystemChannel,
} from './guilds.ts';
import { setInstalledFor } from './installs.ts';
import { permissionsIn } from './permissions.ts';
import type { DmState, FirstIds, GuildChannelState, GuildState, MessageState, ThreadState } from './state.ts';
import { threadsOf } from './threads.ts';
import { createThreadWorld, type ThreadWorld } from './world-threads.ts';

/** What happens in Discord without the bot's doing: for tests, and for whoever plays the admin. */
export interface World extends ThreadWorld {
  readonly first: FirstIds;
  /** Also the id of the bot's user. */
  readonly applicationId: string;
  /** Of a channel or thread, oldest first, ephemeral ones left out. */
  messages(channelId: string): readonly MessageState[];
  /** The ephemeral messages of a person in a channel, oldest first. */
  ephemeral(userId: string, channelId: string): readonly MessageState[];
  /** Every direct conversation with the bot. */
  dms(): readonly DmState[];
  /** Of a server, archived ones included. */
  threads(guildId: string): readonly ThreadState[];
  addGuild(wanted: NewGuild): string;
  addChannel(guildId: string, wanted: NewChannel): string;
  setChannel(channelId: string, change: ChannelChange): void;
  /** Or a thread. */
  deleteChannel(channelId: string): void;
  /** Grants or denies a role or member something in a channel; what is named by neither is as in the server. */
  overwrite(channelId: string, targetId: string, rights: { allow?: bigint; deny?: bigint }): void;
  permissions(userId: string, channelId: string): bigint;
  addRole(guildId: string, wanted: { name: string; permissions?: bigint; mentionable?: boolean }): string;
  deleteRole(guildId: string, roleId: string): void;
  setRolePermissions(guildId: string, roleId: string, permissions: bigint): void;
  addMember(guildId: string, wanted: { userId?: string; name?: string; roles?: readonly string[] }): string;
  removeMember(guildId: string, userId: string): void;
  setMember(guildId: string, userId: string, change: { roles?: readonly string[]; timedOutUntil?: Date | null }): void;
  inviteBot(guildId: string): void;
  kickBot(guildId: string): void;
  /** A person adds the app to their own, or takes it away. */
  setInstalledFor(userId: string, installed: boolean): void;
  /** A conversation among people, without the bot: of two, or a group. @returns its id */
  addConversation(people: readonly string[]): string;
  /** Where Discord itself tells the server something; null: nowhere. */
  setSystemChannel(guildId: string, channelId: string | null): void;
  /** An outage ends or begins. */
  setAvailable(guildId: string, available: boolean): void;
  /** Whether a person takes direct messages. */
  setTakesDms(userId: string, takes: boolean): void;
  /** Makes the token that bots use worthless. @returns the new one */
  resetToken(): string;
}

export function createWorld(core: Core): World {
  const { state } = core;
  const guild = (guildId: string): GuildState => {
    const found = state.guilds[guildId];
    if (found === undefined) throw new Error(`no server ${guildId}`);
    return found;
  };
  return {
    first: state.first,
    applicationId: state.application.id,
    messages: (channelId) => state.messages[channelId] ?? [],
    ephemeral: (userId, channelId) =>
      [...core.ephemeral.values()].filter((each) => each.visibleTo === userId && each.message.channel_id === channelId),
    dms: () => [...core.channels.dms()],
    threads: (guildId) => threadsOf(core, guildId),
    permissions: (userId, channelId) => permissionsIn(core, userId, channelId),
    ...channelPart(core, guild),
    ...createThreadWorld(core),
    ...guildPart(core, guild),
    setInstalledFor: (userId, installed) => setInstalledFor(core, userId, installed),
    addConversation: (people) => addConversation(core, people),
    setTakesDms(userId, takes) {
      const user = state.users[userId];
      if (user !== undefined) user.takesDms = takes;
      core.touch();
    },
    resetToken() {
      state.application.token = newToken();
      core.touch();
      return state.application.token;
    },
  };
}

function channelPart(core: Core, guild: (guildId: string) => GuildState) {
  const { state } = core;
  const channelOf = (channelId: string): GuildChannelState => {
    const found = state.channels[channelId];
    if (found?.kind !== 'guild') throw new Error(`no channel ${channelId}`);
    return found;
  };
  return {
    addChannel: (guildId: string, wanted: NewChannel) => addChannel(core, guild(guildId), wanted),
    setChannel: (channelId: string, change: ChannelChange) => setChannel(core, channelOf(channelId), change),
    deleteChannel: (channelId: string) => deleteChannel(core, channelId),
    overwrite(channelId: string, targetId: string, { allow = 0n, deny = 0n }: { allow?: bigint; deny?: bigint }) {
      const channel = channelOf(channelId);
      const isMember = targetId in guild(channel.guildId).members;
      const others = channel.overwrites.filter(({ id }) => id !== targetId);
      const own = { id: targetId, type: isMember ? 1 : 0, allow: String(allow), deny: String(deny) } as const;
      setChannel(core, channel, { overwrites: [...others, own] });
    },
  };
}

function guildPart(core: Core, guild: (guildId: string) => GuildState) {
  return {
    addGuild: (wanted: NewGuild) => addGuild(core, wanted),
    addRole: (guildId: string, wanted: Parameters<World['addRole']>[1]) => addRole(core, guild(guildId), wanted),
    deleteRole: (guildId: string, roleId: string) => deleteRole(core, guild(guildId), roleId),
    setSystemChannel: (guildId: string, channelId: string | null) => setSystemChannel(core, guild(guildId), channelId),
    setRolePermissions: (guildId: string, roleId: string, permissions: bigint) =>
      setRolePermissions(core, guild(guildId), roleId, permissions),
    addMember: (guildId: string, wanted: Parameters<World['addMember']>[1]) => addMember(core, guild(guildId), wanted),
    removeMember: (guildId: string, userId: string) => removeMember(core, guild(guildId), userId),
    setMember: (guildId: string, userId: string, change: Parameters<World['setMember']>[2]) =>
      setMember(core, guild(guildId), userId, change),
    inviteBot: (guildId: string) => inviteBot(core, guild(guildId)),
    kickBot: (guildId: string) => kickBot(core, guild(guildId)),
    setAvailable: (guildId: string, available: boolean) => setAvailable(core, guild(guildId), available),
  };
}
