import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Paper } from '../../src/domain/paper.ts';
import type { ArxivPaper } from '../../src/domain/ports/sources.ts';
import { claimArxivPapers, settleArxivPapers } from '../../src/store/arxiv.ts';
import { saveList } from '../../src/store/papers/lists.ts';
import { findPaper, savePapers } from '../../src/store/papers/papers.ts';
import { claimTurn, endTurn } from '../../src/store/turns.ts';
import { createTestDatabase, type TestDatabase } from '../support/database/database.ts';
import { counted, day, manyCounted, paper, paperId } from '../support/papers/papers.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());
beforeEach(() => sql`truncate paper, listing, list_read, search_word, pace cascade`.execute(test.db));

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const at = new Date('2026-03-10T12:00:00Z');
const afterMs = (ms: number) => new Date(at.getTime() + ms);
const tuesday = day('2026-03-10');
const one = paperId('2603.00001');
const two = paperId('2603.00002');
const saveListed = (listDay = tuesday, count = 2) =>
  saveList(test.db, { day: listDay, source: 'the test', papers: manyCounted(count), rejected: 0, at });
const claim = (when = at, { limit = 100, recentFrom = day('2026-02-19') } = {}) =>
  claimArxivPapers(test.db, { at: when, limit, recentFrom });
const facts = (more: Partial<Paper> = {}): ArxivPaper => ({
  ...paper({ id: one }),
  categories: ['cs.CL'],
  arxiv: { version: 1, isWithdrawn: false },
  ...more,
});
const settle = (ids: Parameters<typeof settleArxivPapers>[1], papers: readonly ArxivPaper[] = [], when = at) =>
  settleArxivPapers(test.db, ids, { papers, at: when });

describe('claimArxivPapers', () => {
  it('gives papers that arXiv was never asked about, the newest first and so many at a time', async () => {
    await saveListed(tuesday, 3);
    expect(await claim(at, { limit: 2 })).toEqual([paperId('2603.00003'), two]);
    expect(await claim(at, { limit: 2 })).toEqual([one]);
    expect(await claim()).toEqual([]);
  });

  it('gives each to one of many callers', async () => {
    await saveListed(tuesday, 50);
    const given = await Promise.all(Array.from({ length: 8 }, () => claim(at, { limit: 20 })));
    expect(given.flat()).toHaveLength(new Set(given.flat()).size);
    const rest = await claim();
    expect(new Set([...given.flat(), ...rest]).size).toBe(50);
  });

  it('gives again after ten minutes what was not settled', async () => {
    await saveListed();
    await claim();
    expect(await claim(afterMs(10 * 60_000 - 1))).toEqual([]);
    expect(await claim(afterMs(10 * 60_000))).toHaveLength(2);
  });

  it('gives those of recent lists again after a day', async () => {
    await saveListed();
    await settle(await claim());
    expect(await claim(afterMs(DAY_MS - 1))).toEqual([]);
    expect(await claim(afterMs(DAY_MS))).toEqual([two, one]);
  });

  it('gives others again after thirty days', async () => {
    await saveListed();
    await settle(await claim());
    const later = { recentFrom: day('2026-03-11') };
    expect(await claim(afterMs(30 * DAY_MS - 1), later)).toEqual([]);
    expect(await claim(afterMs(30 * DAY_MS), later)).toEqual([two, one]);
  });

  it('puts those that were never asked about before those of recent lists, and these before older ones', async () => {
    await saveListed();
    await savePapers(test.db, [counted({ id: paperId('2603.00009') })], { at });
    await settle(await claim());
    await savePapers(test.db, [counted({ id: paperId('2602.00001') })], { at });
    await settle([two], [], afterMs(29 * DAY_MS));
    expect(await claim(afterMs(30 * DAY_MS), { recentFrom: tuesday })).toEqual([
      paperId('2602.00001'),
      two,
      paperId('2603.00009'),
      one,
    ]);
  });
});

describe('settleArxivPapers', () => {
  it('keeps what arXiv says', async () => {
    await saveListed();
    const arxiv = {
      version: 3,
      versionAt: at,
      comment: '20 pages',
      journalReference: 'Nature 1 (2026)',
      isWithdrawn: true,
    };
    await settle(await claim(), [facts({ arxiv, categories: ['cs.RO', 'cs.AI'] })]);
    expect(await findPaper(test.db, one)).toMatchObject({ paper: { arxiv, categories: ['cs.RO', 'cs.AI'] } });
    expect((await findPaper(test.db, two))?.paper).not.toHaveProperty('arxiv');
  });

  it('forgets what is said no more, and keeps all of a paper that arXiv does not name', async () => {
    await saveListed();
    await settle(await claim(), [facts({ arxiv: { version: 1, isWithdrawn: true, comment: 'Withdrawn' } })]);
    await settle([one], [facts({ arxiv: { version: 2, isWithdrawn: false }, categories: [] })]);
    await settle([one, two], []);
    expect((await findPaper(test.db, one))?.paper).toMatchObject({ arxiv: { version: 2 }, categories: ['cs.CL'] });
    expect((await findPaper(test.db, one))?.paper.arxiv).toEqual({ version: 2, isWithdrawn: false });
  });

  it('finds the topics that the categories make, and a list that is read again takes none away', async () => {
    const robot = counted({ id: one, title: 'A robot', abstract: 'The robot walks.' });
    const save = (when: Date) =>
      saveList(test.db, { day: tuesday, source: 'the test', papers: [robot], rejected: 0, at: when });
    await save(at);
    expect((await findPaper(test.db, one))?.topics).not.toContain('robotics');
    await settle(await claim(), [facts({ categories: ['cs.RO'] })]);
    expect((await findPaper(test.db, one))?.topics).toContain('robotics');
    await save(afterMs(HOUR_MS));
    expect((await findPaper(test.db, one))?.topics).toContain('robotics');
    expect((await findPaper(test.db, one))?.paper.categories).toEqual(['cs.RO']);
  });

  it('makes a paper findable by its categories', async () => {
    await saveListed();
    const found = async () => {
      const { rows } = await sql`select paper_id from paper_search where words @@ ${"'c:cs.ro'"}::tsquery`.execute(
        test.db,
      );
      return rows;
    };
    expect(await found()).toEqual([]);
    await settle(await claim(), [facts({ categories: ['cs.RO'] })]);
    expect(await found()).toEqual([{ paper_id: one }]);
  });
});

