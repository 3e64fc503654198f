import type { Wishes } from '../../domain/selection.ts';
import { measureVolume, type Volume, volumeDays } from '../../domain/volume.ts';
import { listHeldDays } from '../papers/lists.ts';
import type { Db } from '../schema.ts';
import { listListed } from './candidates.ts';
import { readOwnTopics } from './own-topics.ts';

/** {@link measureVolume} over the lists that are held of the last 14 that were complete at `at`. */
export async function countVolume(
  db: Db,
  wishes: Pick<Wishes, 'topics' | 'minUpvotes' | 'limit'> & { readonly guildId: string },
  at: Date,
): Promise<Volume> {
  const days = await listHeldDays(db, volumeDays(at));
  const listed = { ...(await listListed(db, days)), lateRisers: [] };
  const { guildId, topics } = wishes;
  const own = await readOwnTopics(db, listed, [wishes]);
  return measureVolume(own.mark(listed, guildId, topics), { ...wishes, days });
}
