import { compareRanked } from '../../src/domain/ranking.ts';
import type { Candidate } from './ranking-record.ts';

/** What a paper is ordered by, largest first. */
export type Rule = (candidate: Candidate) => number;

/** What is compared, beside the best of {@link decaying}. */
export const RULES: Readonly<Record<string, Rule>> = {
  // Whatever `compareRanked` says: it also decides what a rule holds equal.
  ours: () => 0,
  'plain upvotes': ({ upvotes }) => upvotes,
  // news.arc L267-278 without the factors for kinds of links, which papers have not.
  'Hacker News': ({ upvotes, ageHours }) => (upvotes > 1 ? (upvotes - 1) ** 0.8 : upvotes - 1) / (ageHours + 2) ** 1.8,
  'velocity since listed': ({ upvotes, ageHours }) => upvotes / ageHours,
  'velocity of late': ({ velocity }) => velocity,
};

/** The family of Reddit's *hot*: being `hoursPerTenfold` newer weighs as much as ten times the upvotes. */
export function decaying(hoursPerTenfold: number): Rule {
  return ({ upvotes, ageHours }) => Math.log10(1 + upvotes) - ageHours / hoursPerTenfold;
}

/** The candidates as a rule orders them, and what it holds equal as `compareRanked` does. */
export function order(candidates: readonly Candidate[], rule: Rule): readonly Candidate[] {
  return candidates.toSorted((a, b) => rule(b) - rule(a) || compareRanked(a, b));
}
