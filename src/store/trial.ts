import { sql } from 'kysely';
import type { ListDay } from '../domain/list-day.ts';
import type { PaperId } from '../domain/paper-id.ts';
import type { SlotOutcome } from '../domain/subscription.ts';
import type { Db } from './schema.ts';

/** The first slot strictly after an instant, of any subscription that is neither paused nor suspended. */
export async function findNextSlot(db: Db, after: Date): Promise<Date | undefined> {
  const row = await db
    .selectFrom('subscription')
    .select('next_at')
    .where('suspended_at', 'is', null)
    .where('paused_at', 'is', null)
    .where('next_at', '>', after)
    .orderBy('next_at')
    .limit(1)
    .executeTakeFirst();
  return row?.next_at;
}

/** The time zones of all subscriptions, each once; that of the one that was changed last comes first. */
export async function listSubscribedZones(db: Db): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('subscription')
    .select(({ fn }) => ['timezone', fn.max('changed_at').as('last')])
    .groupBy('timezone')
    .orderBy('last', 'desc')
    .orderBy('timezone')
    .execute();
  return rows.map(({ timezone }) => timezone);
}

/** What has become of slots and digests. */
export interface Happened {
  /** Digests that were posted whole since then. */
  readonly posted: number;
  /** Slots that were planned since then, by what they came to; of those that were posted none. */
  readonly outcomes: ReadonlyMap<SlotOutcome, number>;
  /** Digests that are owed now, whenever they were planned. */
  readonly owed: number;
  /** When the first of those is tried next. */
  readonly dueAt?: Date;
  /** Channels that are suspended now, because Discord refuses what is posted to them. */
  readonly suspended: number;
}

/** What has happened after an instant, in all servers. */
export async function readHappened(db: Db, since: Date): Promise<Happened> {
  const outcomes = await db
    .selectFrom('digest')
    .select(({ fn }) => ['outcome', fn.countAll<string>().as('count')])
    .where('planned_at', '>', since)
    .where('outcome', 'not in', ['posted', 'owed'])
    .groupBy('outcome')
    .execute();
  const { posted, owed, due_at } = await db
    .selectFrom('delivery')
    .select(({ fn, eb }) => [
      fn
        .countAll<string>()
        .filterWhere(eb.and([eb('state', '=', 'settled'), eb('settled_at', '>', since)]))
        .as('posted'),
      fn.countAll<string>().filterWhere('state', '=', 'owed').as('owed'),
      fn.min('due_at').filterWhere('state', '=', 'owed').as('due_at'),
    ])
    .executeTakeFirstOrThrow();
  const { suspended } = await db
    .selectFrom('destination')
    .select(({ fn }) => fn.countAll<string>().as('suspended'))
    .where('suspended_at', 'is not', null)
    .executeTakeFirstOrThrow();
  return {
    suspended: Number(suspended),
    posted: Number(posted),
    owed: Number(owed),
    outcomes: new Map(outcomes.map(({ outcome, count }) => [outcome, Number(count)])),
    ...(due_at !== null && { dueAt: due_at }),
  };
}

/** The lists that were read whole at an instant or later, newest first, with how many papers each held. */
export async function listReadsSince(
  db: Db,
  since: Date,
): Promise<readonly { readonly day: ListDay; readonly papers: number }[]> {
  return await db
    .selectFrom('list_read')
    .select(['list_day as day', 'papers'])
    .where('read_at', '>=', since)
    .orderBy('list_day', 'desc')
    .execute();
}

/** The open discussion that was opened last, as far as it decides what it hears of its paper. */
export interface NewestDiscussion {
  readonly paperId: PaperId;
  readonly title: string;
  readonly isLocked: boolean;
  readonly isArchived: boolean;
  /** Whether somebody wants no lines there. */
  readonly isHushed: boolean;
  /** When it was last told something; absent if it never was. */
  readonly lastLineAt?: Date;
  /** The newest version that it has heard of, or is to hear of; 1 if of none. */
  readonly knownVersion: number;
}

/** Of all servers that Paperboy is in. @returns undefined if no paper is discussed */
export async function findNewestDiscussion(db: Db): Promise<NewestDiscussion | undefined> {
  const row = await db
    .selectFrom('discussion')
    .innerJoin('paper', 'paper.id', 'discussion.paper_id')
    .leftJoin('guild', 'guild.guild_id', 'discussion.guild_id')
    .where('discussion.state', '=', 'open')
    .where('guild.left_at', 'is', null)
    .where('discussion.thread_id', 'is not', null)
    .select(['discussion.paper_id', 'paper.title', 'discussion.locked', 'discussion.archived'])
    .select(['discussion.hushed_at', 'discussion.last_line_at'])
    .select(({ selectFrom }) =>
      selectFrom('thread_fact')
        .select(sql<number>`coalesce(max(detail::int), 1)`.as('version'))
        .whereRef('thread_fact.thread_id', '=', 'discussion.thread_id')
        .where('kind', '=', 'version')
        .$asScalar()
        .$notNull()
        .as('version'),
    )
    .orderBy(({ fn }) => fn.coalesce('discussion.opened_at', 'discussion.created_at'), 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    paperId: row.paper_id,
    title: row.title,
    isLocked: row.locked,
    isArchived: row.archived,
    isHushed: row.hushed_at !== null,
    ...(row.last_line_at !== null && { lastLineAt: row.last_line_at }),
    knownVersion: row.version,
  };
}
