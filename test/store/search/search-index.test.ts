import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { savePapers } from '../../../src/store/papers/papers.ts';
import { indexNextPapers } from '../../../src/store/search/search-index.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { untilBlocked } from '../../support/database/locks.ts';
import { manyCounted, paperId } from '../../support/papers/papers.ts';

const AT = new Date('2026-03-10T12:00:00Z');
const [first, second] = [paperId('2603.00001'), paperId('2603.00002')];
let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());

describe('indexNextPapers', () => {
  it('waits for whoever saves the same papers, and holds none that they are about to lock', async () => {
    await savePapers(test.db, manyCounted(2), { at: AT });
    await test.db.deleteFrom('paper_search').execute();
    const lock = (db: typeof test.db, id: typeof first) =>
      sql`select from paper where id = ${id} for update nowait`.execute(db);
    let indexing: ReturnType<typeof indexNextPapers> | undefined;
    await test.db.transaction().execute(async (saving) => {
      await lock(saving, first);
      indexing = indexNextPapers(test.db, { limit: 2 });
      await untilBlocked(test.db);
      await lock(saving, second);
    });
    await indexing;
    const rows = await test.db.selectFrom('paper_search').select('paper_id').orderBy('paper_id').execute();
    expect(rows.map((row) => row.paper_id)).toEqual([first, second]);
  });
});
