import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Paperboy, startPaperboy } from '../../../src/app.ts';
import { type Clock, createClock } from '../../../src/clock.ts';
import type { Role } from '../../../src/config.ts';
import { startTestBot, type TestBot } from '../../support/bot/bot.ts';
import { wordsOf } from '../../support/discord/replies.ts';
import { subscribeBy } from '../../support/discord/subscribing.ts';
import { silentLog as log } from '../../support/log.ts';
import { type Loopback, startLoopback } from '../../support/loopback.ts';
import { manyCounted } from '../../support/papers/papers.ts';

const AT = '2026-03-11T08:30:00Z';
const MOVED_MS = 31 * 60_000;
const POSTING = '/channels/{channel_id}/messages';

/** One process with one role, on a clock and a source of its own. */
interface Half {
  readonly paperboy: Paperboy;
  readonly clock: Clock;
  readonly source: Loopback;
}

let stack: AsyncDisposableStack;
let bot: TestBot;
let gateway: Half;
let scheduler: Half;
let sender: Half;

beforeEach(async () => {
  stack = new AsyncDisposableStack();
  const source = stack.use(await startSource());
  const lists = { '2026-03-10': manyCounted(5) };
  bot = stack.use(await startTestBot({ at: AT, lists, settings: { ROLES: 'gateway', HUGGINGFACE_URL: source.url } }));
  gateway = { paperboy: bot.paperboy, clock: bot.clock, source };
  scheduler = await startHalf('scheduler');
  sender = await startHalf('sender');
  const { ada, papers } = bot.sandbox.world.first;
  await subscribeBy(bot.sandbox, ada, { channelId: papers, options: { time: '09:00', timezone: 'UTC' } });
});
afterEach(() => stack.disposeAsync());

const startSource = () => startLoopback((_request, response) => response.writeHead(403).end());

async function startHalf(role: Role): Promise<Half> {
  const [clock, source] = [createClock({ startAt: bot.clock.now() }), stack.use(await startSource())];
  const paperboy = await startPaperboy(
    { ...bot.config, ROLES: [role], HUGGINGFACE_URL: source.url },
    {
      ...{ clock, log, signal: new AbortController().signal },
      onFatal(error) {
        throw error;
      },
    },
  );
  return { paperboy: stack.use(paperboy), clock, source };
}

/** The slot comes in one process, and it does all that it has to do. */
async function reachSlot({ clock, paperboy }: Half): Promise<void> {
  clock.move(MOVED_MS);
  await paperboy.settle();
}

const planned = async () =>
  (await bot.database.db.selectFrom('delivery').select('state').execute()).map(({ state }) => state);
const posted = () =>
  bot.sandbox.requests.entries.filter(({ method, route }) => method === 'POST' && route === POSTING).length;

describe('a bot whose roles are split over three processes on one database', () => {
  it('plans in one, posts in another, and posts each digest once', async () => {
    await reachSlot(gateway);
    await reachSlot(sender);
    expect([await planned(), posted()]).toEqual([[], 0]);
    await reachSlot(scheduler);
    expect([await planned(), posted()]).toEqual([['owed'], 0]);
    await gateway.paperboy.settle();
    await scheduler.paperboy.settle();
    expect([await planned(), posted()]).toEqual([['owed'], 0]);
    await sender.paperboy.settle();
    expect([await planned(), posted()]).toEqual([['settled'], 1]);
    await Promise.all([gateway, scheduler, sender].map(({ paperboy }) => paperboy.settle()));
    expect([await planned(), posted()]).toEqual([['settled'], 1]);
    expect(bot.sandbox.world.messages(bot.sandbox.world.first.papers)).toHaveLength(1);
  });

  it('reads lists in one, and answers people in another', async () => {
    const { grace, general } = bot.sandbox.world.first;
    await Promise.all([gateway, scheduler, sender].map(reachSlot));
    expect(scheduler.source.asked.length).toBeGreaterThan(0);
    expect([...gateway.source.asked, ...sender.source.asked]).toEqual([]);
    await sender.paperboy[Symbol.asyncDispose]();
    await scheduler.paperboy[Symbol.asyncDispose]();
    expect(wordsOf(await bot.sandbox.people.invoke(grace, { channelId: general, command: 'trending' }))).toContain(
      'Trending papers',
    );
  });

  it('is ready without a gateway where it has none to look at', async () => {
    for (const { paperboy } of [scheduler, sender]) {
      const answer = await fetch(`http://127.0.0.1:${paperboy.healthPort}/readyz`);
      expect([answer.status, await answer.json()]).toEqual([200, { database: true, discord: true }]);
    }
  });
});
