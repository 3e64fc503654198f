import { expect, it } from 'vitest';
import { createCleanup } from '../../src/jobs/cleanup.ts';
import { reservePace } from '../../src/store/delivery/pace.ts';
import { findDraft, saveDraft } from '../../src/store/servers/drafts.ts';
import { markLeft, reconcileGuilds } from '../../src/store/servers/guilds.ts';
import { listSubscriptions } from '../../src/store/servers/subscriptions.ts';
import { createTestDatabase } from '../support/database/database.ts';
import { subscribeChannel } from '../support/discord/channels.ts';
import { createMemoryLog } from '../support/log.ts';
import { PREFERENCES } from '../support/papers/subscriptions.ts';

it('cleanup forgets a server 30 days after it was left, and says so', async () => {
  await using test = await createTestDatabase();
  const { log, lines } = createMemoryLog();
  let at = new Date('2026-03-11T09:00:00Z');
  const guildId = '100000000000000001';
  await reconcileGuilds(test.db, [{ guildId, isAvailable: true }], at);
  await subscribeChannel(test.db, { guildId, channelId: '200000000000000001' }, at);
  await markLeft(test.db, guildId, at);
  const cleanup = createCleanup(test.db, { now: () => at, log });
  const { signal } = new AbortController();
  await cleanup.run(signal);
  expect(await listSubscriptions(test.db, guildId)).toHaveLength(1);
  expect(lines).toEqual([]);
  at = new Date('2026-04-10T09:00:00Z');
  await cleanup.run(signal);
  await cleanup.run(signal);
  expect(await listSubscriptions(test.db, guildId)).toEqual([]);
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({ message: 'servers forgotten', count: 1 }),
  ]);
});

it('cleanup forgets drafts that have expired, and no others', async () => {
  await using test = await createTestDatabase();
  const at = new Date('2026-03-11T09:00:00Z');
  const place = { guildId: '100000000000000001', userId: '300000000000000001', channelId: '200000000000000001' };
  const ids = [-1, 0, 1].map((ms) => ({ id: crypto.randomUUID(), expiresAt: new Date(at.getTime() + ms) }));
  for (const each of ids) {
    await saveDraft(test.db, { ...place, ...each, byManager: true, preferences: PREFERENCES }, new Date(0));
  }
  await createCleanup(test.db, { now: () => at, log: createMemoryLog().log }).run(new AbortController().signal);
  const left = await test.db.selectFrom('subscription_draft').select('id').execute();
  expect(left.map(({ id }) => id)).toEqual([ids[2]?.id]);
  const key = { ...place, id: ids[2]?.id ?? '', at };
  expect(await findDraft(test.db, { ...key, userId: '300000000000000002' })).toBeUndefined();
  expect(await findDraft(test.db, key)).toMatchObject(place);
});

it('cleanup forgets the paces of channels that have been idle for 30 days, and no others', async () => {
  await using test = await createTestDatabase();
  const at = new Date('2026-03-11T09:00:00Z');
  const daysAgo = (days: number) => new Date(at.getTime() - days * 24 * 3_600_000);
  await reservePace(test.db, 'idle', { at: daysAgo(31), everyMs: 1_000 });
  await reservePace(test.db, 'used', { at: daysAgo(29), everyMs: 1_000 });
  await createCleanup(test.db, { now: () => at, log: createMemoryLog().log }).run(new AbortController().signal);
  const left = await test.db.selectFrom('pace').select('name').execute();
  expect(left).toEqual([{ name: 'used' }]);
});
