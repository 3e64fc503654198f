import { type Client, Events, GatewayDispatchEvents, PermissionFlagsBits } from 'discord.js';
import type { GatewayGuildCreateDispatchData, GatewayReadyDispatchData } from 'discord-api-types/v10';
import type { GuildHandlers } from '../domain/ports/servers.ts';
import type { Log } from '../log.ts';
import { createGuildList } from './guild-list.ts';
import { isHidden, kindOf } from './permissions.ts';
import { createTeller } from './teller.ts';

/** After something could not be told (the database is away), everything is compared again this much later. */
const COMPARE_AGAIN_MS = 15_000;
const { ViewChannel, SendMessages } = PermissionFlagsBits;

/** Tells what becomes of the servers that a client is in. */
export interface GuildWatch {
  /** Waits until everything that was heard so far has been told. */
  told(): Promise<void>;
  /** Tells nothing more, and waits for what is being told. */
  stop(): Promise<void>;
}

export interface GuildWatchOptions {
  readonly handlers: GuildHandlers;
  readonly log: Log;
  /** 15 seconds if absent. */
  readonly compareAgainMs?: number;
}

/**
 * Watches the servers of a client that has not connected yet.
 *
 * Which servers there are is read from the gateway's own events: discord.js keeps one in its cache from which the bot
 * was removed while it was away, and tells of a new one as of one whose outage is over. Rights are read from its cache,
 * which the intent *Guilds* keeps current, those of the bot itself included (events/gateway › Caveats).
 */
export function watchGuilds(client: Client, options: GuildWatchOptions): GuildWatch {
  const { handlers, log, compareAgainMs = COMPARE_AGAIN_MS } = options;
  const list = createGuildList(() => client.options);
  let again: NodeJS.Timeout | undefined;
  const teller = createTeller(log, () => {
    clearTimeout(again);
    again = setTimeout(compare, compareAgainMs).unref();
  });
  const mend = createMending(client, handlers, teller.tell);

  function compare(): void {
    const guilds = list.all();
    if (guilds === undefined) return;
    teller.tell(() => handlers.present(guilds));
    mend(undefined);
  }
  client.ws.on(GatewayDispatchEvents.Ready, (data: GatewayReadyDispatchData, shard: number) =>
    list.begin(shard, data.guilds),
  );
  client.on(Events.ShardReady, (shard) => {
    if (list.end(shard)) compare();
  });
  client.ws.on(GatewayDispatchEvents.GuildCreate, (data: GatewayGuildCreateDispatchData, shard: number) => {
    const guild = list.add(shard, data);
    if (!list.isWhole()) return;
    teller.tell(() => (guild.isAvailable ? handlers.arrived(guild) : handlers.unavailable(guild.guildId)));
    mend(guild.guildId);
  });
  client.ws.on(GatewayDispatchEvents.GuildDelete, (data: { id: string; unavailable?: boolean }, shard: number) => {
    const isOut = data.unavailable === true;
    list.remove(shard, data.id, { isOut });
    if (list.isWhole()) teller.tell(() => (isOut ? handlers.unavailable(data.id) : handlers.left(data.id)));
  });
  watchChannels(client, { handlers, tell: teller.tell, mend });
  return {
    told: teller.told,
    async stop() {
      clearTimeout(again);
      await teller.stop();
    },
  };
}

type Mend = (guildId: string | undefined) => void;
type Tell = (what: () => Promise<void>) => void;

function watchChannels(client: Client, { handlers, tell, mend }: { handlers: GuildHandlers; tell: Tell; mend: Mend }) {
  client.on(Events.ChannelDelete, (channel) => {
    if (channel.isDMBased()) return;
    const { id: channelId, name, guildId } = channel;
    const known = { guildId, channelId, ...(!isHidden(channel) && { name }) };
    tell(() => handlers.channelDeleted(known));
  });
  client.on(Events.ChannelUpdate, (_before, channel) => {
    if (channel.isDMBased()) return;
    const { id: channelId, guildId } = channel;
    const kind = kindOf(channel.type);
    if (kind !== undefined) tell(() => handlers.channelChanged({ channelId, kind }));
    mend(guildId);
  });
  client.on(Events.GuildRoleUpdate, (_before, { guild }) => mend(guild.id));
  client.on(Events.GuildRoleDelete, ({ guild, id: roleId }) => {
    tell(() => handlers.roleDeleted({ guildId: guild.id, roleId }));
    mend(guild.id);
  });
  client.on(Events.GuildMemberUpdate, (_before, { id, guild }) => {
    if (id === client.user?.id) mend(guild.id);
  });
}

/**
 * Says that channels may be mended. However many events come in a row (a role that is moved changes others), one look
 * is enough: it sees what the last of them has left.
 */
function createMending(client: Client, handlers: GuildHandlers, tell: Tell): Mend {
  const asked = new Set<string | undefined>();
  return (guildId) => {
    if (asked.has(guildId)) return;
    asked.add(guildId);
    tell(async () => {
      asked.delete(guildId);
      await handlers.maybeMended(guildId, (channelId) => canPost(client, channelId));
    });
  };
}

function canPost(client: Client, channelId: string): boolean {
  const channel = client.channels.cache.get(channelId);
  if (channel === undefined || channel.isDMBased() || channel.isThread() || kindOf(channel.type) === undefined)
    return false;
  const { guild } = channel;
  const me = guild.members.me;
  if (!guild.available || me === null || me.isCommunicationDisabled()) return false;
  return channel.permissionsFor(me).has([ViewChannel, SendMessages]);
}
