import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SourceError } from '../../src/domain/errors.ts';
import { type ListDay, recentListDays } from '../../src/domain/list-day.ts';
import { ingest } from '../../src/jobs/ingest.ts';
import { countVolume } from '../../src/store/delivery/volume.ts';
import { findNewestListDay, listHeldDays } from '../../src/store/papers/lists.ts';
import { listTrending } from '../../src/store/papers/trending.ts';
import { createFakeSource, type FakeSource } from '../support/bot/source.ts';
import { createTestDatabase, type TestDatabase } from '../support/database/database.ts';
import { createMemoryLog } from '../support/log.ts';
import { day, manyCounted } from '../support/papers/papers.ts';

const HOUR_MS = 3_600_000;
const down = new SourceError('the test', 'status 503');
let test: TestDatabase;
let source: FakeSource;
let memory: ReturnType<typeof createMemoryLog>;
/** A Tuesday, noon in New York: today's list grows. */
let at: Date;

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());
beforeEach(async () => {
  await sql`truncate paper, listing, list_read, observation, paper_score cascade`.execute(test.db);
  source = createFakeSource();
  memory = createMemoryLog();
  at = new Date('2026-03-10T16:00:00Z');
  for (const [index, listDay] of days().entries()) source.setList(listDay, manyCounted(3, index));
});

const tuesday = day('2026-03-10');
const monday = day('2026-03-09');
/** The list that grows and the 14 complete ones before it. */
const days = () => recentListDays(at, 15);
const run = (signal = new AbortController().signal) =>
  ingest({ db: test.db, source, now: () => at, log: memory.log }, signal);
const later = (hours: number) => {
  at = new Date(at.getTime() + hours * HOUR_MS);
  source.asked.length = 0;
};

