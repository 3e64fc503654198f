import { expect, it } from 'vitest';
import { createCleanup } from '../../src/jobs/cleanup.ts';
import { markLeft, reconcileGuilds } from '../../src/store/servers/guilds.ts';
import { listSubscriptions } from '../../src/store/servers/subscriptions.ts';
import { subscribeChannel } from '../support/channels.ts';
import { createTestDatabase } from '../support/database.ts';
import { createMemoryLog } from '../support/log.ts';

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
