import { ChannelType } from 'discord-api-types/v10';
import type { World } from '../../../src/sandbox/world/world.ts';
import { textsOf } from '../../support/discord/discord-rules.ts';
import { startTestSandbox } from '../../support/discord/sandbox.ts';
import type { Cell, ChannelKind } from './cells.ts';

/** Over so many channels each cell is run, by their kind. */
export const CHANNELS: Readonly<Record<ChannelKind, number>> = { text: 20, forum: 10, announcement: 10 };
/** A forum gets a post for each paper; a list is one message however many it has. */
export const PAPERS: Readonly<Record<ChannelKind, number>> = { text: 1, forum: 2, announcement: 1 };

/** What is planned before a cell begins. */
export const SETTINGS = ['text', 'text with threads', 'forum', 'announcement'] as const;
export type Setting = (typeof SETTINGS)[number];

export function settingOf({ kind, step }: Cell): Setting {
  const hasThreads = step === 'recorded-unsettled' || step === 'between-anchor-and-thread';
  return kind === 'text' && hasThreads ? 'text with threads' : kind;
}

export function kindOf(setting: Setting): ChannelKind {
  return setting === 'text with threads' ? 'text' : setting;
}

export interface Place {
  readonly guildId: string;
  readonly channelId: string;
  readonly kind: ChannelKind;
}

export interface Places {
  /** Each in a server of its own. */
  readonly all: readonly Place[];
  /** A text channel whose digest is due a second later: what befalls forums must not delay it. */
  readonly witness?: Place;
}

const TYPES = {
  text: ChannelType.GuildText,
  forum: ChannelType.GuildForum,
  announcement: ChannelType.GuildAnnouncement,
} as const;

/** In every sandbox that starts at the same instant they have the same ids. */
export function makePlaces(world: World, kind: ChannelKind): Places {
  const make = (name: string, ofKind: ChannelKind): Place => {
    const guildId = world.addGuild({ name, ownerId: world.first.ada });
    return { guildId, channelId: world.addChannel(guildId, { name: 'papers', type: TYPES[ofKind] }), kind: ofKind };
  };
  const all = Array.from({ length: CHANNELS[kind] }, (_, index) => make(`Server ${index}`, kind));
  return { all, ...(kind === 'forum' && { witness: make('The witness', 'text') }) };
}

/** The same, without a sandbox to play in. */
export async function foreseePlaces(kind: ChannelKind, at: Date): Promise<Places> {
  await using sandbox = await startTestSandbox({ now: () => at });
  return makePlaces(sandbox.world, kind);
}

const CROSSPOSTED = 1;

/** What stands in a place: messages that are digests, or a forum's posts. */
export function digestsIn(world: World, { guildId, channelId, kind }: Place): readonly string[] {
  if (kind === 'forum') return postsIn(world, { guildId, channelId }).map(({ id }) => id);
  const messages = world.messages(channelId).map(({ message }) => message);
  return messages.filter((message) => textsOf(message)[0]?.startsWith('## Papers of')).map(({ id }) => id);
}

export function postsIn(world: World, { guildId, channelId }: Omit<Place, 'kind'>) {
  return world.threads(guildId).filter(({ parentId }) => parentId === channelId);
}

/** Those messages of a place that its followers have got. */
export function publishedIn(world: World, { channelId }: Place): readonly string[] {
  const messages = world.messages(channelId).map(({ message }) => message);
  return messages.filter(({ flags }) => (Number(flags) & CROSSPOSTED) !== 0).map(({ id }) => id);
}