describe('ingest', () => {
  it('fills an empty store with the growing list and 14 complete ones, newest first, and no weekends', async () => {
    expect(await run()).toBe(15);
    expect(source.asked).toEqual(days());
    expect(source.asked[0]).toBe(tuesday);
    expect(source.asked.at(-1)).toBe('2026-02-18');
    expect(await listHeldDays(test.db, days())).toEqual(days());
  });

  it.each([
    ['in the afternoon', '2026-03-10T16:00:00Z', 15],
    ['while two lists grow', '2026-03-11T01:45:00Z', 16],
    ['in the night', '2026-03-11T04:00:00Z', 15],
    ['on a weekend', '2026-03-14T15:00:00Z', 14],
  ])('fills an empty store %s with all lists that papers are counted over', async (_, instant, asked) => {
    at = new Date(instant);
    for (const [index, listDay] of recentListDays(at, 20).entries()) source.setList(listDay, manyCounted(3, index));
    await run();
    expect(source.asked).toHaveLength(asked);
    const wishes = { guildId: '1', topics: [], minUpvotes: 0, limit: 10 };
    expect((await countVolume(test.db, wishes, at)).lists).toBe(14);
  });

  it('is useful after the first list', async () => {
    const stop = new AbortController();
    const { readList } = source;
    const once: FakeSource = {
      ...source,
      async readList(listDay, signal) {
        const list = await readList(listDay, signal);
        stop.abort();
        return list;
      },
    };
    expect(await ingest({ db: test.db, source: once, now: () => at, log: memory.log }, stop.signal)).toBe(1);
    expect(await findNewestListDay(test.db)).toBe(tuesday);
  });

  it('reads the two newest at every run, and the others once a day', async () => {
    await run();
    later(0.25);
    expect(await run()).toBe(2);
    expect(source.asked).toEqual([tuesday, monday]);
    later(23.5);
    source.setList(day('2026-03-11'), manyCounted(3, 50));
    expect(await run()).toBe(2);
    later(1);
    expect(await run()).toBe(15);
    expect(source.asked).toEqual(days());
  });

  it('takes up the new day’s list when it begins, at half past nine in the evening in New York', async () => {
    await run();
    at = new Date('2026-03-11T01:29:00Z');
    source.asked.length = 0;
    await run();
    expect(source.asked[0]).toBe(tuesday);
    at = new Date('2026-03-11T01:31:00Z');
    source.asked.length = 0;
    source.setList(day('2026-03-11'), manyCounted(2, 50));
    await run();
    expect(source.asked).toEqual(['2026-03-11', tuesday]);
    expect(await findNewestListDay(test.db)).toBe('2026-03-11');
  });

  it('asks for Friday’s list on a weekend, and for no list that cannot be', async () => {
    await run();
    for (const instant of ['2026-03-14T15:00:00Z', '2026-03-15T15:00:00Z']) {
      at = new Date(instant);
      source.asked.length = 0;
      await run();
      expect(source.asked.slice(0, 2)).toEqual(['2026-03-13', '2026-03-12']);
      expect(source.asked.every((listDay) => ![0, 6].includes(new Date(listDay).getUTCDay()))).toBe(true);
    }
  });

  it('keeps what a list that grows, shrinks or vanishes has held', async () => {
    await run();
    source.setList(tuesday, manyCounted(5));
    later(0.25);
    await run();
    expect(await held(tuesday)).toBe(5);
    source.setList(tuesday, manyCounted(1));
    later(0.25);
    await run();
    expect(await held(tuesday)).toBe(5);
    source.setList(tuesday, undefined);
    later(0.25);
    expect(await run()).toBe(1);
    expect(await held(tuesday)).toBe(5);
  });

  it('takes a day without a list for what it is, and asks for an old one again a day later', async () => {
    const old = day('2026-03-03');
    source.setList(monday, undefined);
    source.setList(old, undefined);
    expect(await run()).toBe(13);
    later(0.25);
    await run();
    expect(source.asked).not.toContain(old);
    later(24);
    await run();
    expect(source.asked).toContain(old);
    expect(await listHeldDays(test.db, [monday, old])).toEqual([]);
    expect(memory.lines.filter((line) => !line.includes('"info"'))).toEqual([]);
  });

  it('goes on after one list that fails, and reads it at the next run', async () => {
    source.failWith(down, (listDay) => listDay === '2026-03-05');
    expect(await run()).toBe(14);
    source.failWith(undefined);
    later(0.25);
    expect(await run()).toBe(3);
    expect(source.asked).toEqual([tuesday, monday, '2026-03-05']);
  });

  it('leaves a source alone that fails twice in a row, and keeps what is held', async () => {
    await run();
    later(25);
    source.failWith(down);
    expect(await run()).toBe(0);
    expect(source.asked).toHaveLength(2);
    expect(await listHeldDays(test.db, recentListDays(at, 16))).toHaveLength(15);
    source.failWith(undefined);
    later(0.25);
    await run();
    expect(source.asked.length).toBeGreaterThan(2);
  });

  it('says of a failure which list, and why in fixed words', async () => {
    source.failWith(new SourceError('the test', 'not json', { cause: new Error('<title>Secret</title>') }));
    await run();
    const lines = memory.lines.map((line) => JSON.parse(line));
    expect(lines.map(({ level, listDay }) => [level, listDay])).toEqual([
      ['warn', tuesday],
      ['error', monday],
    ]);
    expect(lines[0]).toMatchObject({ message: 'list not read', source: 'the test', reason: 'not json' });
    expect(memory.lines.join()).not.toContain('Secret');
  });

  it('stops when it is told to, and does not take that for a failure', async () => {
    const stop = new AbortController();
    const { readList } = source;
    const interrupted: FakeSource = {
      ...source,
      async readList(listDay, signal) {
        if (listDay === monday) stop.abort();
        return await readList(listDay, signal);
      },
    };
    expect(await ingest({ db: test.db, source: interrupted, now: () => at, log: memory.log }, stop.signal)).toBe(1);
    expect(memory.lines.filter((line) => line.includes('list not read'))).toEqual([]);
  });
});

async function held(listDay: ListDay): Promise<number> {
  return (await listTrending(test.db, { days: [listDay], offset: 0, limit: 100 })).total;
}
