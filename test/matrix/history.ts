import fc from 'fast-check';
import type { KyselyPlugin } from 'kysely';
import { createDeliverer } from '../../src/delivery/deliver.ts';
import { planDueDigests } from '../../src/delivery/plan.ts';
import { createPaperPosts } from '../../src/discussion/paper-post.ts';
import { completeAt, currentListDay, type ListDay, newestCompleteDay, nextListDay } from '../../src/domain/list-day.ts';
import { nextSlot } from '../../src/domain/schedule.ts';
import type { Frequency } from '../../src/domain/subscription.ts';
import { saveList } from '../../src/store/papers/lists.ts';
import type { Db } from '../../src/store/schema.ts';
import { resumeDestination } from '../../src/store/servers/destinations.ts';
import { removeSubscription, saveSubscription } from '../../src/store/servers/subscriptions.ts';
import {
  createModelDiscord,
  Death,
  MISHAPS,
  type Mishap,
  type ModelDiscord,
} from '../support/discord/model-discord.ts';
import { noThreads } from '../support/discord/threads.ts';
import { silentLog as log } from '../support/log.ts';
import { ABOUT_AGENTS, counted, day, paperId } from '../support/papers/papers.ts';

/** What may happen in a history. Numbers choose among what there is by then. */
export type Event =
  | { readonly kind: 'tick'; readonly process: 'first' | 'second' | 'both' }
  | { readonly kind: 'plan' }
  | { readonly kind: 'pass'; readonly minutes: number }
  | { readonly kind: 'publish' }
  | { readonly kind: 'recount' }
  | { readonly kind: 'mishaps'; readonly mishaps: readonly Mishap[] }
  | { readonly kind: 'die'; readonly afterStatements: number }
  | { readonly kind: 'refuse' | 'mend' | 'turn'; readonly channel: number }
  | { readonly kind: 'subscribe'; readonly channel: number; readonly topics: number; readonly wish: Wish }
  | { readonly kind: 'pause' | 'resume' | 'remove'; readonly subscription: number };

interface Wish {
  readonly time: string;
  readonly frequency: Frequency;
  readonly papers: number;
}

const GUILD = '100000000000000001';
export const CHANNELS = ['200000000000000001', '200000000000000002', '200000000000000003'] as const;
/** Paperboy may not read what stands in this one: there its promise is "at least once". */
export const UNREADABLE = CHANNELS[2];
const TOPICS = [[], ['agents']] as const;
const START = '2026-03-09T12:00:00Z';
const FIRST_DAY = day('2026-03-06');
const PAPERS_A_DAY = 4;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** How far the clocks of two processes may be apart between two settings by the database. */
const SKEW_MS = 20_000;

const wish: fc.Arbitrary<Wish> = fc.record({
  time: fc.constantFrom('09:00', '03:30', '21:00'),
  frequency: fc.constantFrom('daily', 'daily', 'daily', 'daily', 'weekdays', 'weekdays', 'weekly-tuesday'),
  papers: fc.integer({ min: 1, max: 5 }),
});
const index = fc.nat({ max: 5 });

const event: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ kind: fc.constant('tick'), process: fc.constantFrom('first', 'second', 'both') }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('pass'),
      minutes: fc.constantFrom(0.1, 1.1, 2.5, 10, 61, 360, 720, 1_440, 1_440, 3_000),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('plan') }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('publish') }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('recount') }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('mishaps'),
      mishaps: fc.array(fc.constantFrom(...MISHAPS), { minLength: 1, maxLength: 4 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('die'), afterStatements: fc.nat({ max: 40 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('refuse', 'mend'), channel: index }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('turn'), channel: index }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('subscribe'), channel: index, topics: index, wish }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('pause', 'resume', 'remove'), subscription: index }) },
) as fc.Arbitrary<Event>;

/** A history begins with a subscription, or nothing would happen in it. */
export const histories: fc.Arbitrary<readonly Event[]> = fc
  .tuple(
    fc.record({ kind: fc.constant('subscribe' as const), channel: index, topics: index, wish }),
    fc.array(event, { minLength: 6, maxLength: 20, size: 'max' }),
  )
  .map(([first, events]) => [first, ...events]);

/** A subscription as whoever made it remembers it. */
interface Subscribed {
  readonly id: string;
  readonly channelId: string;
  readonly topics: readonly string[];
  readonly coveredThrough: ListDay;
  isRemoved: boolean;
  wish: Wish;
}

