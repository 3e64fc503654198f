import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SourceError } from '../../src/domain/errors.ts';
import type { PaperId } from '../../src/domain/paper-id.ts';
import type { ArxivPaper, ArxivSource } from '../../src/domain/ports/sources.ts';
import { createArxivJob } from '../../src/jobs/arxiv.ts';
import { createTurns } from '../../src/jobs/turns.ts';
import { saveList } from '../../src/store/papers/lists.ts';
import { findPaper } from '../../src/store/papers/papers.ts';
import { createTestDatabase, type TestDatabase } from '../support/database/database.ts';
import { createMemoryLog } from '../support/log.ts';
import { day, manyCounted, paper, paperId } from '../support/papers/papers.ts';

let test: TestDatabase;
let memory: ReturnType<typeof createMemoryLog>;
let at: Date;
let asked: (readonly PaperId[])[];
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());
beforeEach(async () => {
  await sql`truncate paper, listing, list_read, search_word, pace cascade`.execute(test.db);
  memory = createMemoryLog();
  at = new Date('2026-03-10T12:00:00Z');
  asked = [];
});

const withdrawn = { version: 2, comment: 'Withdrawn', isWithdrawn: true };
const knows = (ids: readonly PaperId[]): readonly ArxivPaper[] =>
  ids.map((id) => ({ ...paper({ id }), categories: ['cs.CL'], arxiv: withdrawn }));
const sourceOf = (readPapers: (ids: readonly PaperId[]) => Promise<readonly ArxivPaper[]>): ArxivSource => ({
  name: 'arXiv',
  readPaper: async () => undefined,
  async readPapers(ids) {
    asked.push(ids);
    return await readPapers(ids);
  },
});
const run = (source: ArxivSource, signal = new AbortController().signal) =>
  createArxivJob(test.db, { source, pattern: '* * * * *', now: () => at, log: memory.log, betweenMs: 0 }).run(signal);
const save = (count: number) =>
  saveList(test.db, { day: day('2026-03-10'), source: 'the test', papers: manyCounted(count), rejected: 0, at });

describe('the arXiv job', () => {
  it('asks for all papers, a hundred at a time, and then for none until a day is over', async () => {
    await save(230);
    const source = sourceOf(async (ids) => knows(ids));
    await run(source);
    expect(asked.map((ids) => ids.length)).toEqual([100, 100, 30]);
    expect(new Set(asked.flat()).size).toBe(230);
    await run(source);
    expect(asked).toHaveLength(3);
    at = new Date(at.getTime() + 24 * 3_600_000);
    await run(source);
    expect(asked).toHaveLength(6);
    expect(await findPaper(test.db, paperId('2603.00001'))).toMatchObject({
      paper: { categories: ['cs.CL'], arxiv: withdrawn },
    });
  });

  it('is done with papers that arXiv does not know', async () => {
    await save(3);
    const source = sourceOf(async () => []);
    await run(source);
    await run(source);
    expect(asked).toHaveLength(1);
  });

  it('stops at the first batch that fails, changes nothing, and goes on later', async () => {
    await save(150);
    await run(
      sourceOf(async () => {
        throw new SourceError('arXiv', 'status 503');
      }),
    );
    expect(asked).toHaveLength(1);
    expect(memory.lines.at(-1)).toContain('"reason":"status 503"');
    expect(memory.lines.at(-1)).toContain('"level":"warn"');
    at = new Date(at.getTime() + 15 * 60_000);
    await run(sourceOf(async (ids) => knows(ids)));
    expect(new Set(asked.slice(1).flat()).size).toBe(150);
  });

  it('lets a fault of ours be seen', async () => {
    await save(1);
    await expect(
      run(
        sourceOf(async () => {
          throw new TypeError('ours');
        }),
      ),
    ).rejects.toThrow(TypeError);
  });

  it('stops when it is told to', async () => {
    await save(250);
    const stop = new AbortController();
    await run(
      sourceOf(async (ids) => {
        stop.abort();
        return knows(ids);
      }),
      stop.signal,
    );
    expect(asked).toHaveLength(1);
  });
});

describe('turns', () => {
  const everyMs = 200;
  const now = () => new Date();

  it('are one at a time over all processes, with a pause after each', async () => {
    const spans: { readonly from: number; readonly to: number }[] = [];
    await Promise.all(
      Array.from({ length: 5 }, async () => {
        const turn = await createTurns(test.db, 'arXiv', { now, everyMs })(undefined);
        const from = performance.now();
        await sleep(50);
        spans.push({ from, to: performance.now() });
        await turn.end(0);
      }),
    );
    const gaps = spans.slice(1).map(({ from }, index) => from - (spans[index]?.to ?? 0));
    expect(gaps).toHaveLength(4);
    for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(everyMs - 2);
  });

  it('wait for nobody who wants to be left alone for long', async () => {
    const takeTurn = createTurns(test.db, 'arXiv', { now, everyMs });
    await (await takeTurn(undefined)).end(600_000);
    await expect(takeTurn(undefined)).rejects.toMatchObject({ reason: 'rate limited' });
  });

  it('are waited for no longer than somebody waits', async () => {
    const takeTurn = createTurns(test.db, 'arXiv', { now, everyMs });
    await takeTurn(undefined);
    await expect(takeTurn(AbortSignal.timeout(100))).rejects.toThrow();
  });
});
