import { type ListDay, listDaysBetween, newestCompleteDay } from '../../domain/list-day.ts';
import type { PaperId } from '../../domain/paper-id.ts';
import type { Candidates } from '../../domain/selection.ts';
import type { Subscription } from '../../domain/subscription.ts';
import { errorFields, type Log } from '../../log.ts';
import { listCandidates, listShown } from '../../store/delivery/candidates.ts';
import {
  advanceSubscriptions,
  claimDueSubscriptions,
  deferSubscription,
  lockChannels,
  saveDigests,
} from '../../store/delivery/digests.ts';
import { saveMissedLists, takeMissedLists } from '../../store/delivery/missed-lists.ts';
import { type MatcherCache, readOwnTopics } from '../../store/delivery/own-topics.ts';
import { listHeldDays } from '../../store/papers/lists.ts';
import type { Db } from '../../store/schema.ts';
import { listKinds } from '../../store/servers/destinations.ts';
import { type Composer, createComposer } from './compose.ts';
import { freeze } from './freeze.ts';
import { decideSlot, type SlotPlan } from './slot.ts';

/**
 * Subscriptions that are planned in one transaction: so many that its fixed cost is small and that they have much in
 * common, so few that it takes a fraction of a second: whoever edits one of them waits so long.
 */
const BATCH = 500;
/** Side by side: each waits for the database half of its time. */
const PLANNERS = 2;
/** A subscription that cannot be planned is set aside for so long: it must not be met again at once. */
const DEFER_MS = 15 * 60_000;

