import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { compareRanked } from '../../../src/domain/ranking.ts';
import { findListReport, findNewestListDay, listHeldDays, saveList } from '../../../src/store/papers/lists.ts';
import { findPaper, savePapers } from '../../../src/store/papers/papers.ts';
import { listPapersByTitle } from '../../../src/store/papers/titles.ts';
import { listPlaces, listTrending } from '../../../src/store/papers/trending.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { counted, day, manyCounted, paperId } from '../../support/papers/papers.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());
beforeEach(() =>
  sql`truncate paper, listing, list_read, observation, paper_score, paper_search, search_word cascade`.execute(test.db),
);

const monday = day('2026-03-09');
const tuesday = day('2026-03-10');
const at = new Date('2026-03-10T12:00:00Z');
const later = new Date('2026-03-10T13:00:00Z');
const source = 'Hugging Face';
const save = (papers: Parameters<typeof saveList>[1]['papers'], listDay = tuesday, when = at) =>
  saveList(test.db, { day: listDay, source, papers, rejected: 0, at: when });

describe('savePapers', () => {
  it('writes nothing when nothing changed', async () => {
    await save(manyCounted(3));
    const before = await versions();
    await save(manyCounted(3), tuesday, later);
    expect(await versions()).toEqual(before);
  });

  it('keeps what a source leaves out', async () => {
    const whole = counted(
      { abstract: 'All of it.', summary: 'Short.', githubRepo: 'a/b', organization: 'Org', keywords: ['x'] },
      { comments: 3, githubStars: 7 },
    );
    await save([whole]);
    await save([counted({ title: 'New title', abstract: '', authors: [] }, { upvotes: 11 })], tuesday, later);
    expect(await findPaper(test.db, whole.paper.id)).toMatchObject({
      paper: { ...whole.paper, title: 'New title' },
      counts: { upvotes: 11, comments: 3, githubStars: 7 },
    });
  });

  it('keeps the topics that follow from what is held, where a source leaves it out', async () => {
    const whole = counted({ title: 'Robots', abstract: 'A robot. The robot walks. Robots fall.' });
    const topicsOf = async () =>
      (await test.db.selectFrom('paper').select('topics').execute()).flatMap((row) => row.topics);
    await save([whole]);
    expect(await topicsOf()).toContain('robotics');
    await save([counted({ title: 'Robots', abstract: '' }, { upvotes: 11 })], tuesday, later);
    expect(await topicsOf()).toContain('robotics');
  });

  it('keeps an observation for each change of a count, and none otherwise', async () => {
    await save([counted({}, { upvotes: 1 })]);
    await save([counted({}, { upvotes: 1 })], tuesday, new Date(later.getTime() - 1));
    await save([counted({}, { upvotes: 5, comments: 2 })], tuesday, later);
    await save([counted({}, { upvotes: 4 })], tuesday, new Date(later.getTime() + 1));
    const rows = await test.db
      .selectFrom('observation')
      .select(['upvotes', 'comments'])
      .orderBy('observed_at')
      .execute();
    expect(rows).toEqual([
      { upvotes: 1, comments: null },
      { upvotes: 5, comments: 2 },
      { upvotes: 4, comments: 2 },
    ]);
  });

  it('keeps the first of a paper’s lists', async () => {
    await save([counted()], tuesday);
    await save([counted()], monday, later);
    expect(await findPaper(test.db, paperId('2603.00001'))).toMatchObject({ listDay: monday });
    await save([counted()], tuesday, later);
    expect(await findPaper(test.db, paperId('2603.00001'))).toMatchObject({ listDay: monday });
  });

  it('holds a paper that was looked up and never listed', async () => {
    await savePapers(test.db, [counted()], { at });
    const found = await findPaper(test.db, paperId('2603.00001'));
    expect(found?.listDay).toBeUndefined();
    expect(await findPaper(test.db, paperId('2603.00002'))).toBeUndefined();
  });

  it('does not deadlock when the same papers are saved in different orders', async () => {
    const papers = manyCounted(50);
    await Promise.all([save(papers), save(papers.toReversed(), monday), save(papers), save(papers.toReversed())]);
    expect((await listTrending(test.db, { days: [tuesday], offset: 0, limit: 100 })).total).toBe(50);
  });
});

