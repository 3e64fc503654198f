import { ChannelType } from 'discord-api-types/v10';
import { isThreadOnly } from './access.ts';
import type { Core } from './core.ts';
import { crosspost } from './crosspost.ts';
import { addMessage, removeMessage } from './messages.ts';
import { startThread } from './start-thread.ts';
import type { MessageState, ThreadState } from './state.ts';
import { joinThread, leaveThread, setThread, type ThreadChange } from './threads.ts';

/** What people and moderators do with threads and messages. Their rights are not asked; Discord's own limits hold. */
export interface ThreadWorld {
  /**
   * Somebody starts a thread, from a message if one is named; in a forum a post that says `content`. @returns its id
   *
   * @throws ApiError 160004, 160006, 160007
   */
  startThread(channelId: string, wanted: StartedThread): string;
  /** Archives, opens, locks, renames, tags. @throws ApiError 160006 or 160007 */
  setThread(threadId: string, change: ThreadChange): void;
  /** @throws ApiError 30033 */
  joinThread(threadId: string, userId: string): void;
  leaveThread(threadId: string, userId: string): void;
  deleteMessage(channelId: string, messageId: string): void;
  /** Publishes a message of an announcement channel. @throws ApiError 50024, 50068, 40033 */
  crosspost(channelId: string, messageId: string): void;
}

export interface StartedThread {
  readonly ownerId: string;
  readonly name: string;
  readonly messageId?: string;
  /** Of a post. */
  readonly content?: string;
  /** Ids of the forum's tags. */
  readonly tags?: readonly string[];
}

export function createThreadWorld(core: Core): ThreadWorld {
  const threadOf = (id: string): ThreadState => {
    const found = core.state.channels[id];
    if (found?.kind !== 'thread') throw new Error(`no thread ${id}`);
    return found;
  };
  const messageOf = (channelId: string, id: string): MessageState => {
    const found = core.state.messages[channelId]?.find(({ message }) => message.id === id);
    if (found === undefined) throw new Error(`no message ${id}`);
    return found;
  };
  return {
    startThread(channelId, { messageId, content = '', ...wanted }) {
      const parent = core.state.channels[channelId];
      if (parent?.kind !== 'guild') throw new Error(`no channel ${channelId}`);
      const isNews = parent.type === ChannelType.GuildAnnouncement;
      const type = isNews ? ChannelType.AnnouncementThread : ChannelType.PublicThread;
      const from = messageId === undefined ? undefined : messageOf(channelId, messageId);
      const { id } = startThread(core, { parent, type, from, ...wanted });
      if (isThreadOnly(parent)) {
        addMessage(core, { channelId: id, authorId: wanted.ownerId, input: { content }, id });
      }
      return id;
    },
    setThread: (threadId, change) => setThread(core, threadOf(threadId), change),
    joinThread: (threadId, userId) => joinThread(core, threadOf(threadId), userId),
    leaveThread: (threadId, userId) => leaveThread(core, threadOf(threadId), userId),
    deleteMessage: (channelId, messageId) => removeMessage(core, messageOf(channelId, messageId)),
    crosspost(channelId, messageId) {
      const channel = core.state.channels[channelId];
      if (channel === undefined) throw new Error(`no channel ${channelId}`);
      crosspost(core, channel, messageOf(channelId, messageId));
    },
  };
}
