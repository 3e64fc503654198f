import { sql } from 'kysely';
import type { SourceReport } from '../../domain/freshness.ts';
import type { ListDay } from '../../domain/list-day.ts';
import type { Db } from '../schema.ts';

/** Changes are looked for among this many of the newest lists that are held: older ones hardly change. */
const RECENT_LISTS = 14;

/**
 * What is held of each source, by name. A source of which no list was ever read is not there.
 *
 * @param current the list day whose list grows now
 */
export async function listSourceReports(db: Db, current: ListDay): Promise<readonly SourceReport[]> {
  const { rows } = await sql<SourceRow>`
    with read as (
      select source, max(read_at) as read_at, max(read_at) filter (where list_day = ${current}) as current_read_at
      from list_read group by source
    ), held as (
      select list_read.source, listing.list_day, count(*) as papers,
        greatest(max(listing.first_seen_at), max(paper_score.observed_at)) as changed_at,
        row_number() over (partition by list_read.source order by listing.list_day desc) as place
      from listing
        join list_read on list_read.list_day = listing.list_day
        join paper_score on paper_score.paper_id = listing.paper_id
      where listing.list_day in (select distinct list_day from listing order by list_day desc limit ${RECENT_LISTS})
      group by list_read.source, listing.list_day
    )
    select read.source, read.read_at, read.current_read_at, newest.list_day, newest.papers,
      (select max(changed_at) from held where held.source = read.source) as changed_at
    from read left join held as newest on newest.source = read.source and newest.place = 1
    order by read.source`.execute(db);
  return rows.map((row) => ({
    source: row.source,
    readAt: row.read_at,
    ...(row.current_read_at !== null && { currentReadAt: row.current_read_at }),
    ...(row.changed_at !== null && { changedAt: row.changed_at }),
    ...(row.list_day !== null && { newest: { day: row.list_day, papers: row.papers ?? 0 } }),
  }));
}

/** When sending is tried again, while Discord takes nothing of what the bot posts. @returns undefined if it does */
export async function findSendingPause(db: Db): Promise<Date | undefined> {
  const row = await db.selectFrom('breaker').select('open_until').orderBy('open_until', 'desc').executeTakeFirst();
  return row?.open_until;
}

interface SourceRow {
  readonly source: string;
  readonly read_at: Date;
  readonly current_read_at: Date | null;
  readonly changed_at: Date | null;
  readonly list_day: ListDay | null;
  readonly papers: number | null;
}