/** A process: it may die at any statement and at any request. */
interface Process {
  isDead: boolean;
  statementsLeft: number;
  /** Plans what is due, and sends nothing. */
  plan(): Promise<void>;
  tick(): Promise<void>;
}

/** What a history has led to. */
export interface Outcome {
  readonly discord: ModelDiscord;
  readonly subscriptions: readonly Subscribed[];
  /** Markers of what was owed, and not begun, when its subscription was removed. */
  readonly cancelled: ReadonlySet<string>;
  readonly published: readonly ListDay[];
  readonly endedAt: Date;
}

/** Plays a history to its end: then everything is mended, and time passes until nothing is owed. */
export async function playHistory(db: Db, events: readonly Event[]): Promise<Outcome> {
  const life = createLife(db);
  for (const each of events) await life.happen(each);
  await life.mendAll();
  return life.outcome();
}

function createLife(db: Db) {
  let at = new Date(START).getTime();
  const now = () => new Date(at);
  const discord = createModelDiscord(now);
  discord.unreadable.add(UNREADABLE);
  const subscriptions: Subscribed[] = [];
  const published: ListDay[] = [];
  const cancelled = new Set<string>();
  const processes = [createProcess(db, discord, now), createProcess(db, discord, () => new Date(at + SKEW_MS))];
  const processOf = (which: 0 | 1): Process => {
    const held = processes[which];
    if (held !== undefined && !held.isDead) return held;
    const born = createProcess(db, discord, () => new Date(at + which * SKEW_MS));
    processes[which] = born;
    return born;
  };

  async function publish(): Promise<void> {
    const last = published.at(-1);
    const next = last === undefined ? FIRST_DAY : nextListDay(last);
    if (next > currentListDay(now())) return;
    await save(next, 0);
    published.push(next);
  }
  async function save(listDay: ListDay, more: number): Promise<void> {
    await saveList(db, { day: listDay, source: 'test', papers: papersOf(listDay, more), rejected: 0, at: now() });
  }
  const alive = () => subscriptions.filter(({ isRemoved }) => !isRemoved);

  async function subscribe({ channel, topics: which, wish: wanted }: Event & { kind: 'subscribe' }): Promise<void> {
    const channelId = CHANNELS[channel % CHANNELS.length] ?? CHANNELS[0];
    const topics = TOPICS[which % TOPICS.length] ?? [];
    const schedule = { ...wanted, timezone: 'UTC' };
    const coveredThrough = published.findLast((each) => completeAt(each) <= now()) ?? FIRST_DAY;
    const id = crypto.randomUUID();
    // Whoever subscribes has seen that the channel can be posted to.
    discord.refusing.delete(channelId);
    const { subscription, created } = await saveSubscription(
      db,
      id,
      {
        guildId: GUILD,
        channelId,
        createdBy: '300000000000000001',
        topics,
        ...schedule,
        minUpvotes: 0,
        threads: 'none',
        silent: true,
        nextAt: nextSlot(schedule, now()),
        coveredThrough,
      },
      now(),
    );
    const known = subscriptions.find((each) => each.id === subscription.id);
    if (created) subscriptions.push({ id, channelId, topics, coveredThrough, isRemoved: false, wish: wanted });
    else if (known !== undefined) known.wish = wanted;
  }

  async function remove(gone: Subscribed): Promise<void> {
    const rows = await db
      .selectFrom('delivery_part')
      .innerJoin('delivery', 'delivery.id', 'delivery_part.delivery_id')
      .innerJoin('digest', 'digest.id', 'delivery.digest_id')
      .select('delivery_part.marker')
      .where('digest.subscription_id', '=', gone.id)
      .where('delivery.state', '=', 'owed')
      .where('delivery_part.sending_at', 'is', null)
      .where('delivery_part.sent_at', 'is', null)
      .execute();
    for (const { marker } of rows) cancelled.add(marker);
    await removeSubscription(db, GUILD, gone.id);
    gone.isRemoved = true;
  }

  async function setPaused(id: string, pausedAt: Date | null): Promise<void> {
    await db.updateTable('subscription').set({ paused_at: pausedAt }).where('id', '=', id).execute();
  }
  /** A text channel becomes a forum, or a forum a text channel. */
  function turn(channelId: string): void {
    // What cannot be found again in one kind cannot be told from what is missing in the other.
    if (channelId === UNREADABLE) return;
    if (!discord.forums.delete(channelId)) discord.forums.add(channelId);
  }
  async function mend(channelId: string): Promise<void> {
    discord.refusing.delete(channelId);
    await resumeDestination(db, channelId, now());
  }

  async function happen(each: Event): Promise<void> {
    switch (each.kind) {
      case 'tick': {
        const which =
          each.process === 'both' ? ([0, 1] as const) : each.process === 'first' ? [0 as const] : [1 as const];
        await Promise.all(which.map((one) => processOf(one).tick()));
        return;
      }
      case 'plan':
        return await processOf(0).plan();
      case 'pass':
        at += each.minutes * MINUTE;
        return;
      case 'publish':
        return await publish();
      case 'recount': {
        const last = published.at(-1);
        return last === undefined ? undefined : await save(last, 50);
      }
      case 'mishaps':
        discord.mishaps.push(...each.mishaps);
        return;
      case 'die':
        processOf(0).statementsLeft = each.afterStatements;
        return;
      case 'refuse':
        discord.refusing.add(CHANNELS[each.channel % CHANNELS.length] ?? CHANNELS[0]);
        return;
      case 'turn':
        return turn(CHANNELS[each.channel % CHANNELS.length] ?? CHANNELS[0]);
      case 'mend':
        return await mend(CHANNELS[each.channel % CHANNELS.length] ?? CHANNELS[0]);
      case 'subscribe':
        return await subscribe(each);
      default: {
        const chosen = alive()[each.subscription % Math.max(1, alive().length)];
        if (chosen === undefined) return;
        if (each.kind === 'remove') return await remove(chosen);
        return await setPaused(chosen.id, each.kind === 'pause' ? now() : null);
      }
    }
  }

  return {
    happen,
    async mendAll() {
      discord.mishaps.length = 0;
      for (const process of processes) process.isDead = true;
      for (const channelId of CHANNELS) await mend(channelId);
      for (const { id } of alive()) await setPaused(id, null);
      const survivor = createProcess(db, discord, now);
      // Leases run out and pauses between tries end; then each subscription has a slot, a weekly one after a week.
      const isWeekly = alive().some(({ wish: { frequency } }) => frequency.startsWith('weekly'));
      for (const days of [0, 1, isWeekly ? 7 : 3, 0]) {
        at += days * DAY + 61 * MINUTE;
        while (published.length === 0 || (published.at(-1) ?? '') < newestCompleteDay(now())) await publish();
        await survivor.tick();
      }
    },
    outcome: (): Outcome => ({ discord, subscriptions, cancelled, published, endedAt: now() }),
  };
}

