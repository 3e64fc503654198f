import { setTimeout as sleep } from 'node:timers/promises';
import type { Poster } from '../../domain/ports/poster.ts';
import type { Threads } from '../../domain/ports/threads.ts';
import { reservePace } from '../../store/delivery/pace.ts';
import type { Db } from '../../store/schema.ts';

/**
 * Between two messages to one channel: Discord lets five in five seconds through (seen by bots, published nowhere), and
 * this keeps to it by design instead of by being refused.
 */
const CHANNEL_EVERY_MS = 1_050;

export interface PaceOptions {
  readonly now: () => Date;
  /** Requests a second of the whole bot, over all its processes. */
  readonly ratePerSecond: number;
}

/**
 * A poster that keeps to the bot's budget: every request waits for its turn among all processes, and every message for
 * its turn in its channel besides.
 */
export function createPacedPoster(poster: Poster, db: Db, { now, ratePerSecond }: PaceOptions): Poster {
  const turn = createTurn(db, { now, ratePerSecond });
  return {
    async post(channelId, body, options) {
      await turn(channelId);
      return await poster.post(channelId, body, options);
    },
    async findMarked(channelId, marker, since) {
      await turn();
      return await poster.findMarked(channelId, marker, since);
    },
    async startThread(channelId, messageId, name) {
      await turn();
      return await poster.startThread(channelId, messageId, name);
    },
    async createPost(channelId, post, options) {
      await turn(channelId);
      return await poster.createPost(channelId, post, options);
    },
    async findPost(place, marker, since) {
      await turn();
      return await poster.findPost(place, marker, since);
    },
    async readForum(guildId, channelId) {
      await turn();
      return await poster.readForum(guildId, channelId);
    },
    async publish(channelId, messageId) {
      await turn();
      return await poster.publish(channelId, messageId);
    },
    async checkChannel(guildId, channelId) {
      await turn();
      return await poster.checkChannel(guildId, channelId);
    },
    async readAudience(guildId, channelId) {
      await turn();
      return await poster.readAudience(guildId, channelId);
    },
  };
}

/** The same for what is read of threads. */
export function createPacedThreads(threads: Threads, db: Db, options: PaceOptions): Threads {
  const turn = createTurn(db, options);
  return {
    async read(threadId) {
      await turn();
      return await threads.read(threadId);
    },
    async setArchived(threadId, isArchived) {
      await turn();
      return await threads.setArchived(threadId, isArchived);
    },
    async listManaged(guildId, channelIds) {
      await turn();
      return await threads.listManaged(guildId, channelIds);
    },
  };
}

function createTurn(db: Db, { now, ratePerSecond }: PaceOptions): (channelId?: string) => Promise<void> {
  const everyMs = 1_000 / ratePerSecond;
  return async (channelId) => {
    const at = now();
    const turns = await Promise.all([
      reservePace(db, 'sending', { at, everyMs }),
      ...(channelId === undefined ? [] : [reservePace(db, `channel ${channelId}`, { at, everyMs: CHANNEL_EVERY_MS })]),
    ]);
    const waitMs = Math.max(...turns.map((instant) => instant.getTime())) - now().getTime();
    if (waitMs > 0) await sleep(waitMs);
  };
}
