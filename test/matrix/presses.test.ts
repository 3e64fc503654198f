import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { setDiscussionChannel } from '../../src/store/servers/guilds.ts';
import { startChildBot } from '../support/bot/child.ts';
import { startClosedSource } from '../support/bot/closed-source.ts';
import { settingsOf } from '../support/bot/settings.ts';
import { createTestDatabase, type TestDatabase } from '../support/database/database.ts';
import { wordsOf } from '../support/discord/replies.ts';
import { startTestSandbox, type TestSandbox } from '../support/discord/sandbox.ts';
import { holdList } from '../support/papers/lists.ts';
import { manyCounted } from '../support/papers/papers.ts';

const PAPERS = manyCounted(10, 1);
const PEOPLE = 20;
const PATIENCE_MS = 120_000;
/** A person opens one discussion in ten seconds, and is told so. */
const TRY_AGAIN_MS = 10_500;
let stack: AsyncDisposableStack;
let sandbox: TestSandbox;
let database: TestDatabase;

beforeEach(async () => {
  stack = new AsyncDisposableStack();
  database = stack.use(await createTestDatabase());
  // Two processes that answer 200 people at once on a small machine take longer than Discord's three seconds.
  sandbox = stack.use(await startTestSandbox({ now: () => new Date(), answerMs: PATIENCE_MS }));
  const source = stack.use(await startClosedSource());
  const at = new Date();
  await holdList(database.db, '2026-03-10', PAPERS, at);
  // Neither knows of the other. Both have a session of the whole gateway, as while one version follows another: each
  // press reaches both, both do what it asks for, and Discord takes the answer of one.
  const bots = [1, 2].map(() => stack.use(startChildBot(settingsOf({ sandbox, database, source }))));
  await Promise.all(bots.map((bot) => bot.waitFor(/"message":"started"/)));
}, PATIENCE_MS);
afterEach(() => stack.disposeAsync());

const threads = () => sandbox.world.threads(sandbox.world.first.guild);

/** Whoever is told to try again, or not told anything, does. @returns the threads that each paper's people were led to */
async function pressAtOnce(): Promise<readonly ReadonlySet<string>[]> {
  const { world, people } = sandbox;
  const { guild, general, papers, readingGroup } = world.first;
  const ledTo = PAPERS.map(() => new Set<string>());
  const press = async (userId: string, channelId: string, index: number) => {
    const paper = PAPERS[index]?.paper.id ?? '';
    const giveUpAt = performance.now() + PATIENCE_MS;
    while (performance.now() < giveUpAt) {
      const reply = await people.invoke(userId, { channelId, command: 'discuss', options: { paper } });
      const [, threadId] = reply.kind === 'message' ? (/<#(\d+)>/.exec(wordsOf(reply)) ?? []) : [];
      if (threadId !== undefined) return void ledTo[index]?.add(threadId);
      await sleep(TRY_AGAIN_MS);
    }
    throw new Error(`nobody was led to the discussion of ${paper}`);
  };
  const everybody = Array.from({ length: PEOPLE }, (_, number) => world.addMember(guild, { name: `Person ${number}` }));
  const presses = everybody.flatMap((userId, person) => {
    const channelId = [general, papers, readingGroup][person % 3] ?? general;
    // Each begins with another paper: a person opens one discussion in ten seconds.
    return PAPERS.map((_, index) => press(userId, channelId, (index + person) % PAPERS.length));
  });
  expect(presses).toHaveLength(200);
  await Promise.all(presses);
  return ledTo;
}

describe('two hundred presses by twenty people on ten papers, in two processes at once', () => {
  it('make ten discussions', { timeout: 2 * PATIENCE_MS }, async () => {
    const ledTo = await pressAtOnce();
    expect(threads()).toHaveLength(10);
    expect(ledTo.map((ids) => ids.size)).toEqual(PAPERS.map(() => 1));
    expect(new Set(ledTo.flatMap((ids) => [...ids]))).toEqual(new Set(threads().map(({ id }) => id)));
  });

  it('make ten posts where a forum is the place', { timeout: 2 * PATIENCE_MS }, async () => {
    const { world } = sandbox;
    const forum = world.addChannel(world.first.guild, { name: 'papers-forum', type: 15 });
    await setDiscussionChannel(database.db, world.first.guild, forum);
    const ledTo = await pressAtOnce();
    expect(threads().map(({ parentId }) => parentId)).toEqual(PAPERS.map(() => forum));
    expect(ledTo.map((ids) => ids.size)).toEqual(PAPERS.map(() => 1));
  });
});
