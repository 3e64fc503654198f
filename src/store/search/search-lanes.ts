import { type RawBuilder, sql } from 'kysely';
import type { PaperId } from '../../domain/paper-id.ts';
import type { Query } from '../../domain/search/query.ts';
import type { Db } from '../schema.ts';
import { joinUpvotes } from './counts.ts';
import { holdAll, quote, type SearchConditions, toConditions } from './search-query.ts';
import { sign } from './search-words.ts';
import { type Span, spanBack } from './time-spans.ts';

/** What a search asks of its candidates beside its words. */
export interface Within {
  /** Papers that appeared before are left out. */
  readonly since?: Date;
  /** A topic's slug. */
  readonly topic?: string;
  /** What a server's own topic asks for. */
  readonly own?: Query;
}

/** A way to candidates: the newest papers for which the conditions hold. */
export interface Lane {
  readonly search: SearchConditions;
  readonly most: number;
  /** With so many it looks no further back; absent: as many as it may give. */
  readonly enough?: number;
  /** Only papers that many liked: few, so that they are found among a word's many. */
  readonly liked?: boolean;
  /** The last lane finds all that this one does: unless that one is filled, nothing is left to find here. */
  readonly ofLast?: boolean;
}

export interface LaneRow {
  readonly lane: number;
  readonly paper_id: PaperId;
  readonly title: string;
  /** Milliseconds since 1970. */
  readonly dated: number;
  readonly upvotes: number;
}

/** Clocks differ: what seems to be tomorrow's is looked for with today's. */
const AHEAD_MS = 24 * 3_600_000;
/**
 * A lane looks back over some days, then a month or two, then half a year or one, then over all. Half-years are seven
 * times as long as months: they are likely to fill a lane if it has such a part before them. Otherwise they would only
 * cost, and are left out.
 */
const PART_FOR_HALF_YEARS = 0.12;

/** Candidates from several lanes, in one question. A paper may come by several of them. */
export async function listCandidates(
  db: Db,
  lanes: readonly Lane[],
  { within, at }: { within: Within; at: Date },
): Promise<readonly LaneRow[]> {
  if (lanes.length === 0) return [];
  const looks = lanes.map((_, index) => lookBack(lanes, index, { within, at }));
  const reached = lanes.map((_, index) => sql`select ${index}::integer as lane, * from ${reach(index)}`);
  // A lane may ask how much the last one gives: that one stands before it.
  const question = sql<LaneRow>`
    with ${sql.join(looks.toReversed().flat())}
    select lane, paper_id, title, (extract(epoch from dated_at) * 1000)::float8 as dated, upvotes
    from (${sql.join(reached, sql` union all `)}) as candidate
    order by lane, dated_at desc, paper_id desc`;
  const { rows } = isOfSigns(lanes, within) ? await question.execute(db) : await planAnew(db, question);
  return rows;
}

/** Whether only the index of signs is asked: then one plan is good for all words. */
function isOfSigns(lanes: readonly Lane[], { since, own }: Within): boolean {
  const searches = [...lanes.map(({ search }) => search), ...(own === undefined ? [] : [toConditions(own)])];
  return since === undefined && searches.every(({ conditions }) => conditions.length === 0);
}

/** Asks for a plan that is made for the values: how many papers have a count, or are so new, decides which index is best. */
async function planAnew<Row>(db: Db, question: RawBuilder<Row>) {
  return await db.transaction().execute(async (tx) => {
    await sql`set local plan_cache_mode = force_custom_plan`.execute(tx);
    return await question.execute(tx);
  });
}

/**
 * A lane goes back in steps, and PostgreSQL takes the next one only if those before have not filled it: a common word
 * is read in the newest days alone, where the index leaps over all other papers, and a rare one in all years.
 */