describe('saveList', () => {
  it('keeps what stood on a list that shrank', async () => {
    await save(manyCounted(5));
    await save(manyCounted(2), tuesday, later);
    expect((await listTrending(test.db, { days: [tuesday], offset: 0, limit: 10 })).total).toBe(5);
    expect(await findListReport(test.db, tuesday)).toEqual({ day: tuesday, source, readAt: later });
  });

  it('tells which lists are held', async () => {
    expect(await findNewestListDay(test.db)).toBeUndefined();
    await save(manyCounted(1), monday);
    await save(manyCounted(1), tuesday);
    expect(await findNewestListDay(test.db)).toBe(tuesday);
    expect(await listHeldDays(test.db, [day('2026-03-06'), monday, tuesday])).toEqual([tuesday, monday]);
  });
});

describe('listTrending', () => {
  it('orders papers of several lists as compareRanked does', async () => {
    const countOf = (index: number) => ({ upvotes: index % 3, ...(index % 2 === 0 && { comments: index % 4 }) });
    const papers = manyCounted(12).map(({ paper }, index) => ({ paper, counts: countOf(index) }));
    await save(papers.slice(0, 6), monday);
    await save(papers.slice(6), tuesday);
    const listed = await listTrending(test.db, { days: [tuesday, monday], offset: 0, limit: 12 });
    const ordered = papers.map(({ paper, counts }) => ({ id: paper.id, ...counts })).toSorted(compareRanked);
    expect(listed.papers.map(({ paper }) => paper.id)).toEqual(ordered.map(({ id }) => id));
  });

  it('ranks, pages, and counts a paper of two lists once', async () => {
    await save(manyCounted(12), monday);
    await save(manyCounted(12).slice(0, 2), tuesday);
    const first = await listTrending(test.db, { days: [tuesday, monday], offset: 0, limit: 10 });
    const second = await listTrending(test.db, { days: [tuesday, monday], offset: 10, limit: 10 });
    expect(first.total).toBe(12);
    const all = [...first.papers, ...second.papers];
    expect(all.map(({ rank }) => rank)).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
    expect(all.map(({ counts }) => counts.upvotes)).toEqual(Array.from({ length: 12 }, (_, index) => 100 - index));
  });

  it('orders equal papers by comments, then the newer id', async () => {
    await save([
      counted({ id: paperId('2603.00001') }),
      counted({ id: paperId('2603.00002') }),
      counted({ id: paperId('2603.00003') }, { comments: 2 }),
    ]);
    const { papers } = await listTrending(test.db, { days: [tuesday], offset: 0, limit: 10 });
    expect(papers.map(({ paper }) => paper.id)).toEqual(['2603.00003', '2603.00002', '2603.00001']);
  });

  it('keeps to a topic', async () => {
    await save([
      counted({ title: 'A robot', abstract: 'A robot. The robot walks. Robots fall.' }),
      counted({ id: paperId('2603.00002'), title: 'A poem' }),
    ]);
    const { papers, total } = await listTrending(test.db, { days: [tuesday], topic: 'robotics', offset: 0, limit: 10 });
    expect([papers[0]?.paper.title, total]).toEqual(['A robot', 1]);
  });
});

