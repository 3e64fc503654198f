import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createPacedPoster, createPacedThreads } from '../../../src/delivery/posting/pace.ts';
import type { Poster } from '../../../src/domain/ports/poster.ts';
import type { Threads } from '../../../src/domain/ports/threads.ts';
import { type Database, openDatabase } from '../../../src/postgres/pool.ts';
import type { Db, Schema } from '../../../src/store/schema.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { silentLog as log } from '../../support/log.ts';

const AT = new Date('2026-03-11T09:00:00Z');
const RATE = 50;
const EVERY_MS = 1_000 / RATE;
/** A timer may be a millisecond early. */
const EARLY_MS = 2;

let first: TestDatabase;
let second: Database<Schema>;
let begun: number;
let instants: number[];
beforeAll(async () => {
  first = await createTestDatabase();
  second = openDatabase<Schema>(first.connectionString, { log });
});
beforeEach(async () => {
  await first.db.deleteFrom('pace').execute();
  [begun, instants] = [performance.now(), []];
});
afterAll(async () => {
  await second?.close();
  await first?.close();
});

it('two processes share one budget, whatever they ask of Discord', async () => {
  const requests = [first.db, second.db].flatMap((db, process) => {
    const { poster, threads } = openPaced(db);
    const [guildId, channelId, since] = ['100', `20${process}`, AT];
    return [
      poster.post(`${channelId}1`, {}, { nonce: '1' }),
      poster.createPost(`${channelId}2`, { name: 'a', message: {} }, { tagIds: [] }),
      poster.findMarked(channelId, 'm', since),
      poster.findPost({ guildId, channelId }, 'm', since),
      poster.startThread(channelId, '400', 'a'),
      poster.readForum(guildId, channelId),
      poster.publish(channelId, '400'),
      poster.checkChannel(guildId, channelId),
      poster.readAudience(guildId, channelId),
      threads.read('500'),
      threads.setArchived('500', true),
      threads.listManaged(guildId, [channelId]),
    ];
  });
  await Promise.all(requests);
  expect(instants).toHaveLength(24);
  for (const [index, instant] of instants.entries()) {
    expect(instant - begun).toBeGreaterThanOrEqual(index * EVERY_MS - EARLY_MS);
  }
  expect(await nextMs('sending')).toBe(24 * EVERY_MS);
});

it.each(['messages', 'posts'])('two processes send %s to one channel more than a second apart', async (what) => {
  const send = (db: Db, channelId: string) => {
    const { poster } = openPaced(db);
    if (what === 'messages') return poster.post(channelId, {}, { nonce: '1' });
    return poster.createPost(channelId, { name: 'a', message: {} }, { tagIds: [] });
  };
  await Promise.all([send(first.db, '201'), send(second.db, '201'), send(first.db, '202')]);
  expect(instants).toHaveLength(3);
  expect((instants.at(-1) ?? 0) - begun).toBeGreaterThanOrEqual(1_050 - EARLY_MS);
  expect([await nextMs('channel 201'), await nextMs('channel 202')]).toEqual([2_100, 1_050]);
});

/** What a process sends with, on a clock that stands still: so each request waits until its own instant. */
function openPaced(db: Db): { readonly poster: Poster; readonly threads: Threads } {
  const options = { now: () => AT, ratePerSecond: RATE };
  const failure = { kind: 'retry', code: '503' } as const;
  const note = <T>(outcome: T) => {
    instants.push(performance.now());
    return Promise.resolve(outcome);
  };
  const send = () => note(failure);
  const ask = () => note({ kind: 'failed', failure } as const);
  return {
    poster: createPacedPoster(
      {
        ...{ post: send, createPost: send, startThread: send, publish: send },
        ...{ findMarked: ask, findPost: ask, readForum: ask, checkChannel: ask, readAudience: ask },
      },
      db,
      options,
    ),
    threads: createPacedThreads({ read: ask, setArchived: ask, listManaged: ask }, db, options),
  };
}

/** From how long after the clock's instant on the next may go. */
async function nextMs(name: string): Promise<number> {
  const row = await first.db.selectFrom('pace').select('next_at').where('name', '=', name).executeTakeFirstOrThrow();
  return row.next_at.getTime() - AT.getTime();
}
