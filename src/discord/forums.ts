import type { REST } from 'discord.js';
import {
  type APIGuildChannel,
  type APIGuildForumChannel,
  type APIGuildMember,
  type APIMessage,
  type APIRole,
  type APIThreadChannel,
  ChannelFlags,
  ChannelType,
  PermissionFlagsBits,
  Routes,
  ThreadAutoArchiveDuration,
} from 'discord-api-types/v10';
import { chooseTags, type ForumTag, TOPIC_SLUGS } from '../domain/forum-tags.ts';
import type { Failure, SendOutcome } from '../domain/outcomes.ts';
import type { FindOutcome, ForumOutcome, ForumPost } from '../domain/ports/poster.ts';
import { carries, snowflakeBefore } from './markers.ts';
import { discordCode } from './meaning.ts';
import { kindOf, permissionsIn } from './permissions.ts';

type Failed = (error: unknown) => Failure;

/** As many active threads as the server may have: some are archived by the hour. */
const TOO_MANY_THREADS = 160006;
const FULL_MS = 3_600_000;

export async function createPost(
  rest: REST,
  failed: Failed,
  channelId: string,
  { post, tagIds, signal }: { post: ForumPost; tagIds: readonly string[]; signal?: AbortSignal | undefined },
): Promise<SendOutcome> {
  try {
    const thread = (await rest.post(Routes.threads(channelId), {
      body: { ...post, auto_archive_duration: ThreadAutoArchiveDuration.OneWeek, applied_tags: tagIds },
      ...(signal !== undefined && { signal }),
    })) as APIThreadChannel;
    return { kind: 'sent', messageId: thread.id };
  } catch (error) {
    const code = discordCode(error);
    if (code === TOO_MANY_THREADS) return { kind: 'retry', code: String(code), afterMs: FULL_MS };
    return failed(error);
  }
}

/** So many posts of ours may have come since, of which one is looked for: each is a request. */
const MOST_CANDIDATES = 100;
const PAGE = 100;

export async function findPost(
  rest: REST,
  failed: Failed,
  botId: string,
  { guildId, channelId, marker, since }: { guildId: string; channelId: string; marker: string; since: Date },
): Promise<FindOutcome> {
  const after = BigInt(snowflakeBefore(since));
  const isCandidate = ({ id, parent_id: parent, owner_id: owner }: APIThreadChannel) =>
    parent === channelId && owner === botId && BigInt(id) >= after;
  try {
    const { threads: active } = (await rest.get(Routes.guildActiveThreads(guildId))) as ThreadList;
    const found = await findAmong(rest, active.filter(isCandidate), marker);
    if (found !== undefined) return { kind: 'found', messageId: found };
    const archived = await listArchived(rest, channelId, since);
    const old = await findAmong(rest, archived.filter(isCandidate), marker);
    return old === undefined ? { kind: 'missing' } : { kind: 'found', messageId: old };
  } catch (error) {
    return { kind: 'failed', failure: failed(error) };
  }
}

interface ThreadList {
  readonly threads: readonly APIThreadChannel[];
  readonly has_more?: boolean;
}

/** A post can be archived soon after it came; one that was archived before `since` came before it too. */
async function listArchived(rest: REST, channelId: string, since: Date): Promise<readonly APIThreadChannel[]> {
  const query = new URLSearchParams({ limit: String(PAGE) });
  const listed: APIThreadChannel[] = [];
  for (let before: string | undefined; ; ) {
    if (before !== undefined) query.set('before', before);
    const page = (await rest.get(Routes.channelThreads(channelId, 'public'), { query })) as ThreadList;
    listed.push(...page.threads);
    before = page.threads.at(-1)?.thread_metadata?.archive_timestamp;
    if (!page.has_more || before === undefined || new Date(before) < since) return listed;
  }
}

/** The newest first: what is looked for was made a moment ago. */
async function findAmong(
  rest: REST,
  threads: readonly APIThreadChannel[],
  marker: string,
): Promise<string | undefined> {
  const newestFirst = threads.toSorted((a, b) => (BigInt(a.id) < BigInt(b.id) ? 1 : -1));
  for (const { id } of newestFirst.slice(0, MOST_CANDIDATES)) {
    const starter = await readStarter(rest, id);
    if (carries(starter?.components, marker)) return id;
  }
  return undefined;
}

const UNKNOWN = new Set([10003, 10008]);

/** @returns undefined if somebody has deleted it */
async function readStarter(rest: REST, threadId: string): Promise<APIMessage | undefined> {
  try {
    return (await rest.get(Routes.channelMessage(threadId, threadId))) as APIMessage;
  } catch (error) {
    if (UNKNOWN.has(discordCode(error) ?? 0)) return undefined;
    throw error;
  }
}

export async function readForum(
  rest: REST,
  failed: Failed,
  { botId, guildId, channelId }: { botId: string; guildId: string; channelId: string },
): Promise<ForumOutcome> {
  try {
    const channel = (await rest.get(Routes.channel(channelId))) as APIGuildChannel;
    if (!isForum(channel)) {
      const channelKind = kindOf(channel.type);
      return { kind: 'none', ...(channelKind !== undefined && { channelKind }) };
    }
    const isOfModerators = channel.available_tags.some(({ moderated }) => moderated);
    const manages = isOfModerators && (await managesThreads(rest, channel, { botId, guildId }));
    return { kind: 'forum', tags: tagsOf(channel, { manages }), demandsTag: demandsTag(channel) };
  } catch (error) {
    return { kind: 'failed', failure: failed(error) };
  }
}

/** Whether there is a topic whose papers can be posted in a forum: else each would be refused for want of a tag. */
export function canTagSomething(channel: APIGuildForumChannel, { manages }: { manages: boolean }): boolean {
  return (
    !demandsTag(channel) ||
    chooseTags(tagsOf(channel, { manages }), { topics: TOPIC_SLUGS, isRequired: true }).length > 0
  );
}

export function isForum(channel: APIGuildChannel): channel is APIGuildForumChannel {
  return channel.type === ChannelType.GuildForum || channel.type === ChannelType.GuildMedia;
}

function tagsOf(
  { available_tags: tags }: APIGuildForumChannel,
  { manages }: { manages: boolean },
): readonly ForumTag[] {
  return tags.filter(({ moderated }) => manages || !moderated).map(({ id, name }) => ({ id, name }));
}

function demandsTag({ flags }: APIGuildForumChannel): boolean {
  return ((flags ?? 0) & ChannelFlags.RequireTag) !== 0;
}

async function managesThreads(
  rest: REST,
  channel: APIGuildChannel,
  { botId, guildId }: { botId: string; guildId: string },
): Promise<boolean> {
  const [roles, member] = await Promise.all([
    rest.get(Routes.guildRoles(guildId)) as Promise<APIRole[]>,
    rest.get(Routes.guildMember(guildId, botId)) as Promise<APIGuildMember>,
  ]);
  const held = permissionsIn(channel, { guildId, userId: botId, memberRoles: member.roles, roles });
  return (held & PermissionFlagsBits.ManageThreads) !== 0n;
}
