import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PermissionsBitField } from 'discord.js';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { createTestDatabase } from '../support/database/database.ts';
import { countOfServer, fillServer } from '../support/database/servers.ts';
import { codesIn, readProjectFile, readTable } from '../support/markdown.ts';
import { holdList } from '../support/papers/lists.ts';
import { manyCounted } from '../support/papers/papers.ts';

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
    await fillServer(db, { guildId: '111', channelId: '211' }, at);
    await fillServer(db, { guildId: '112', channelId: '212' }, at);
    const [ofOther, ofBoth] = [await countOfServer(db, '112'), await countDependents()];
    expect(Object.entries(ofOther).filter(([, count]) => count === 0)).toEqual([]);
    const [, statements = ''] = /```sql\n([^`]+)```/.exec(readProjectFile('PRIVACY.md')) ?? [];
    await sql.raw(statements.replaceAll('GUILD_ID', '111')).execute(db);
    expect(Object.entries(await countOfServer(db, '111')).filter(([, count]) => count > 0)).toEqual([]);
    expect(await countOfServer(db, '112')).toEqual(ofOther);
    expect(await countDependents()).toEqual(ofBoth.map(({ table, count }) => ({ table, count: count / 2 })));

    /** Of tables whose rows belong to a server by way of another table. */
    async function countDependents() {
      const tables = ['edition', 'edition_paper', 'shown', 'delivery_part'];
      return await Promise.all(
        tables.map(async (table) => {
          const { rows } = await sql<{ count: number }>`select count(*) from ${sql.table(table)}`.execute(db);
          return { table, count: rows[0]?.count ?? 0 };
        }),
      );
    }
  });
});
