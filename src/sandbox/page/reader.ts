import { canSee } from '../world/access.ts';
import type { Core } from '../world/core.ts';
import { guildOf, isInGuild } from '../world/place.ts';
import type { GuildState } from '../world/state.ts';
import type { Names } from './markdown.ts';
import { nameOfUser, type PlaceView } from './named.ts';
import { listMembers } from './places.ts';

/** Who reads a message, and what they can choose from where it stands. */
export interface Reader extends Names {
  /** The channels of the server that they see, of these types or of any. */
  channels(types: readonly number[] | undefined): readonly PlaceView[];
  roles(): readonly PlaceView[];
  /** The members of the server, or who is in a conversation. */
  members(): readonly PlaceView[];
}

export function readerOf(core: Core, userId: string, channelId: string): Reader {
  const here = core.state.channels[channelId];
  const guild = guildOf(core, here);
  return {
    user: (id) => nameOfUser(core, id),
    role: (id) => roleName(guild, id),
    channel(id) {
      const channel = core.state.channels[id];
      if (!isInGuild(channel) || !canSee(core, userId, id)) return undefined;
      return channel.name;
    },
    channels: (types) =>
      Object.values(core.state.channels).flatMap((channel) => {
        const isThere = channel.kind === 'guild' && channel.guildId === guild?.id && canSee(core, userId, channel.id);
        if (!isThere || types?.includes(channel.type) === false) return [];
        return [{ id: channel.id, name: channel.name }];
      }),
    roles: () => (guild?.roles ?? []).map(({ id }) => ({ id, name: roleName(guild, id) })),
    members: () => (here === undefined ? [] : listMembers(core, here)),
  };
}

function roleName(guild: GuildState | undefined, id: string): string {
  return (guild?.roles.find((role) => role.id === id)?.name ?? 'deleted-role').replace(/^@/, '');
}