describe('savePapers', () => {
  it('keeps that only arXiv knows a paper until Hugging Face lists it', async () => {
    await savePapers(test.db, [{ paper: { ...facts(), isOnlyOnArxiv: true }, counts: { upvotes: 0 } }], { at });
    expect((await findPaper(test.db, one))?.paper).toMatchObject({ isOnlyOnArxiv: true, arxiv: { version: 1 } });
    expect(await claim()).toEqual([]);
    await saveListed();
    expect((await findPaper(test.db, one))?.paper).not.toHaveProperty('isOnlyOnArxiv');
    expect((await findPaper(test.db, one))?.paper).toMatchObject({ arxiv: { version: 1 } });
  });

  it('lets an answer of arXiv alone that comes late change nothing of a paper that is known otherwise', async () => {
    const known = { ...facts(), abstract: 'Robots walk.', summary: 'They walk.', keywords: ['robot'] };
    await savePapers(test.db, [{ paper: known, counts: { upvotes: 7, comments: 2 } }], { at });
    const [before, rows] = [await findPaper(test.db, one), await observations()];
    const late = { ...facts({ categories: ['cs.CL'] }), title: 'Another title', isOnlyOnArxiv: true };
    await savePapers(test.db, [{ paper: late, counts: { upvotes: 0 } }], { at: afterMs(HOUR_MS) });
    expect(await findPaper(test.db, one)).toEqual(before);
    expect(await observations()).toEqual(rows);
  });

  it('keeps when a paper that arXiv alone knows was last looked for, without another observation', async () => {
    const answer = [{ paper: { ...facts(), isOnlyOnArxiv: true }, counts: { upvotes: 0 } }];
    await savePapers(test.db, answer, { at });
    await savePapers(test.db, answer, { at: afterMs(HOUR_MS) });
    expect((await findPaper(test.db, one))?.countedAt).toEqual(afterMs(HOUR_MS));
    expect(await observations()).toHaveLength(1);
  });

  const observations = () => test.db.selectFrom('observation').selectAll().execute();
});

describe('claimTurn', () => {
  const leaseMs = 20_000;
  const turn = (when: Date) => claimTurn(test.db, 'arxiv', { at: when, leaseMs });

  it('gives one of many callers the turn', async () => {
    const claims = await Promise.all(Array.from({ length: 10 }, () => turn(at)));
    expect(claims.filter(({ kind }) => kind === 'mine')).toHaveLength(1);
    expect(
      claims.filter((each) => each.kind === 'taken' && each.freeAt.getTime() === at.getTime() + leaseMs),
    ).toHaveLength(9);
  });

  it('is free again the pause after its end, or when its lease is over', async () => {
    const heldUntil = afterMs(leaseMs);
    expect(await turn(at)).toEqual({ kind: 'mine', heldUntil });
    await endTurn(test.db, 'arxiv', { heldUntil, at: afterMs(1_000), pauseMs: 3_000 });
    expect(await turn(afterMs(3_999))).toEqual({ kind: 'taken', freeAt: afterMs(4_000) });
    expect(await turn(afterMs(4_000))).toMatchObject({ kind: 'mine' });
    expect(await turn(afterMs(4_000 + leaseMs))).toMatchObject({ kind: 'mine' });
    // The first is long over: it ends nobody else's.
    await endTurn(test.db, 'arxiv', { heldUntil, at: afterMs(5_000), pauseMs: 0 });
    expect(await turn(afterMs(5_000 + leaseMs))).toMatchObject({ kind: 'taken' });
  });

  it('is put off by an hour at most, and not by a clock that was wrong', async () => {
    await turn(at);
    await endTurn(test.db, 'arxiv', { heldUntil: afterMs(leaseMs), at, pauseMs: 100 * HOUR_MS });
    expect(await turn(at)).toEqual({ kind: 'taken', freeAt: afterMs(HOUR_MS) });
    expect(await turn(new Date(at.getTime() - 1_000))).toMatchObject({ kind: 'mine' });
  });
});
