import { randomUUID } from 'node:crypto';
import { UserError } from '../domain/errors.ts';
import { splitByLateness } from '../domain/lateness.ts';
import { isComplete, type ListDay, listDaysBetween, newestCompleteDay } from '../domain/list-day.ts';
import { latestSlot, nextSlot } from '../domain/schedule.ts';
import type { SlotOutcome, Subscription } from '../domain/subscription.ts';
import type { Log } from '../log.ts';
import type { PackedMessage } from '../render/packer.ts';
import {
  advanceSubscription,
  claimDueSubscription,
  lockChannel,
  lockSubscription,
  type Selection,
  saveDigest,
  selectForDigest,
  takeMissedLists,
} from '../store/digests.ts';
import { findNewestListDay, listHeldDays } from '../store/lists.ts';
import type { Db } from '../store/schema.ts';
import { composeBody, composeDigest } from './compose.ts';

/**
 * Plans every subscription whose slot has come: freezes a digest for each, or notes why there is none, and moves it to
 * its next slot. One transaction a subscription, so that a slot is planned whole or not at all, by whichever process.
 *
 * Slots that were missed while nothing ran are not served one by one: the newest stands for all of them. It covers
 * every list day since the last that was served; those whose slot is a day ago or more are only led to.
 *
 * @returns how many digests are owed by this
 */
export async function planDueDigests(
  db: Db,
  { now, log, signal }: { now: () => Date; log: Log; signal: AbortSignal },
): Promise<number> {
  let owed = 0;
  while (!signal.aborted) {
    const at = now();
    const outcome = await db.transaction().execute(async (tx) => {
      const subscription = await claimDueSubscription(tx, { at, newest: newestCompleteDay(at) });
      return subscription && (await planSlot(tx, subscription, { at, log }));
    });
    if (outcome === undefined) break;
    if (outcome === 'owed') owed += 1;
  }
  return owed;
}

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
    await lockChannel(tx, subscription.channelId);
    const { days, selection } = await selectNow(tx, subscription, at);
    const [newest] = days;
    if (newest === undefined || selection.papers.length === 0) throw new UserError({ code: 'nothing-to-post' });
    await freeze(tx, subscription, { slotAt: at, at, days, missed: [], selection, outcome: 'owed' });
    const [coveredThrough = newest] = [newest, subscription.coveredThrough].toSorted().slice(-1);
    await advanceSubscription(tx, subscription.id, { nextAt: subscription.nextAt, coveredThrough });
  });
}

/** {@link planNow} as it would look, marking nothing. @throws UserError `nothing-to-post` */
export async function previewNow(db: Db, subscription: Subscription, at: Date): Promise<PackedMessage> {
  const { days, selection } = await selectNow(db, subscription, at);
  if (selection.papers.length === 0) throw new UserError({ code: 'nothing-to-post' });
  return composeBody({ subscription, days, missed: [], selection, slotAt: at, at, deliveryId: randomUUID() });
}

async function selectNow(
  db: Db,
  subscription: Subscription,
  at: Date,
): Promise<{ readonly days: readonly ListDay[]; readonly selection: Selection }> {
  const uncovered = await listUncoveredDays(db, subscription, at);
  const days = uncovered.length > 0 ? uncovered : await listNewestComplete(db, at);
  return { days, selection: await select(db, subscription, days) };
}

