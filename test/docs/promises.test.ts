import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PermissionsBitField } from 'discord.js';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { oweWelcome } from '../../src/delivery/notices/notices.ts';
import { planNow } from '../../src/delivery/planning/plan-now.ts';
import { oweDiscussions } from '../../src/store/servers/discussions.ts';
import { saveDraft } from '../../src/store/servers/drafts.ts';
import { markJoined } from '../../src/store/servers/guilds.ts';
import { saveSubscription } from '../../src/store/servers/subscriptions.ts';
import { createTestDatabase } from '../support/database/database.ts';
import { codesIn, readProjectFile, readTable } from '../support/markdown.ts';
import { holdList } from '../support/papers/lists.ts';
import { manyCounted, paperId } from '../support/papers/papers.ts';
import { PREFERENCES } from '../support/papers/subscriptions.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const readme = readProjectFile('README.md');

describe('README', () => {
  it('asks in its invitation for the permissions of its table, and for no other', () => {
    const [, number = ''] = /&permissions=(\d+)&/.exec(readme) ?? [];
    const named = readTable(readme, '1. The application at Discord').flatMap(({ permission = '' }) =>
      permission.split(', ').map((name) => name.replace(/ in /, 'In').replaceAll(' ', '')),
    );
    expect(new PermissionsBitField(BigInt(number)).toArray().toSorted()).toEqual(named.toSorted());
    expect(readme.match(/\d{12}/g)?.every((found) => found === number)).toBe(true);
  });

  it('names only scripts that there are, and files that there are', () => {
    const { scripts } = JSON.parse(readProjectFile('package.json'));
    const texts = [readme, readProjectFile('CONTRIBUTING.md'), readProjectFile('ARCHITECTURE.md')];
    for (const text of texts) {
      for (const [, name] of text.matchAll(/npm run ([\w:-]+)/g)) expect(Object.keys(scripts)).toContain(name);
      for (const [, path = ''] of text.matchAll(/\]\(([\w./-]+)\)/g)) {
        expect(existsSync(join(ROOT, path)), path).toBe(true);
      }
    }
  });
});

describe.each(['ARCHITECTURE.md', 'CONTRIBUTING.md'])('%s', (document) => {
  it('names only files and folders that there are', () => {
    const paths = codesIn(readProjectFile(document)).filter((code) => /^[\w-]+(\/[\w-]+)*\.m?ts$/.test(code));
    expect(paths.length).toBeGreaterThan(2);
    // Files of `src` are mostly named without it.
    const missing = paths.filter((path) => !existsSync(join(ROOT, path)) && !existsSync(join(ROOT, 'src', path)));
    expect(missing).toEqual([]);
  });
});

describe('The sandbox’s README', () => {
  it('names only tests that there are', () => {
    const paths = codesIn(readProjectFile('src/sandbox/README.md')).filter((code) => /^[\w/-]+\.test\.ts$/.test(code));
    expect(paths.length).toBeGreaterThan(20);
    expect(paths.filter((path) => !existsSync(join(ROOT, 'test/sandbox', path)))).toEqual([]);
  });
});

describe('ARCHITECTURE', () => {
  it('gives a decision at most five lines', () => {
    const [, decisions = ''] = readProjectFile('ARCHITECTURE.md').split('## Decisions\n');
    for (const decision of decisions.trim().split('\n\n')) {
      expect(decision.split('\n').length, decision.slice(0, 40)).toBeLessThanOrEqual(5);
    }
  });
});

describe('PRIVACY’s deletion', () => {
  it('leaves nothing of the server, and everything of others', async () => {
    await using test = await createTestDatabase();
    const { db } = test;
    const at = new Date('2026-03-11T09:00:00Z');
    await holdList(db, '2026-03-10', manyCounted(5), at);
    for (const [guildId, channelId] of [
      ['111', '211'],
      ['112', '212'],
    ] as const) {
      const id = crypto.randomUUID();
      await saveSubscription(db, id, { ...PREFERENCES, guildId, channelId, nextAt: at }, at);
      const key = { id: crypto.randomUUID(), guildId, channelId, userId: '311' };
      await saveDraft(db, { ...key, byManager: true, preferences: PREFERENCES, expiresAt: at }, at);
      await planNow(db, { guildId, subscriptionId: id, now: () => at });
      await oweDiscussions(db, [{ guildId, paperId: paperId('2603.00001'), scope: '' }], { channelId, at });
      await markJoined(db, { guildId, isAvailable: true }, at);
      await oweWelcome(db, { guildId, at });
    }
    const before = await countRows();
    const [, statements = ''] = /```sql\n([^`]+)```/.exec(readProjectFile('PRIVACY.md')) ?? [];
    await sql.raw(statements.replaceAll('GUILD_ID', '111')).execute(db);
    expect(await countRows()).toEqual(before.map(({ table, count }) => ({ table, count: count / 2 })));
    const left = await db.selectFrom('subscription').select('guild_id').execute();
    expect(left).toEqual([{ guild_id: '112' }]);

    async function countRows() {
      const tables = [
        'subscription',
        'subscription_draft',
        'digest',
        'edition',
        'edition_paper',
        'shown',
        'delivery',
        'delivery_part',
        'discussion',
        'destination',
        'guild',
        'notice',
      ];
      return await Promise.all(
        tables.map(async (table) => {
          const { rows } = await sql<{ count: number }>`select count(*) from ${sql.table(table)}`.execute(db);
          return { table, count: rows[0]?.count ?? 0 };
        }),
      );
    }
  });
});
