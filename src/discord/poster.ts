import type { REST } from 'discord.js';
import {
  type APIGuildChannel,
  type APIGuildMember,
  type APIMessage,
  type APIRole,
  type APIThreadChannel,
  PermissionFlagsBits,
  Routes,
  ThreadAutoArchiveDuration,
} from 'discord-api-types/v10';
import type { Failure, PublishOutcome, SendOutcome, ThreadOutcome } from '../domain/outcomes.ts';
import type { AudienceOutcome, ChannelOutcome, FindOutcome, Poster } from '../domain/ports/poster.ts';
import type { SuspensionReason } from '../domain/subscription.ts';
import type { Log } from '../log.ts';
import { errorFields } from '../log.ts';
import { canTagSomething, createPost, findPost, isForum, readForum } from './forums.ts';
import { carries, snowflakeBefore } from './markers.ts';
import { discordCode, readFailure } from './meaning.ts';
import { isOpenToAll, kindOf, permissionsIn } from './permissions.ts';

const UNKNOWN_MESSAGE = 10008;
const TOO_MANY_THREADS = new Set([160006, 160007]);
const THREAD_EXISTS = 160004;
const PUBLISHED = 40033;

/** A {@link Poster} over Discord's REST API. @param botId the application's own user */
export function createPoster(rest: REST, { botId, log }: { botId: string; log: Log }): Poster {
  const failed = (error: unknown): Failure => {
    const failure = readFailure(error);
    log.warn('discord refused or failed', { outcome: failure.kind, ...errorFields(error) });
    return failure;
  };
  return {
    post: (channelId, body, options) =>
      post(rest, failed, channelId, { ...body, nonce: options.nonce }, options.signal),
    findMarked: (channelId, marker, since) => findMarked(rest, failed, botId, { channelId, marker, since }),
    startThread: (channelId, messageId, name) => startThread(rest, failed, { channelId, messageId, name }),
    createPost: (channelId, given, options) => createPost(rest, failed, channelId, { post: given, ...options }),
    findPost: (place, marker, since) => findPost(rest, failed, botId, { ...place, marker, since }),
    readForum: (guildId, channelId) => readForum(rest, failed, { botId, guildId, channelId }),
    publish: (channelId, messageId) => publish(rest, failed, channelId, messageId),
    checkChannel: (guildId, channelId) => checkChannel(rest, failed, { botId, guildId, channelId }),
    readAudience: (guildId, channelId) => readAudience(rest, failed, guildId, channelId),
  };
}

type Failed = (error: unknown) => Failure;

async function post(
  rest: REST,
  failed: Failed,
  channelId: string,
  body: object,
  signal: AbortSignal | undefined,
): Promise<SendOutcome> {
  try {
    const message = (await rest.post(Routes.channelMessages(channelId), {
      body: { ...body, enforce_nonce: true },
      ...(signal !== undefined && { signal }),
    })) as APIMessage;
    // Discord keeps nonces by author, not by channel (resources/message › Create Message). Ours hash the channel in.
    if (message.channel_id !== channelId) throw new Error('a nonce was answered with a message of another channel');
    return { kind: 'sent', messageId: message.id };
  } catch (error) {
    // On a create with a nonce: delivered before, then deleted (discord-api-docs 6647).
    if (discordCode(error) === UNKNOWN_MESSAGE) return { kind: 'deleted' };
    return failed(error);
  }
}

const PAGE = 100;
const MOST_PAGES = 50;

async function findMarked(
  rest: REST,
  failed: Failed,
  botId: string,
  { channelId, marker, since }: { channelId: string; marker: string; since: Date },
): Promise<FindOutcome> {
  let after = snowflakeBefore(since);
  try {
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const query = new URLSearchParams({ after, limit: String(PAGE) });
      const messages = (await rest.get(Routes.channelMessages(channelId), { query })) as APIMessage[];
      const found = messages.find((message) => message.author.id === botId && carries(message.components, marker));
      if (found !== undefined) return { kind: 'found', messageId: found.id };
      if (messages.length < PAGE) return { kind: 'missing' };
      after = newest(messages);
    }
    return { kind: 'missing' };
  } catch (error) {
    return { kind: 'failed', failure: failed(error) };
  }
}

