import type { Wishes } from '../../domain/selection.ts';
import { measureVolume, type Volume, volumeDays } from '../../domain/volume.ts';
import { listHeldDays } from '../papers/lists.ts';
import type { Db } from '../schema.ts';
import { listListed } from './candidates.ts';

/** {@link measureVolume} over the lists that are held of the last 14 that were complete at `at`. */
export async function countVolume(
  db: Db,
  wishes: Pick<Wishes, 'topics' | 'minUpvotes' | 'limit'>,
  at: Date,
): Promise<Volume> {
  const days = await listHeldDays(db, volumeDays(at));
  return measureVolume(await listListed(db, days), { ...wishes, days });
}
