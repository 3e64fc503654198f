import type { REST } from 'discord.js';
import { type APIThreadChannel, Routes } from 'discord-api-types/v10';
import type { SeenThread, ThreadRefusal, Threads } from '../domain/ports.ts';
import { errorFields, type Log } from '../log.ts';
import { discordCode, readFailure } from './meaning.ts';

const UNKNOWN_CHANNEL = 10003;

/** {@link Threads} over Discord's REST API. */
export function createThreads(rest: REST, { log }: { log: Log }): Threads {
  const refused = (error: unknown): ThreadRefusal => {
    if (discordCode(error) === UNKNOWN_CHANNEL) return { kind: 'gone' };
    const failure = readFailure(error);
    log.warn('discord refused or failed', { outcome: failure.kind, ...errorFields(error) });
    return { kind: 'failed', failure };
  };
  return {
    async read(threadId) {
      try {
        return { kind: 'found', thread: toSeenThread((await rest.get(Routes.channel(threadId))) as GatewayThread) };
      } catch (error) {
        return refused(error);
      }
    },
    async setArchived(threadId, isArchived) {
      try {
        await rest.patch(Routes.channel(threadId), { body: { archived: isArchived } });
        return { kind: 'done' };
      } catch (error) {
        return refused(error);
      }
    },
  };
}

/** A thread as the gateway and REST both tell it. */
export type GatewayThread = Pick<
  APIThreadChannel,
  'id' | 'guild_id' | 'owner_id' | 'message_count' | 'thread_metadata'
>;

/** @param guildId where a thread's own text does not name it */
export function toSeenThread(thread: GatewayThread, guildId = thread.guild_id ?? ''): SeenThread {
  const { message_count: messageCount, thread_metadata: metadata } = thread;
  return {
    guildId,
    threadId: thread.id,
    isArchived: metadata?.archived ?? false,
    isLocked: metadata?.locked ?? false,
    ...(messageCount !== undefined && { messageCount }),
  };
}
