import { sql } from 'kysely';
import type { Db } from '../schema.ts';

/** A discussion that a server has of a digest's paper. */
export interface DigestThread {
  /** The paper's place in the digest, from 1. */
  readonly position: number;
  /** As of `DiscussionKey`. */
  readonly scope: string;
  readonly channelId: string;
  readonly threadId: string;
}

/** The open discussions of a digest's papers in its server, whoever may see them. Mostly there are none. */
export async function listDigestThreads(
  db: Db,
  { guildId, digestId }: { guildId: string; digestId: string },
): Promise<readonly DigestThread[]> {
  const { rows } = await sql<DigestThread>`
    select edition_paper.position, discussion.scope,
      discussion.channel_id as "channelId", discussion.thread_id as "threadId"
    from digest
      join edition_paper using (edition_id)
      join discussion using (paper_id)
    where digest.id = ${digestId} and discussion.guild_id = ${guildId}
      and discussion.state = 'open' and discussion.thread_id is not null
    order by edition_paper.position, discussion.scope`.execute(db);
  return rows;
}
