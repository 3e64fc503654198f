import { type RawBuilder, sql } from 'kysely';
import type { PaperId } from '../../domain/paper-id.ts';
import type { Query } from '../../domain/search/query.ts';
import type { Db } from '../schema.ts';
import { quote, type SearchConditions, toConditions } from './search-query.ts';
import { sign } from './search-words.ts';

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
  /** Only papers that many liked: few, so that they are found among a word's many. */
  readonly liked?: boolean;
}

export interface LaneRow {
  readonly lane: number;
  readonly paper_id: PaperId;
  readonly title: string;
  /** Milliseconds since 1970. */
  readonly dated: number;
  readonly upvotes: number;
}

/**
 * A lane looks back over a few days, then over some more, then a month and the one before it, then a year and the one
 * before it, then all. Each by itself: the index takes ten times as long for one of several signs as for one.
 */
const DAYS = 4;
const MORE_DAYS = 4;
/** Clocks differ: what seems to be tomorrow's is looked for with today's. */
const AHEAD = 1;
/**
 * The months are six times as long as the days, and the years half a hundred times: they are likely to fill a lane if the
 * days have given such a part of it, or any paper at all. Otherwise they would only cost, and are left out.
 */
const PART_FOR_MONTHS = 0.12;
const LEAST_FOR_YEARS = 1;
/** What many liked is rare, and is looked for in so many months at once; then in all, if those gave too little of it. */
const LIKED_MONTHS = 3;
const PART_OF_LIKED = 0.5;

/** Candidates from several lanes, in one question. A paper may come by several of them. */
export async function listCandidates(
  db: Db,
  lanes: readonly Lane[],
  { within, at }: { within: Within; at: Date },
): Promise<readonly LaneRow[]> {
  if (lanes.length === 0) return [];
  const parts = lanes.map((lane, index) => sql`(${laneOf(lane, index, within, at)})`);
  // Their counts by one look through the index for all: a look a paper costs more than finding them, and joined to the
  // candidates, whose number the planner cannot know, all counts would be read.
  const question = sql<LaneRow>`
    with candidate as materialized (${sql.join(parts, sql` union all `)}),
      counts as materialized (select paper_id, upvotes from paper_score
        where paper_id = any (array(select paper_id from candidate)))
    select lane, paper_id, title, (extract(epoch from dated_at) * 1000)::float8 as dated, upvotes
    from candidate join counts using (paper_id)
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
function laneOf(lane: Lane, index: number, within: Within, at: Date): RawBuilder<unknown> {
  const { search, most, liked = false } = lane;
  const own = within.own === undefined ? undefined : toConditions(within.own);
  const scored =
    search.asksForUpvotes || own?.asksForUpvotes
      ? sql`join paper_score as scored on scored.paper_id = found.paper_id`
      : sql``;
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
  // `nulls last` is not the index's order, and says so to the planner; `is true` keeps it from reading, by the index,
  // all that is older.
  const toSql = ({ in: times, where: when, limit = sql`${most}` }: Step) => {
    const all = [...signs, ...(times === undefined ? [] : [anyOf(times)])];
    const where = [
      ...(all.length === 0 ? [] : [sql`found.words @@ ${all.join(' & ')}::tsquery`]),
      ...(when === undefined ? [] : [when]),
      ...conditions,
    ];
    return sql`(
      select ${index}::integer as lane, found.paper_id, found.title, found.dated_at
      from paper_search as found ${scored}
      where ${where.length === 0 ? sql`true` : sql.join(where, sql` and `)}
      order by found.dated_at desc nulls last, found.paper_id desc limit ${limit})`;
  };
  const { first, further } = stepsFrom(at, { liked, most });
  const unionOf = (steps: readonly Step[]) => sql.join(steps.map(toSql), sql` union all `);
  return sql`
    with nearest as materialized (select * from (${unionOf(first)}) as step limit ${most})
    select * from (select * from nearest union all ${unionOf(further)}) as step limit ${most}`;
}

interface Step {
  /** Signs of times, of which the papers have one; absent for all times. */
  readonly in?: readonly string[];
  /** What leaves out the papers of the steps before. */
  readonly where?: RawBuilder<unknown>;
  /** How many papers it may give; absent: as many as the lane. Where it is none, PostgreSQL does not look. */
  readonly limit?: RawBuilder<unknown>;
}

/** Each is about times before those of the one before it; together about all times. */
function stepsFrom(
  at: Date,
  { liked, most }: { liked: boolean; most: number },
): { readonly first: readonly Step[]; readonly further: readonly Step[] } {
  const given = sql`(select count(*) from nearest)`;
  const onlyIf = (condition: RawBuilder<unknown>) => sql`case when ${condition} then ${most}::bigint else 0 end`;
  if (liked) {
    const months = signsBack(LIKED_MONTHS, (back) => sign.likedIn(monthBefore(at, back)));
    const outside = sql`(found.dated_at < ${monthBefore(at, LIKED_MONTHS - 1)}
      or found.dated_at >= ${monthBefore(at, -1)}) is true`;
    const isTooLittle = sql`${given} < ${Math.ceil(most * PART_OF_LIKED)}`;
    return { first: [{ in: months }], further: [{ in: [sign.liked], where: outside, limit: onlyIf(isTooLittle) }] };
  }
  const to = dayBefore(at, -AHEAD - 1);
  const days = (from: number, count: number) => signsBack(count, (back) => sign.day(dayBefore(at, from + back)));
  const daysFrom = dayBefore(at, DAYS + MORE_DAYS - 1 - AHEAD);
  const [monthsFrom, yearsFrom] = [monthBefore(at, 1), yearBefore(at, 1)];
  const areMonthsLikely = sql`${given} >= ${Math.ceil(most * PART_FOR_MONTHS)}`;
  const areYearsLikely = sql`${given} >= ${LEAST_FOR_YEARS}`;
  const outside = (from: RawBuilder<unknown>) => sql`(found.dated_at < ${from} or found.dated_at >= ${to}) is true`;
  const from = sql`${daysFrom}::timestamptz`;
  const fromMonths = sql`case when ${areMonthsLikely} then ${monthsFrom}::timestamptz else ${from} end`;
  const fromYears = sql`case when ${areYearsLikely} then ${yearsFrom}::timestamptz else ${from} end`;
  const step = (times: string, where: RawBuilder<unknown>, likely: RawBuilder<unknown>): Step => ({
    ...{ in: [times], where, limit: onlyIf(likely) },
  });
  return {
    first: [{ in: days(-AHEAD, DAYS) }, { in: days(DAYS - AHEAD, MORE_DAYS) }],
    further: [
      ...signsBack(2, (back) => sign.month(monthBefore(at, back))).map((month) =>
        step(month, outside(from), areMonthsLikely),
      ),
      ...signsBack(2, (back) => sign.year(yearBefore(at, back))).map((year) =>
        step(year, outside(fromMonths), areYearsLikely),
      ),
      { where: outside(fromYears) },
    ],
  };
}

function signsBack(count: number, toSign: (back: number) => string): readonly string[] {
  return Array.from({ length: count }, (_, back) => toSign(back));
}

/** The beginning of a day, in UTC. */
function dayBefore(at: Date, days: number): Date {
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate() - days));
}

/** The beginning of a month, in UTC. */
function monthBefore(at: Date, months: number): Date {
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() - months, 1));
}

/** The beginning of a year, in UTC. */
function yearBefore(at: Date, years: number): Date {
  return new Date(Date.UTC(at.getUTCFullYear() - years, 0, 1));
}

function anyOf(signs: readonly string[]): string {
  return `(${signs.map(quote).join(' | ')})`;
}
