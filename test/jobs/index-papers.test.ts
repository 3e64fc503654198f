import { expect, it } from 'vitest';
import { createIndexing } from '../../src/jobs/index-papers.ts';
import { savePapers } from '../../src/store/papers/papers.ts';
import { createTestDatabase } from '../support/database/database.ts';
import { createMemoryLog } from '../support/log.ts';
import { manyCounted } from '../support/papers/papers.ts';

it('the index tells how many papers it made searchable, and nothing when there are none', async () => {
  await using test = await createTestDatabase();
  await savePapers(test.db, manyCounted(3), { at: new Date('2026-03-10T12:00:00Z') });
  await test.db.deleteFrom('paper_search').execute();
  const run = async () => {
    const { log, lines } = createMemoryLog();
    await createIndexing(test.db, { pattern: '* * * * *', log }).run(new AbortController().signal);
    return lines.map((line) => JSON.parse(line) as { message: string; count: number });
  };
  expect(await run()).toEqual([expect.objectContaining({ message: 'papers made searchable', count: 3 })]);
  expect(await run()).toEqual([]);
});
