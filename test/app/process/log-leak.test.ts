import { sql } from 'kysely';
import { expect, it } from 'vitest';
import type { FaultKind } from '../../../src/sandbox/faults.ts';
import { startTestBot } from '../../support/bot/bot.ts';
import { subscribeBy } from '../../support/discord/subscribing.ts';
import { holdList } from '../../support/papers/lists.ts';
import { manyCounted } from '../../support/papers/papers.ts';

const TITLE = 'A Title That Nobody Logs';

const FAULTS: readonly FaultKind[] = [
  { kind: 'status', status: 500 },
  { kind: 'status', status: 502, html: true },
  { kind: 'status', status: 403, html: true },
  { kind: 'status', status: 403, code: 50013 },
  { kind: 'status', status: 400, code: 50035 },
  { kind: 'status', status: 404, code: 10062 },
  { kind: 'reset' },
  { kind: 'fin' },
  { kind: 'broken-json' },
  { kind: 'rate-limit', retryAfter: 0.1, scope: 'user' },
];

it('the log holds no token, no title and no connection string, whatever fails', { timeout: 180_000 }, async () => {
  await using bot = await startTestBot({ at: '2026-03-11T08:30:00Z', sandbox: { answerMs: 400 } });
  const { sandbox, database, clock } = bot;
  const { grace, general, ada } = sandbox.world.first;
  const papers = manyCounted(12, 1).map(({ paper, counts }) => ({ paper: { ...paper, title: TITLE }, counts }));
  await holdList(database.db, '2026-03-10', papers, clock.now());
  await subscribeBy(sandbox, ada, { channelId: general, options: { threads: 'always' } });

  const callback = '/interactions/{interaction_id}/{interaction_token}/callback';
  for (const fault of FAULTS) {
    for (const when of ['before', 'after'] as const) {
      const posting = sandbox.faults.inject({ ...fault, when, path: '/channels/{channel_id}/messages', times: 1 });
      for (const asked of [{ command: 'trending' }, { command: 'discuss', options: { paper: '2603.00101' } }]) {
        // The library tries three times more, and the apology after the answer as often.
        const answering = sandbox.faults.inject({ ...fault, when, path: callback, times: 8 });
        await sandbox.people.invoke(grace, { channelId: general, ...asked });
        await expect.poll(() => answering.hits, { timeout: 10_000 }).toBeGreaterThan(0);
        answering.clear();
      }
      clock.move(24 * 3_600_000);
      await bot.paperboy.settle();
      posting.clear();
    }
  }
  // A fault of the database's: the row, with its title, stands in its error.
  await sql`alter table paper add constraint no_more check (title is null) not valid`.execute(database.db);
  await sql`alter table discussion drop column reason`.execute(database.db);
  await sandbox.people.invoke(grace, { channelId: general, command: 'discuss', options: { paper: '2603.00102' } });
  await sql`alter table listing rename to lost`.execute(database.db);
  await sandbox.people.invoke(grace, { channelId: general, command: 'trending' });

  const log = bot.logLines.join('\n');
  expect(log).toContain('interaction failed');
  expect(log).toContain('discord refused or failed');
  const tokens = sandbox.requests.entries.flatMap(({ path }) => /^\/interactions\/\d+\/([^/]+)/.exec(path)?.[1] ?? []);
  expect(tokens.length).toBeGreaterThan(10);
  const secrets = [sandbox.token, TITLE, database.connectionString, new URL(database.connectionString).password];
  for (const secret of [...secrets, ...tokens].filter(Boolean)) expect(log.includes(secret), 'a secret').toBe(false);
});
