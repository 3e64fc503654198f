import type {
  APIEmbed,
  APIGuildForumTag,
  APIMessage,
  ApplicationCommandType,
  ChannelType,
} from 'discord-api-types/v10';

/** Everything that the sandbox remembers. Plain data: it goes to disk as it stands. */
export interface State {
  readonly version: 1;
  /** The newest id that was given out: the next is greater, whatever the clock says. */
  lastId: string;
  readonly application: ApplicationState;
  /** Who has installed the app for themself; absent: nobody. */
  userInstalls?: string[];
  /** The ids of the first world's parts. */
  readonly first: FirstIds;
  readonly users: Record<string, UserState>;
  readonly guilds: Record<string, GuildState>;
  readonly channels: Record<string, ChannelState>;
  /** By channel, oldest first. */
  readonly messages: Record<string, MessageState[]>;
  readonly commands: CommandState[];
  /** When commands of new names were created, for the limit of 200 a day. */
  readonly commandCreations: string[];
  /** By author and nonce. */
  readonly nonces: Record<string, NonceState>;
}

export interface ApplicationState {
  /** Also the id of the bot's user. */
  readonly id: string;
  token: string;
}

/** The world that a new sandbox starts with. */
export interface FirstIds {
  readonly guild: string;
  /** An administrator, and the owner. */
  readonly ada: string;
  readonly grace: string;
  readonly linus: string;
  /** May read, and neither write nor open threads. */
  readonly mallory: string;
  readonly botRole: string;
  readonly general: string;
  readonly papers: string;
  readonly readingGroup: string;
  /** Hidden from everybody but administrators, the bot included. */
  readonly admins: string;
}

export interface UserState {
  readonly id: string;
  readonly username: string;
  readonly globalName: string | null;
  readonly bot: boolean;
  /** Whether the person takes direct messages. */
  takesDms: boolean;
}

export interface GuildState {
  readonly id: string;
  name: string;
  ownerId: string;
  readonly roles: RoleState[];
  readonly members: Record<string, MemberState>;
  /** An outage: the server exists, and Discord cannot serve it. */
  unavailable: boolean;
  /** Where Discord itself tells the server something; absent or null: nowhere. */
  systemChannelId?: string | null;
}

export interface RoleState {
  readonly id: string;
  name: string;
  permissions: string;
  mentionable: boolean;
  /** The bot whose role it is. */
  readonly botId?: string;
}

export interface MemberState {
  readonly userId: string;
  roles: string[];
  readonly joinedAt: string;
  timedOutUntil?: string;
}

export interface OverwriteState {
  /** Of a role (0) or a member (1). */
  readonly id: string;
  readonly type: 0 | 1;
  readonly allow: string;
  readonly deny: string;
}

export type ChannelState = GuildChannelState | ThreadState | DmState | PrivateState;

export type GuildChannelType =
  | ChannelType.GuildText
  | ChannelType.GuildVoice
  | ChannelType.GuildAnnouncement
  | ChannelType.GuildForum
  | ChannelType.GuildMedia;

export interface GuildChannelState {
  readonly kind: 'guild';
  readonly id: string;
  readonly guildId: string;
  type: GuildChannelType;
  name: string;
  position: number;
  overwrites: OverwriteState[];
  /** Of a forum or media channel. */
  tags: APIGuildForumTag[];
  requiresTag: boolean;
  lastMessageId: string | null;
}

export type ThreadType = ChannelType.AnnouncementThread | ChannelType.PublicThread | ChannelType.PrivateThread;

export interface ThreadState {
  readonly kind: 'thread';
  readonly id: string;
  readonly guildId: string;
  readonly parentId: string;
  readonly type: ThreadType;
  readonly ownerId: string;
  readonly createdAt: string;
  name: string;
  archived: boolean;
  locked: boolean;
  /** Of a private one: whether those who do not manage threads bring in others. */
  invitable?: boolean;
  /** When `archived`, or after how long it comes, was last changed. */
  archiveChangedAt: string;
  autoArchiveMinutes: number;
  /** How long people wait between two messages; bots do not. */
  slowmodeSeconds: number;
  /** Without the starter; drops when one is deleted. */
  messageCount: number;
  /** Never drops. */
  totalMessageSent: number;
  /** Who joined, and when. */
  readonly members: Record<string, string>;
  tags: string[];
  /** Whether it stands on top of its forum; absent: it does not. */
  pinned?: boolean;
  lastMessageId: string | null;
}

export interface DmState {
  readonly kind: 'dm';
  readonly id: string;
  /** The person; the other end is the bot. */
  readonly userId: string;
  lastMessageId: string | null;
}

/** A conversation among people, without the bot. */
export interface PrivateState {
  readonly kind: 'private';
  readonly id: string;
  readonly type: ChannelType.DM | ChannelType.GroupDM;
  readonly ownerId: string;
  readonly people: readonly string[];
  lastMessageId: string | null;
}

export interface MessageState {
  /** As the API shows it to its author. */
  message: StoredMessage;
  /** Whom it really pinged: `<@id>`, `<@&id>`, `@everyone`, `@here`. */
  pings: readonly string[];
  /** Of an ephemeral message: the only person who sees it. */
  readonly visibleTo?: string;
}

export type StoredMessage = Omit<APIMessage, 'embeds'> & { embeds: APIEmbed[] };

interface NonceState {
  readonly channelId: string;
  readonly messageId: string;
  readonly at: string;
}

/** A registered command, with what Discord adds to what was sent. */
export interface CommandState {
  readonly id: string;
  readonly type: ApplicationCommandType;
  readonly name: string;
  /** Absent for a global one. */
  readonly guildId?: string;
  version: string;
  /** What was sent, checked. */
  body: CommandBody;
}

type Translations = Readonly<Partial<Record<string, string>>>;

export interface CommandBody {
  readonly name: string;
  readonly name_localizations?: Translations | null;
  readonly description_localizations?: Translations | null;
  readonly type?: number;
  readonly description?: string;
  readonly options?: readonly CommandOption[];
  readonly default_member_permissions?: string | null;
  readonly contexts?: readonly number[] | null;
  readonly integration_types?: readonly number[];
  readonly nsfw?: boolean;
  readonly dm_permission?: boolean;
}

export interface CommandOption {
  readonly type: number;
  readonly name: string;
  readonly description: string;
  readonly required?: boolean;
  readonly autocomplete?: boolean;
  readonly choices?: readonly { readonly name: string; readonly value: string | number }[];
  readonly options?: readonly CommandOption[];
  readonly channel_types?: readonly number[];
  readonly min_value?: number;
  readonly max_value?: number;
  readonly min_length?: number;
  readonly max_length?: number;
}
