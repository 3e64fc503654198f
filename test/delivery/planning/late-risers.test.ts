import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { planDueDigests } from '../../../src/delivery/planning/plan.ts';
import { previewNow } from '../../../src/delivery/planning/plan-now.ts';
import { claimDelivery } from '../../../src/store/delivery/deliveries.ts';
import type { saveList } from '../../../src/store/papers/lists.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { textsOf } from '../../support/discord/discord-rules.ts';
import { silentLog } from '../../support/log.ts';
import { holdList } from '../../support/papers/lists.ts';
import { counted, day, manyCounted, paperId } from '../../support/papers/papers.ts';
import { saveUsual } from '../../support/papers/subscriptions.ts';

const SLOT = new Date('2026-03-11T09:00:00Z');
const BEFORE = new Date('2026-03-11T08:00:00Z');
const FRIDAY = new Date('2026-03-06T20:00:00Z');
const LATE = paperId('2602.00001');
let test: TestDatabase;

beforeEach(async () => {
  test = await createTestDatabase();
  await saveFriday(5, FRIDAY);
  await save('2026-03-10', manyCounted(4, 1), BEFORE);
});
afterEach(() => test.close());

describe('a paper of an older list that took off', () => {
  it('is posted beside the new list’s, marked, frozen, and once in a channel', async () => {
    await saveFriday(106, BEFORE);
    const subscription = await saveUsual(test.db, BEFORE);
    const preview = textsOf(await previewNow(test.db, subscription, SLOT));
    expect(await plan()).toBe(1);
    await saveFriday(900, SLOT);

    const claim = await claimDelivery(test.db, { at: SLOT, leaseMs: 60_000 });
    const texts = textsOf(claim?.parts[0]?.body ?? {});
    expect(texts).toEqual(preview);
    expect(texts[0]).toContain('the first 3 of 5 papers');
    expect(texts[1]).toMatch(/^\*\*1\.\*\* \[Late\]/);
    expect(texts[1]).toContain('\n-# late riser, 101 upvotes since its list of 6 March · 106 upvotes');
    expect(texts.slice(2).join()).not.toContain('late riser');
    const shown = await test.db.selectFrom('shown').select('paper_id').execute();
    expect(shown.map((row) => row.paper_id).toSorted()).toEqual([LATE, '2603.00101', '2603.00102']);

    await save('2026-03-11', manyCounted(4, 2), new Date('2026-03-12T08:00:00Z'));
    expect(await plan(new Date('2026-03-12T09:00:00Z'))).toBe(1);
    expect(await countPosted()).toBe(1);
  });

  it('is not posted if it hardly rose, or if nobody knows what it had', async () => {
    await saveFriday(12, BEFORE);
    await save('2026-03-09', [counted({ id: paperId('2602.00002') }, { upvotes: 500 })], BEFORE);
    await saveUsual(test.db, BEFORE);
    expect(await plan()).toBe(1);
    const posted = await test.db.selectFrom('edition_paper').select('paper_id').execute();
    expect(posted.map((row) => row.paper_id)).toEqual(['2603.00101', '2603.00102', '2603.00103']);
  });

  it('makes no digest where there is no new list', async () => {
    await saveFriday(106, BEFORE);
    await saveUsual(test.db, BEFORE, { coveredThrough: day('2026-03-10') });
    expect(await plan()).toBe(0);
  });
});

const save = (listDay: string, papers: Parameters<typeof saveList>[1]['papers'], at: Date) =>
  holdList(test.db, listDay, papers, at);

const saveFriday = (upvotes: number, at: Date) =>
  save('2026-03-06', [counted({ id: LATE, title: 'Late' }, { upvotes })], at);

const plan = (at = SLOT) =>
  planDueDigests(test.db, { now: () => at, log: silentLog, signal: new AbortController().signal });

async function countPosted(): Promise<number> {
  const posted = test.db.selectFrom('edition_paper').select('paper_id').where('paper_id', '=', LATE);
  return (await posted.execute()).length;
}
