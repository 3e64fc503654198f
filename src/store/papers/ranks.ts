import type { ListDay } from '../../domain/list-day.ts';
import type { PaperId } from '../../domain/paper-id.ts';
import { listRankPoints, type Ranks } from '../../domain/ranks.ts';
import type { Db } from '../schema.ts';
import { listPlaces } from './trending.ts';

/** A paper's ranks, on the list of its day and on the week's list from day to day. @param listDay the first that it stood on */
export async function listRanks(
  db: Db,
  { id, listDay, at }: { readonly id: PaperId; readonly listDay: ListDay; readonly at: Date },
): Promise<Ranks> {
  const [own, ...week] = await Promise.all([
    listPlaces(db, { days: [listDay], at }),
    ...listRankPoints(listDay, at).map(async ({ day, list }) => ({ day, rank: (await listPlaces(db, list)).get(id) })),
  ]);
  const rank = own.get(id);
  return {
    week: week.flatMap((point) => (point.rank === undefined ? [] : [{ day: point.day, rank: point.rank }])),
    ...(rank !== undefined && { own: { rank, of: own.size } }),
  };
}
