import { type Client, GatewayDispatchEvents } from 'discord.js';
import type {
  GatewayChannelDeleteDispatchData,
  GatewayGuildCreateDispatchData,
  GatewayThreadDeleteDispatchData,
  GatewayThreadListSyncDispatchData,
  GatewayThreadUpdateDispatchData,
} from 'discord-api-types/v10';
import type { ThreadHandlers } from '../domain/ports/threads.ts';
import type { Log } from '../log.ts';
import { createTeller } from './teller.ts';
import { type GatewayThread, toSeenThread } from './threads.ts';

/** Tells what becomes of the threads that the bot has started. */
export interface ThreadWatch {
  /** Waits until everything that was heard so far has been told. */
  told(): Promise<void>;
  /** Tells nothing more, and waits for what is being told. */
  stop(): Promise<void>;
}

/**
 * Watches the threads of a client that has not connected yet, by the gateway's own events: discord.js tells of no thread
 * that it does not hold. What is missed (the bot was away, or has lost sight of a channel) is learnt when somebody asks
 * for the thread.
 *
 * Nothing is told of a message's coming: discord-api-docs, topics/threads › Thread Fields.
 */
export function watchThreads(
  client: Client,
  { handlers, botId, log }: { handlers: ThreadHandlers; botId: string; log: Log },
): ThreadWatch {
  // One that could not be told is learnt when somebody asks for it.
  const teller = createTeller(log, () => undefined);
  const tell = (guildId: string | undefined, threads: readonly GatewayThread[]) => {
    const ours = threads.filter(({ owner_id }) => owner_id === botId).map((thread) => toSeenThread(thread, guildId));
    if (ours.length > 0) teller.tell(() => handlers.seen(ours));
  };
  const { ws } = client;
  ws.on(GatewayDispatchEvents.GuildCreate, (data: GatewayGuildCreateDispatchData) =>
    tell(data.id, (data.threads ?? []) as GatewayThread[]),
  );
  ws.on(GatewayDispatchEvents.ThreadListSync, (data: GatewayThreadListSyncDispatchData) =>
    tell(data.guild_id, data.threads as GatewayThread[]),
  );
  ws.on(GatewayDispatchEvents.ThreadUpdate, (data: GatewayThreadUpdateDispatchData) =>
    tell(undefined, [data as GatewayThread]),
  );
  ws.on(GatewayDispatchEvents.ThreadDelete, ({ id, guild_id: guildId }: GatewayThreadDeleteDispatchData) =>
    teller.tell(() => handlers.deleted({ guildId, threadId: id })),
  );
  ws.on(GatewayDispatchEvents.ChannelDelete, (data: GatewayChannelDeleteDispatchData) => {
    const guildId = 'guild_id' in data ? data.guild_id : undefined;
    if (guildId !== undefined) teller.tell(() => handlers.channelDeleted({ guildId, channelId: data.id }));
  });
  return { told: teller.told, stop: teller.stop };
}
