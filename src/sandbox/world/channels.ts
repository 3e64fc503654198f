import { ChannelType } from 'discord-api-types/v10';
import type { Core } from './core.ts';
import { isInGuild } from './place.ts';
import type { DmState, GuildChannelState, GuildChannelType, GuildState, OverwriteState } from './state.ts';
import { makeTags, type WantedTags } from './tags.ts';
import { changeAccess } from './thread-sync.ts';
import { viewChannel } from './views.ts';

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
  changeAccess(core, guild, () => {
    Object.assign(channel, change, { tags: newTags });
    emitChannel(core, 'CHANNEL_UPDATE', channel);
  });
}

/** Deletes a channel or thread with all that is in it. A channel takes its threads along, without a word of them. */
export function deleteChannel(core: Core, channelId: string): void {
  const { channels, messages } = core.state;
  const channel = channels[channelId];
  if (!isInGuild(channel)) throw new Error(`no channel ${channelId} that can be deleted`);
  const view = viewChannel(core.state, channel);
  const threads = [...core.channels.ofGuild(channel.guildId)].filter(
    (each) => each.kind === 'thread' && each.parentId === channelId,
  );
  for (const gone of [channel, ...threads]) {
    core.channels.remove(gone);
    delete messages[gone.id];
  }
  const guild = core.state.guilds[channel.guildId];
  if (guild?.systemChannelId === channelId) guild.systemChannelId = null;
  const isThread = channel.kind === 'thread';
  core.emit({
    t: isThread ? 'THREAD_DELETE' : 'CHANNEL_DELETE',
    d: isThread ? { id: channel.id, guild_id: channel.guildId, parent_id: channel.parentId, type: channel.type } : view,
    guildId: channel.guildId,
  });
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

function emitChannel(core: Core, t: string, channel: GuildChannelState): void {
  core.emit({ t, d: viewChannel(core.state, channel), guildId: channel.guildId });
}
