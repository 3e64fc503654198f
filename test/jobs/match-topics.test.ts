import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parseQuery } from '../../src/domain/search/parse-query.ts';
import { createTopicMatching } from '../../src/jobs/match-topics.ts';
import { findPaper, savePapers } from '../../src/store/papers/papers.ts';
import { areTopicsMatched, matchNextPapers, TOPICS_VERSION } from '../../src/store/papers/topic-matching.ts';
import { searchPapers } from '../../src/store/search/search.ts';
import { createTestDatabase, type TestDatabase } from '../support/database/database.ts';
import { createMemoryLog } from '../support/log.ts';
import { counted, paperId } from '../support/papers/papers.ts';

const AT = new Date('2026-03-10T12:00:00Z');
const LATER = new Date('2026-03-11T12:00:00Z');
const ROBOTS = paperId('2603.00001');
const MUSIC = paperId('2603.00002');
const robots = counted({ id: ROBOTS, title: 'Robots', abstract: 'A robot. The robot walks. Robots fall.' });
const music = counted({
  id: MUSIC,
  title: 'Music Generation',
  abstract: 'Music. A song. A melody.',
  categories: ['cs.SD'],
});
let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());
/** As an older Paperboy leaves them, whose queries found other topics. */
beforeEach(async () => {
  await savePapers(test.db, [robots, music], { at: AT });
  await test.db
    .updateTable('paper')
    .set({ topics: ['graphs'] })
    .where('id', '=', ROBOTS)
    .execute();
  await test.db.deleteFrom('topic_matching').execute();
});

const topicsOf = async (id: typeof ROBOTS) => (await findPaper(test.db, id))?.topics;
const changedAt = async (id: typeof ROBOTS) =>
  (await test.db.selectFrom('paper').select('changed_at').where('id', '=', id).executeTakeFirstOrThrow()).changed_at;
const run = async (signal = new AbortController().signal) => {
  const { log, lines } = createMemoryLog();
  await createTopicMatching(test.db, { pattern: '* * * * *', now: () => LATER, log }).run(signal);
  return lines.map((line) => JSON.parse(line) as { message: string; count: number });
};

describe('the topics of papers that are held', () => {
  it('are found anew after an update of the queries, by all that is known of a paper', async () => {
    const before = await topicsOf(MUSIC);
    expect(await run()).toEqual([expect.objectContaining({ message: 'papers given other topics', count: 1 })]);
    expect(await topicsOf(ROBOTS)).toEqual(['robotics']);
    expect(await topicsOf(MUSIC)).toEqual(before);
    expect(before).toContain('music');
  });

  it('are written only where they are others', async () => {
    const before = await changedAt(MUSIC);
    await run();
    expect(await changedAt(ROBOTS)).toEqual(LATER);
    expect(await changedAt(MUSIC)).toEqual(before);
  });

  it('are those that the search finds by', async () => {
    const read = parseQuery('robots');
    if (!('query' in read)) throw new Error(read.problem);
    const find = async (topic: string) =>
      (await searchPapers(test.db, read.query, { at: AT, topic, offset: 0, limit: 10 })).papers.map(
        ({ paper }) => paper.id,
      );
    await run();
    expect(await find('robotics')).toEqual([ROBOTS]);
    expect(await find('graphs')).toEqual([]);
  });

  it('are left alone once they were found by the same queries', async () => {
    await run();
    await test.db
      .updateTable('paper')
      .set({ topics: ['graphs'] })
      .where('id', '=', ROBOTS)
      .execute();
    expect(await run()).toEqual([]);
    expect(await topicsOf(ROBOTS)).toEqual(['graphs']);
  });

  it('are found anew by other queries, older ones too', async () => {
    await test.db
      .insertInto('topic_matching')
      .values({ version: `not ${TOPICS_VERSION}` })
      .execute();
    expect(await areTopicsMatched(test.db)).toBe(false);
    await run();
    expect(await areTopicsMatched(test.db)).toBe(true);
    expect(await topicsOf(ROBOTS)).toEqual(['robotics']);
  });

  it('are not done with if the process is told to stop', async () => {
    expect(await run(AbortSignal.abort())).toEqual([]);
    expect(await areTopicsMatched(test.db)).toBe(false);
  });

  it('are found batch by batch, the newest first', async () => {
    expect(await matchNextPapers(test.db, { at: LATER, limit: 1 })).toEqual({ changed: 0, last: MUSIC });
    expect(await matchNextPapers(test.db, { at: LATER, limit: 1, before: MUSIC })).toEqual({
      changed: 1,
      last: ROBOTS,
    });
    expect(await matchNextPapers(test.db, { at: LATER, limit: 1, before: ROBOTS })).toBeUndefined();
  });
});
