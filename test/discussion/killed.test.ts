import { afterEach, beforeEach, expect, it } from 'vitest';
import { createPoster } from '../../src/discord/poster.ts';
import { createSenderRest } from '../../src/discord/rest.ts';
import { oweThreadLines } from '../../src/discussion/news.ts';
import { openDiscussion } from '../../src/discussion/open.ts';
import { sendThreadPosts } from '../../src/discussion/thread-posts.ts';
import type { Poster } from '../../src/domain/ports/poster.ts';
import { saveArxivFacts } from '../../src/store/arxiv.ts';
import { savePapers } from '../../src/store/papers/papers.ts';
import { startChild } from '../support/bot/child.ts';
import { HELD_CHILD, type HeldChildOrders } from '../support/bot/held-child.ts';
import { createTestDatabase, type TestDatabase } from '../support/database/database.ts';
import { textsOf } from '../support/discord/discord-rules.ts';
import { startTestSandbox, type TestSandbox } from '../support/discord/sandbox.ts';
import { noThreads } from '../support/discord/threads.ts';
import { silentLog as log } from '../support/log.ts';
import { counted, paperId } from '../support/papers/papers.ts';

const ID = paperId('2603.00001');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const signal = new AbortController().signal;
let stack: AsyncDisposableStack;
let test: TestDatabase;
let sandbox: TestSandbox;
let poster: Poster;
let at: Date;
let threadId: string;
const now = () => at;
const pass = (ms: number) => {
  at = new Date(at.getTime() + ms);
};

beforeEach(async () => {
  stack = new AsyncDisposableStack();
  at = new Date('2026-03-11T09:00:00Z');
  test = stack.use(await createTestDatabase());
  sandbox = stack.use(await startTestSandbox({ now }));
  const { token, apiUrl, world } = sandbox;
  const rest = createSenderRest({ token, apiUrl, requestsPerSecond: 1_000 });
  poster = createPoster(rest, { botId: world.applicationId, log });
  await savePapers(test.db, [counted({ id: ID, arxiv: { version: 1, isWithdrawn: false } })], { at });
  const place = { guildId: world.first.guild, channelId: world.first.general, paperId: ID };
  ({ threadId } = await openDiscussion({ db: test.db, poster, threads: noThreads, now, log }, place));
  pass(HOUR);
  await saveArxivFacts(test.db, [{ id: ID, arxiv: { version: 2, isWithdrawn: false } }], at);
  await oweThreadLines(test.db, now, signal);
});
afterEach(() => stack.disposeAsync());

const lines = () =>
  sandbox.world
    .messages(threadId)
    .flatMap(({ message }) => textsOf(message))
    .filter((text) => text.includes('New version'));
const tell = async () => {
  await oweThreadLines(test.db, now, signal);
  await sendThreadPosts({ db: test.db, poster, now, log, onDeadToken: () => undefined }, signal);
};

/** A process of its own sends what is owed, and is killed where it stands. */
async function killAt(step: HeldChildOrders['step']): Promise<void> {
  const orders: HeldChildOrders = {
    databaseUrl: test.connectionString,
    apiUrl: sandbox.apiUrl,
    token: sandbox.token,
    botId: sandbox.world.applicationId,
    at: at.toISOString(),
    step,
    work: 'tell',
  };
  await using child = startChild([HELD_CHILD], { ORDERS: JSON.stringify(orders) });
  await child.waitFor(/held/);
  child.process.kill('SIGKILL');
  expect(await child.ended).toBeNull();
}

it.each([
  { moment: 'before it sends', step: 'marked-sending', sent: 0, comeback: 'soon', waitMs: 61_000 },
  { moment: 'before it sends', step: 'marked-sending', sent: 0, comeback: 'late', waitMs: HOUR },
  { moment: 'between sending and noting that', step: 'answered-unrecorded', sent: 1, comeback: 'soon', waitMs: 61_000 },
  { moment: 'between sending and noting that', step: 'answered-unrecorded', sent: 1, comeback: 'late', waitMs: HOUR },
] as const)(
  'a line of a process that is killed $moment is there once, taken up $comeback',
  async ({ step, sent, waitMs }) => {
    await killAt(step);
    expect(lines()).toHaveLength(sent);
    // Nobody takes it up as long as the dead one holds it.
    pass(30_000);
    await tell();
    expect(lines()).toHaveLength(sent);
    pass(waitMs - 30_000);
    await tell();
    expect(lines()).toHaveLength(1);
    pass(48 * HOUR);
    await tell();
    expect(lines()).toHaveLength(1);
  },
);
