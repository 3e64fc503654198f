import { sql } from 'kysely';
import { type LateRiser, lateRiserDays, tookOff } from '../../domain/late-risers.ts';
import { completeAt, type ListDay } from '../../domain/list-day.ts';
import type { PaperId } from '../../domain/paper-id.ts';
import type { Candidates } from '../../domain/selection.ts';
import { selectRankedPapers, toRankedPaper } from '../papers/rows.ts';
import type { Db } from '../schema.ts';

/** Every paper of the lists of `days`, ranked, and the late risers of the lists before the newest of them. */
export async function listCandidates(db: Db, days: readonly ListDay[]): Promise<Candidates> {
  const [newest] = days.toSorted().slice(-1);
  const listed = await listListed(db, days);
  return { ...listed, lateRisers: newest === undefined ? [] : await listLateRisers(db, newest) };
}

/** {@link listCandidates} without late risers: what the lists of `days` themselves hold. */
export async function listListed(db: Db, days: readonly ListDay[]): Promise<Omit<Candidates, 'lateRisers'>> {
  if (days.length === 0) return { papers: [], daysOf: new Map() };
  const listings = await db
    .selectFrom('listing')
    .select(['paper_id', 'list_day'])
    .where('list_day', 'in', days)
    .execute();
  const rows = await selectRankedPapers(db)
    .where('paper.id', 'in', (eb) => eb.selectFrom('listing').select('paper_id').where('list_day', 'in', days))
    .execute();
  const grouped = Map.groupBy(listings, (row) => row.paper_id);
  return {
    papers: rows.map((row, index) => toRankedPaper(row, index + 1)),
    daysOf: new Map([...grouped].map(([id, listed]) => [id, listed.map((row) => row.list_day)])),
  };
}

/** Papers that took off after their list was complete. What was not yet held by then is none: nobody knows what it had. */
async function listLateRisers(db: Db, newest: ListDay): Promise<readonly LateRiser[]> {
  const days = lateRiserDays(newest);
  const { rows } = await sql<{ id: PaperId; list_day: ListDay; upvotes: number; gained: number }>`
    select held.paper_id as id, held.list_day, held.upvotes, held.upvotes - complete.upvotes as gained
    from unnest(${days}::date[], ${days.map(completeAt)}::timestamptz[]) as list (day, complete_at)
    join paper_score as held on held.list_day = list.day
    cross join lateral (
      select upvotes from observation
      where observation.paper_id = held.paper_id and observed_at <= list.complete_at
      order by observed_at desc limit 1
    ) as complete
    where held.upvotes > complete.upvotes`.execute(db);
  const risen = new Map(rows.filter(tookOff).map((row) => [row.id, row]));
  if (risen.size === 0) return [];
  const papers = await selectRankedPapers(db)
    .where('paper.id', 'in', [...risen.keys()])
    .execute();
  return papers.flatMap((row, index) => {
    const { list_day: listDay, gained } = risen.get(row.id) ?? {};
    if (listDay === undefined || gained === undefined) return [];
    return [{ ...toRankedPaper(row, index + 1), listDay, gained }];
  });
}

/** Which of some papers digests have shown in some channels, by channel. */
export async function listShown(
  db: Db,
  { channelIds, paperIds }: { channelIds: readonly string[]; paperIds: readonly PaperId[] },
): Promise<ReadonlyMap<string, ReadonlySet<PaperId>>> {
  if (channelIds.length === 0 || paperIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('shown')
    .select(['channel_id', 'paper_id'])
    .where('channel_id', 'in', channelIds)
    .where('paper_id', 'in', paperIds)
    .execute();
  const grouped = Map.groupBy(rows, (row) => row.channel_id);
  return new Map([...grouped].map(([channel, shown]) => [channel, new Set(shown.map((row) => row.paper_id))]));
}
