import { ChannelType } from 'discord-api-types/v10';
import { canSee } from './access.ts';
import type { Core, WorldEvent } from './core.ts';
import { isInGuild } from './place.ts';
import type { DmState, GuildChannelState, GuildChannelType, GuildState, OverwriteState, ThreadState } from './state.ts';
import { makeTags, type WantedTags } from './tags.ts';
import { changeAccess } from './thread-sync.ts';
import { emitChannel, viewToldChannel } from './told-channel.ts';

export interface NewChannel extends WantedTags {
  readonly name: string;
  readonly type?: GuildChannelType;
  readonly overwrites?: readonly OverwriteState[];
  readonly requiresTag?: boolean;
}

/** Adds a channel to a server. @returns its id */
export function addChannel(core: Core, guild: GuildState, wanted: NewChannel): string {
  const siblings = [...core.channels.ofGuild(guild.id)].filter(({ kind }) => kind === 'guild');
  const channel: GuildChannelState = {
    kind: 'guild',
    id: core.newId(),
    guildId: guild.id,
    type: wanted.type ?? ChannelType.GuildText,
    name: wanted.name,
    position: siblings.length,
    overwrites: [...(wanted.overwrites ?? [])],
    tags: makeTags(core, wanted),
    requiresTag: wanted.requiresTag ?? false,
    lastMessageId: null,
  };
  core.channels.add(channel);
  emitChannel(core, 'CHANNEL_CREATE', channel);
  return channel.id;
}

/** Tags, if any are named, are all that there are from then on. */
export type ChannelChange = Partial<Pick<GuildChannelState, 'name' | 'overwrites' | 'type' | 'requiresTag'>> &
  WantedTags;

export function setChannel(
  core: Core,
  channel: GuildChannelState,
  { tags, moderatedTags, ...change }: ChannelChange,
): void {
  const guild = core.state.guilds[channel.guildId];
  if (guild === undefined) throw new Error(`no server ${channel.guildId}`);
  const isRetagged = tags !== undefined || moderatedTags !== undefined;
  const wanted = { ...(tags !== undefined && { tags }), ...(moderatedTags !== undefined && { moderatedTags }) };
  const newTags = isRetagged ? makeTags(core, wanted, channel.tags) : channel.tags;
  const apply = () => {
    Object.assign(channel, change, { tags: newTags });
    emitChannel(core, 'CHANNEL_UPDATE', channel);
  };
  changeAccess(core, guild, apply, channel.id);
}

/** Deletes a channel or thread with all that is in it. A channel takes its threads along, without a word of them. */
export function deleteChannel(core: Core, channelId: string): void {
  const { channels, messages } = core.state;
  const channel = channels[channelId];
  if (!isInGuild(channel)) throw new Error(`no channel ${channelId} that can be deleted`);
  const event = viewDeletion(core, channel);
  const threads = [...core.channels.ofGuild(channel.guildId)].filter(
    (each) => each.kind === 'thread' && each.parentId === channelId,
  );
  for (const gone of [channel, ...threads]) {
    core.channels.remove(gone);
    delete messages[gone.id];
  }
  const guild = core.state.guilds[channel.guildId];
  if (guild?.systemChannelId === channelId) guild.systemChannelId = null;
  if (event === undefined) core.touch();
  else core.emit(event);
}

/** @returns undefined for a thread that the bot does not see: of those it hears nothing. events/gateway-events › Thread Delete */
function viewDeletion(core: Core, channel: GuildChannelState | ThreadState): WorldEvent | undefined {
  const { id, guildId, type } = channel;
  if (channel.kind === 'guild') return { t: 'CHANNEL_DELETE', d: viewToldChannel(core, channel), guildId };
  if (!canSee(core, core.state.application.id, id)) return undefined;
  return { t: 'THREAD_DELETE', d: { id, guild_id: guildId, parent_id: channel.parentId, type }, guildId };
}

/** The direct conversation of the bot and a person; the same one each time. */
export function openDm(core: Core, userId: string): DmState {
  const existing = core.channels.dmOf(userId);
  if (existing !== undefined) return existing;
  const dm: DmState = { kind: 'dm', id: core.newId(), userId, lastMessageId: null };
  core.channels.add(dm);
  core.touch();
  return dm;
}
