import { beforeEach, describe, expect, it } from 'vitest';
import { oweThreadLines } from '../../src/discussion/news.ts';
import { openDiscussion } from '../../src/discussion/open.ts';
import { sendThreadPosts } from '../../src/discussion/thread-posts.ts';
import type { ArxivFacts } from '../../src/domain/paper.ts';
import { saveArxivFacts } from '../../src/store/arxiv.ts';
import { savePapers } from '../../src/store/papers/papers.ts';
import { findKnownThread, forgetThread, noteThreads } from '../../src/store/threads/knowledge.ts';
import { setHushed } from '../../src/store/threads/posts.ts';
import { subscribeChannel } from '../support/discord/channels.ts';
import { noThreads } from '../support/discord/threads.ts';
import { silentLog as log } from '../support/log.ts';
import { holdList } from '../support/papers/lists.ts';
import { counted, paperId } from '../support/papers/papers.ts';
import { useSetting } from '../support/setting.ts';

const GUILD = '100000000000000001';
const CHANNEL = '200000000000000001';
const ADA = '300000000000000001';
const ID = paperId('2603.00001');
const HOUR = 3_600_000;
const signal = new AbortController().signal;
const setting = useSetting('2026-03-11T09:00:00Z');
let threadId: string;

beforeEach(async () => {
  await savePapers(setting.db, [counted({ id: ID, arxiv: { version: 1, isWithdrawn: false } })], { at: setting.at });
  const place = { guildId: GUILD, channelId: CHANNEL, paperId: ID };
  ({ threadId } = await openDiscussion({ ...setting, threads: noThreads, log }, place));
});

const learn = (facts: Partial<ArxivFacts>) => {
  pass(1);
  return saveArxivFacts(setting.db, [{ id: ID, arxiv: { version: 1, isWithdrawn: false, ...facts } }], setting.at);
};
const pass = (hours: number) => setting.pass(hours * HOUR);
/** One tick, as any process makes it. */
const tick = async () => {
  await oweThreadLines(setting.db, setting.now, signal);
  await sendThreadPosts({ ...setting, log, onDeadToken: () => undefined }, signal);
};
const lines = () =>
  setting.poster.messages.filter(({ channelId }) => channelId === threadId).map(({ body }) => textOf(body));
const textOf = (body: object) => /-# [^"]*/.exec(JSON.stringify(body))?.[0] ?? '';
const thread = (state: { isArchived?: boolean; isLocked?: boolean }) =>
  noteThreads(setting.db, [{ guildId: GUILD, threadId, isArchived: false, isLocked: false, ...state }], setting.at);

