import type { DigestForm } from '../../../src/domain/channel-kind.ts';
import {
  completeAt,
  currentListDay,
  type ListDay,
  newestCompleteDay,
  nextListDay,
} from '../../../src/domain/list-day.ts';
import { nextSlot } from '../../../src/domain/schedule.ts';
import type { Db } from '../../../src/store/schema.ts';
import { resumeDestination } from '../../../src/store/servers/destinations.ts';
import { editWishes } from '../../../src/store/servers/editing.ts';
import { pauseSubscription, resumePaused } from '../../../src/store/servers/pausing.ts';
import { removeSubscription, saveSubscription } from '../../../src/store/servers/subscriptions.ts';
import { createModelDiscord, type ModelDiscord } from '../../support/discord/model-discord.ts';
import { holdList } from '../../support/papers/lists.ts';
import type { Event, Wish } from './events.ts';
import { FIRST_DAY, papersOf } from './papers.ts';
import { createProcess, type Process } from './process.ts';

const GUILD = '100000000000000001';
export const CHANNELS = ['200000000000000001', '200000000000000002', '200000000000000003'] as const;
/** Paperboy may not read what stands in this one: there its promise is "at least once". */
export const UNREADABLE = CHANNELS[2];
const TOPICS = [[], ['agents']] as const;
const START = '2026-03-09T12:00:00Z';
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** How far the clocks of two processes may be apart between two settings by the database. */
const SKEW_MS = 20_000;

/** A subscription as whoever made it remembers it. */
interface Subscribed {
  readonly id: string;
  /** Where it has posted, the present one last. */
  channelIds: readonly string[];
  readonly topics: readonly string[];
  readonly coveredThrough: ListDay;
  isRemoved: boolean;
  /** Set while it is paused: markers of what it was owed then, and how many messages there were. */
  pause: { readonly owed: readonly string[]; readonly since: number } | undefined;
  wish: Wish;
}

/** What a history has led to. */
export interface Outcome {
  readonly discord: ModelDiscord;
  readonly subscriptions: readonly Subscribed[];
  /** Markers of what was owed, and not begun, when its subscription was removed, or moved to another channel. */
  readonly cancelled: ReadonlySet<string>;
  /** Of what was owed, and not begun, when its subscription was paused: what was posted before it was resumed. */
  readonly sentInPause: readonly string[];
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
  /** By how much the processes' clock is behind Discord's. */
  let behindMs = 0;
  const now = () => new Date(at - behindMs);
  const discord = createModelDiscord(() => new Date(at));
  discord.unreadable.add(UNREADABLE);
  const subscriptions: Subscribed[] = [];
  const published: ListDay[] = [];
  const cancelled = new Set<string>();
  const sentInPause: string[] = [];
  const processes = [
    createProcess(db, discord, now),
    createProcess(db, discord, () => new Date(now().getTime() + SKEW_MS)),
  ];
  const processOf = (which: 0 | 1): Process => {
    const held = processes[which];
    if (held !== undefined && !held.isDead) return held;
    const born = createProcess(db, discord, () => new Date(now().getTime() + which * SKEW_MS));
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
  /** Every list that is complete by now: none while a clock that is behind has not come to the first. */
  async function publishComplete(): Promise<void> {
    while ((published.at(-1) ?? '') < newestCompleteDay(now())) {
      const count = published.length;
      await publish();
      if (published.length === count) return;
    }
  }
  async function save(listDay: ListDay, more: number): Promise<void> {
    await holdList(db, listDay, papersOf(listDay, more), now());
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
    if (created)
      subscriptions.push({
        id,
        channelIds: [channelId],
        topics,
        coveredThrough,
        isRemoved: false,
        pause: undefined,
        wish: wanted,
      });
    else if (known !== undefined) known.wish = wanted;
  }

  async function remove(gone: Subscribed): Promise<void> {
    for (const marker of await listUnbegun(db, gone.id)) cancelled.add(marker);
    endPause(gone);
    await removeSubscription(db, GUILD, gone.id);
    gone.isRemoved = true;
  }

  async function move(chosen: Subscribed, channelId: string): Promise<void> {
    if (channelId === chosen.channelIds.at(-1)) return;
    const unbegun = await listUnbegun(db, chosen.id, 'list');
    // Whoever moves it has seen that the channel can be posted to.
    discord.refusing.delete(channelId);
    const edit = { topics: chosen.topics, threads: 'none', silent: true, channel: { id: channelId } } as const;
    const moved = await editWishes(db, GUILD, chosen.id, { edit, at: now() });
    if (moved === 'taken') return;
    for (const marker of unbegun) cancelled.add(marker);
    chosen.channelIds = [...chosen.channelIds, channelId];
  }

  async function planNextDay(): Promise<void> {
    at += DAY;
    await publishComplete();
    await processOf(0).plan();
  }

  async function pause(chosen: Subscribed): Promise<void> {
    await pauseSubscription(db, GUILD, chosen.id, now());
    chosen.pause ??= { owed: await listUnbegun(db, chosen.id), since: discord.messages.length };
  }
  async function resume(chosen: Subscribed): Promise<void> {
    endPause(chosen);
    await resumePaused(db, GUILD, chosen.id, now());
  }
  function endPause(chosen: Subscribed): void {
    const { owed = [], since = 0 } = chosen.pause ?? {};
    const bodies = discord.messages.slice(since).map(({ body }) => body);
    sentInPause.push(...owed.filter((marker) => bodies.some((body) => body.includes(JSON.stringify(marker)))));
    chosen.pause = undefined;
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
      case 'jump back':
        behindMs += each.minutes * MINUTE;
        return;
      case 'set right':
        behindMs = 0;
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
        if (each.kind === 'move' && each.afterPlan) await planNextDay();
        if (each.kind === 'move') return await move(chosen, CHANNELS[each.channel % CHANNELS.length] ?? CHANNELS[0]);
        return await { remove, pause, resume }[each.kind](chosen);
      }
    }
  }

  return {
    happen,
    async mendAll() {
      discord.mishaps.length = 0;
      for (const process of processes) process.isDead = true;
      for (const channelId of CHANNELS) await mend(channelId);
      behindMs = 0;
      for (const paused of alive()) await resume(paused);
      const survivor = createProcess(db, discord, now);
      // Leases run out and pauses between tries end before anything is too late; then each subscription has a slot, a weekly one after a week.
      const isWeekly = alive().some(({ wish: { frequency } }) => frequency.startsWith('weekly'));
      for (const days of [0, 0, 1, 0, isWeekly ? 7 : 3, 0, 0]) {
        at += days * DAY + 61 * MINUTE;
        await publishComplete();
        await survivor.tick();
      }
    },
    outcome: (): Outcome => ({ discord, subscriptions, cancelled, sentInPause, published, endedAt: now() }),
  };
}

/**
 * Markers of what a subscription is owed and no process has begun to send.
 *
 * @param form of digests in this form alone; absent: in any
 */
async function listUnbegun(db: Db, subscriptionId: string, form?: DigestForm): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('delivery_part')
    .innerJoin('delivery', 'delivery.id', 'delivery_part.delivery_id')
    .innerJoin('digest', 'digest.id', 'delivery.digest_id')
    .select('delivery_part.marker')
    .where('digest.subscription_id', '=', subscriptionId)
    .where('delivery.state', '=', 'owed')
    .where('delivery_part.sending_at', 'is', null)
    .where('delivery_part.sent_at', 'is', null)
    .$if(form !== undefined, (query) => query.where('delivery.form', '=', form ?? 'list'))
    .execute();
  return rows.map(({ marker }) => marker);
}
