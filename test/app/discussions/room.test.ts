import { PermissionFlagsBits } from 'discord-api-types/v10';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPoster } from '../../../src/discord/poster.ts';
import { createSenderRest } from '../../../src/discord/rest.ts';
import { createThreads } from '../../../src/discord/threads.ts';
import type { DiscussionContext } from '../../../src/discussion/context.ts';
import { openDiscussion } from '../../../src/discussion/open.ts';
import type { Threads } from '../../../src/domain/ports/threads.ts';
import { ROOM_AT_ONCE } from '../../../src/domain/thread-room.ts';
import { setDiscussionChannel } from '../../../src/store/servers/guilds.ts';
import { archivesQuiet, setArchivesQuiet } from '../../../src/store/threads/room.ts';
import { startTestBot, type TestBot } from '../../support/bot/bot.ts';
import { textsOf } from '../../support/discord/discord-rules.ts';
import { buttonOf, messageOf, wordsOf } from '../../support/discord/replies.ts';
import { subscribeBy } from '../../support/discord/subscribing.ts';
import { silentLog as log } from '../../support/log.ts';
import { holdList } from '../../support/papers/lists.ts';
import { manyCounted } from '../../support/papers/papers.ts';

const { ManageThreads } = PermissionFlagsBits;
/** As many active threads as the sandbox's servers may have. */
const CAP = 8;
const OPENED = '2026-03-11T08:30:00Z';
const QUIET = '2026-03-15T09:00:00Z';
const PAPERS = manyCounted(30, 1).map(({ paper }) => paper.id);

let bot: TestBot;
let first: TestBot['sandbox']['world']['first'];

beforeEach(async () => {
  bot = await startTestBot({
    at: OPENED,
    sandbox: { maxActiveThreads: CAP },
    lists: { '2026-03-10': manyCounted(30, 1) },
  });
  first = bot.sandbox.world.first;
});
afterEach(() => bot[Symbol.asyncDispose]());

const threads = () => bot.sandbox.world.threads(first.guild);
const archived = () => threads().filter((thread) => thread.archived);
const agree = (does = true) => setArchivesQuiet(bot.database.db, first.guild, does);
const allow = (channelId = first.general) =>
  bot.sandbox.world.overwrite(channelId, first.botRole, { allow: ManageThreads });
const discuss = (number: number, userId = first.grace) =>
  bot.sandbox.people.invoke(userId, {
    channelId: first.general,
    command: 'discuss',
    options: { paper: PAPERS[number] ?? '' },
  });
const archivings = () =>
  bot.sandbox.requests.entries.filter(({ method, status }) => method === 'PATCH' && status === 200);
const notices = async () =>
  (await bot.database.db.selectFrom('notice').select('body').where('kind', '=', 'threads-full').execute()).map(
    ({ body }) => textsOf(body).join('\n'),
  );

/** What another process of Paperboy would work with. */
function createProcess(watch: (threads: Threads) => Threads = (same) => same): DiscussionContext {
  const { token, apiUrl, world } = bot.sandbox;
  const rest = createSenderRest({ token, apiUrl, requestsPerSecond: 1_000 });
  const options = { botId: world.applicationId, log };
  const { db } = bot.database;
  return {
    db,
    poster: createPoster(rest, options),
    threads: watch(createThreads(rest, options)),
    now: bot.clock.now,
    log,
  };
}

const openOne = (number: number, context = createProcess(), channelId = first.general) => {
  const paperId = PAPERS[number];
  if (paperId === undefined) throw new Error('no such paper');
  return openDiscussion(context, { guildId: first.guild, channelId, paperId });
};

/** Discussions of the first papers, one after the other. */
async function openMany(count: number, channelId?: string): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let number = 0; number < count; number += 1) ids.push((await openOne(number, undefined, channelId)).threadId);
  return ids;
}

