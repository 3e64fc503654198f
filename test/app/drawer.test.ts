import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PaperId } from '../../src/domain/paper-id.ts';
import { startTestBot } from '../support/bot/bot.ts';
import { startTestTrial, type TestTrial } from '../support/bot/trial.ts';
import { createTestDatabase, type TestDatabase } from '../support/database/database.ts';
import { paperId } from '../support/papers/papers.ts';
import { startReplay } from '../support/papers/replay.ts';
import { hasShared } from '../support/shared.ts';

let folder: string;
let database: TestDatabase;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paperboy-drawer-'));
  database = await createTestDatabase();
});
afterEach(async () => {
  await database[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const MONDAY_NOON = '2026-03-09T12:00:00Z';
const HOUR_MS = 3_600_000;
const TIMEOUT = { timeout: 120_000 };
const NONE = paperId('2603.00000');
const OUTAGE = 'Outage: answer every request with 503';

/** With sample papers, unless `settings` name a source. */
const start = (settings: Readonly<Record<string, string>> = {}, at = MONDAY_NOON) =>
  startTestTrial({ at, folder, connectionString: database.connectionString, settings });

/** The days of the digests in a channel, oldest first. */
async function digests(bot: TestTrial, channel?: string): Promise<readonly string[]> {
  const { messages } = await bot.view(channel === undefined ? {} : { channel });
  return messages.flatMap((message) => /Papers of ([^"\\<*]+)/.exec(JSON.stringify(message))?.[1] ?? []);
}

/** Presses *To the next slot* `times` times. @returns what the page said */
async function watch(bot: TestTrial, times: number): Promise<readonly string[]> {
  const said: string[] = [];
  while (said.length < times) said.push(await bot.drawer.press('To the next slot'));
  return said;
}

/** Every paper that the channel was shown, once for each time. */
async function shownPapers(): Promise<readonly PaperId[]> {
  const rows = await database.db
    .selectFrom('edition_paper')
    .innerJoin('digest', 'digest.edition_id', 'edition_paper.edition_id')
    .select('edition_paper.paper_id')
    .where('digest.outcome', '=', 'posted')
    .execute();
  return rows.map((row) => row.paper_id);
}

describe('a week of digests', () => {
  it('of sample papers is watched by pressing “To the next slot” seven times', TIMEOUT, async () => {
    await using bot = await start();
    await bot.subscribe({ frequency: 'weekdays' });
    const said = await watch(bot, 7);
    for (const sentence of said) expect(sentence).toContain('1 digest was posted.');
    expect(said[0]).toMatch(/^It is now Tuesday,? 10 March 2026 at 09:00 \(UTC\)\. 1 digest was posted\.$/);
    // The first was posted by the first visit.
    expect(await digests(bot)).toHaveLength(8);
    expect(new Set(await digests(bot)).size).toBe(8);
    const papers = await shownPapers();
    expect(new Set(papers).size).toBe(papers.length);
  });

  it('of every day posts the five lists, and says that weekends have none', TIMEOUT, async () => {
    await using bot = await start();
    const said = await watch(bot, 7);
    expect(said.map((sentence) => sentence.includes('1 digest was posted.'))).toEqual([
      ...Array(5).fill(true),
      ...Array(2).fill(false),
    ]);
    expect(said[5]).toMatch(/1 slot had no new list\. .+; the next, of Monday,? 16 March 2026, is due on Tuesday/);
    expect(new Set(await digests(bot)).size).toBe(6);
  });

  it.runIf(hasShared('data', 'huggingface'))('of recorded papers too', TIMEOUT, async () => {
    await using replay = await startReplay('2026-04-30');
    await using bot = await start({ HUGGINGFACE_URL: replay.url });
    await bot.subscribe({ frequency: 'weekdays' });
    for (const sentence of await watch(bot, 7)) expect(sentence).toContain('1 digest was posted.');
    expect(new Set(await digests(bot)).size).toBe(8);
    const papers = await shownPapers();
    expect(new Set(papers).size).toBe(papers.length);
  });

  it.runIf(hasShared('data', 'huggingface'))('that has not come yet is said to be missing', TIMEOUT, async () => {
    await using replay = await startReplay('2026-03-06');
    await using bot = await start({ HUGGINGFACE_URL: replay.url });
    const [said] = await watch(bot, 1);
    expect(said).toContain('1 slot waits for its list.');
    expect(said).toContain('There is no list of Monday, 9 March 2026');
    expect(await digests(bot)).toHaveLength(1);
  });
});

describe('moving the clock', () => {
  it('serves the slots on the way as they come, and none of them late', TIMEOUT, async () => {
    await using bot = await start({}, '2026-03-12T12:00:00Z');
    expect(await bot.drawer.press('One day on')).toContain('1 digest was posted.');
    // From Friday noon: Saturday's slot posts Friday's list, Sunday's and Monday's have none.
    const said = await bot.drawer.press('To the next weekday');
    expect(said).toMatch(
      /^It is now Monday, 16 March 2026 at 12:00 \(UTC\)\. 1 digest was posted\. 2 slots had no new/,
    );
    const { messages } = await bot.view();
    expect(JSON.stringify(messages)).not.toMatch(/posted late/i);
    expect(await digests(bot)).toHaveLength(3);
    expect(await bot.drawer.press('One hour on')).toBe(
      'It is now Monday, 16 March 2026 at 13:00 (UTC). Nothing was due.',
    );
  });

  it.each([
    ['skipped', '2026-03-27T12:00:00Z', '2026-03-29T01:30:00Z', '01:00', 'from 02:00 to 03:00'],
    ['repeated', '2026-10-23T12:00:00Z', '2026-10-25T00:30:00Z', '02:00', 'from 03:00 to 02:00'],
  ])('over a %s hour serves its slot once', TIMEOUT, async (_, at, slot, before, change) => {
    await using bot = await start({}, at);
    expect(await bot.drawer.press('Across the next change of clocks')).toContain('No subscription is in a time zone');
    await bot.subscribe({ timezone: 'Europe/Berlin', time: '02:30' });
    const said = await bot.drawer.press('To just before the clocks change');
    expect(said).toContain(`at ${before} (Europe/Berlin). The clocks of Europe/Berlin go ${change} next.`);
    expect(await slotsOn(slot)).toEqual([]);
    const across = await bot.drawer.press('Across the next change of clocks');
    expect(across).toContain(`The clocks of Europe/Berlin went ${change}. 1 digest was posted.`);
    expect(await slotsOn(slot)).toEqual([slot]);
  });

  it('outlives a restart, and is no business of a real bot', TIMEOUT, async () => {
    const moved = await (async () => {
      await using bot = await start();
      await bot.drawer.press('One day on');
      return bot.clock.now();
    })();
    {
      await using real = await startTestBot({ at: MONDAY_NOON, settings: { DATA_DIR: folder } });
      expect(real.clock.now().getTime()).toBeLessThan(moved.getTime() - HOUR_MS);
    }
    await using bot = await start();
    expect(Math.abs(bot.clock.now().getTime() - moved.getTime())).toBeLessThan(HOUR_MS);
    expect(await digests(bot)).toHaveLength(2);
    expect((await watch(bot, 1))[0]).toContain('Wednesday, 11 March 2026 at 09:00 (UTC). 1 digest was posted.');
    expect(new Set(await digests(bot)).size).toBe(3);
  });

  it('of a new world begins so many days back as the settings say, and never of an old one', TIMEOUT, async () => {
    const settings = { SANDBOX_DAYS_BACK: '7' };
    for (let starts = 0; starts < 2; starts += 1) {
      await using bot = await start(settings);
      expect(bot.clock.now().toISOString().slice(0, 10)).toBe('2026-03-02');
    }
  });
});

describe('Discord', () => {
  it(
    'that takes a permission away is told of by a notice, and posts again once it is given back',
    TIMEOUT,
    async () => {
      await using bot = await start();
      const { open, servers } = await bot.view();
      const general = servers[0]?.channels.find(({ name }) => name === 'general')?.id;
      await bot.drawer.press('Send Messages', open.id);
      expect((await watch(bot, 1))[0]).toContain('1 channel is suspended.');
      expect(JSON.stringify((await bot.view({ channel: general ?? '' })).messages)).toContain('Send Messages');
      await bot.drawer.press('Send Messages', open.id);
      await expect.poll(() => digests(bot), { timeout: 60_000 }).toHaveLength(2);
    },
  );

  it('that is down gets the digest afterwards, exactly once', TIMEOUT, async () => {
    await using bot = await start();
    await bot.drawer.press(OUTAGE);
    expect((await watch(bot, 1))[0]).toContain('1 digest is owed and not posted yet; tried next at 10 Mar 2026');
    expect(await digests(bot)).toHaveLength(1);
    await bot.drawer.press(OUTAGE);
    expect(await bot.drawer.press('One hour on')).toContain('1 digest was posted.');
    await bot.drawer.press('One hour on');
    expect(await digests(bot)).toHaveLength(2);
    expect((await bot.drawer.requests()).some(({ fault }) => fault === '503 before its effect')).toBe(true);
  });

  it('that answers 500 after posting has one message', TIMEOUT, async () => {
    await using bot = await start();
    await bot.drawer.press('Post the next message, then answer 500');
    await watch(bot, 1);
    await bot.drawer.press('One hour on');
    await bot.drawer.press('Run the digest job now');
    expect(await digests(bot)).toHaveLength(2);
  });
});

describe('a slot without a new list', () => {
  it('is told with the day of the next list, also on a Friday', TIMEOUT, async () => {
    await using bot = await start({}, '2026-03-13T03:00:00Z');
    // Thursday's list was posted by the first visit, before Friday's slot.
    const [said] = await watch(bot, 1);
    expect(said).toMatch(
      /^It is now Friday,? 13 March 2026 at 09:00 \(UTC\)\. 1 slot had no new list\. There are lists of Monday to Friday; the next, of Friday,? 13 March 2026, is due on Saturday,? 14 March 2026 at 02:00 \(UTC\)\.$/,
    );
  });
});

describe('a new version', () => {
  const PRESS = 'A discussed paper gets a new version';

  it('of the paper that was discussed last is told in its thread, once a day', TIMEOUT, async () => {
    await using bot = await start();
    expect(await bot.drawer.press(PRESS)).toContain('No paper is discussed yet');
    const [older = NONE, newer = NONE] = await shownPapers();
    await bot.discuss(older);
    await bot.drawer.press('One hour on');
    await bot.discuss(newer);
    expect(await bot.drawer.press(PRESS)).toMatch(/^“.+” has version 2 now: the line stands in its discussion\.$/);
    expect(await lines(bot, newer)).toEqual([expect.stringContaining(`arxiv.org/abs/${newer}","children":["v2"]`)]);
    expect(await bot.drawer.press(PRESS)).toContain('had its line of today: move on a day first');
    await bot.drawer.press('One day on');
    // What arXiv says of it meanwhile: the control goes on from what the thread has heard.
    await database.db.updateTable('arxiv_paper').set({ version: 1 }).execute();
    expect(await bot.drawer.press(PRESS)).toContain('has version 3 now: the line stands');
    expect(await lines(bot, newer)).toHaveLength(2);
    expect(await lines(bot, older)).toEqual([]);
  });

  it('that nobody is told of says why, and what to do', TIMEOUT, async () => {
    await using bot = await start();
    const [paper = NONE] = await shownPapers();
    await bot.discuss(paper);
    const set = (values: { locked?: boolean; archived?: boolean; hushed_at?: Date | null }) =>
      database.db.updateTable('discussion').set(values).execute();
    await set({ archived: true });
    expect(await bot.drawer.press(PRESS)).toContain('sleeps');
    await set({ hushed_at: new Date() });
    expect(await bot.drawer.press(PRESS)).toContain('wants no updates');
    await set({ locked: true });
    expect(await bot.drawer.press(PRESS)).toContain('is locked');
    await set({ locked: false, archived: false, hushed_at: null });
    await bot.drawer.press(OUTAGE);
    expect(await bot.drawer.press(PRESS)).toContain('could not be told yet. It is tried again by itself.');
    expect(await lines(bot, paper)).toEqual([]);
    await bot.drawer.press(OUTAGE);
    await bot.drawer.press('One hour on');
    expect(await lines(bot, paper)).toHaveLength(1);
    await bot.drawer.press('Kick the bot', (await bot.view()).open.id);
    await expect.poll(() => bot.drawer.press(PRESS)).toContain('No paper is discussed yet');
  });
});

describe('Paperboy', () => {
  it('reads the lists when it is told to, and says what it got', TIMEOUT, async () => {
    await using bot = await start();
    expect(await bot.drawer.press('Read the lists now')).toMatch(
      /^2 lists were read; the newest, of Friday, 6 March 2026, holds 10 papers\.$/,
    );
    expect(await bot.drawer.press('Run the digest job now')).toBe('Nothing was due.');
  });

  it('says so if no subscription has a slot to come', TIMEOUT, async () => {
    await using bot = await start();
    await database.db.deleteFrom('subscription').execute();
    expect((await watch(bot, 1))[0]).toContain('No subscription has a slot to come');
  });
});

/** The lines of news in a paper's discussion, as its thread shows them. */
async function lines(bot: TestTrial, paper: PaperId): Promise<readonly string[]> {
  const { thread_id } = await database.db
    .selectFrom('discussion')
    .select('thread_id')
    .where('paper_id', '=', paper)
    .executeTakeFirstOrThrow();
  const { messages } = await bot.view({ channel: thread_id ?? '' });
  return messages.map((message) => JSON.stringify(message)).filter((message) => message.includes('New version'));
}

/** The slots of a day that were planned, with whatever outcome. */
async function slotsOn(slot: string): Promise<readonly string[]> {
  const rows = await database.db.selectFrom('digest').select('slot_at').orderBy('slot_at').execute();
  const [day] = slot.split('T');
  return rows.map((row) => row.slot_at.toISOString().replace('.000Z', 'Z')).filter((at) => at.startsWith(`${day}T`));
}
