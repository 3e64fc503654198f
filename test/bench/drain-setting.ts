import { startPaperboy } from '../../src/app.ts';
import { createClock } from '../../src/clock.ts';
import { readConfig } from '../../src/config.ts';
import { planDueDigests } from '../../src/delivery/planning/plan.ts';
import { createPacedPoster } from '../../src/delivery/posting/pace.ts';
import { createDeliverer } from '../../src/delivery/sending/deliver.ts';
import { createPoster } from '../../src/discord/poster.ts';
import { createSenderRest } from '../../src/discord/rest.ts';
import { createThreads } from '../../src/discord/threads.ts';
import { createPaperPosts } from '../../src/discussion/paper-post.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { silentLog } from '../support/log.ts';
import type { BenchServer } from './setting.ts';
import { SLOT, subscribeMany } from './setting.ts';

export interface DrainBench extends AsyncDisposable {
  /** Sends everything with so many senders at once. @returns how long it took, and how often Discord refused for a limit */
  drain(senders: number): Promise<{ readonly seconds: number; readonly refused: number }>;
  /** Asks `/trending` so often, one after the other. @returns the 95th percentile in milliseconds */
  latency(times: number): Promise<number>;
}

const CHANNELS_A_SERVER = 5;

/** A running bot in a sandbox with as many channels as there are deliveries, all of them planned and owed. */
export async function createBench(
  server: BenchServer,
  { deliveries, rate, hasLimits }: { deliveries: number; rate: number; hasLimits: boolean },
): Promise<DrainBench> {
  const stack = new AsyncDisposableStack();
  const { db, url } = stack.use(await server.open());
  const clock = createClock({ startAt: new Date('2026-03-11T08:00:00Z') });
  const sandbox = stack.use(
    await startSandbox({ port: 0, now: clock.now, identifyMs: 0, limits: { enabled: hasLimits } }),
  );
  const config = readConfig({
    DISCORD_TOKEN: sandbox.token,
    DISCORD_API_URL: sandbox.apiUrl,
    DATABASE_URL: url,
    HTTP_PORT: '0',
    ROLES: 'gateway',
  });
  const signal = new AbortController().signal;
  stack.use(await startPaperboy(config, { clock, log: silentLog, signal, onFatal: (error) => Promise.reject(error) }));
  const { world } = sandbox;
  const channels = Array.from({ length: deliveries / CHANNELS_A_SERVER }, (_, index) => {
    const guildId = world.addGuild({ name: `Server ${index}`, ownerId: world.first.ada });
    return Array.from({ length: CHANNELS_A_SERVER }, (_each, at) => ({
      guildId,
      channelId: world.addChannel(guildId, { name: `papers-${at}` }),
    }));
  }).flat();
  await subscribeMany(db, channels);
  await planDueDigests(db, { now: () => SLOT, log: silentLog, signal });
  clock.move(SLOT.getTime() - clock.now().getTime());

  const createSender = () => {
    const rest = createSenderRest({ token: sandbox.token, apiUrl: sandbox.apiUrl, requestsPerSecond: rate });
    const poster = createPoster(rest, { botId: world.applicationId, log: silentLog });
    const paced = createPacedPoster(poster, db, { now: clock.now, ratePerSecond: rate });
    return createDeliverer(db, paced, {
      postPaper: createPaperPosts({
        db,
        poster: paced,
        threads: createThreads(rest, { botId: world.applicationId, log: silentLog }),
        now: clock.now,
        log: silentLog,
      }),
      now: clock.now,
      log: silentLog,
      onDeadToken: () => undefined,
    });
  };
  return {
    async drain(senders) {
      const startedAt = performance.now();
      await Promise.all(Array.from({ length: senders }, () => createSender().deliverOwed(signal)));
      const seconds = (performance.now() - startedAt) / 1_000;
      const posted = channels.filter(({ channelId }) => world.messages(channelId).length === 1).length;
      if (posted !== deliveries) throw new Error(`${posted} of ${deliveries} channels have their digest`);
      return { seconds, refused: sandbox.requests.entries.filter(({ status }) => status === 429).length };
    },
    async latency(times) {
      const took: number[] = [];
      for (let asked = 0; asked < times; asked += 1) {
        const startedAt = performance.now();
        await sandbox.people.invoke(world.first.grace, { channelId: world.first.general, command: 'trending' });
        took.push(performance.now() - startedAt);
        // People do not ask faster than this, and Discord's own limit for answers in a channel is not what is measured.
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      return took.toSorted((a, b) => a - b)[Math.floor(times * 0.95)] ?? 0;
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}
