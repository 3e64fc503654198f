import { readFileSync } from 'node:fs';
import { beginsAt, type ListDay, parseListDay } from '../../src/domain/list-day.ts';
import { hasShared, sharedPath } from '../support/shared.ts';

const HOUR_MS = 3_600_000;
const MOST_BETWEEN_MS = 7 * 24 * HOUR_MS;
const RECORD = ['data', 'huggingface', 'upvote-snapshots.jsonl'] as const;
/** Upvotes settle after four days: what was seen last from then on is taken for the final ones. */
const SETTLED_AFTER_HOURS = 96;

interface Sight {
  readonly at: number;
  readonly upvotes: number;
}

/** A paper with all its recorded observations, oldest first. */
export interface RecordedUpvotes {
  readonly id: string;
  /** Its first list. */
  readonly listDay: ListDay;
  readonly seen: readonly Sight[];
  readonly finalUpvotes: number;
}

/** What was known of a paper at an instant, and what became of it. */
export interface Candidate {
  readonly id: string;
  readonly listDay: ListDay;
  /** Since its list began. */
  readonly ageHours: number;
  readonly upvotes: number;
  /** Whether they were observed in the hour before. */
  readonly fresh: boolean;
  /** Upvotes an hour between the last two observations; of a paper observed once, since its list began. */
  readonly velocity: number;
  readonly finalUpvotes: number;
  readonly toCome: number;
}

/** The recorded papers whose upvotes have settled; none, and a sentence, where there is no record. */
export function readRecordedUpvotes(): readonly RecordedUpvotes[] {
  if (!hasShared(...RECORD)) return [];
  const papers = new Map<string, { readonly listDay: ListDay; readonly seen: readonly Sight[] }>();
  for (const line of readFileSync(sharedPath(...RECORD), 'utf8').split('\n')) {
    if (line === '') continue;
    const { id, sight, listDay } = parseLine(line);
    const held = papers.get(id);
    papers.set(id, {
      listDay: held !== undefined && held.listDay < listDay ? held.listDay : listDay,
      seen: [...(held?.seen ?? []), sight],
    });
  }
  return [...papers].flatMap(([id, paper]) => {
    const seen = paper.seen.toSorted((a, b) => a.at - b.at);
    const last = seen.at(-1);
    const settlesAt = beginsAt(paper.listDay).getTime() + SETTLED_AFTER_HOURS * HOUR_MS;
    return last === undefined || last.at < settlesAt
      ? []
      : [{ id, listDay: paper.listDay, seen, finalUpvotes: last.upvotes }];
  });
}

/**
 * The papers of some list days that had been observed by `at`, as they were known then.
 *
 * @param fillsGaps whether upvotes grow between observations that are a week apart at most, though never towards the
 *   last, which is the truth; else they are what was observed last
 */
export function listCandidates(
  record: readonly RecordedUpvotes[],
  { at, days, fillsGaps = false }: { at: Date; days: readonly ListDay[]; fillsGaps?: boolean },
): readonly Candidate[] {
  return record.flatMap((paper) => {
    if (!days.includes(paper.listDay)) return [];
    const [last, before] = paper.seen.filter((sight) => sight.at <= at.getTime()).toReversed();
    if (last === undefined) return [];
    const begun = beginsAt(paper.listDay).getTime();
    const from = before ?? { at: begun, upvotes: 0 };
    const upvotes = fillsGaps ? fillGap(paper, at.getTime()) : last.upvotes;
    return {
      id: paper.id,
      listDay: paper.listDay,
      ageHours: (at.getTime() - begun) / HOUR_MS,
      upvotes,
      fresh: at.getTime() - last.at <= HOUR_MS,
      velocity: (last.upvotes - from.upvotes) / Math.max(1, (last.at - from.at) / HOUR_MS),
      finalUpvotes: paper.finalUpvotes,
      toCome: Math.max(0, paper.finalUpvotes - upvotes),
    };
  });
}

/** A paper's upvotes at an instant: between two observations they grow with the logarithm of its age. */
function fillGap({ seen, listDay }: RecordedUpvotes, at: number): number {
  const index = seen.findLastIndex((sight) => sight.at <= at);
  const [last, next] = [seen[index], seen[index + 1]];
  if (last === undefined) return 0;
  if (next === undefined || index + 2 === seen.length || next.at - last.at > MOST_BETWEEN_MS) return last.upvotes;
  const age = (instant: number) => Math.max(1, (instant - beginsAt(listDay).getTime()) / HOUR_MS);
  const share = Math.log(age(at) / age(last.at)) / Math.log(age(next.at) / age(last.at));
  return Math.round(last.upvotes + share * (next.upvotes - last.upvotes));
}

function parseLine(line: string): { readonly id: string; readonly listDay: ListDay; readonly sight: Sight } {
  const said: unknown = JSON.parse(line);
  const { id, dailyDate, observedAt, upvotes } = said as Readonly<Record<string, unknown>>;
  const listDay = parseListDay(String(dailyDate));
  if (listDay === undefined || typeof upvotes !== 'number') throw new Error(`the record holds ${line}`);
  return { id: String(id), listDay, sight: { at: Date.parse(String(observedAt)), upvotes } };
}
