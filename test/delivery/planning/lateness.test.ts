import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { planDueDigests } from '../../../src/delivery/planning/plan.ts';
import { splitByLateness } from '../../../src/domain/lateness.ts';
import type { Schedule } from '../../../src/domain/subscription.ts';
import { findSubscription, saveSubscription } from '../../../src/store/servers/subscriptions.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { silentLog as log } from '../../support/log.ts';
import { holdList } from '../../support/papers/lists.ts';
import { day, manyCounted } from '../../support/papers/papers.ts';
import { PREFERENCES } from '../../support/papers/subscriptions.ts';

const GUILD = '100000000000000001';
const CHANNEL = '200000000000000001';
const ID = '00000000-0000-4000-8000-000000000001';
let test: TestDatabase;
let at: Date;

beforeEach(async () => {
  test = await createTestDatabase();
  at = new Date('2026-03-11T08:59:00Z');
});
afterEach(() => test.close());

describe('splitByLateness', () => {
  const daily: Schedule = { time: '09:00', timezone: 'UTC', frequency: 'daily' };
  const since = new Date('2026-03-01T00:00:00Z');
  const days = [day('2026-03-12'), day('2026-03-11'), day('2026-03-10')];

  it('serves what was missed by less than a day', () => {
    // The list of the 11th is owed on the 12th at 09:00.
    const justWithin = splitByLateness(daily, days, { since, at: new Date('2026-03-13T08:59:59Z') });
    expect(justWithin).toEqual({ served: [days[0], days[1]], missed: [days[2]] });
    const justBeyond = splitByLateness(daily, days, { since, at: new Date('2026-03-13T09:00:00Z') });
    expect(justBeyond).toEqual({ served: [days[0]], missed: [days[1], days[2]] });
  });

  it('serves every list of a week at its one slot', () => {
    const weekly: Schedule = { ...daily, frequency: 'weekly-friday' };
    expect(splitByLateness(weekly, days, { since, at: new Date('2026-03-13T09:00:05Z') }).missed).toEqual([]);
    expect(splitByLateness(weekly, days, { since, at: new Date('2026-03-15T09:00:00Z') }).served).toEqual([]);
  });

  it('owes nothing from before the schedule was made', () => {
    const made = new Date('2026-03-13T08:00:00Z');
    expect(splitByLateness(daily, days, { since: made, at: new Date('2026-03-13T09:00:05Z') }).missed).toEqual([]);
  });
});

describe('a subscription', () => {
  it('made at 08:59 for 09:00 is served at 09:00', async () => {
    await saveDay('2026-03-10', 1);
    await subscribe();
    at = new Date('2026-03-11T09:00:00Z');
    expect(await plan()).toBe(1);
  });

  it('is served two lists that became complete between two slots in one digest', async () => {
    await saveDay('2026-03-10', 1);
    await subscribe({ frequency: 'weekly-friday', nextAt: new Date('2026-03-13T09:00:00Z') });
    await saveDay('2026-03-11', 2);
    at = new Date('2026-03-13T09:00:00Z');
    await saveDay('2026-03-12', 3);
    expect(await plan()).toBe(1);
    expect(await digests()).toMatchObject([{ list_days: ['2026-03-12', '2026-03-11', '2026-03-10'] }]);
  });

  it('waits for a list that only an outage delays, and is served when it comes', async () => {
    await subscribe();
    at = new Date('2026-03-11T09:00:00Z');
    expect(await plan()).toBe(0);
    expect(await digests()).toMatchObject([{ outcome: 'waiting', slot_at: at }]);
    at = new Date('2026-03-11T15:00:00Z');
    expect(await plan()).toBe(0);
    await saveDay('2026-03-10', 1);
    expect(await plan()).toBe(1);
    expect(await plan()).toBe(0);
    expect(await digests()).toMatchObject([{ outcome: 'owed', slot_at: new Date('2026-03-11T09:00:00Z') }]);
    expect(await body()).toContain('posted late');
    at = new Date('2026-03-12T09:00:00Z');
    await saveDay('2026-03-11', 2);
    expect(await plan()).toBe(1);
  });

  it('does not wait for longer than a day', async () => {
    await subscribe();
    at = new Date('2026-03-11T09:00:00Z');
    await plan();
    at = new Date('2026-03-12T08:59:00Z');
    expect(await plan()).toBe(0);
    at = new Date('2026-03-12T09:00:00Z');
    await saveDay('2026-03-10', 1);
    await saveDay('2026-03-11', 2);
    expect(await plan()).toBe(1);
    expect((await digests()).map(({ outcome }) => outcome)).toEqual(['waiting', 'owed']);
  });

  it('that was down for days gets the newest list, and one line that leads to the others', async () => {
    await saveDay('2026-03-10', 1);
    await subscribe();
    await saveDay('2026-03-11', 2);
    await saveDay('2026-03-12', 3);
    await saveDay('2026-03-13', 4);
    at = new Date('2026-03-14T15:00:00Z');
    expect(await plan()).toBe(1);
    expect(await plan()).toBe(0);
    expect(await body()).toContain('Papers of Friday, 13 March 2026');
    expect(await body()).toContain('[Thursday, 12 March 2026]');
    expect(await body()).toContain('[Tuesday, 10 March 2026]');
    expect(await test.db.selectFrom('shown').select('paper_id').execute()).toHaveLength(10);
  });

  it('of which everything is too late gets the line alone, and once', async () => {
    await saveDay('2026-03-10', 1);
    await subscribe({ frequency: 'weekly-wednesday' });
    at = new Date('2026-03-13T12:00:00Z');
    expect(await plan()).toBe(1);
    expect(await body()).toContain('Not posted at their hour');
    expect(await body()).toContain('Show the newest list');
    at = new Date('2026-03-14T12:00:00Z');
    expect(await plan()).toBe(0);
  });

  it('keeps a slot that has come when it is edited, and does not go back before it', async () => {
    await saveDay('2026-03-10', 1);
    await subscribe();
    at = new Date('2026-03-11T09:00:10Z');
    await subscribe({ time: '10:00', nextAt: new Date('2026-03-11T10:00:00Z') });
    expect(await plan()).toBe(1);
    expect(await digests()).toMatchObject([{ slot_at: new Date('2026-03-11T09:00:00Z') }]);
    const edited = await findSubscription(test.db, GUILD, ID);
    expect(edited?.nextAt).toEqual(new Date('2026-03-11T10:00:00Z'));
    at = new Date('2026-03-11T10:00:00Z');
    expect(await plan()).toBe(0);
  });
});

const plan = () => planDueDigests(test.db, { now: () => at, log, signal: new AbortController().signal });
const digests = () => test.db.selectFrom('digest').selectAll().orderBy('slot_at').execute();
const body = async () => JSON.stringify(await test.db.selectFrom('edition').select('bodies').execute());

async function saveDay(listDay: string, seed: number): Promise<void> {
  const papers = manyCounted(20, seed);
  await holdList(test.db, listDay, papers, at);
}

async function subscribe(changes: Partial<Parameters<typeof saveSubscription>[2]> = {}): Promise<void> {
  const wanted = {
    guildId: GUILD,
    channelId: CHANNEL,
    ...PREFERENCES,
    nextAt: new Date('2026-03-11T09:00:00Z'),
  };
  await saveSubscription(test.db, ID, { ...wanted, ...changes }, at);
}
