import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { planNow } from '../../src/delivery/planning/plan-now.ts';
import { createDeliverer } from '../../src/delivery/sending/deliver.ts';
import { countThreads } from '../../src/discussion/count.ts';
import { oweThreadLines } from '../../src/discussion/news.ts';
import { findThread, openDiscussion, openOwedDiscussions } from '../../src/discussion/open.ts';
import { createPaperPosts } from '../../src/discussion/paper-post.ts';
import { createThreadHandlers } from '../../src/discussion/thread-events.ts';
import { sendThreadPosts } from '../../src/discussion/thread-posts.ts';
import { wakeThread } from '../../src/discussion/wake.ts';
import { UserError } from '../../src/domain/errors.ts';
import type { Poster } from '../../src/domain/ports/poster.ts';
import type { Threads } from '../../src/domain/ports/threads.ts';
import { saveArxivFacts } from '../../src/store/arxiv.ts';
import { savePapers } from '../../src/store/papers/papers.ts';
import type { Db } from '../../src/store/schema.ts';
import { saveKind } from '../../src/store/servers/destinations.ts';
import { createTestDatabase, type TestDatabase } from '../support/database/database.ts';
import { emptyDatabase } from '../support/database/emptying.ts';
import { createFakePoster } from '../support/discord/poster.ts';
import { silentLog as log } from '../support/log.ts';
import { holdList } from '../support/papers/lists.ts';
import { counted, paperId } from '../support/papers/papers.ts';
import { saveUsual } from '../support/papers/subscriptions.ts';

const GUILD = '100000000000000001';
/** What a thread is besides its state. */
const READ = {
  guildId: GUILD,
  messageCount: 0,
  isOurs: true,
  isPinned: false,
  stirredAt: new Date('2026-03-11T09:00:00Z'),
};
const CHANNELS = ['200000000000000001', '200000000000000002', '200000000000000003', '200000000000000004'] as const;
/** The channel that is a forum when a history begins. */
const FORUM = CHANNELS[3];
const ID = paperId('2603.00001');
const NEVER = new Date('9999-01-01T00:00:00Z');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const signal = new AbortController().signal;
const RUNS = Number(process.env.HISTORIES ?? 15);

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
  const at = new Date('2026-03-11T08:00:00Z');
  await holdList(test.db, '2026-03-10', [counted({ id: ID })], at);
});
afterAll(() => test.close());

const channel = fc.nat({ max: CHANNELS.length - 1 });
const event = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('press' as const), channel }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('tick' as const) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('two ticks' as const) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('pass' as const), hours: fc.constantFrom(1, 5, 24, 30) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('version' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('accept' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('hide' as const, 'show' as const), channel }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom('archive' as const, 'lock' as const, 'unlock' as const), channel }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('delete' as const), channel, isHeard: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('post now' as const), channel }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('turn' as const), channel, isHeard: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('answer lost' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('dies' as const) }) },
);
type Event = typeof event extends fc.Arbitrary<infer T> ? T : never;

it('whatever is deleted, archived, locked, hidden and turned into a forum, a paper has one place, and hears of each thing once', {
  timeout: 300_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(event, { minLength: 8, maxLength: 25, size: 'max' }), async (events) => {
      await emptyDatabase(test.db);
      const life = await createLife(test.db);
      for (const each of events) await life.happen(each);
      await life.end();
    }),
    { numRuns: RUNS },
  );
});

interface Thread {
  readonly channelId: string;
  archived: boolean;
  locked: boolean;
}