describe('a server with as many active threads as it may have', () => {
  it('makes room by quiet discussions of ours if it has agreed; their link opens them again', async () => {
    const [oldest = ''] = await openMany(CAP);
    await agree();
    allow();
    await bot.moveTo(QUIET);
    expect(wordsOf(await discuss(CAP))).toContain('discussion is open');
    expect(archived()).toHaveLength(ROOM_AT_ONCE);
    expect(archived().map(({ id }) => id)).toContain(oldest);
    expect(await notices()).toEqual([]);
    expect(wordsOf(await discuss(0, first.linus))).toContain(`is open again: <#${oldest}>`);
    // There is room still: nothing more is archived.
    expect(wordsOf(await discuss(CAP + 1, first.ada))).toContain('discussion is open');
    expect(archived()).toHaveLength(ROOM_AT_ONCE - 1);
  });

  it('has nothing archived before there is no room', async () => {
    await openMany(CAP - 1);
    await agree();
    allow();
    await bot.moveTo(QUIET);
    await discuss(CAP);
    expect(archivings()).toEqual([]);
  });

  it('has nothing archived unless it has agreed, and is told what would help', async () => {
    await openMany(CAP);
    allow();
    await bot.moveTo(QUIET);
    expect(wordsOf(await discuss(CAP))).toContain('as many active threads as Discord allows');
    await discuss(CAP + 1, first.linus);
    expect(archivings()).toEqual([]);
    const told = await notices();
    expect(told).toHaveLength(1);
    expect(told[0]).toContain('*Server settings*');
    expect(told[0]).toContain('**Manage Threads**');
  });

  it('has nothing archived without the permission, and is told where it is missing', async () => {
    await openMany(CAP);
    await agree();
    await bot.moveTo(QUIET);
    expect(wordsOf(await discuss(CAP))).toContain('as many active threads as Discord allows');
    expect(archivings()).toEqual([]);
    expect((await notices())[0]).toContain(`**Manage Threads**, for instance in <#${first.general}>`);
  });

  it('makes room in the one channel of many where it has the permission, and asks for no channel by itself', async () => {
    const { world, requests } = bot.sandbox;
    const channels = Array.from({ length: CAP + 4 }, (_, index) =>
      world.addChannel(first.guild, { name: `topic-${index}` }),
    );
    for (const [number, channelId] of channels.entries()) {
      const { threadId } = await openOne(number, undefined, channelId);
      // There is room for so many alone; the store is to believe that all of them are active.
      if (number < channels.length - CAP) world.setThread(threadId, { archived: true });
    }
    await agree();
    allow(channels.at(-1));
    await bot.moveTo(QUIET);
    const asleep = () => bot.database.db.selectFrom('discussion').where('archived', '=', true).select('thread_id');
    await expect.poll(async () => (await asleep().execute()).length).toBe(channels.length - CAP);
    await bot.database.db.updateTable('discussion').set({ archived: false }).execute();
    const before = requests.entries.length;
    expect(wordsOf(await discuss(channels.length))).toContain('discussion is open');
    expect(archived().map(({ parentId }) => parentId)).toContain(channels.at(-1));
    const asked = requests.entries.slice(before).filter(({ method }) => method === 'GET');
    expect(asked.filter(({ path }) => channels.some((id) => path.endsWith(`/channels/${id}`)))).toEqual([]);
  });

  it('has nothing archived by the cap of announcement threads, which is another', async () => {
    await openMany(2);
    await agree();
    allow();
    await bot.moveTo(QUIET);
    bot.sandbox.faults.inject({
      ...{ when: 'before', kind: 'status', status: 400, code: 160007 },
      path: '/channels/{channel_id}/messages/{message_id}/threads',
    });
    expect(wordsOf(await discuss(2))).toContain('as many active threads as Discord allows');
    expect(archivings()).toEqual([]);
  });
});

