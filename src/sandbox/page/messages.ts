import { MessageFlags, MessageType } from 'discord-api-types/v10';
import { TOKEN_LASTS_MS } from '../interactions/interactions.ts';
import { hasMenu } from '../people/menus.ts';
import { canSee } from '../world/access.ts';
import type { Core } from '../world/core.ts';
import { guildOf } from '../world/place.ts';
import { compareSnowflakes } from '../world/snowflake.ts';
import type { MessageState, StoredMessage } from '../world/state.ts';
import { type EmbedView, viewEmbeds } from './embeds.ts';
import { type Markdown, parseMarkdown } from './markdown.ts';
import { type Part, viewParts } from './message-parts.ts';
import { nameOfUser, type PlaceView } from './named.ts';
import { readerOf } from './reader.ts';

const MOST_MESSAGES = 100;

export interface MessageView {
  readonly id: string;
  /** The message whose components these are: another one if this one begins a thread by repeating it. */
  readonly pressId: string;
  readonly author: { readonly id: string; readonly name: string; readonly isBot: boolean };
  /** A quiet line above it: what it answers. */
  readonly about?: string;
  readonly sentAtMs: number;
  readonly isEdited: boolean;
  /** Ephemeral. */
  readonly isPrivate: boolean;
  /** The bot has deferred its answer, and can still give it. */
  readonly isThinking: boolean;
  /** It has deferred its answer for so long that it cannot give it any more. */
  readonly isUnanswered: boolean;
  /** It really pings the reader. */
  readonly isForReader: boolean;
  /** Whether commands can be used on it. */
  readonly hasMenu: boolean;
  readonly content: Markdown;
  readonly embeds: readonly EmbedView[];
  readonly parts: readonly Part[];
  readonly thread?: PlaceView & { readonly messageCount: number };
}

/** The newest messages of a channel that a person can see, oldest first, their ephemeral ones among them. */
export function viewMessages(core: Core, userId: string, channelId: string): readonly MessageView[] {
  const kept = core.state.messages[channelId] ?? [];
  const own = [...core.ephemeral.values()].filter(
    ({ message, visibleTo }) => visibleTo === userId && message.channel_id === channelId,
  );
  // Ids grow in the order in which messages were written, also while the clock is moved back.
  return [...kept.slice(-MOST_MESSAGES), ...own]
    .sort((a, b) => compareSnowflakes(a.message.id, b.message.id))
    .slice(-MOST_MESSAGES)
    .map((state) => viewMessage(core, userId, state));
}

function viewMessage(core: Core, userId: string, state: MessageState): MessageView {
  const { message, visibleTo } = state;
  const shown = repeated(core, message) ?? message;
  const reader = readerOf(core, userId, message.channel_id);
  const flags = message.flags ?? 0;
  const thread = (flags & MessageFlags.HasThread) === 0 ? undefined : viewThread(core, userId, message.id);
  const about = aboutOf(core, message);
  const isLoading = (flags & MessageFlags.Loading) !== 0;
  const isLate = core.now().getTime() - Date.parse(message.timestamp) > TOKEN_LASTS_MS;
  return {
    id: message.id,
    pressId: shown.id,
    author: { id: shown.author.id, name: nameOfUser(core, shown.author.id), isBot: shown.author.bot === true },
    ...(about !== undefined && { about }),
    sentAtMs: Date.parse(message.timestamp),
    isEdited: shown.edited_timestamp !== null,
    isPrivate: visibleTo !== undefined,
    isThinking: isLoading && !isLate,
    isUnanswered: isLoading && isLate,
    isForReader: pings(core, userId, state),
    hasMenu: hasMenu(state),
    content: parseMarkdown(shown.content, reader),
    embeds: viewEmbeds(((shown.flags ?? 0) & MessageFlags.SuppressEmbeds) === 0 ? shown.embeds : [], reader),
    parts: viewParts(shown.components, reader),
    ...(thread !== undefined && { thread }),
  };
}

/** What a thread's first message repeats, as it is now. */
function repeated(core: Core, message: StoredMessage): StoredMessage | undefined {
  const original = message.type === MessageType.ThreadStarterMessage ? message.referenced_message : undefined;
  if (original === undefined || original === null) return undefined;
  const live = core.state.messages[original.channel_id]?.find((state) => state.message.id === original.id);
  return live?.message ?? (original as StoredMessage);
}

function aboutOf(core: Core, message: StoredMessage): string | undefined {
  const asked = message.interaction_metadata as { user?: { id: string }; name?: string } | undefined;
  if (asked?.user !== undefined && asked.name !== undefined) {
    const sign = message.type === MessageType.ChatInputCommand ? '/' : '';
    return `${nameOfUser(core, asked.user.id)} used ${sign}${asked.name}`;
  }
  if (message.type !== MessageType.Reply) return undefined;
  const answered = message.referenced_message?.author.id;
  return answered === undefined ? 'In reply to a deleted message' : `In reply to ${nameOfUser(core, answered)}`;
}

/** Whether it pinged a person: by name, by one of their roles, or everybody who sees it. */
function pings(core: Core, userId: string, { message, pings: pinged }: MessageState): boolean {
  const guild = guildOf(core, core.state.channels[message.channel_id]);
  const roles = guild?.members[userId]?.roles ?? [];
  const names = [`<@${userId}>`, ...roles.map((id) => `<@&${id}>`), '@everyone', '@here'];
  return message.author.id !== userId && names.some((name) => pinged.includes(name));
}

function viewThread(core: Core, userId: string, threadId: string): MessageView['thread'] {
  const thread = core.state.channels[threadId];
  if (thread?.kind !== 'thread' || !canSee(core, userId, threadId)) return undefined;
  return { id: thread.id, name: thread.name, messageCount: thread.messageCount };
}
