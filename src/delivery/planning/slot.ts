import { splitByLateness } from '../../domain/lateness.ts';
import { type ListDay, newestCompleteDay } from '../../domain/list-day.ts';
import type { PaperId } from '../../domain/paper-id.ts';
import { latestSlot, nextSlot } from '../../domain/schedule.ts';
import { type Candidates, type Selection, selectPapers } from '../../domain/selection.ts';
import type { SlotOutcome, Subscription } from '../../domain/subscription.ts';
import type { Advance } from '../../store/delivery/digests.ts';

/** What one slot of a subscription comes to. */
export interface SlotPlan {
  readonly slotAt: Date;
  readonly at: Date;
  /** The lists that are served, newest first. */
  readonly days: readonly ListDay[];
  /** The lists whose slot is too long ago, newest first: they are led to. */
  readonly missed: readonly ListDay[];
  readonly selection: Selection;
  readonly outcome: SlotOutcome;
  /** Where the subscription stands afterwards. */
  readonly advance: Advance;
}

export interface SlotFacts {
  readonly at: Date;
  /** List days that are complete, held, and not covered yet, newest first. */
  readonly uncovered: readonly ListDay[];
  /** Lists that an earlier digest could not serve, newest first. */
  readonly missed: readonly ListDay[];
  readonly candidates: Candidates;
  readonly isShown: (id: PaperId) => boolean;
}

/** Decides what a slot that has come posts, and if nothing, why. */
export function decideSlot(subscription: Subscription, facts: SlotFacts): SlotPlan {
  const { at, uncovered, candidates, isShown } = facts;
  const { topics, minUpvotes, papers: limit } = subscription;
  const isDue = subscription.nextAt <= at;
  const slotAt = isDue ? dueSlot(subscription, at) : (subscription.waitingSlotAt ?? at);
  const { served, missed: older } = splitByLateness(subscription, uncovered, { since: subscription.changedAt, at });
  const missed = [...older, ...facts.missed];
  const selection = selectPapers(candidates, { days: served, topics, minUpvotes, limit, isShown });
  const outcome = outcomeOf(subscription, { at, uncovered, posts: selection.papers.length > 0 || missed.length > 0 });
  return {
    slotAt,
    at,
    days: served,
    missed,
    selection,
    outcome,
    advance: {
      id: subscription.id,
      nextAt: isDue ? nextSlot(subscription, at) : subscription.nextAt,
      coveredThrough: uncovered[0] ?? subscription.coveredThrough,
      ...(outcome === 'waiting' && { waitingSlotAt: slotAt }),
    },
  };
}

/** The newest slot that has come; the one that was promised, if the schedule's own would lie before it after an edit. */
function dueSlot(subscription: Subscription, at: Date): Date {
  const latest = latestSlot(subscription, at);
  return latest > subscription.nextAt ? latest : subscription.nextAt;
}

function outcomeOf(
  { coveredThrough }: Subscription,
  { at, uncovered, posts }: { at: Date; uncovered: readonly ListDay[]; posts: boolean },
): SlotOutcome {
  if (posts) return 'owed';
  // A list that should be there by now and is not: its source has been down, or was late.
  const newest = newestCompleteDay(at);
  if (newest > coveredThrough && !uncovered.includes(newest)) return 'waiting';
  return uncovered.length === 0 ? 'nothing-new' : 'nothing-matched';
}
