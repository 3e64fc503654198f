import { ChannelType, MessageType } from 'discord-api-types/v10';
import { refusal } from '../api-error.ts';
import { isThreadOnly } from './access.ts';
import type { Core } from './core.ts';
import { addMessage, emitMessage } from './messages.ts';
import type { GuildChannelState, MessageState, ThreadState, ThreadType } from './state.ts';
import { demandRoom, emitThread } from './threads.ts';

const HAS_THREAD = 32;
const DEFAULT_ARCHIVE_MINUTES = 4_320;

export interface NewThread {
  readonly parent: GuildChannelState;
  readonly ownerId: string;
  readonly name: string;
  readonly autoArchiveMinutes?: number | undefined;
  readonly slowmodeSeconds?: number | undefined;
  readonly type: ThreadType;
  readonly tags?: readonly string[] | undefined;
  /** Of a private one; absent: they do. */
  readonly invitable?: boolean | undefined;
  /** The message that it starts from. */
  readonly from?: MessageState | undefined;
}

/**
 * Starts a thread. From a message it shares the message's id; in a forum the caller adds the starter under the
 * thread's id.
 *
 * @throws ApiError 160004 if the message has one, 160006 or 160007 if the server has as many active ones as it may
 */
export function startThread(core: Core, wanted: NewThread): ThreadState {
  const { parent, ownerId, from } = wanted;
  const { guildId } = parent;
  const isTaken = from !== undefined && ((from.message.flags ?? 0) & HAS_THREAD) !== 0;
  if (isTaken) throw refusal('threadExists');
  demandRoom(core, guildId, wanted.type);
  const at = core.now().toISOString();
  const thread: ThreadState = {
    kind: 'thread',
    id: from?.message.id ?? core.newId(),
    guildId,
    parentId: parent.id,
    type: wanted.type,
    ownerId,
    createdAt: at,
    name: wanted.name,
    archived: false,
    locked: false,
    ...(wanted.type === ChannelType.PrivateThread && { invitable: wanted.invitable ?? true }),
    archiveChangedAt: at,
    autoArchiveMinutes: wanted.autoArchiveMinutes ?? DEFAULT_ARCHIVE_MINUTES,
    slowmodeSeconds: wanted.slowmodeSeconds ?? 0,
    messageCount: 0,
    totalMessageSent: 0,
    members: { [ownerId]: at },
    tags: [...(wanted.tags ?? [])],
    lastMessageId: null,
  };
  core.channels.add(thread);
  // Of forums it is the newest post: discord-api-docs, topics/threads › Forum and Media Channel Fields.
  if (isThreadOnly(parent)) parent.lastMessageId = thread.id;
  emitThread(core, 'THREAD_CREATE', thread, { newly_created: true });
  if (from !== undefined) startFrom(core, thread, from);
  return thread;
}

function startFrom(core: Core, thread: ThreadState, from: MessageState): void {
  from.message = { ...from.message, flags: (from.message.flags ?? 0) | HAS_THREAD };
  addMessage(core, {
    channelId: thread.id,
    authorId: from.message.author.id,
    type: MessageType.ThreadStarterMessage,
    repliesTo: from.message,
    input: { allowed_mentions: { parse: [] } },
  });
  emitMessage(core, 'MESSAGE_UPDATE', from);
}