const NEVER = new AbortController().signal;

function createProcess(whole: Db, discord: ModelDiscord, now: () => Date): Process {
  const untilDeath = async (work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      // As the scheduler does with a run that failed.
      if (!(error instanceof Death)) throw error;
    }
  };
  const process: Process = {
    isDead: false,
    statementsLeft: Number.POSITIVE_INFINITY,
    plan: () => untilDeath(() => planDueDigests(db, { now, log, signal: NEVER })),
    async tick() {
      await process.plan();
      await untilDeath(() => deliverer.deliverOwed(NEVER));
    },
  };
  const mortal: KyselyPlugin = {
    transformQuery({ node }) {
      process.statementsLeft -= 1;
      if (process.statementsLeft < 0) process.isDead = true;
      if (process.isDead) throw new Death();
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  const db = whole.withPlugin(mortal) as Db;
  const poster = discord.posterFor(() => {
    process.isDead = true;
  });
  const deliverer = createDeliverer(db, poster, {
    postPaper: createPaperPosts({ db, poster, threads: noThreads, now, log }),
    now,
    log,
    onDeadToken: () => undefined,
  });
  return process;
}

/** Four papers, of which two are of a topic; the last stands on the next list too. */
function papersOf(listDay: ListDay, more: number) {
  const own = (on: ListDay, number: number) =>
    counted(
      {
        id: paperId(`${on.slice(2, 4)}${on.slice(5, 7)}.${on.slice(8)}0${number}0`),
        title: `Paper of ${on}, number ${number}`,
        ...(number % 2 === 0 && ABOUT_AGENTS),
      },
      { upvotes: 10 * number + more },
    );
  const before = day(listDay === FIRST_DAY ? FIRST_DAY : previous(listDay));
  const papers = Array.from({ length: PAPERS_A_DAY }, (_, number) => own(listDay, number + 1));
  return before === listDay ? papers : [...papers, own(before, PAPERS_A_DAY)];
}

function previous(listDay: ListDay): ListDay {
  let before = FIRST_DAY;
  for (let each = FIRST_DAY; each < listDay; each = nextListDay(each)) before = each;
  return before;
}