async function planSlot(tx: Db, subscription: Subscription, { at, log }: { at: Date; log: Log }): Promise<SlotOutcome> {
  await lockChannel(tx, subscription.channelId);
  const isDue = subscription.nextAt <= at;
  const slotAt = isDue ? dueSlot(subscription, at) : (subscription.waitingSlotAt ?? at);
  const uncovered = await listUncoveredDays(tx, subscription, at);
  const { served, missed } = splitByLateness(subscription, uncovered, { since: subscription.changedAt, at });
  const led = [...missed, ...(await takeMissedLists(tx, subscription.id))];
  const selection = await select(tx, subscription, served);
  const outcome = outcomeOf({ selection, led, uncovered, isExpected: isListExpected(subscription, uncovered, at) });
  await freeze(tx, subscription, { slotAt, at, days: served, missed: led, selection, outcome });
  await advanceSubscription(tx, subscription.id, {
    nextAt: isDue ? nextSlot(subscription, at) : subscription.nextAt,
    coveredThrough: uncovered[0] ?? subscription.coveredThrough,
    ...(outcome === 'waiting' && { waitingSlotAt: slotAt }),
  });
  log.info('slot planned', {
    subscriptionId: subscription.id,
    guildId: subscription.guildId,
    slotAt: slotAt.toISOString(),
    outcome,
    count: selection.papers.length,
  });
  return outcome;
}

/** The newest slot that has come; the one that was promised, if the schedule's own would lie before it after an edit. */
function dueSlot(subscription: Subscription, at: Date): Date {
  const latest = latestSlot(subscription, at);
  return latest > subscription.nextAt ? latest : subscription.nextAt;
}

function outcomeOf(plan: {
  selection: Selection;
  led: readonly ListDay[];
  uncovered: readonly ListDay[];
  isExpected: boolean;
}): SlotOutcome {
  if (plan.selection.papers.length > 0 || plan.led.length > 0) return 'owed';
  if (plan.isExpected) return 'waiting';
  return plan.uncovered.length === 0 ? 'nothing-new' : 'nothing-matched';
}

/** Whether a list should be there by now and is not: its source has been down, or was late. */
function isListExpected({ coveredThrough }: Subscription, uncovered: readonly ListDay[], at: Date): boolean {
  const newest = newestCompleteDay(at);
  return newest > coveredThrough && !uncovered.includes(newest);
}

/**
 * The list days that are complete, held, and not covered yet, newest first. A day that no list is held of, for a
 * holiday or because its source is down, is left uncovered until a later day's list is served.
 */
async function listUncoveredDays(db: Db, { coveredThrough }: Subscription, at: Date): Promise<readonly ListDay[]> {
  return await listHeldDays(db, listDaysBetween(coveredThrough, newestCompleteDay(at)));
}

async function listNewestComplete(db: Db, at: Date): Promise<readonly ListDay[]> {
  const newest = await findNewestListDay(db);
  if (newest === undefined) return [];
  if (isComplete(newest, at)) return [newest];
  const held = await listHeldDays(db, [newestCompleteDay(at)]);
  return held;
}

function select(db: Db, subscription: Subscription, days: readonly ListDay[]): Promise<Selection> {
  const { channelId, topics, minUpvotes, papers } = subscription;
  return selectForDigest(db, { channelId, topics, minUpvotes, days, limit: papers });
}

interface SlotPlan {
  readonly slotAt: Date;
  readonly at: Date;
  /** The lists that are served, newest first. */
  readonly days: readonly ListDay[];
  /** The lists that are only led to, newest first. */
  readonly missed: readonly ListDay[];
  readonly selection: Selection;
  readonly outcome: SlotOutcome;
}

async function freeze(tx: Db, subscription: Subscription, plan: SlotPlan): Promise<void> {
  const { slotAt, at, days, missed, selection, outcome } = plan;
  const { guildId, channelId, threads } = subscription;
  const deliveryId = randomUUID();
  await saveDigest(tx, {
    id: randomUUID(),
    subscriptionId: subscription.id,
    guildId,
    channelId,
    slotAt,
    listDays: [...days, ...missed],
    outcome,
    plannedAt: at,
    papers: selection.papers,
    ...(outcome === 'owed' && {
      delivery: {
        id: deliveryId,
        opensThreads: threads === 'always',
        parts: composeDigest({ subscription, days, missed, selection, slotAt, at, deliveryId }),
      },
    }),
  });
}
