import { viewResolvedChannel } from '../interactions/payload.ts';
import { canSee } from '../world/access.ts';
import type { Core } from '../world/core.ts';
import { permissionsIn } from '../world/permissions.ts';
import { guildOf, isInGuild } from '../world/place.ts';
import type { ChannelState } from '../world/state.ts';
import { viewBareMember, viewRoles, viewUser } from '../world/views.ts';

/** Who chooses, and where. */
export interface Chooser {
  readonly userId: string;
  readonly channel: ChannelState;
}

/** An id that somebody chose, and what asked for it. */
export interface Chosen {
  readonly id: string;
  /** What a refusal begins with. */
  readonly name: string;
  readonly takes: 'channel' | 'role' | 'user' | 'mentionable';
  /** Absent: of any. */
  readonly channelTypes?: readonly number[] | undefined;
  /** A select offers only who is there; whoever types can name anybody. */
  readonly isOffered: boolean;
}

/** By kind and id. discord-api-docs, interactions/receiving-and-responding › Resolved Data Structure */
export type Resolved = Readonly<Record<string, Readonly<Record<string, object>>>>;

/** What stands behind ids that somebody chose. @throws Error with a sentence if one is not to be chosen */
export function resolveChosen(core: Core, chooser: Chooser, chosen: readonly Chosen[]): Resolved {
  const resolved: Record<string, Record<string, object>> = {};
  for (const each of chosen) {
    for (const [kind, view] of Object.entries(resolveOne(core, chooser, each))) {
      resolved[kind] = { ...resolved[kind], [each.id]: view };
    }
  }
  return resolved;
}

/** A person as the bot is told of them, and as the member that they are. */
export function viewChosenUser(core: Core, channel: ChannelState, id: string): Readonly<Record<string, object>> {
  const member = guildOf(core, channel)?.members[id];
  if (member === undefined) return { users: viewUser(core.state, id) };
  const { deaf: _, mute: __, ...view } = viewBareMember(member);
  return {
    users: viewUser(core.state, id),
    members: { ...view, permissions: String(permissionsIn(core, id, channel.id)) },
  };
}

/** Whether somebody is there to be chosen: a member of the server, or who is in a conversation. */
export function isThere(core: Core, { userId, channel }: Chooser, id: string): boolean {
  if (channel.kind === 'dm') return id === userId || id === core.state.application.id;
  if (channel.kind === 'private') return channel.people.includes(id);
  return guildOf(core, channel)?.members[id] !== undefined;
}

function resolveOne(core: Core, chooser: Chooser, chosen: Chosen): Readonly<Record<string, object>> {
  const { id, name, takes, isOffered } = chosen;
  if (takes === 'channel') return { channels: viewChosenChannel(core, chooser, chosen) };
  if (takes === 'role' || takes === 'mentionable') {
    const guild = guildOf(core, chooser.channel);
    const role = guild === undefined ? undefined : viewRoles(guild).find((candidate) => candidate.id === id);
    if (role !== undefined) return { roles: role };
    if (takes === 'role') throw new Error(`${name}: there is no such role.`);
  }
  const isKnown = core.state.users[id] !== undefined && (!isOffered || isThere(core, chooser, id));
  if (!isKnown) throw new Error(`${name}: there is no such person.`);
  return viewChosenUser(core, chooser.channel, id);
}

function viewChosenChannel(core: Core, { userId, channel }: Chooser, { id, name, channelTypes, isOffered }: Chosen) {
  const chosen = core.state.channels[id];
  const isElsewhere = isOffered && guildOf(core, chosen)?.id !== guildOf(core, channel)?.id;
  if (!isInGuild(chosen) || isElsewhere || !canSee(core, userId, id)) {
    throw new Error(`${name}: there is no such channel.`);
  }
  if (channelTypes !== undefined && !channelTypes.includes(chosen.type)) {
    throw new Error(`${name}: a channel of this kind cannot be chosen.`);
  }
  return viewResolvedChannel(core, userId, chosen);
}
