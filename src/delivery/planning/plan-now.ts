import { randomUUID } from 'node:crypto';
import { formOf } from '../../domain/channel-kind.ts';
import { UserError } from '../../domain/errors.ts';
import { isComplete, type ListDay, listDaysBetween, newestCompleteDay } from '../../domain/list-day.ts';
import { type Selection, selectPapers } from '../../domain/selection.ts';
import type { Subscription } from '../../domain/subscription.ts';
import type { PackedMessage } from '../../render/message/packer.ts';
import { listCandidates, listShown } from '../../store/delivery/candidates.ts';
import { advanceSubscriptions, lockChannels, lockSubscription, saveDigests } from '../../store/delivery/digests.ts';
import { readOwnTopics } from '../../store/delivery/own-topics.ts';
import { findNewestListDay, listHeldDays } from '../../store/papers/lists.ts';
import type { Db } from '../../store/schema.ts';
import { listKinds } from '../../store/servers/destinations.ts';
import { composePreview, createComposer, markerOf } from './compose.ts';
import { freeze } from './freeze.ts';

/**
 * Plans a digest at once, outside of the subscription's slots: of the lists that no slot has covered yet, or else of
 * the newest complete one. What it posts counts as shown, and its lists as covered; the next slot stays where it is.
 *
 * @throws UserError `subscription-not-found`, or `nothing-to-post` if the channel has been shown all of it
 */
export async function planNow(
  db: Db,
  { guildId, subscriptionId, now }: { guildId: string; subscriptionId: string; now: () => Date },
): Promise<void> {
  const at = now();
  await db.transaction().execute(async (tx) => {
    const subscription = await lockSubscription(tx, guildId, subscriptionId);
    if (subscription === undefined) throw new UserError({ code: 'subscription-not-found' });
    await lockChannels(tx, [subscription.channelId]);
    const { days, selection } = await selectNow(tx, subscription, at);
    const [newest] = days;
    if (newest === undefined || selection.papers.length === 0) throw new UserError({ code: 'nothing-to-post' });
    const plan = { slotAt: at, at, days, missed: [], selection, outcome: 'owed' as const };
    const kind = (await listKinds(tx, [subscription.channelId])).get(subscription.channelId);
    await saveDigests(tx, freeze([{ subscription, plan, kind }], createComposer()));
    const { id, nextAt, waitingSlotAt } = subscription;
    const [coveredThrough = newest] = [newest, subscription.coveredThrough].toSorted().slice(-1);
    await advanceSubscriptions(tx, [
      { id, nextAt, coveredThrough, ...(waitingSlotAt !== undefined && { waitingSlotAt }) },
    ]);
  });
}

/** {@link planNow} as it would look, marking nothing. @throws UserError `nothing-to-post` */
export async function previewNow(db: Db, subscription: Subscription, at: Date): Promise<PackedMessage> {
  const { days, selection } = await selectNow(db, subscription, at);
  if (selection.papers.length === 0) throw new UserError({ code: 'nothing-to-post' });
  const marker = markerOf(selection, randomUUID());
  const kind = (await listKinds(db, [subscription.channelId])).get(subscription.channelId);
  const draft = { subscription, days, missed: [], selection, slotAt: at, at };
  return composePreview(draft, { form: formOf(kind), marker });
}

async function selectNow(
  db: Db,
  subscription: Subscription,
  at: Date,
): Promise<{ readonly days: readonly ListDay[]; readonly selection: Selection }> {
  const { guildId, channelId, topics, minUpvotes, papers: limit, coveredThrough } = subscription;
  const uncovered = await listHeldDays(db, listDaysBetween(coveredThrough, newestCompleteDay(at)));
  const days = uncovered.length > 0 ? uncovered : await listNewestComplete(db, at);
  const listed = await listCandidates(db, days);
  const candidates = (await readOwnTopics(db, listed, [subscription])).mark(listed, guildId, topics);
  const paperIds = [...candidates.papers, ...candidates.lateRisers].map(({ paper }) => paper.id);
  const shown = (await listShown(db, { channelIds: [channelId], paperIds })).get(channelId);
  const isShown = (id: (typeof paperIds)[number]) => shown?.has(id) ?? false;
  return { days, selection: selectPapers(candidates, { days, topics, minUpvotes, limit, isShown }) };
}

async function listNewestComplete(db: Db, at: Date): Promise<readonly ListDay[]> {
  const newest = await findNewestListDay(db);
  if (newest === undefined) return [];
  return isComplete(newest, at) ? [newest] : await listHeldDays(db, [newestCompleteDay(at)]);
}