function lookBack(
  lanes: readonly Lane[],
  index: number,
  { within, at }: { within: Within; at: Date },
): readonly RawBuilder<unknown>[] {
  const [lane, last] = [lanes[index], lanes.at(-1)];
  if (lane === undefined || last === undefined) return [];
  const { most, enough = most, liked = false, ofLast = false } = lane;
  const isWorthIt = ofLast ? sql`(select count(*) from ${reach(lanes.length - 1)}) >= ${last.most}` : sql`true`;
  const find = toFinder(lane.search, within);
  const steps = liked ? stepsOfLiked(at) : stepsFrom(at, index, most);
  return steps.map((step, nth) => {
    const name = nth === steps.length - 1 ? reach(index) : reach(index, nth);
    if (nth === 0)
      return sql`${name} as materialized ${find(step, sql`case when ${isWorthIt} then ${most} else 0 end`)}`;
    const before = reach(index, nth - 1);
    const goesOn = sql`${isWorthIt} and count(*) < ${enough} and count(*) >= ${step.least ?? 0}`;
    const next = find(step, sql`(select case when ${goesOn} then ${most} - count(*) else 0 end from ${before})`);
    return sql`${name} as materialized (select * from ${before} union all ${next})`;
  });
}

/** All that a lane has after one of its steps; after the last one if none is named. */
function reach(lane: number, step?: number): RawBuilder<unknown> {
  return sql.raw(step === undefined ? `lane_${lane}` : `lane_${lane}_step_${step}`);
}

/** How to ask for the newest that a search finds in a step's time. */
function toFinder(search: SearchConditions, within: Within) {
  const own = within.own === undefined ? undefined : toConditions(within.own);
  const scored = search.asksForUpvotes || own?.asksForUpvotes ? joinUpvotes() : sql``;
  const signs = [
    ...search.signs,
    ...(own?.signs ?? []),
    ...(within.topic === undefined ? [] : [quote(sign.topic(within.topic))]),
  ];
  const conditions = [
    ...search.conditions,
    ...(own?.conditions ?? []),
    ...(within.since === undefined ? [] : [sql`found.dated_at >= ${within.since}`]),
  ];
  // The order is that of an index which is never wanted here: it would read paper after paper until it finds some.
  // `nulls last` is not the index's order, and says so to the planner.
  return ({ in: time, where: when }: Step, limit: RawBuilder<unknown>) => {
    const where = [
      ...holdAll([...(time === undefined ? [] : [quote(time)]), ...signs]),
      ...(when === undefined ? [] : [when]),
      ...conditions,
    ];
    return sql`(
      select found.paper_id, found.title, found.dated_at, found.upvotes
      from paper_search as found ${scored}
      where ${where.length === 0 ? sql`true` : sql.join(where, sql` and `)}
      order by found.dated_at desc nulls last, found.paper_id desc limit ${limit})`;
  };
}

interface Step {
  /** The sign of a time; absent for all times. */
  readonly in?: string;
  /** What leaves out the papers of the steps before. */
  readonly where?: RawBuilder<unknown>;
  /** It is left out where those before it gave fewer. */
  readonly least?: number;
}

/** Each is about times before those of the one before it; together about all times. */
function stepsFrom(at: Date, lane: number, most: number): readonly Step[] {
  const days = spanBack('d', new Date(at.getTime() + AHEAD_MS));
  const months = spanBack('m', at);
  const halves = spanBack('h', at);
  const least = Math.ceil(most * PART_FOR_HALF_YEARS);
  const areLikely = sql`(select count(*) from ${reach(lane, 1)}) >= ${least}`;
  const begin = sql`case when ${areLikely} then ${halves.from}::timestamptz else ${months.from}::timestamptz end`;
  return [
    { in: sign.span('d', days.number) },
    { in: sign.span('m', months.number), where: outside(days.from, days) },
    { in: sign.span('h', halves.number), where: outside(months.from, days), least },
    { where: outside(begin, days) },
  ];
}

/** What many liked is rare: one looks back over months at once. */
function stepsOfLiked(at: Date): readonly Step[] {
  const months = spanBack('m', at);
  const halves = spanBack('h', at);
  return [
    { in: sign.likedIn('m', months.number) },
    { in: sign.likedIn('h', halves.number), where: outside(months.from, months) },
    { in: sign.liked, where: outside(halves.from, halves) },
  ];
}

/** `is true` keeps the planner from reading all that is older by the index of times. */
function outside(from: Date | RawBuilder<unknown>, { to }: Span): RawBuilder<unknown> {
  return sql`(found.dated_at < ${from} or found.dated_at >= ${to}) is true`;
}
