import { type RawBuilder, sql } from 'kysely';
import type { PaperId } from '../../domain/paper-id.ts';
import type { Db } from '../schema.ts';
import { quote, type SearchConditions } from './search-query.ts';
import { sign, thirdOf } from './search-words.ts';

/** What a search asks of its candidates beside its words. */
export interface Within {
  /** Papers that appeared before are left out. */
  readonly since?: Date;
  /** A topic's slug. */
  readonly topic?: string;
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
  readonly dated_at: Date;
  readonly upvotes: number;
}

/** After the newest two thirds of a month, how many months back each step of a lane reaches. */
const STEPS = [2, 6, 18];

/** Candidates from several lanes, in one question. A paper may come by several of them. */
export async function listCandidates(
  db: Db,
  lanes: readonly Lane[],
  { within, newestAt }: { within: Within; newestAt: Date },
): Promise<readonly LaneRow[]> {
  if (lanes.length === 0) return [];
  const parts = lanes.map((lane, index) => sql`(${laneOf(lane, index, within, newestAt)})`);
  const { rows } = await sql<LaneRow>`
    select lane, candidate.paper_id, title, dated_at, scored.upvotes
    from (${sql.join(parts, sql` union all `)}) as candidate
    join paper_score as scored on scored.paper_id = candidate.paper_id`.execute(db);
  return rows;
}

/**
 * A lane goes back in steps, and PostgreSQL takes the next one only if those before have not filled it: a common word
 * is read in the newest months alone, where the index leaps over all other papers, and a rare one in all of them.
 */
function laneOf(lane: Lane, index: number, within: Within, newestAt: Date): RawBuilder<unknown> {
  const { search, most, liked = false } = lane;
  const scored = search.asksForUpvotes ? sql`join paper_score as scored on scored.paper_id = found.paper_id` : sql``;
  const conditions = [
    ...search.conditions,
    ...(liked ? [has(quote(sign.liked))] : []),
    ...(within.topic === undefined ? [] : [has(quote(sign.topic(within.topic)))]),
    ...(within.since === undefined ? [] : [sql`found.dated_at >= ${within.since}`]),
  ];
  // The order is that of an index which is never wanted here: it would read paper after paper until it finds some.
  // `nulls last` is not the index's order, and says so to the planner.
  const step = (when: RawBuilder<unknown>) => sql`(
    select ${index}::integer as lane, found.paper_id, found.title, found.dated_at
    from paper_search as found ${scored}
    where ${sql.join([...conditions, when], sql` and `)}
    order by found.dated_at desc nulls last, found.paper_id desc limit ${most})`;
  const steps = stepsFrom(newestAt).map(step);
  return sql`select * from (${sql.join(steps, sql` union all `)}) as step limit ${most}`;
}

/** Conditions on the time, each on an earlier one than that before; together all times. */
function stepsFrom(newestAt: Date): readonly RawBuilder<unknown>[] {
  const [newest, next] = [thirdBefore(newestAt, 0), thirdBefore(newestAt, 1)];
  const steps = [has(anyOf([newest, next].map(sign.third)))];
  let until = next;
  let back = 0;
  for (const months of STEPS) {
    const signs = Array.from({ length: months - back }, (_, index) => sign.month(monthBefore(newestAt, back + index)));
    steps.push(sql`${has(anyOf(signs))} and found.dated_at < ${until}`);
    back = months;
    until = monthBefore(newestAt, months - 1);
  }
  return [...steps, sql`found.dated_at < ${until}`];
}

/** The beginning of a third of a month. */
function thirdBefore(at: Date, thirds: number): Date {
  const count = at.getUTCMonth() * 3 + thirdOf(at) - thirds;
  const third = ((count % 3) + 3) % 3;
  return new Date(Date.UTC(at.getUTCFullYear(), Math.floor(count / 3), third === 0 ? 1 : third * 10));
}

/** The beginning of a month, in UTC. */
function monthBefore(at: Date, months: number): Date {
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() - months, 1));
}

function anyOf(signs: readonly string[]): string {
  return signs.map(quote).join(' | ');
}

function has(signs: string): RawBuilder<unknown> {
  return sql`found.words @@ ${signs}::tsquery`;
}
