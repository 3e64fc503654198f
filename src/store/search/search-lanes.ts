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
 * A lane looks back over a few days, then over some more, then a month and the one before it, then all: a common word
 * fills it from the days, and of what the months have too little there is not much in all years either. Each month by
 * itself: the index takes ten times as long for one of several signs as for one.
 */
const DAYS = 4;
const MORE_DAYS = 4;
/** Clocks differ: what seems to be tomorrow's is looked for with today's. */
const AHEAD = 1;
/** What many liked is rare, and is looked for in so many months at once, then in all. */
const LIKED_MONTHS = 3;

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
  const { rows } = await sql<LaneRow>`
    with candidate as materialized (${sql.join(parts, sql` union all `)}),
      counts as materialized (select paper_id, upvotes from paper_score
        where paper_id = any (array(select paper_id from candidate)))
    select lane, paper_id, title, (extract(epoch from dated_at) * 1000)::float8 as dated, upvotes
    from candidate join counts using (paper_id)
    order by lane, dated_at desc, paper_id desc`.execute(db);
  return rows;
}

/**
 * A lane goes back in steps, and PostgreSQL takes the next one only if those before have not filled it: a common word
 * is read in the newest months alone, where the index leaps over all other papers, and a rare one in all of them.
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
  // `nulls last` is not the index's order, and says so to the planner.
  const toSql = (step: Step) => {
    const all = [...signs, ...(step.in === undefined ? [] : [anyOf(step.in)])];
    const where = [
      ...(all.length === 0 ? [] : [sql`found.words @@ ${all.join(' & ')}::tsquery`]),
      ...(step.outside === undefined
        ? []
        : [sql`(found.dated_at < ${step.outside.from} or found.dated_at >= ${step.outside.to})`]),
      ...conditions,
    ];
    return sql`(
      select ${index}::integer as lane, found.paper_id, found.title, found.dated_at
      from paper_search as found ${scored}
      where ${where.length === 0 ? sql`true` : sql.join(where, sql` and `)}
      order by found.dated_at desc nulls last, found.paper_id desc limit ${most})`;
  };
  const steps = stepsFrom(at, { liked }).map(toSql);
  return sql`select * from (${sql.join(steps, sql` union all `)}) as step limit ${most}`;
}

interface Step {
  /** Signs of times, of which the papers have one; absent for all times. */
  readonly in?: readonly string[];
  /** Only papers of other times than this, the end excluded: a step before has looked there. */
  readonly outside?: { readonly from: Date; readonly to: Date };
}

/** Each is about times before those of the one before it; together about all times. */
function stepsFrom(at: Date, { liked }: { liked: boolean }): readonly Step[] {
  const to = dayBefore(at, -AHEAD - 1);
  if (liked) {
    const months = signsBack(LIKED_MONTHS, (back) => sign.likedIn(monthBefore(at, back)));
    return [
      { in: months },
      { in: [sign.liked], outside: { from: monthBefore(at, LIKED_MONTHS - 1), to: monthBefore(at, -1) } },
    ];
  }
  const [month, monthEarlier] = [monthBefore(at, 0), monthBefore(at, 1)];
  const days = (from: number, count: number) => signsBack(count, (back) => sign.day(dayBefore(at, from + back)));
  const daysFrom = dayBefore(at, DAYS + MORE_DAYS - 1 - AHEAD);
  return [
    { in: days(-AHEAD, DAYS) },
    { in: days(DAYS - AHEAD, MORE_DAYS) },
    { in: [sign.month(month)], outside: { from: daysFrom, to } },
    { in: [sign.month(monthEarlier)], outside: { from: daysFrom, to } },
    { outside: { from: monthEarlier, to } },
  ];
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

function anyOf(signs: readonly string[]): string {
  return `(${signs.map(quote).join(' | ')})`;
}
