import { counted } from '../text/words.ts';

/** A discussion as a list or a card shows it: what is known of its thread may be some minutes old. */
export interface ShownThread {
  readonly guildId: string;
  readonly threadId: string;
  /** Absent as long as nobody is known to have answered. */
  readonly messageCount?: number;
  readonly isArchived: boolean;
  readonly isLocked: boolean;
}

/** What a link to one is made from. */
export type LinkedThread = Pick<ShownThread, 'guildId' | 'threadId' | 'messageCount'>;

/** `Discussion, 14 messages`; the word alone as long as nobody has answered. */
function discussionInWords({ messageCount }: Pick<LinkedThread, 'messageCount'>): string {
  return messageCount === undefined ? 'Discussion' : `Discussion, ${counted(messageCount, 'message')}`;
}

/** The same as a link. A mention of a thread that has gone to sleep has no name in every client. */
export function discussionLink(thread: LinkedThread): string {
  return `[${discussionInWords(thread)}](${threadUrl(thread)})`;
}

/** The same in half as many characters, for rows that have little room. */
export function shortDiscussionLink({ threadId, messageCount }: LinkedThread): string {
  return `discussion <#${threadId}>${messageCount === undefined ? '' : `, ${counted(messageCount, 'message')}`}`;
}

function threadUrl({ guildId, threadId }: LinkedThread): string {
  return `https://discord.com/channels/${guildId}/${threadId}`;
}
