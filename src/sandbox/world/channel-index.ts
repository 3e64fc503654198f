import { type GuildPlace, isInGuild } from './place.ts';
import type { ChannelState, DmState, State } from './state.ts';

/** Where the channels of a server are, without looking through those of all servers. */
export interface ChannelIndex {
  /** The channels and threads of a server, in the order in which they came. */
  ofGuild(guildId: string): Iterable<GuildPlace>;
  /** Every direct conversation with the bot. */
  dms(): Iterable<DmState>;
  dmOf(userId: string): DmState | undefined;
  /** Puts a channel into the state. */
  add(channel: ChannelState): void;
  /** Takes a channel out of the state. */
  remove(channel: ChannelState): void;
}

/** @param channels of the state: from now on changed by the index alone */
export function createChannelIndex(channels: State['channels']): ChannelIndex {
  const byGuild = new Map<string, Set<GuildPlace>>();
  const byPerson = new Map<string, DmState>();

  function note(channel: ChannelState): void {
    if (channel.kind === 'dm') byPerson.set(channel.userId, channel);
    if (!isInGuild(channel)) return;
    const places = byGuild.get(channel.guildId) ?? new Set();
    byGuild.set(channel.guildId, places.add(channel));
  }

  for (const channel of Object.values(channels)) note(channel);
  return {
    ofGuild: (guildId) => byGuild.get(guildId) ?? [],
    dms: () => byPerson.values(),
    dmOf: (userId) => byPerson.get(userId),
    add(channel) {
      channels[channel.id] = channel;
      note(channel);
    },
    remove(channel) {
      delete channels[channel.id];
      if (channel.kind === 'dm') byPerson.delete(channel.userId);
      else if (isInGuild(channel)) byGuild.get(channel.guildId)?.delete(channel);
    },
  };
}
