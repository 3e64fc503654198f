import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runLedger } from '../../src/cli/ledger.ts';
import { readConfig } from '../../src/config.ts';
import { oweThreadLines } from '../../src/discussion/news.ts';
import { openDiscussion } from '../../src/discussion/open.ts';
import { sendThreadPosts } from '../../src/discussion/thread-posts.ts';
import { saveArxivFacts } from '../../src/store/arxiv.ts';
import { savePapers } from '../../src/store/papers/papers.ts';
import { forgetThread, noteThreads } from '../../src/store/threads/knowledge.ts';
import { setHushed } from '../../src/store/threads/posts.ts';
import { createTestDatabase, type TestDatabase } from '../support/database/database.ts';
import { emptyDatabase } from '../support/database/emptying.ts';
import { createFakePoster, type FakePoster } from '../support/discord/poster.ts';
import { noThreads } from '../support/discord/threads.ts';
import { silentLog as log } from '../support/log.ts';
import { counted, paperId } from '../support/papers/papers.ts';

const GUILD = '100000000000000001';
const CHANNEL = '200000000000000001';
const ID = paperId('2603.00001');
let test: TestDatabase;
let poster: FakePoster;
let at: Date;
let threadId: string;
const now = () => at;

beforeAll(async () => {
  test = await createTestDatabase();
});
beforeEach(async () => {
  await emptyDatabase(test.db);
  at = new Date('2026-03-11T09:00:00Z');
  poster = createFakePoster(now);
  await open('Short.');
});
afterAll(() => test.close());

async function open(abstract: string): Promise<void> {
  await savePapers(test.db, [counted({ id: ID, abstract, arxiv: { version: 1, isWithdrawn: false } })], { at });
  const place = { guildId: GUILD, channelId: CHANNEL, paperId: ID };
  ({ threadId } = await openDiscussion({ db: test.db, poster, threads: noThreads, now, log }, place));
}

const learn = (version: number) => saveArxivFacts(test.db, [{ id: ID, arxiv: { version, isWithdrawn: false } }], at);
const pass = (minutes: number) => {
  at = new Date(at.getTime() + minutes * 60_000);
};
const tick = async () => {
  const signal = new AbortController().signal;
  await oweThreadLines(test.db, now, signal);
  await sendThreadPosts({ db: test.db, poster, now, log, onDeadToken: () => undefined }, signal);
};
const explain = (id: string) =>
  runLedger(['explain', id], readConfig({ DISCORD_TOKEN: 'none', DATABASE_URL: test.connectionString }));
const posts = () => test.db.selectFrom('thread_post').selectAll().orderBy('part').execute();

describe('explain', () => {
  it('tells step by step what became of a line in a thread, by the thread’s id or the line’s own', async () => {
    pass(1);
    await learn(2);
    await tick();
    const [line] = await posts();
    const told = await explain(threadId);
    expect(told).toBe(
      [
        `thread ${threadId} of server ${GUILD}, paper 2603.00001`,
        `  channel    ${CHANNEL}`,
        '  state      open',
        '  last line  2026-03-11T09:01:00.000Z',
        '',
        `line ${line?.id}: sent`,
        '  tells      version 2',
        '  owed       2026-03-11T09:01:00.000Z',
        '  claimed    once; held by nobody',
        `  marker     ${line?.marker}`,
        '  sending    since 2026-03-11T09:01:00.000Z',
        `  sent       2026-03-11T09:01:00.000Z: https://discord.com/channels/${GUILD}/${threadId}/${line?.message_id}`,
      ].join('\n'),
    );
    expect(await explain(line?.id.toUpperCase() ?? '')).toBe(told);
  });

  it('tells what a thread is still to hear, and what keeps a line from it', async () => {
    pass(1);
    await learn(2);
    poster.failNext('before', { kind: 'retry', code: '502' });
    await tick();
    pass(1);
    await learn(3);
    await oweThreadLines(test.db, now, new AbortController().signal);
    const told = await explain(threadId);
    expect(told).toContain('  to tell    version 3, found 2026-03-11T09:02:00.000Z');
    expect(told).toMatch(/\nline \S+: owed\n {2}tells {6}version 2\n/);
    expect(told).toContain('  next try   2026-03-11T09:01:05.000Z; the last one failed: retry 502');
    expect(told).not.toContain('  sent ');
  });

  it('tells the rest of an abstract part by part, the one that is asked for alone', async () => {
    await forgetThread(test.db, { guildId: GUILD, threadId });
    await open('字'.repeat(6_000));
    await tick();
    const [first, second] = await posts();
    const told = await explain(threadId);
    expect(told).toContain(`abstract, part 1, ${first?.id}: sent`);
    expect(told).toContain(`abstract, part 2, ${second?.id}: sent`);
    expect(told).not.toContain('字');
    const one = await explain(second?.id ?? '');
    expect(one).toContain('part 2');
    expect(one).not.toContain('part 1');
  });

  it('tells why a line was given up, and how the thread is', async () => {
    pass(1);
    await learn(2);
    poster.failNext('before', { kind: 'rejected', code: '50035' });
    await tick();
    await noteThreads(test.db, [{ guildId: GUILD, threadId, isArchived: true, isLocked: true }], at);
    await setHushed(test.db, { guildId: GUILD, threadId }, at);
    const told = await explain(threadId);
    expect(told).toMatch(/\nline \S+: given up\n/);
    expect(told).toContain('  given up   50035');
    for (const state of ['locked', 'archived', 'no updates wanted since 2026-03-11T09:01:00.000Z'])
      expect(told).toContain(`  state      ${state}`);
  });

  it('tells of a thread in which nothing was said, and nothing of one that is no discussion', async () => {
    expect(await explain(threadId)).toContain('Nothing has been owed to it yet.');
    await expect(explain('400000000000000999')).rejects.toThrow('The ledger has nothing of this id.');
    await expect(explain(crypto.randomUUID())).rejects.toThrow('The ledger has nothing of this id.');
  });
});
