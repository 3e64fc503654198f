import type { REST } from 'discord.js';
import {
  type APIGuildChannel,
  type APIGuildMember,
  type APIRole,
  type APIThreadChannel,
  ChannelFlags,
  PermissionFlagsBits,
  Routes,
} from 'discord-api-types/v10';
import type { ManagedOutcome, ReadThread, SeenThread, ThreadRefusal, Threads } from '../domain/ports/threads.ts';
import { errorFields, type Log } from '../log.ts';
import { madeAt } from './markers.ts';
import { discordCode, readFailure } from './meaning.ts';
import { permissionsIn } from './permissions.ts';

const UNKNOWN_CHANNEL = 10003;

/** {@link Threads} over Discord's REST API. @param botId the application's own user */
export function createThreads(rest: REST, { botId, log }: { botId: string; log: Log }): Threads {
  const failed = (error: unknown) => {
    const failure = readFailure(error);
    log.warn('discord refused or failed', { outcome: failure.kind, ...errorFields(error) });
    return { kind: 'failed' as const, failure };
  };
  const refused = (error: unknown): ThreadRefusal =>
    discordCode(error) === UNKNOWN_CHANNEL ? { kind: 'gone' } : failed(error);
  return {
    async read(threadId) {
      try {
        const thread = (await rest.get(Routes.channel(threadId))) as APIThreadChannel;
        return { kind: 'found', thread: toReadThread(thread, botId) };
      } catch (error) {
        return refused(error);
      }
    },
    async setArchived(threadId, isArchived) {
      try {
        const body = { archived: isArchived };
        const thread = (await rest.patch(Routes.channel(threadId), { body })) as APIThreadChannel;
        return { kind: 'done', thread: toReadThread(thread, botId) };
      } catch (error) {
        return refused(error);
      }
    },
    async listManaged(guildId, channelIds) {
      try {
        return await listManaged(rest, { botId, guildId, channelIds });
      } catch (error) {
        return failed(error);
      }
    },
  };
}

/** Three requests, however many channels there are. Discord leaves out those that the bot does not see. */
async function listManaged(
  rest: REST,
  { botId, guildId, channelIds }: { botId: string; guildId: string; channelIds: readonly string[] },
): Promise<ManagedOutcome> {
  const [roles, member, channels] = await Promise.all([
    rest.get(Routes.guildRoles(guildId)) as Promise<APIRole[]>,
    rest.get(Routes.guildMember(guildId, botId)) as Promise<APIGuildMember>,
    rest.get(Routes.guildChannels(guildId)) as Promise<APIGuildChannel[]>,
  ]);
  const needed = PermissionFlagsBits.ViewChannel | PermissionFlagsBits.ManageThreads;
  const managed = channels.filter((channel) => {
    if (!channelIds.includes(channel.id)) return false;
    const held = permissionsIn(channel, { guildId, userId: botId, memberRoles: member.roles, roles });
    return (held & needed) === needed;
  });
  return { kind: 'known', channelIds: new Set(managed.map(({ id }) => id)) };
}

/** A thread as the gateway and REST both tell it. */
export type GatewayThread = Pick<
  APIThreadChannel,
  'id' | 'guild_id' | 'owner_id' | 'last_message_id' | 'message_count' | 'thread_metadata'
>;

/** @param guildId where a thread's own text does not name it */
export function toSeenThread(thread: GatewayThread, guildId = thread.guild_id ?? ''): SeenThread {
  const { message_count: messageCount, last_message_id: lastId, thread_metadata: metadata } = thread;
  return {
    guildId,
    threadId: thread.id,
    isArchived: metadata?.archived ?? false,
    isLocked: metadata?.locked ?? false,
    ...(messageCount !== undefined && { messageCount }),
    ...(lastId !== undefined && lastId !== null && { lastMessageAt: madeAt(lastId) }),
  };
}

function toReadThread(thread: APIThreadChannel, botId: string): ReadThread {
  const seen = toSeenThread(thread);
  const changedAt = thread.thread_metadata?.archive_timestamp;
  const instants = [
    madeAt(thread.id),
    ...(seen.lastMessageAt === undefined ? [] : [seen.lastMessageAt]),
    ...(changedAt === undefined ? [] : [new Date(changedAt)]),
  ];
  return {
    ...seen,
    isOurs: thread.owner_id === botId,
    isPinned: ((thread.flags ?? 0) & ChannelFlags.Pinned) !== 0,
    stirredAt: new Date(Math.max(...instants.map((instant) => instant.getTime()))),
  };
}
