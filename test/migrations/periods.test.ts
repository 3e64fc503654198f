import { expect, it } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { migrateToLatest } from '../../src/postgres/migrate.ts';
import { listTrending } from '../../src/store/papers/trending.ts';
import { createOldDatabase } from '../support/database/database.ts';
import { silentLog as log } from '../support/log.ts';
import { day } from '../support/papers/papers.ts';

it('lists that were read before periods had an index of their own count each paper once', async () => {
  await using database = await createOldDatabase('0019', OLD_ROWS);
  const { db } = database;
  await migrateToLatest(db, migrations, { log });
  const read = async (...days: readonly string[]) => {
    const { papers, total } = await listTrending(db, { days: days.map(day), offset: 0, limit: 5 });
    return [total, ...papers.map(({ paper }) => paper.id)];
  };
  expect(await read('2026-03-09', '2026-03-10')).toEqual([2, '2603.00002', '2603.00001']);
  expect(await read('2026-03-10')).toEqual([2, '2603.00002', '2603.00001']);
});

/** The first paper stood on both lists. */
const OLD_ROWS = `
  insert into paper (id, title, abstract, authors, keywords, topics, first_seen_at, changed_at) values
    ('2603.00001', 'One', '', '{}', '{}', '{}', now(), now()), ('2603.00002', 'Two', '', '{}', '{}', '{}', now(), now());
  insert into paper_score (paper_id, list_day, upvotes, observed_at) values
    ('2603.00001', '2026-03-09', 1, now()), ('2603.00002', '2026-03-10', 2, now());
  insert into listing (list_day, paper_id, first_seen_at) values
    ('2026-03-09', '2603.00001', now()), ('2026-03-10', '2603.00001', now()), ('2026-03-10', '2603.00002', now());
`;