export interface PlanOptions {
  readonly now: () => Date;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/**
 * Plans every subscription whose slot has come: freezes a digest for each, or notes why there is none, and moves it to
 * its next slot. All of one subscription happens in one transaction, so that a slot is planned whole or not at all, by
 * whichever process; of those that are due together, many share one.
 *
 * Slots that were missed while nothing ran are not served one by one: the newest stands for all of them. It covers
 * every list day since the last that was served; those whose slot is a day ago or more are only led to.
 *
 * @returns how many digests are owed by this
 */
export async function planDueDigests(db: Db, options: PlanOptions): Promise<number> {
  const context: Context = {
    ...options,
    db,
    composer: createComposer(),
    candidates: new Map(),
    matchers: new WeakMap(),
  };
  const counts = await Promise.all(Array.from({ length: PLANNERS }, () => planUntilNoneIsDue(context)));
  return counts.reduce((sum, count) => sum + count, 0);
}

interface Context extends PlanOptions {
  readonly db: Db;
  readonly composer: Composer;
  /** What the lists hold, by their days: read once for all subscriptions of this run. */
  readonly candidates: Map<string, Promise<Candidates>>;
  /** What the candidates are to the topics of servers' own. */
  readonly matchers: MatcherCache;
}

async function planUntilNoneIsDue(context: Context): Promise<number> {
  let owed = 0;
  let limit = BATCH;
  while (!context.signal.aborted) {
    const planned = limit > 1 ? await planBatch(context, limit) : await planOne(context);
    if (planned?.claimed === 0) break;
    owed += planned?.owed ?? 0;
    // Whoever cannot be planned is found in few steps, and makes few others be planned again.
    limit = planned === undefined ? Math.max(1, Math.floor(limit / 8)) : Math.min(BATCH, limit * 2);
  }
  return owed;
}

interface Planned {
  readonly claimed: number;
  readonly owed: number;
}

/** @returns undefined if one of them could not be planned: then none was */
async function planBatch(context: Context, limit: number): Promise<Planned | undefined> {
  const { db, now, log } = context;
  const at = now();
  try {
    return await db.transaction().execute(async (tx) => {
      const due = await claimDueSubscriptions(tx, { at, newest: newestCompleteDay(at), limit });
      return { claimed: due.length, owed: await planAll(context, tx, due, at) };
    });
  } catch (error) {
    log.warn('batch not planned, fewer at once', { ...errorFields(error), count: limit });
    return undefined;
  }
}

/** One alone; if it cannot be planned it is set aside, so that it holds up no other. */
async function planOne(context: Context): Promise<Planned> {
  const { db, now, log } = context;
  const at = now();
  let met: Subscription | undefined;
  try {
    return await db.transaction().execute(async (tx) => {
      const due = await claimDueSubscriptions(tx, { at, newest: newestCompleteDay(at), limit: 1 });
      met = due[0];
      return { claimed: due.length, owed: await planAll(context, tx, due, at) };
    });
  } catch (error) {
    if (met === undefined) throw error;
    const { id: subscriptionId, guildId } = met;
    log.error('slot not planned', { subscriptionId, guildId, ...errorFields(error) });
    await deferSubscription(db, subscriptionId, new Date(at.getTime() + DEFER_MS));
    return { claimed: 1, owed: 0 };
  }
}

async function planAll(context: Context, tx: Db, due: readonly Subscription[], at: Date): Promise<number> {
  if (due.length === 0) return 0;
  const channelIds = [...new Set(due.map(({ channelId }) => channelId))];
  await lockChannels(tx, channelIds);
  const held = await listHeldDays(tx, uncoveredBy(due, at));
  const missed = await takeMissedLists(
    tx,
    due.map(({ id }) => id),
  );
  const candidates = await readCandidates(context, held);
  const own = await readOwnTopics(context.db, candidates, due, context.matchers);
  const paperIds = [...candidates.papers, ...candidates.lateRisers].map(({ paper }) => paper.id);
  const shown = new Map(
    [...(await listShown(tx, { channelIds, paperIds }))].map(([channelId, ids]) => [channelId, new Set(ids)]),
  );
  const kinds = await listKinds(tx, channelIds);
  const plans = due.map((subscription) => {
    const seen = shown.get(subscription.channelId) ?? new Set<PaperId>();
    const plan = decideSlot(subscription, {
      at,
      uncovered: held.filter((day) => day > subscription.coveredThrough),
      missed: missed.get(subscription.id) ?? [],
      candidates: own.mark(candidates, subscription.guildId, subscription.topics),
      isShown: (id) => seen.has(id),
    });
    // What one subscription shows in the channel is shown for the next of this batch.
    for (const { paper } of plan.selection.papers) seen.add(paper.id);
    shown.set(subscription.channelId, seen);
    return { subscription, plan, kind: kinds.get(subscription.channelId) };
  });
  await saveDigests(tx, freeze(plans, context.composer));
  await advanceSubscriptions(
    tx,
    plans.map(({ plan }) => plan.advance),
  );
  // When they arrive after all, the next post leads to them.
  await saveMissedLists(tx, listPassed(plans, held));
  return report(context.log, plans);
}

/** What each subscription has passed by: list days before the newest that it covers now, of which no list is held. */
function listPassed(plans: readonly Made[], held: readonly ListDay[]) {
  return plans.map(({ subscription, plan }) => ({
    subscriptionId: subscription.id,
    days: listDaysBetween(subscription.coveredThrough, plan.advance.coveredThrough).filter(
      (day) => !held.includes(day),
    ),
  }));
}

interface Made {
  readonly subscription: Subscription;
  readonly plan: SlotPlan;
}

/** Every list day that one of them has not covered yet. */
function uncoveredBy(due: readonly Subscription[], at: Date): readonly ListDay[] {
  const [oldest] = due.map(({ coveredThrough }) => coveredThrough).toSorted();
  return oldest === undefined ? [] : listDaysBetween(oldest, newestCompleteDay(at));
}

function readCandidates({ db, candidates }: Context, days: readonly ListDay[]): Promise<Candidates> {
  const key = days.join();
  const known = candidates.get(key);
  if (known !== undefined) return known;
  const read = listCandidates(db, days);
  candidates.set(key, read);
  // A connection that was lost once must not be remembered for whoever comes next.
  read.catch(() => candidates.delete(key));
  return read;
}

function report(log: Log, plans: readonly Made[]): number {
  for (const { subscription, plan } of plans) {
    const { id: subscriptionId, guildId } = subscription;
    const { outcome, selection } = plan;
    const slotAt = plan.slotAt.toISOString();
    log.info('slot planned', { subscriptionId, guildId, slotAt, outcome, count: selection.papers.length });
  }
  return plans.filter(({ plan }) => plan.outcome === 'owed').length;
}