async function createLife(db: Db) {
  let at = Date.parse('2026-03-11T09:00:00Z');
  const now = () => new Date(at);
  let version = 1;
  let comment = '';
  const hidden = new Set<string>();
  const threads = new Map<string, Thread>();
  const said: { threadId: string; at: number; words: string }[] = [];
  const fake = createFakePoster(now);
  fake.kinds.set(FORUM, 'forum');
  const kindOf = (channelId: string) => fake.kinds.get(channelId) ?? 'text';
  /** Whether a channel was hidden at any time: what was everybody's then is its own for good. */
  let wasHidden = false;

  const poster: Poster = {
    ...fake,
    async post(channelId, body, options) {
      const thread = threads.get(channelId);
      if (!CHANNELS.some((id) => id === channelId) && thread === undefined)
        return { kind: 'suspend', reason: 'channel-gone', code: '10003' };
      if (thread?.locked) return { kind: 'suspend', reason: 'missing-permission', code: '160005' };
      const before = fake.messages.length;
      const outcome = await fake.post(channelId, body, options).catch((error: unknown) => {
        note(channelId, before);
        return die(error);
      });
      note(channelId, before);
      return outcome;
    },
    async createPost(channelId, post, options) {
      const before = fake.messages.length;
      const begin = () => {
        const made = fake.messages[before];
        if (made !== undefined) threads.set(made.id, { channelId, archived: false, locked: false });
      };
      const outcome = await fake.createPost(channelId, post, options).catch((error: unknown) => {
        begin();
        return die(error);
      });
      begin();
      return outcome;
    },
    async findPost({ channelId }, marker, since) {
      // A post that was deleted took its message along.
      const found = fake.messages.find(
        ({ id, channelId: in_, body, at: postedAt }) =>
          in_ === channelId && threads.has(id) && postedAt >= since && JSON.stringify(body).includes(marker),
      );
      return found === undefined ? { kind: 'missing' } : { kind: 'found', messageId: found.id };
    },
    async startThread(channelId, messageId) {
      if (!threads.has(messageId)) threads.set(messageId, { channelId, archived: false, locked: false });
      return { kind: 'started', threadId: messageId };
    },
    readAudience: async (_guildId, channelId) => ({
      kind: hidden.has(channelId) ? 'some' : 'everybody',
      channelKind: kindOf(channelId),
    }),
  };
  /** It takes a process longer to come back than its leases last: else whoever presses next waits for it, in real time. */
  function die(error: unknown): never {
    at += 61_000;
    throw error;
  }
  function note(channelId: string, before: number): void {
    const thread = threads.get(channelId);
    if (thread === undefined || fake.messages.length === before) return;
    thread.archived = false;
    said.push({ threadId: channelId, at, words: fake.text(before) });
  }
  const known: Threads = {
    async read(threadId) {
      const thread = threads.get(threadId);
      if (thread === undefined) return { kind: 'gone' };
      const { archived: isArchived, locked: isLocked } = thread;
      return { kind: 'found', thread: { ...READ, threadId, isArchived, isLocked } };
    },
    async setArchived(threadId, archived) {
      const thread = threads.get(threadId);
      if (thread === undefined) return { kind: 'gone' };
      thread.archived = archived;
      return { kind: 'done', thread: { ...READ, threadId, isArchived: archived, isLocked: thread.locked } };
    },
    listManaged: async () => ({ kind: 'known', channelIds: new Set() }),
  };
  const handlers = createThreadHandlers(db, { now, log });
  const learn = () =>
    saveArxivFacts(db, [{ id: ID, arxiv: { version, isWithdrawn: false, ...(comment !== '' && { comment }) } }], now());
  const discussing = { db, poster, threads: known, now, log };
  const sending = { now, log, onDeadToken: () => undefined };
  const deliverer = createDeliverer(db, poster, { ...sending, postPaper: createPaperPosts(discussing) });
  const subscriptions = await Promise.all(
    CHANNELS.map((channelId) =>
      saveUsual(db, now(), {
        guildId: GUILD,
        channelId,
        threads: 'always',
        nextAt: NEVER,
        channelKind: kindOf(channelId),
      }),
    ),
  );
  /** Threads for everybody in channels that are hidden, begun and opened at one instant. */
  async function listHiddenCommon(): Promise<readonly (string | null)[]> {
    if (hidden.size === 0) return [];
    const rows = await db
      .selectFrom('discussion')
      .select('thread_id')
      .where(({ and }) => and({ state: 'open', scope: '' }))
      .where('channel_id', 'in', [...hidden])
      .whereRef('sending_at', '=', 'opened_at')
      .execute();
    return rows.map(({ thread_id: id }) => id);
  }
  const tick = async () => {
    await deliverer.deliverOwed(signal);
    const before = await listHiddenCommon();
    await openOwedDiscussions({ ...discussing, ...sending }, signal);
    const opened = (await listHiddenCommon()).filter((id) => !before.includes(id));
    expect(opened, 'nothing for everybody is begun where not everybody may go').toEqual([]);
    await countThreads({ db, threads: known, now, log }, signal);
    await oweThreadLines(db, now, signal);
    await sendThreadPosts({ db, poster, ...sending }, signal);
  };
  await savePapers(db, [counted({ id: ID, arxiv: { version, isWithdrawn: false } })], { at: now() });

  /** @returns the thread that somebody is led to, if they are */
  async function press(channelId: string): Promise<string | undefined> {
    const context = discussing;
    const place = { guildId: GUILD, channelId, paperId: ID };
    const found = await findThread(context, place).catch(() => undefined);
    const state =
      found === undefined ? 'gone' : await wakeThread({ db, threads: known, now, log }, found, { mayWrite: true });
    const threadId =
      found === undefined || state === 'gone'
        ? (await openDiscussion(context, place).catch(() => undefined))?.threadId
        : found.threadId;
    // A death, or an answer that was lost: the next press goes on from there.
    if (threadId === undefined) return undefined;
    const thread = threads.get(threadId);
    expect(thread, 'somebody is led to a thread that is there').toBeDefined();
    const mayBeSeen = thread?.channelId === channelId || !hidden.has(thread?.channelId ?? '');
    expect(mayBeSeen, 'nobody is led where not everybody here may go').toBe(true);
    if (state !== 'locked') expect(thread).toMatchObject({ archived: false });
    return threadId;
  }

  /** Posts the paper in a subscribed channel, as its digest; a second time it has been shown there. */
  async function postNow(index: number): Promise<void> {
    const { id: subscriptionId } = subscriptions[index] ?? {};
    if (subscriptionId === undefined) return;
    await planNow(db, { guildId: GUILD, subscriptionId, now }).catch((error: unknown) => {
      if (!(error instanceof UserError)) throw error;
    });
    await deliverer.deliverOwed(signal);
  }
  /** A server moves from text to a forum, or back: what is discussed there stays. */
  async function turn(channelId: string, isHeard: boolean): Promise<void> {
    const kind = kindOf(channelId) === 'forum' ? 'text' : 'forum';
    fake.kinds.set(channelId, kind);
    if (isHeard) await saveKind(db, channelId, kind);
  }

  const threadIn = (index: number) => [...threads].find(([, thread]) => thread.channelId === CHANNELS[index]);
  async function change(id: string, thread: Thread, state: Partial<Thread>): Promise<void> {
    Object.assign(thread, state);
    const { archived: isArchived, locked: isLocked } = thread;
    await handlers.seen([{ guildId: GUILD, threadId: id, isArchived, isLocked }]);
  }

  async function happen(each: Event): Promise<void> {
    if (each.kind === 'press') return void (await press(CHANNELS[each.channel] ?? CHANNELS[0]));
    if (each.kind === 'post now') return await postNow(each.channel);
    if (each.kind === 'turn') return await turn(CHANNELS[each.channel] ?? CHANNELS[0], each.isHeard);
    if (each.kind === 'tick') return await tick();
    if (each.kind === 'two ticks') return void (await Promise.all([tick(), tick()]));
    if (each.kind === 'pass') {
      at += each.hours * HOUR;
      fake.forgetNonces();
      return;
    }
    if (each.kind === 'version') version += 1;
    if (each.kind === 'accept') comment = 'Accepted to ICML 2026';
    if (each.kind === 'version' || each.kind === 'accept') {
      at += 1_000;
      return await learn();
    }
    if (each.kind === 'answer lost') return fake.failNext('after', { kind: 'unknown', code: 'ECONNRESET' });
    if (each.kind === 'dies') return fake.failNext('after', new Error('dies'));
    if (each.kind === 'hide') {
      wasHidden = true;
      return void hidden.add(CHANNELS[each.channel] ?? '');
    }
    if (each.kind === 'show') return void hidden.delete(CHANNELS[each.channel] ?? '');
    const [id, thread] = threadIn(each.channel) ?? [];
    if (id === undefined || thread === undefined) return;
    if (each.kind === 'archive') return await change(id, thread, { archived: true });
    if (each.kind === 'lock') return await change(id, thread, { archived: true, locked: true });
    if (each.kind === 'unlock') return await change(id, thread, { locked: false });
    if (each.kind !== 'delete') return;
    threads.delete(id);
    if (each.isHeard) await handlers.deleted({ guildId: GUILD, threadId: id });
  }

  /** Of what a digest posts in a forum, and of discussions there, two that stand would be one too many. */
  function expectPostedOnce(): void {
    const standing = fake.messages.filter(({ id, channelId }) => threads.get(id)?.channelId === channelId);
    const markers = standing.map(({ channelId, body }) => {
      const [, marker = ''] = /"custom_id":"([^"]*\|(?:post|lead))"/.exec(JSON.stringify(body)) ?? [];
      return marker && `${channelId} ${marker}`;
    });
    const posts = markers.filter((marker) => marker !== '');
    expect(posts, 'each post once').toEqual([...new Set(posts)]);
  }

  return {
    happen,
    /** Time passes until nothing is owed, and then some more. */
    async end() {
      for (let round = 0; round < 4; round += 1) {
        at += DAY;
        fake.forgetNonces();
        await tick();
      }
      const led: (string | undefined)[] = [];
      for (const channelId of [...CHANNELS, ...CHANNELS]) {
        at += HOUR;
        fake.forgetNonces();
        led.push(await press(channelId));
      }
      // Of the first round a press may have met a mishap that nobody had met yet; the next goes on from there.
      const ledTo = led.slice(CHANNELS.length);
      expect(ledTo, 'every press leads somewhere').not.toContain(undefined);
      if (!wasHidden) expect(new Set(ledTo).size, 'one place').toBe(1);
      for (const id of new Set(said.map(({ threadId }) => threadId))) {
        const lines = said.filter(({ threadId }) => threadId === id);
        for (const [index, line] of lines.entries()) {
          const before = lines[index - 1];
          if (before !== undefined) expect(line.at - before.at, 'a line a day').toBeGreaterThanOrEqual(DAY);
        }
        const versions = lines.flatMap(({ words }) => [...words.matchAll(/\[v\d+\]/g)].map(([word]) => word));
        expect(versions, 'each version once').toEqual([...new Set(versions)]);
        const accepted = lines.filter(({ words }) => words.includes('**Accepted:**'));
        expect(accepted.length, 'acceptance once').toBeLessThanOrEqual(1);
      }
      const owed = await db.selectFrom('thread_post').select('id').where('state', '=', 'owed').execute();
      expect(owed, 'still owed').toEqual([]);
      const undelivered = await db.selectFrom('delivery').select('id').where('state', '=', 'owed').execute();
      expect(undelivered, 'still undelivered').toEqual([]);
      expectPostedOnce();
    },
  };
}
