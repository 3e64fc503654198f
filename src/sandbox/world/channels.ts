import { type APIGuildForumTag, ChannelType } from 'discord-api-types/v10';
import type { Core } from './core.ts';
import type { DmState, GuildChannelState, GuildChannelType, GuildState, OverwriteState } from './state.ts';
import { viewChannel } from './views.ts';

export interface NewChannel {
  readonly name: string;
  readonly type?: GuildChannelType;
  readonly overwrites?: readonly OverwriteState[];
  /** A forum's tags, by name; those of `moderatedTags` are given by whoever manages threads. */
  readonly tags?: readonly string[];
  readonly moderatedTags?: readonly string[];
  readonly requiresTag?: boolean;
}

/** Adds a channel to a server. @returns its id */
export function addChannel(core: Core, guild: GuildState, wanted: NewChannel): string {
  const tag = (name: string, moderated: boolean): APIGuildForumTag => ({
    id: core.newId(),
    name,
    moderated,
    emoji_id: null,
    emoji_name: null,
  });
  const siblings = Object.values(core.state.channels).filter(
    (channel) => channel.kind === 'guild' && channel.guildId === guild.id,
  );
  const channel: GuildChannelState = {
    kind: 'guild',
    id: core.newId(),
    guildId: guild.id,
    type: wanted.type ?? ChannelType.GuildText,
    name: wanted.name,
    position: siblings.length,
    overwrites: [...(wanted.overwrites ?? [])],
    tags: [
      ...(wanted.tags ?? []).map((name) => tag(name, false)),
      ...(wanted.moderatedTags ?? []).map((name) => tag(name, true)),
    ],
    requiresTag: wanted.requiresTag ?? false,
    lastMessageId: null,
  };
  core.state.channels[channel.id] = channel;
  emitChannel(core, 'CHANNEL_CREATE', channel);
  return channel.id;
}

export type ChannelChange = Partial<Pick<GuildChannelState, 'name' | 'overwrites' | 'type'>>;

export function setChannel(core: Core, channel: GuildChannelState, change: ChannelChange): void {
  Object.assign(channel, change);
  emitChannel(core, 'CHANNEL_UPDATE', channel);
}

/** Deletes a channel or thread with all that is in it. A channel takes its threads along, without a word of them. */
export function deleteChannel(core: Core, channelId: string): void {
  const { channels, messages } = core.state;
  const channel = channels[channelId];
  if (channel === undefined || channel.kind === 'dm') throw new Error(`no channel ${channelId} that can be deleted`);
  const view = viewChannel(core.state, channel);
  const goes = Object.values(channels).filter(
    (each) => each.id === channelId || (each.kind === 'thread' && each.parentId === channelId),
  );
  for (const { id } of goes) {
    delete channels[id];
    delete messages[id];
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
  const existing = Object.values(core.state.channels).find(
    (channel) => channel.kind === 'dm' && channel.userId === userId,
  );
  if (existing?.kind === 'dm') return existing;
  const dm: DmState = { kind: 'dm', id: core.newId(), userId, lastMessageId: null };
  core.state.channels[dm.id] = dm;
  core.touch();
  return dm;
}

function emitChannel(core: Core, t: string, channel: GuildChannelState): void {
  core.emit({ t, d: viewChannel(core.state, channel), guildId: channel.guildId });
}