describe('a discussion', () => {
  it('is not archived if it was talked in lately, is locked, pinned, or another’s', async () => {
    const { world, people } = bot.sandbox;
    const forum = world.addChannel(first.guild, { name: 'papers-forum', type: 15 });
    allow(forum);
    allow();
    await agree();
    const [talked = '', locked = '', pinned = '', woken = ''] = await openMany(4, forum);
    const others = world.startThread(first.general, { ownerId: first.grace, name: 'ours, they say' });
    world.setThread(others, { autoArchiveMinutes: 10_080 });
    const [plain = '', another = ''] = [(await openOne(4)).threadId, (await openOne(5)).threadId];
    // As if somebody had begun the thread at our card before us.
    await bot.database.db
      .updateTable('discussion')
      .set({ thread_id: others })
      .where('thread_id', '=', another)
      .execute();
    world.setThread(locked, { locked: true });
    world.setThread(pinned, { pinned: true });
    await bot.moveTo('2026-03-14T08:00:00Z');
    await people.say(first.linus, { channelId: talked, content: 'What of this?' });
    world.setThread(woken, { archived: true });
    world.setThread(woken, { archived: false });
    await bot.moveTo(QUIET);
    world.startThread(first.general, { ownerId: first.grace, name: 'the last that there is room for' });
    // What the store knows is old: only Discord's own word counts.
    await bot.database.db
      .updateTable('discussion')
      .set({ last_message_at: null, message_count: 0, archived: false, locked: false })
      .execute();
    expect(wordsOf(await discuss(6))).toContain('discussion is open');
    expect(archived().map(({ id }) => id)).toEqual([plain]);
  });

  it('that nobody ever talked in goes before one that is longer quiet', async () => {
    const ids = await openMany(CAP);
    for (const channelId of ids.slice(0, 4)) await bot.sandbox.people.say(first.linus, { channelId, content: 'Well…' });
    await agree();
    allow();
    await bot.moveTo(QUIET);
    await discuss(CAP);
    expect(archived().map(({ id }) => id)).toEqual([ids[0], ...ids.slice(4)]);
  });

  it('that somebody writes in at the very moment stays open', async () => {
    const [oldest = ''] = await openMany(CAP);
    await agree();
    allow();
    await bot.moveTo(QUIET);
    const context = createProcess((real) => ({
      ...real,
      async setArchived(threadId, isArchived) {
        if (threadId === oldest && isArchived)
          await bot.sandbox.people.say(first.linus, { channelId: oldest, content: 'Wait!' });
        return await real.setArchived(threadId, isArchived);
      },
    }));
    await openOne(CAP, context);
    expect(archived()).toHaveLength(ROOM_AT_ONCE);
    expect(threads().find(({ id }) => id === oldest)?.archived).toBe(false);
  });
});

describe('room that several need at once', () => {
  it('is made by one of them, for all', async () => {
    await openMany(CAP);
    await agree();
    allow();
    await bot.moveTo(QUIET);
    const refused = () => bot.sandbox.requests.entries.filter(({ status }) => status === 400).length;
    // Whoever makes room begins when all of them were refused.
    const patient = () =>
      createProcess((real) => ({
        ...real,
        async listManaged(...asked) {
          await expect.poll(refused, { timeout: 20_000 }).toBe(ROOM_AT_ONCE);
          return await real.listManaged(...asked);
        },
      }));
    await Promise.all(Array.from({ length: ROOM_AT_ONCE }, (_, index) => openOne(CAP + index, patient())));
    expect(archived()).toHaveLength(ROOM_AT_ONCE);
    expect(await notices()).toEqual([]);
  });

  it('is found by a digest in a forum too, whose posts count', { timeout: 30_000 }, async () => {
    const { world } = bot.sandbox;
    const forum = world.addChannel(first.guild, { name: 'papers-forum', type: 15 });
    allow(forum);
    await agree();
    await setDiscussionChannel(bot.database.db, first.guild, forum);
    const old = await openMany(CAP);
    expect(threads().every(({ parentId }) => parentId === forum)).toBe(true);
    await bot.moveTo('2026-03-15T08:00:00Z');
    const at = bot.clock.now();
    const papers = manyCounted(7, 2);
    await holdList(bot.database.db, '2026-03-13', papers, at);
    await subscribeBy(bot.sandbox, first.ada, {
      channelId: first.general,
      options: { channel: forum, time: '09:00', timezone: 'UTC' },
    });
    await bot.moveTo('2026-03-15T09:00:05Z');
    const posts = threads().filter(({ name }) => name.startsWith('Paper 2'));
    expect(posts.filter((post) => !post.archived)).toHaveLength(7);
    expect(archived()).toHaveLength(old.length);
    expect(await notices()).toEqual([]);
  });
});

describe('the server’s settings', () => {
  it('say what is done where there is no room, and change it, both ways', async () => {
    const { people } = bot.sandbox;
    const panel = messageOf(await people.invoke(first.ada, { channelId: first.general, command: 'subscriptions' }));
    const press = (message: typeof panel, label: string) =>
      people.press(first.ada, { messageId: message.id, customId: buttonOf(message, label) });
    const settings = await press(panel, 'Server settings');
    expect(wordsOf(settings)).toContain('begins no discussion until somebody makes room');
    const agreed = await press(messageOf(settings), 'Archive quiet discussions then');
    expect(wordsOf(agreed)).toContain('nobody has written for 3 days are archived first');
    expect(wordsOf(agreed)).toContain('**Manage Threads**, which it lacks here');
    expect(await archivesQuiet(bot.database.db, first.guild)).toBe(true);
    allow();
    const back = await press(messageOf(agreed), 'Never archive discussions');
    expect(wordsOf(back)).not.toContain('Manage Threads');
    expect(await archivesQuiet(bot.database.db, first.guild)).toBe(false);
  });
});