describe('a line in a discussion', () => {
  it('tells what is new, silently, and nothing that was so before', async () => {
    await tick();
    expect(lines()).toEqual([]);
    await learn({ version: 2, comment: 'Accepted to ICML 2026' });
    await tick();
    expect(lines()).toHaveLength(1);
    expect(lines()[0]).toContain('**Accepted:** ICML 2026 · **New version:** [v2]');
    expect(setting.poster.messages.at(-1)?.body).toMatchObject({
      flags: 4096 + 32_768,
      allowed_mentions: { parse: [] },
    });
  });

  it('comes once a day at most, and tells each thing once', async () => {
    await learn({ version: 2 });
    await tick();
    await learn({ version: 3 });
    await tick();
    await learn({ version: 3, isWithdrawn: true });
    await tick();
    expect(lines()).toHaveLength(1);
    pass(24);
    await tick();
    expect(lines()).toHaveLength(2);
    expect(lines()[1]).toContain('**Withdrawn:**');
    await learn({ version: 2 });
    await learn({ version: 3, isWithdrawn: true });
    pass(48);
    await tick();
    expect(lines()).toHaveLength(2);
  });

  it('is one, if its answer is lost, if whoever sends it dies, and for many at once', async () => {
    await learn({ version: 2 });
    setting.poster.failNext('after', { kind: 'unknown', code: 'ECONNRESET' });
    await tick();
    pass(1);
    setting.poster.forgetNonces();
    setting.poster.failNext('after', new Error('dies'));
    await tick();
    pass(1);
    await Promise.all([tick(), tick(), tick()]);
    expect(lines()).toHaveLength(1);
    pass(100);
    await tick();
    expect(lines()).toHaveLength(1);
  });

  it('is one if the process dies between posting it and noting that', async () => {
    await learn({ version: 2 });
    setting.poster.failNext('after', new Error('dies'));
    await tick();
    pass(1);
    setting.poster.forgetNonces();
    await tick();
    expect(lines()).toHaveLength(1);
  });

  it('does not come where somebody wants none, and tells nothing of it later', async () => {
    await learn({ version: 2 });
    await setHushed(setting.db, { guildId: GUILD, threadId }, setting.at);
    await tick();
    await setHushed(setting.db, { guildId: GUILD, threadId }, undefined);
    await tick();
    expect(lines()).toEqual([]);
    await learn({ version: 3 });
    await tick();
    expect(lines()).toHaveLength(1);
  });

  it('wakes a thread for what changes what one thinks of the paper, for nothing else, and never a locked one', async () => {
    await thread({ isArchived: true });
    await learn({ version: 2 });
    await tick();
    expect(lines()).toEqual([]);
    await thread({ isArchived: true, isLocked: true });
    await learn({ version: 2, isWithdrawn: true });
    await tick();
    expect(lines()).toEqual([]);
    await thread({ isArchived: true });
    await tick();
    expect(lines()).toHaveLength(1);
  });

  it('is no news after a week in which it could not be told', async () => {
    await learn({ version: 2 });
    setting.poster.failNext('before', { kind: 'suspend', reason: 'missing-permission', code: '50013' }, 100);
    await tick();
    for (let days = 0; days < 9; days += 1) {
      pass(24);
      await tick();
    }
    const { db } = setting;
    expect(await db.selectFrom('thread_post').select(['state', 'reason']).execute()).toEqual([
      { state: 'given-up', reason: '50013' },
    ]);
  });

  it('that finds its thread full is told to whoever subscribed the channel that the thread is in', async () => {
    await subscribeChannel(setting.db, { guildId: GUILD, channelId: CHANNEL, createdBy: ADA }, setting.at);
    await learn({ version: 2 });
    setting.poster.failNext('before', { kind: 'rejected', code: '30033' });
    await tick();
    const notices = await setting.db.selectFrom('notice').select(['kind', 'subscriber_id', 'body']).execute();
    expect(notices).toMatchObject([{ kind: 'threads-full', subscriber_id: ADA }]);
    expect(JSON.stringify(notices[0]?.body)).toContain(`<#${threadId}>`);
  });

  it('ends a discussion whose thread is gone, with all that was to be said in it', async () => {
    await learn({ version: 2 });
    setting.poster.failNext('before', { kind: 'suspend', reason: 'channel-gone', code: '10003' });
    await tick();
    expect(await findKnownThread(setting.db, { guildId: GUILD, threadId })).toBeUndefined();
    for (const table of ['thread_post', 'thread_fact'] as const) {
      expect(await setting.db.selectFrom(table).selectAll().execute()).toEqual([]);
    }
  });

  it('tells of the first place of a day, once its list is complete', async () => {
    const papers = [counted({ id: ID }, { upvotes: 90 }), counted({ id: paperId('2603.00002') }, { upvotes: 20 })];
    await holdList(setting.db, '2026-03-11', papers, setting.at);
    await tick();
    expect(lines()).toEqual([]);
    setting.moveTo('2026-03-12T03:00:00Z');
    await holdList(setting.db, '2026-03-11', papers, setting.at);
    await tick();
    await tick();
    expect(lines()).toEqual(['-# first of the list of Wednesday, 11 March 2026']);
  });
});

describe('a discussion that was deleted', () => {
  it('is made anew by a press, with another anchor, and not by a digest', async () => {
    expect(await forgetThread(setting.db, { guildId: GUILD, threadId })).toBe(true);
    const before = setting.poster.messages.length;
    const again = await openDiscussion(
      { ...setting, threads: noThreads, log },
      { guildId: GUILD, channelId: CHANNEL, paperId: ID },
    );
    expect(again).not.toBe(threadId);
    expect(setting.poster.messages).toHaveLength(before + 1);
  });
});

describe('an abstract that the starter has no room for', () => {
  it('goes on in the thread, whole and in order', async () => {
    const other = paperId('2603.00009');
    const words = Array.from({ length: 700 }, (_, index) => `word${index}`);
    await savePapers(setting.db, [counted({ id: other, abstract: words.join(' ') })], { at: setting.at });
    const { threadId: opened } = await openDiscussion(
      { ...setting, threads: noThreads, log },
      { guildId: GUILD, channelId: CHANNEL, paperId: other },
    );
    setting.poster.failNext('after', { kind: 'unknown', code: 'ECONNRESET' });
    await tick();
    pass(1);
    setting.poster.forgetNonces();
    await tick();
    const said = setting.poster.messages.filter(({ id, channelId }) => id === opened || channelId === opened);
    const all = said.map(({ body }) => JSON.stringify(body)).join(' ');
    expect([...all.matchAll(/word\d+/g)].map(([word]) => word)).toEqual(words);
  });
});