async function startThread(
  rest: REST,
  failed: Failed,
  { channelId, messageId, name }: { channelId: string; messageId: string; name: string },
): Promise<ThreadOutcome> {
  try {
    const thread = (await rest.post(Routes.threads(channelId, messageId), {
      body: { name, auto_archive_duration: ThreadAutoArchiveDuration.OneWeek },
    })) as APIThreadChannel;
    return { kind: 'started', threadId: thread.id };
  } catch (error) {
    const code = discordCode(error);
    // A thread that is started from a message has the message's id.
    if (code === THREAD_EXISTS) return { kind: 'started', threadId: messageId };
    if (code === UNKNOWN_MESSAGE) return { kind: 'deleted' };
    if (code !== undefined && TOO_MANY_THREADS.has(code)) return { kind: 'too-many-threads', code: String(code) };
    return failed(error);
  }
}

async function publish(rest: REST, failed: Failed, channelId: string, messageId: string): Promise<PublishOutcome> {
  try {
    await rest.post(Routes.channelMessageCrosspost(channelId, messageId));
    return { kind: 'published' };
  } catch (error) {
    const code = discordCode(error);
    if (code === PUBLISHED) return { kind: 'published' };
    return code === UNKNOWN_MESSAGE ? { kind: 'deleted' } : failed(error);
  }
}

async function checkChannel(
  rest: REST,
  failed: Failed,
  { botId, guildId, channelId }: { botId: string; guildId: string; channelId: string },
): Promise<ChannelOutcome> {
  try {
    const channel = (await rest.get(Routes.channel(channelId))) as APIGuildChannel;
    if (kindOf(channel.type) === undefined) return refused('wrong-channel-type', 'type');
    const [roles, member] = await Promise.all([
      rest.get(Routes.guildRoles(guildId)) as Promise<APIRole[]>,
      rest.get(Routes.guildMember(guildId, botId)) as Promise<APIGuildMember>,
    ]);
    const permissions = permissionsIn(channel, { guildId, userId: botId, memberRoles: member.roles, roles });
    const { ViewChannel, SendMessages, ManageThreads } = PermissionFlagsBits;
    if ((permissions & ViewChannel) === 0n) return refused('no-access', 'permissions');
    if ((permissions & SendMessages) === 0n) return refused('missing-permission', 'permissions');
    const manages = (permissions & ManageThreads) !== 0n;
    return isForum(channel) && !canTagSomething(channel, { manages })
      ? refused('tag-required', 'tags')
      : { kind: 'usable' };
  } catch (error) {
    return { kind: 'failed', failure: failed(error) };
  }
}

function refused(reason: SuspensionReason, code: string): ChannelOutcome {
  return { kind: 'failed', failure: { kind: 'suspend', reason, code } };
}

async function readAudience(rest: REST, failed: Failed, guildId: string, channelId: string): Promise<AudienceOutcome> {
  try {
    const [channel, roles] = await Promise.all([
      rest.get(Routes.channel(channelId)) as Promise<APIGuildChannel>,
      rest.get(Routes.guildRoles(guildId)) as Promise<APIRole[]>,
    ]);
    // The role that everybody has carries the server's own id.
    const everyone = roles.find((role) => role.id === guildId);
    const denials = (channel.permission_overwrites ?? []).map(({ deny }) => BigInt(deny));
    const channelKind = kindOf(channel.type);
    return {
      kind: isOpenToAll(BigInt(everyone?.permissions ?? 0), denials) ? 'everybody' : 'some',
      ...(channelKind !== undefined && { channelKind }),
    };
  } catch (error) {
    return { kind: 'failed', failure: failed(error) };
  }
}

function newest(messages: readonly APIMessage[]): string {
  return messages.reduce((latest, { id }) => (BigInt(id) > BigInt(latest) ? id : latest), '0');
}
