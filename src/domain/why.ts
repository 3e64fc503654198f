import { beginsAt, type ListDay } from './list-day.ts';
import type { RankedPaper } from './paper.ts';

/** Why a paper is worth a look. */
export type Why =
  /** Its list went by before people upvoted it: so many since then. */
  | { readonly kind: 'late'; readonly gained: number; readonly listDay: ListDay }
  /** It is about what was asked for. */
  | { readonly kind: 'topic'; readonly slug: string }
  /** Many upvoted it soon: within so many hours since its list began, from 1. */
  | { readonly kind: 'pace'; readonly hours: number }
  /** Its code is there and many starred it. */
  | { readonly kind: 'code' }
  | { readonly kind: 'organization' };

/** Fewer are soon together for nearly every paper. */
const MANY_UPVOTES = 20;
/** From when a list begins to the digests of the morning after it was complete, around the world. */
const SOON_HOURS = 48;
const MANY_STARS = 100;
const HOUR_MS = 3_600_000;

/**
 * The one reason that is told, the first of these that holds: that it is a late riser; the narrowest topic that was asked for; at least 20
 * upvotes within 48 hours since its list began, as of when they were counted; code with at least 100 stars; its
 * organisation.
 *
 * @param wished slugs of the topics that were asked for; empty if all were
 * @returns undefined if none holds
 */
export function whyOf(
  { paper, counts, topics, listDay, countedAt, gained }: RankedPaper,
  wished: readonly string[],
): Why | undefined {
  if (gained !== undefined && listDay !== undefined) return { kind: 'late', gained, listDay };
  const slug = topics.findLast((topic) => wished.includes(topic));
  if (slug !== undefined) return { kind: 'topic', slug };
  if (listDay !== undefined && countedAt !== undefined && counts.upvotes >= MANY_UPVOTES) {
    const hours = (countedAt.getTime() - beginsAt(listDay).getTime()) / HOUR_MS;
    if (hours > 0 && hours <= SOON_HOURS) return { kind: 'pace', hours: Math.ceil(hours) };
  }
  if (paper.githubRepo !== undefined && (counts.githubStars ?? 0) >= MANY_STARS) return { kind: 'code' };
  return paper.organization === undefined ? undefined : { kind: 'organization' };
}
