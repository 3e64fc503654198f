import type { ListDay } from '../domain/list-day.ts';
import type { PaperId } from '../domain/paper-id.ts';
import type { Candidates } from '../domain/selection.ts';
import { selectRankedPapers, toRankedPaper } from './rows.ts';
import type { Db } from './schema.ts';

/** Every paper of the lists of `days`, ranked. */
export async function listCandidates(db: Db, days: readonly ListDay[]): Promise<Candidates> {
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