describe('listPlaces', () => {
  const [first, second, third] = [1, 2, 3].map((index) => paperId(`2603.0000${index}`));
  const list = (upvotes: readonly number[]) =>
    upvotes.map((count, index) => counted({ id: paperId(`2603.0000${index + 1}`) }, { upvotes: count }));

  it('are those of what was held then, by what it had then', async () => {
    await save(list([5, 9]));
    await save(list([50, 10, 70]), tuesday, later);
    const places = async (when: Date) => [...(await listPlaces(test.db, { days: [tuesday], at: when }))];
    expect(await places(new Date(at.getTime() - 1))).toEqual([]);
    expect(await places(at)).toEqual([
      [second, 1],
      [first, 2],
    ]);
    expect((await places(later)).map(([id]) => id)).toEqual([third, first, second]);
  });

  it('agree with the list as it is shown, over several days and for a topic', async () => {
    const robots = { title: 'A robot', abstract: 'A robot. The robot walks. Robots fall.' };
    await save(manyCounted(30), monday);
    await save([...manyCounted(40, 1), counted({ id: paperId('2603.09999'), ...robots })], tuesday);
    const days = [tuesday, monday];
    for (const topic of [undefined, 'robotics']) {
      const narrowed = topic === undefined ? {} : { topic };
      const { papers } = await listTrending(test.db, { days, offset: 0, limit: 100, ...narrowed });
      const shown = papers.map(({ paper, rank }) => [paper.id, rank]);
      expect([...(await listPlaces(test.db, { days, at, ...narrowed }))]).toEqual(shown);
    }
  });
});

describe('listPapersByTitle', () => {
  it('finds the beginning of a title or of a word in it, and takes signs as they are', async () => {
    await save([
      counted({ title: 'Deep Learning' }),
      counted({ id: paperId('2603.00002'), title: 'Very Deep Nets' }),
      counted({ id: paperId('2603.00003'), title: '100% Indeed' }),
    ]);
    const titles = async (prefix: string) =>
      (await listPapersByTitle(test.db, { prefix, limit: 5, at: new Date('2026-03-10T12:00:00Z') }))
        .map(({ title }) => title)
        .toSorted();
    expect(await titles('deep')).toEqual(['Deep Learning', 'Very Deep Nets']);
    expect(await titles('100%')).toEqual(['100% Indeed']);
    expect(await titles('%')).toEqual([]);
    expect(await titles('_')).toEqual([]);
    expect(await titles('deep lear')).toEqual(['Deep Learning']);
    expect(await titles('learnign')).toEqual(['Deep Learning']);
  });

  it('offers the newest of many titles that begin alike, however late in the alphabet', async () => {
    const titled = (number: number, title: string, upvotes = 10) =>
      counted({ id: paperId(`2603.${String(number).padStart(5, '0')}`), title }, { upvotes });
    await save(
      Array.from({ length: 70 }, (_, index) => titled(index + 1, `Learning A ${index + 10}`)),
      monday,
    );
    await save([titled(901, 'Learning Zebras', 1), titled(902, 'Learning Zoos', 5), titled(903, 'Zebra Learning')]);
    const found = await listPapersByTitle(test.db, { prefix: 'learning', limit: 25, at });
    expect(found.slice(0, 2).map(({ title }) => title)).toEqual(['Learning Zoos', 'Learning Zebras']);
    expect(found.slice(2).every(({ title }) => title.startsWith('Learning A'))).toBe(true);
    expect(new Set(found.map(({ id }) => id)).size).toBe(25);
  });

  it('finds a title by its words that is too long for an entry of the index', async () => {
    const title = `Robot ${Array.from({ length: 490 }, (_, index) => String.fromCodePoint(0x20000 + index * 37)).join('')}`;
    await save([counted({ title })]);
    expect((await findPaper(test.db, paperId('2603.00001')))?.paper.title).toBe(title);
    const completed = (prefix: string) =>
      listPapersByTitle(test.db, { prefix, limit: 5, at: new Date('2026-03-10T12:00:00Z') });
    expect(await completed('robot ')).toHaveLength(1);
  });
});

async function versions(): Promise<unknown> {
  const tables = ['paper', 'listing', 'observation', 'paper_score'];
  const rows = await Promise.all(
    tables.map((table) => sql`select xmin::text, ctid::text from ${sql.table(table)} order by 2`.execute(test.db)),
  );
  return rows.map((result) => result.rows);
}
