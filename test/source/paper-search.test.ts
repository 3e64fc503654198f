import { beforeEach, describe, expect, it } from 'vitest';
import { SourceError } from '../../src/domain/errors.ts';
import type { CountedPaper } from '../../src/domain/paper.ts';
import type { PaperFinder } from '../../src/domain/ports/sources.ts';
import { createPaperSearch, SEARCH_BOUNDS } from '../../src/source/paper-search.ts';
import { createMemoryLog } from '../support/log.ts';
import { counted } from '../support/papers/papers.ts';

const papers = [counted({ title: 'Found' })];
let at: number;
let asked: string[];
let answer: () => Promise<readonly CountedPaper[]>;
let memory: ReturnType<typeof createMemoryLog>;

beforeEach(() => {
  at = Date.parse('2026-03-10T12:00:00Z');
  asked = [];
  answer = async () => papers;
  memory = createMemoryLog();
});

const finder: PaperFinder = {
  name: 'Hugging Face',
  async search(words) {
    asked.push(words);
    return await answer();
  },
};
const open = () => {
  const search = createPaperSearch(finder, { now: () => new Date(at), log: memory.log, waitMs: 50 });
  return async (words: string, userId = 'ada') => (await search.find(words, { userId })).kind;
};
const fails = async (): Promise<never> => {
  throw new SourceError('Hugging Face', 'status 503');
};

describe('a live search', () => {
  it('asks once for equal words: at the same time, and while the answer is remembered', async () => {
    const find = open();
    expect(await Promise.all(['Kazakh', 'kazakh', 'KAZAKH'].map((words) => find(words)))).toEqual(
      Array(3).fill('found'),
    );
    expect(await find('kazakh', 'grace')).toBe('found');
    expect(asked).toEqual(['kazakh']);
    at += SEARCH_BOUNDS.rememberAnswerMs;
    expect(await find('kazakh')).toBe('found');
    expect(asked).toHaveLength(2);
  });

  it('bounds each person, and forgives after the window', async () => {
    const find = open();
    for (let count = 0; count < SEARCH_BOUNDS.mostOfPerson; count += 1) expect(await find(`a${count}`)).toBe('found');
    expect(await find('more')).toBe('too-often');
    expect(await find('a0')).toBe('found');
    expect(await find('more', 'grace')).toBe('found');
    at += SEARCH_BOUNDS.windowMs;
    expect(await find('even more')).toBe('found');
  });

  it('bounds all people together', async () => {
    const find = open();
    const kinds = [];
    for (let count = 0; count < SEARCH_BOUNDS.mostOfAll + 5; count += 1)
      kinds.push(await find(`a${count}`, `${count}`));
    expect(kinds.filter((kind) => kind === 'found')).toHaveLength(SEARCH_BOUNDS.mostOfAll);
    expect(kinds.slice(-5)).toEqual(Array(5).fill('too-often'));
    expect(asked).toHaveLength(SEARCH_BOUNDS.mostOfAll);
  });

  it('asks nothing for a while after a failure, but for what is remembered', async () => {
    const find = open();
    await find('known');
    answer = fails;
    expect(await find('kazakh')).toBe('unavailable');
    answer = async () => papers;
    expect(await find('kazakh')).toBe('unavailable');
    expect(await find('other', 'grace')).toBe('unavailable');
    expect(await find('known')).toBe('found');
    expect(asked).toEqual(['known', 'kazakh']);
    at += SEARCH_BOUNDS.restMs;
    expect(await find('kazakh')).toBe('found');
  });

  it('is not waited for when it is slow, and what comes late is there for who asks again', async () => {
    const find = open();
    const late = Promise.withResolvers<readonly CountedPaper[]>();
    answer = () => late.promise;
    expect(await find('kazakh')).toBe('unavailable');
    expect(await find('kazakh')).toBe('unavailable');
    late.resolve(papers);
    await late.promise;
    expect(await find('kazakh')).toBe('found');
    expect(asked).toEqual(['kazakh']);
  });

  it('does not ask a slow source more and more beside each other', async () => {
    const find = open();
    const late = Promise.withResolvers<readonly CountedPaper[]>();
    answer = () => late.promise;
    await Promise.all(Array.from({ length: 20 }, (_, count) => find(`a${count}`, `${count}`)));
    expect(asked).toHaveLength(SEARCH_BOUNDS.mostAtOnce);
    late.resolve([]);
  });

  it('logs a failure without what was looked for', async () => {
    answer = fails;
    await open()('a secret wish');
    expect(memory.lines.join()).toContain('status 503');
    expect(memory.lines.join()).not.toContain('secret');
  });
});
