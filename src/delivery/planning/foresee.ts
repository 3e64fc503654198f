import { randomUUID } from 'node:crypto';
import type { DigestForm } from '../../domain/channel-kind.ts';
import { UserError } from '../../domain/errors.ts';
import { type ListDay, periodDays } from '../../domain/list-day.ts';
import { type Candidates, type Selection, selectPapers } from '../../domain/selection.ts';
import type { Subscription } from '../../domain/subscription.ts';
import { measureVolume, type Volume, volumeDays } from '../../domain/volume.ts';
import type { PackedMessage } from '../../render/message/packer.ts';
import { listCandidates } from '../../store/delivery/candidates.ts';
import { readOwnTopics } from '../../store/delivery/own-topics.ts';
import { listHeldDays } from '../../store/papers/lists.ts';
import type { Db } from '../../store/schema.ts';
import { composePreview, markerOf } from './compose.ts';

/** What a subscription would bring, by the lists that are held. */
export interface Foresight {
  /** Of the digest as it would have been: the newest complete list, or the week that ends with it. Empty if none is held. */
  readonly days: readonly ListDay[];
  readonly selection: Selection;
  readonly volume: Volume;
  /** The volume with one wish less; only where nothing fits as it is. */
  readonly loosened: { readonly withoutMinimum?: Volume; readonly withAllTopics?: Volume };
}

/**
 * The digest that the newest complete list would have made, as if the channel had been shown nothing yet, and how many
 * papers a day there are for its wishes.
 */
export async function foresee(db: Db, subscription: Subscription, at: Date): Promise<Foresight> {
  const held = await listHeldDays(db, volumeDays(at));
  const listed = await listCandidates(db, held);
  const candidates = (await readOwnTopics(db, listed, [subscription])).mark(
    listed,
    subscription.guildId,
    subscription.topics,
  );
  const volume = measure(candidates, held, subscription);
  const days = daysOfDigest(subscription, held);
  const { topics, minUpvotes, papers: limit } = subscription;
  return {
    days,
    selection: selectPapers(candidates, { days, topics, minUpvotes, limit, isShown: () => false }),
    volume,
    loosened: volume.fitting.total > 0 ? {} : loosen(candidates, held, subscription),
  };
}

/** {@link foresee} as it would look when posted. @throws UserError `nothing-to-post` */
export async function previewForeseen(
  db: Db,
  subscription: Subscription,
  { at, form }: { at: Date; form: DigestForm },
): Promise<PackedMessage> {
  const { days, selection } = await foresee(db, subscription, at);
  if (selection.papers.length === 0) throw new UserError({ code: 'nothing-to-post' });
  const draft = { subscription, days, missed: [], selection, slotAt: at, at };
  return composePreview(draft, { form, marker: markerOf(selection, randomUUID()) });
}

function measure(candidates: Candidates, days: readonly ListDay[], wishes: Wished): Volume {
  const { topics, minUpvotes, papers: limit } = wishes;
  return measureVolume(candidates, { days, topics, minUpvotes, limit });
}

type Wished = Pick<Subscription, 'topics' | 'minUpvotes' | 'papers'>;

function loosen(candidates: Candidates, days: readonly ListDay[], wishes: Wished): Foresight['loosened'] {
  return {
    ...(wishes.minUpvotes > 0 && { withoutMinimum: measure(candidates, days, { ...wishes, minUpvotes: 0 }) }),
    ...(wishes.topics.length > 0 && { withAllTopics: measure(candidates, days, { ...wishes, topics: [] }) }),
  };
}

function daysOfDigest({ frequency }: Subscription, held: readonly ListDay[]): readonly ListDay[] {
  const [newest] = held;
  if (newest === undefined) return [];
  const isWeekly = frequency !== 'daily' && frequency !== 'weekdays';
  return periodDays(isWeekly ? 'week' : 'day', newest).filter((day) => held.includes(day));
}
