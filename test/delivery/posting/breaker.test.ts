import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Attempt, sendWhileOwed, throughBreaker } from '../../../src/delivery/posting/breaker.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { silentLog as log } from '../../support/log.ts';

const MINUTE_MS = 60_000;
const BANNED: Attempt = { kind: 'blocked', afterMs: MINUTE_MS, code: 'html' };
let test: TestDatabase;
let at: Date;
let tries: number;
let deadTokens: number;
let stop: AbortController;

beforeEach(async () => {
  test = await createTestDatabase();
  at = new Date('2026-03-11T09:00:00Z');
  tries = 0;
  deadTokens = 0;
  stop = new AbortController();
});
afterEach(() => test.close());

describe('throughBreaker', () => {
  it('lets nobody through after a ban, then one at a time, at growing intervals up to an hour', async () => {
    await send(BANNED);
    expect(await send('done')).toBeUndefined();
    const pauses: number[] = [];
    for (let probe = 0; probe < 9; probe += 1) {
      const closedAt = at;
      for (let look = 0; look < 130 && (await send(BANNED)) === undefined; look += 1) later(30_000);
      pauses.push((at.getTime() - closedAt.getTime()) / MINUTE_MS);
      expect(await send('done')).toBeUndefined();
    }
    expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
  });

  it('lets one of many try, and everybody once it worked', async () => {
    await send(BANNED);
    later(MINUTE_MS);
    const others = Promise.withResolvers<void>();
    let blocked = 0;
    const attempts = [1, 2, 3, 4].map(async () => {
      const attempt = await send('done', others.promise);
      if (attempt === undefined) blocked += 1;
      if (blocked === 3) others.resolve();
      return attempt;
    });
    expect((await Promise.all(attempts)).filter((attempt) => attempt === 'done')).toHaveLength(1);
    expect(await Promise.all([send('done'), send('done')])).toEqual(['done', 'done']);
  });

  it('stays closed to others after a try that nobody answered', async () => {
    await send(BANNED);
    later(MINUTE_MS);
    await send({ kind: 'unknown', code: 'ECONNRESET' });
    expect(await send('done')).toBeUndefined();
    later(MINUTE_MS);
    expect(await send('done')).toBe('done');
  });

  it('gives a try back that found nothing to send', async () => {
    await send(BANNED);
    later(MINUTE_MS);
    expect(await send('nothing')).toBe('nothing');
    expect(await send('done')).toBe('done');
    expect(tries).toBe(3);
  });
});

describe('sendWhileOwed', () => {
  it('counts what is done until nothing is owed, whatever the others met', async () => {
    expect(await sendAll('done', { kind: 'retry', code: '500' }, 'done', 'nothing', 'done')).toBe(2);
    expect(tries).toBe(4);
  });

  it('stops when sending is blocked', async () => {
    expect(await sendAll('done', BANNED, 'done')).toBe(1);
    expect(tries).toBe(2);
  });

  it('tells of a dead token once, and stops', async () => {
    expect(await sendAll('done', { kind: 'dead-token', code: '401' }, 'done')).toBe(1);
    expect([tries, deadTokens]).toEqual([2, 1]);
  });

  it('tries nothing once it is stopped', async () => {
    stop.abort();
    expect(await sendAll('done')).toBe(0);
    expect(tries).toBe(0);
  });
});

const later = (ms: number) => {
  at = new Date(at.getTime() + ms);
};

/** @param answered when the request has its answer */
function send(ended: Attempt, answered: Promise<void> = Promise.resolve()): Promise<Attempt | undefined> {
  return throughBreaker({ db: test.db, now: () => at, log }, async () => {
    tries += 1;
    await answered;
    return ended;
  });
}

/** @param ends of one try after the other; there is nothing owed after them */
function sendAll(...ends: readonly Attempt[]): Promise<number> {
  const onDeadToken = () => {
    deadTokens += 1;
  };
  return sendWhileOwed({ db: test.db, now: () => at, log, onDeadToken }, stop.signal, async () => {
    tries += 1;
    return ends[tries - 1] ?? 'nothing';
  });
}
