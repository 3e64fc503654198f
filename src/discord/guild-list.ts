import type { SeenGuild } from '../domain/ports/servers.ts';

/** The servers that a client is in, shard by shard, as the gateway's own events tell it. */
export interface GuildList {
  /** A shard has a new session, and names its servers; whether there is an outage of them is not told yet. */
  begin(shard: number, guilds: readonly { readonly id: string }[]): void;
  /** A shard has told of all its servers that it can. @returns whether the list is whole now */
  end(shard: number): boolean;
  /** Takes in a server, or what is new of it. */
  add(shard: number, guild: { id: string; joined_at?: string; unavailable?: boolean }): SeenGuild;
  /** @param isOut an outage: then it stays */
  remove(shard: number, guildId: string, options: { isOut: boolean }): void;
  /** Whether all shards of the bot are the client's, and each has told of its servers. */
  isWhole(): boolean;
  /** All servers of the bot. @returns undefined while the list is not whole */
  all(): readonly SeenGuild[] | undefined;
}

/** @param shardsOf the shards of the client, and how many the bot has; known once it has connected */
export function createGuildList(shardsOf: () => { shards?: unknown; shardCount?: number }): GuildList {
  const told = new Map<number, { readonly guilds: Map<string, SeenGuild>; isEnded: boolean }>();

  function guildsOf(shard: number): Map<string, SeenGuild> {
    const known = told.get(shard) ?? { guilds: new Map(), isEnded: false };
    told.set(shard, known);
    return known.guilds;
  }
  function isWhole(): boolean {
    const { shards, shardCount } = shardsOf();
    // A client that carries some of the shards cannot know of a server that it does not see whether it was left.
    if (!Array.isArray(shards) || shards.length !== shardCount) return false;
    return shards.every((shard: number) => told.get(shard)?.isEnded === true);
  }
  return {
    begin(shard, guilds) {
      const seen = guilds.map(({ id }) => [id, { guildId: id, isAvailable: false }] as const);
      told.set(shard, { guilds: new Map(seen), isEnded: false });
    },
    end(shard) {
      const known = told.get(shard);
      if (known !== undefined) known.isEnded = true;
      return isWhole();
    },
    add(shard, { id, joined_at: joinedAt, unavailable = false }) {
      const guild = {
        guildId: id,
        isAvailable: !unavailable,
        ...(joinedAt !== undefined && !unavailable && { joinedAt: new Date(joinedAt) }),
      };
      guildsOf(shard).set(id, guild);
      return guild;
    },
    remove(shard, guildId, { isOut }) {
      const guilds = guildsOf(shard);
      if (isOut) guilds.set(guildId, { guildId, isAvailable: false });
      else guilds.delete(guildId);
    },
    isWhole,
    all: () => (isWhole() ? [...told.values()].flatMap(({ guilds }) => [...guilds.values()]) : undefined),
  };
}
