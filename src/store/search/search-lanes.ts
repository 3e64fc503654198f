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
 * A lane looks back over a few days, then a month and the one before it, then all: a common word fills it from the
 * days, and of what the months have too little there is not much in all years either. Each month by itself: the index
 * takes ten times as long for one of several signs as for one.
 */
const DAYS = 3;
/** What many liked is rare, and is looked for in so many months at once, then in all. */
const LIKED_MONTHS = 6;

/** Candidates from several lanes, in one question. A paper may come by several of them. */
export async function listCandidates(
  db: Db,
  lanes: readonly Lane[],
  { within, newestAt }: { within: Within; newestAt: Date },
): Promise<readonly LaneRow[]> {
  if (lanes.length === 0) return [];
  const parts = lanes.map((lane, index) => sql`(${laneOf(lane, index, within, newestAt)})`);
  // Not a join: for some hundred papers the planner would read all counts.
  const { rows } = await sql<LaneRow>`
    select lane, paper_id, title, (extract(epoch from dated_at) * 1000)::float8 as dated,
      (select upvotes from paper_score as scored where scored.paper_id = candidate.paper_id) as upvotes
    from (${sql.join(parts, sql` union all `)}) as candidate`.execute(db);
  return rows;
}

/**
 * A lane goes back in steps, and PostgreSQL takes the next one only if those before have not filled it: a common word
 * is read in the newest months alone, where the index leaps over all other papers, and a rare one in all of them.
 */
function laneOf(lane: Lane, index: number, within: Within, newestAt: Date): RawBuilder<unknown> {
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
      ...(step.before === undefined ? [] : [sql`found.dated_at < ${step.before}`]),
      ...conditions,
    ];
    return sql`(
      select ${index}::integer as lane, found.paper_id, found.title, found.dated_at
      from paper_search as found ${scored}
      where ${where.length === 0 ? sql`true` : sql.join(where, sql` and `)}
      order by found.dated_at desc nulls last, found.paper_id desc limit ${most})`;
  };
  const steps = stepsFrom(newestAt, { liked }).map(toSql);
  return sql`select * from (${sql.join(steps, sql` union all `)}) as step limit ${most}`;
}

interface Step {
  /** Signs of times, of which the papers have one; absent for all times. */
  readonly in?: readonly string[];
  readonly before?: Date;
}

/** Each is about an earlier time than that before; together about all times. */
function stepsFrom(newestAt: Date, { liked }: { liked: boolean }): readonly Step[] {
  if (liked) {
    const months = signsBack(LIKED_MONTHS, (back) => sign.likedIn(monthBefore(newestAt, back)));
    return [{ in: months }, { in: [sign.liked], before: monthBefore(newestAt, LIKED_MONTHS - 1) }];
  }
  const [month, monthEarlier] = [monthBefore(newestAt, 0), monthBefore(newestAt, 1)];
  return [
    { in: signsBack(DAYS, (back) => sign.day(dayBefore(newestAt, back))) },
    { in: [sign.month(month)], before: dayBefore(newestAt, DAYS - 1) },
    { in: [sign.month(monthEarlier)], before: dayBefore(newestAt, DAYS - 1) },
    { before: monthEarlier },
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
