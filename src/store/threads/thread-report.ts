import type { Selectable } from 'kysely';
import type { PaperId } from '../../domain/paper-id.ts';
import type { FactKind } from '../../domain/thread-facts.ts';
import type { Db, Schema } from '../schema.ts';
import { isUuid } from '../uuid.ts';

/** What is known of a paper's thread and of what Paperboy says in it, for the operator: of whichever server. */
export interface ThreadReport {
  readonly guildId: string;
  readonly threadId: string;
  readonly paperId: PaperId;
  /** Absent if the thread is no discussion any more. */
  readonly discussion?: DiscussionReport;
  /** News that stand in no line yet. */
  readonly untold: readonly ToldFact[];
  /** Of a thread the newest, newest first; else the one that was asked for. */
  readonly posts: readonly ThreadPostReport[];
}

export interface DiscussionReport {
  readonly channelId: string;
  readonly isArchived: boolean;
  readonly isLocked: boolean;
  /** Since when somebody wants no lines there. */
  readonly hushedAt?: Date;
  readonly lastLineAt?: Date;
}

export interface ToldFact {
  readonly kind: FactKind;
  readonly detail: string;
  readonly foundAt: Date;
}

export interface ThreadPostReport {
  readonly id: string;
  readonly kind: 'abstract' | 'line';
  /** Of an abstract. */
  readonly part: number;
  readonly state: 'owed' | 'sent' | 'given-up';
  /** What a line tells. */
  readonly facts: readonly ToldFact[];
  readonly createdAt: Date;
  readonly marker: string;
  readonly attempts: number;
  /** When it is tried next, if it is owed. */
  readonly dueAt: Date;
  readonly claimedUntil?: Date;
  /** How the last try failed, or why it was given up. */
  readonly reason?: string;
  readonly sendingAt?: Date;
  readonly sentAt?: Date;
  /** Absent of what was sent: somebody has deleted it before its id was known. */
  readonly messageId?: string;
}

/**
 * What is known by the id of a message in a discussion (ours, not Discord's), or of a thread. No titles and no bodies.
 *
 * @param mostPosts of a thread
 * @returns undefined if nothing has this id
 */
export async function findThreadReport(
  db: Db,
  id: string,
  { mostPosts }: { mostPosts: number },
): Promise<ThreadReport | undefined> {
  const posts = await db
    .selectFrom('thread_post')
    .selectAll()
    .where((eb) => (isUuid(id) ? eb('id', '=', id) : eb('thread_id', '=', id)))
    .orderBy('created_at', 'desc')
    .orderBy('part', 'desc')
    .limit(mostPosts)
    .execute();
  const threadId = posts[0]?.thread_id ?? id;
  const discussion = await db.selectFrom('discussion').selectAll().where('thread_id', '=', threadId).executeTakeFirst();
  const place = posts[0] ?? discussion;
  if (place === undefined) return undefined;
  const facts = await db.selectFrom('thread_fact').selectAll().where('thread_id', '=', threadId).execute();
  const factsOf = (postId: string) => facts.filter(({ post_id }) => post_id === postId).map(toFact);
  return {
    guildId: place.guild_id,
    threadId,
    paperId: place.paper_id,
    ...(discussion !== undefined && { discussion: toDiscussionReport(discussion) }),
    untold: facts.filter(({ state }) => state === 'owed').map(toFact),
    posts: posts.map((post) => toPostReport(post, factsOf(post.id))),
  };
}

function toDiscussionReport(row: Selectable<Schema['discussion']>): DiscussionReport {
  return {
    channelId: row.channel_id,
    isArchived: row.archived,
    isLocked: row.locked,
    ...(row.hushed_at !== null && { hushedAt: row.hushed_at }),
    ...(row.last_line_at !== null && { lastLineAt: row.last_line_at }),
  };
}

function toFact({ kind, detail, found_at: foundAt }: Selectable<Schema['thread_fact']>): ToldFact {
  return { kind, detail, foundAt };
}

function toPostReport(row: Selectable<Schema['thread_post']>, facts: readonly ToldFact[]): ThreadPostReport {
  return {
    id: row.id,
    kind: row.kind,
    part: row.part,
    state: row.state,
    facts,
    createdAt: row.created_at,
    marker: row.marker,
    attempts: row.attempts,
    dueAt: row.due_at,
    ...(row.claimed_until !== null && { claimedUntil: row.claimed_until }),
    ...(row.reason !== null && { reason: row.reason }),
    ...(row.sending_at !== null && { sendingAt: row.sending_at }),
    ...(row.sent_at !== null && { sentAt: row.sent_at }),
    ...(row.message_id !== null && { messageId: row.message_id }),
  };
}
