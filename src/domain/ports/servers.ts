import type { ChannelKind } from '../channel-kind.ts';
import type { Failure } from '../outcomes.ts';

/** Tells what people may do in channels from which they do not ask. Never throws for what Discord or the network answers. */
export interface ChannelRights {
  /** What a person and the bot may do in a channel of a server, as Discord says now, and which roles the server has. */
  readRights(place: { guildId: string; channelId: string; userId: string }): Promise<RightsOutcome>;
}

export type RightsOutcome =
  | {
      readonly kind: 'known';
      /** Discord's number for the kind of channel. */
      readonly type: number;
      readonly memberPermissions: bigint;
      readonly appPermissions: bigint;
      readonly roles: readonly { readonly id: string; readonly mentionable: boolean }[];
    }
  | { readonly kind: 'failed'; readonly failure: Failure };

/**
 * Reads what a notice needs to know of a server, and opens direct conversations. Never throws for what Discord or the
 * network answers.
 */
export interface Directory {
  /** The channel in which Discord itself tells the server something, if it has one. */
  readSystemChannel(guildId: string): Promise<SystemChannelOutcome>;
  /** Whether a person is in a server, and may manage it. */
  readMemberRights(guildId: string, userId: string): Promise<MemberOutcome>;
  /** The direct conversation with a person; the same one each time. Discord punishes bots that open many. */
  openDm(userId: string): Promise<DmOutcome>;
}

export type SystemChannelOutcome =
  | { readonly kind: 'found'; readonly channelId: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'failed'; readonly failure: Failure };

export type MemberOutcome =
  | { readonly kind: 'member'; readonly managesServer: boolean }
  | { readonly kind: 'none' }
  | { readonly kind: 'failed'; readonly failure: Failure };

export type DmOutcome =
  | { readonly kind: 'opened'; readonly channelId: string }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** A server that the gateway tells of. */
export interface SeenGuild {
  readonly guildId: string;
  /** When the bot joined; absent while there is an outage of the server. */
  readonly joinedAt?: Date;
  readonly isAvailable: boolean;
}

/**
 * What becomes of the servers, as the gateway tells it. Called one after the other. One that fails is made up for by
 * {@link GuildHandlers.present} a little later.
 */
export interface GuildHandlers {
  /**
   * Every server that the bot is in, once every shard has told of its own: at the start, and after each session that
   * began anew. What is missing was left, perhaps while nobody listened.
   */
  present(guilds: readonly SeenGuild[]): Promise<void>;
  /** The bot joined, or an outage is over: the gateway does not tell the two apart. */
  arrived(guild: SeenGuild): Promise<void>;
  /** The bot was removed, or the server deleted. */
  left(guildId: string): Promise<void>;
  /** An outage: the bot is still in the server. */
  unavailable(guildId: string): Promise<void>;
  /** @param name absent if it was not known */
  channelDeleted(channel: { guildId: string; channelId: string; name?: string }): Promise<void>;
  /** Something of a channel has changed; it may be of another kind than before. */
  channelChanged(channel: { channelId: string; kind: ChannelKind }): Promise<void>;
  roleDeleted(role: { guildId: string; roleId: string }): Promise<void>;
  /**
   * Channels may be mended: rights have changed, or a kind.
   *
   * @param guildId undefined: anywhere
   * @param canPost whether the bot can see a channel and write in it, as far as the gateway has told
   */
  maybeMended(guildId: string | undefined, canPost: (channelId: string) => boolean): Promise<void>;
}
