import { randomBytes } from 'node:crypto';
import { ChannelType, PermissionFlagsBits } from 'discord-api-types/v10';
import { DEFAULT_PERMISSIONS } from './permissions.ts';
import { nextSnowflake } from './snowflake.ts';
import type {
  FirstIds,
  GuildChannelState,
  GuildState,
  MemberState,
  OverwriteState,
  RoleState,
  State,
  UserState,
} from './state.ts';

/** What the README's invitation link asks for: View, Send, Embed, Read History, Create Public Threads, Send in Threads. */
export const BOT_PERMISSIONS = 309_237_730_304n;

const DAY_MS = 86_400_000;

const { ViewChannel, SendMessages, SendMessagesInThreads, CreatePublicThreads, CreatePrivateThreads } =
  PermissionFlagsBits;

/**
 * A new world: a server with six channels, four people and the bot; and one without the bot, whose owner has installed
 * it for herself.
 */
export function createFirstWorld(at: Date): State {
  let lastId = '0';
  const newId = () => {
    lastId = nextSnowflake(at, lastId);
    return lastId;
  };
  const applicationId = newId();
  const first: FirstIds = {
    guild: newId(),
    ada: newId(),
    grace: newId(),
    linus: newId(),
    mallory: newId(),
    botRole: newId(),
    general: newId(),
    papers: newId(),
    readingGroup: newId(),
    admins: newId(),
  };
  const adminRole = newId();
  const joinedAt = at.toISOString();
  const member = (userId: string, roles: string[] = []) => ({ userId, roles, joinedAt });
  const guild = {
    id: first.guild,
    name: 'Paperboy Sandbox',
    ownerId: first.ada,
    roles: [
      newRole(first.guild, '@everyone', DEFAULT_PERMISSIONS),
      newRole(adminRole, 'admin', PermissionFlagsBits.Administrator),
      { ...newRole(first.botRole, 'Paperboy', BOT_PERMISSIONS), botId: applicationId },
    ],
    members: {
      [first.ada]: member(first.ada, [adminRole]),
      [first.grace]: member(first.grace),
      [first.linus]: member(first.linus),
      [first.mallory]: member(first.mallory),
      // Since the day before: nobody greets a server again that has known the bot for long.
      [applicationId]: {
        ...member(applicationId, [first.botRole]),
        joinedAt: new Date(at.getTime() - DAY_MS).toISOString(),
      },
    },
    unavailable: false,
    systemChannelId: first.general,
  };
  const others = [first.ada, first.grace, first.linus].map((userId) => member(userId));
  const elsewhere = newServerElsewhere(newId(), first.ada, others);
  const people = { ada: 'Ada', grace: 'Grace', linus: 'Linus', mallory: 'Mallory' } as const;
  const users = Object.entries(people).map(([key, name]) => newUser(first[key as keyof typeof people], key, name));
  const state: State = {
    version: 1,
    lastId: '0',
    application: { id: applicationId, token: newToken() },
    first,
    userInstalls: [first.ada],
    users: byId([...users, { ...newUser(applicationId, 'paperboy', null), bot: true }]),
    guilds: byId([guild, elsewhere]),
    channels: byId([
      ...listChannels(first),
      ...users.map(({ id }) => newDm(newId(), id)),
      ...listSpecialChannels(first, newId),
      newTextChannel(newId(), elsewhere.id, { name: 'lounge', position: 0, overwrites: [] }),
    ]),
    messages: {},
    commands: [],
    commandCreations: [],
    nonces: {},
  };
  return { ...state, lastId };
}

/** A server that has not installed the bot. */
function newServerElsewhere(id: string, ownerId: string, members: readonly MemberState[]): GuildState {
  return {
    id,
    name: 'Elsewhere',
    ownerId,
    roles: [newRole(id, '@everyone', DEFAULT_PERMISSIONS)],
    members: Object.fromEntries(members.map((member) => [member.userId, member])),
    unavailable: false,
  };
}

function newRole(id: string, name: string, permissions: bigint): RoleState {
  return { id, name, permissions: String(permissions), mentionable: false };
}

/** A token of the sandbox's own kind, which nothing takes for one of Discord's. */
export function newToken(): string {
  return `sandbox-${randomBytes(24).toString('hex')}`;
}

function listChannels(first: FirstIds): readonly GuildChannelState[] {
  const everyoneOut = overwrite(first.guild, 0, ViewChannel);
  const malloryOut = readsOnly(first.mallory);
  const open = { general: 'general', papers: 'papers', readingGroup: 'reading-group' } as const;
  const channels = Object.entries(open).map(([key, name], position) =>
    newTextChannel(first[key as keyof typeof open], first.guild, { name, position, overwrites: [malloryOut] }),
  );
  const admins = newTextChannel(first.admins, first.guild, { name: 'admins', position: 3, overwrites: [everyoneOut] });
  return [...channels, admins];
}

function readsOnly(userId: string): OverwriteState {
  return overwrite(userId, 1, SendMessages | SendMessagesInThreads | CreatePublicThreads | CreatePrivateThreads);
}

const FORUM_TAGS = ['Agents', 'Language models', 'Vision', 'Robotics', 'Audio', 'Other'];

/** A forum with tags of its own, and a channel for announcements. */
function listSpecialChannels(first: FirstIds, newId: () => string): readonly GuildChannelState[] {
  const overwrites = [readsOnly(first.mallory)];
  const tags = FORUM_TAGS.map((name) => ({ id: newId(), name, moderated: false, emoji_id: null, emoji_name: null }));
  const news = newTextChannel(newId(), first.guild, { name: 'news', position: 4, overwrites });
  const forum = newTextChannel(newId(), first.guild, { name: 'paper-forum', position: 5, overwrites });
  return [
    { ...news, type: ChannelType.GuildAnnouncement },
    { ...forum, type: ChannelType.GuildForum, tags },
  ];
}

function newTextChannel(
  id: string,
  guildId: string,
  rest: Pick<GuildChannelState, 'name' | 'position' | 'overwrites'>,
): GuildChannelState {
  return {
    kind: 'guild',
    id,
    guildId,
    type: ChannelType.GuildText,
    tags: [],
    requiresTag: false,
    lastMessageId: null,
    ...rest,
  };
}

function newDm(id: string, userId: string) {
  return { kind: 'dm' as const, id, userId, lastMessageId: null };
}

function newUser(id: string, username: string, globalName: string | null): UserState {
  return { id, username, globalName, bot: false, takesDms: true };
}

function overwrite(id: string, type: 0 | 1, deny: bigint): OverwriteState {
  return { id, type, allow: '0', deny: String(deny) };
}

function byId<T extends { readonly id: string }>(items: readonly T[]): Record<string, T> {
  return Object.fromEntries(items.map((item) => [item.id, item]));
}
