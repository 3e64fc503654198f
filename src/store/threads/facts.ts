import { sql } from 'kysely';
import { completeAt, type ListDay } from '../../domain/list-day.ts';
import type { PaperId } from '../../domain/paper-id.ts';
import type { FactKind } from '../../domain/thread-facts.ts';
import { atomically } from '../atomically.ts';
import type { Db } from '../schema.ts';

/** A paper that stands first on a day's complete list. */
export interface FirstPlace {
  readonly day: ListDay;
  readonly paperId: PaperId;
}

/** The first papers of those of `days` whose lists were read since they were complete, in the order of every list. */
export async function listFirstPlaces(db: Db, days: readonly ListDay[]): Promise<readonly FirstPlace[]> {
  const complete = days.map((day) => ({ day, complete_at: completeAt(day) }));
  const { rows } = await sql<{ list_day: ListDay; paper_id: PaperId }>`
    select distinct on (listing.list_day) listing.list_day, listing.paper_id
    from jsonb_to_recordset(${JSON.stringify(complete)}::jsonb) as wanted (day date, complete_at timestamptz)
    join list_read on list_read.list_day = wanted.day and list_read.read_at >= wanted.complete_at
    join listing on listing.list_day = wanted.day
    join paper_score on paper_score.paper_id = listing.paper_id
    order by listing.list_day, paper_score.upvotes desc, coalesce(paper_score.comments, 0) desc,
      listing.paper_id desc`.execute(db);
  return rows.map((row) => ({ day: row.list_day, paperId: row.paper_id }));
}

/** An open discussion whose paper has changed since its facts were noted. */
export interface ChangedDiscussion {
  readonly guildId: string;
  readonly paperId: PaperId;
  readonly threadId: string;
  readonly openedAt: Date;
  readonly isHushed: boolean;
  /** Whether its facts were noted before: if not, all that is true now was so when it was opened. */
  readonly isNoted: boolean;
  /** The paper's state that this was read from. */
  readonly stamp: string;
}

/**
 * Up to `limit` open discussions of whose paper something was saved since their facts were noted, or that do not know of
 * a first place. Told by difference and not by time: what was saved by a slower process counts as well.
 */
export async function listChangedDiscussions(
  db: Db,
  { firstPlaces, limit }: { firstPlaces: readonly FirstPlace[]; limit: number },
): Promise<readonly ChangedDiscussion[]> {
  const firsts = JSON.stringify(firstPlaces.map(({ day, paperId }) => ({ day, paper_id: paperId })));
  const { rows } = await sql<{
    guild_id: string;
    paper_id: PaperId;
    thread_id: string;
    opened_at: Date;
    is_hushed: boolean;
    is_noted: boolean;
    stamp: string;
  }>`
    with open as (
      select discussion.*,
        concat_ws(' ', extract(epoch from paper.changed_at), extract(epoch from paper_score.observed_at),
          coalesce(extract(epoch from arxiv_paper.looked_at)::text, '-')) as stamp
      from discussion
      join paper on paper.id = discussion.paper_id
      join paper_score on paper_score.paper_id = discussion.paper_id
      left join arxiv_paper on arxiv_paper.paper_id = discussion.paper_id
      where discussion.state = 'open' and discussion.thread_id is not null
    )
    select guild_id, paper_id, thread_id, coalesce(opened_at, created_at) as opened_at,
      hushed_at is not null as is_hushed, facts_stamp is not null as is_noted, stamp
    from open
    where facts_stamp is distinct from stamp
      or exists (
        select from jsonb_to_recordset(${firsts}::jsonb) as first (day text, paper_id text)
        where first.paper_id = open.paper_id and not exists (
          select from thread_fact
          where thread_fact.thread_id = open.thread_id and thread_fact.kind = 'first' and thread_fact.detail = first.day
        )
      )
    order by guild_id, paper_id, scope limit ${limit}`.execute(db);
  return rows.map((row) => ({
    guildId: row.guild_id,
    paperId: row.paper_id,
    threadId: row.thread_id,
    openedAt: row.opened_at,
    isHushed: row.is_hushed,
    isNoted: row.is_noted,
    stamp: row.stamp,
  }));
}

/** What a thread has heard of, or is to hear of: the keys of facts. */
export async function listKnownFacts(db: Db, threadId: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('thread_fact')
    .select(['kind', 'detail'])
    .where('thread_id', '=', threadId)
    .execute();
  return new Set(rows.map(({ kind, detail }) => `${kind} ${detail}`));
}

export interface NotedFact {
  readonly kind: FactKind;
  readonly detail: string;
  /** Whether the thread is to be told. */
  readonly isOwed: boolean;
}

/** Notes facts of a thread that it did not know, and of which state of the paper they are. Idempotent: the first word holds. */
export async function noteFacts(
  db: Db,
  { guildId, threadId, stamp }: Pick<ChangedDiscussion, 'guildId' | 'threadId' | 'stamp'>,
  { facts, at }: { facts: readonly NotedFact[]; at: Date },
): Promise<void> {
  await atomically(db, async (tx) => {
    // A thread that was forgotten meanwhile must not be left with facts.
    const marked = await tx
      .updateTable('discussion')
      .set({ facts_stamp: stamp })
      .where('guild_id', '=', guildId)
      .where('thread_id', '=', threadId)
      .executeTakeFirst();
    if (marked.numUpdatedRows === 0n || facts.length === 0) return;
    await tx
      .insertInto('thread_fact')
      .values(
        facts.map(({ kind, detail, isOwed }) => ({
          thread_id: threadId,
          guild_id: guildId,
          kind,
          detail,
          found_at: at,
          state: isOwed ? ('owed' as const) : ('known' as const),
          post_id: null,
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  });
}

/** Lets go of what could not be told for so long that it is no news. */
export async function forgetOldNews(db: Db, before: Date): Promise<void> {
  await db
    .updateTable('thread_fact')
    .set({ state: 'known' })
    .where('state', '=', 'owed')
    .where('found_at', '<=', before)
    .execute();
}
