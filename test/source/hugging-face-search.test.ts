import type { RequestListener, ServerResponse } from 'node:http';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SourceError } from '../../src/domain/errors.ts';
import { createHuggingFaceSearch } from '../../src/source/hugging-face-search.ts';
import { type Loopback, startLoopback } from '../support/loopback.ts';
import { hasShared, readShared } from '../support/shared.ts';

let server: Loopback;
let answer: RequestListener;
let at: Date;
beforeAll(async () => {
  server = await startLoopback((request, response) => answer(request, response));
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(() => {
  at = new Date('2026-03-10T12:00:00Z');
});

const finder = () => createHuggingFaceSearch({ baseUrl: server.url, token: 'hf_secret', now: () => at });
const send = (status: number, body: string, headers: Record<string, string> = {}) => {
  answer = (_, response: ServerResponse) => response.writeHead(status, headers).end(body);
};
const item = (id: string) => ({ paper: { id, title: `Paper ${id}`, upvotes: 3 }, numComments: 1, upvoted: false });
const lastQuery = () => new URL(server.asked.at(-1)?.url ?? '', server.url).searchParams.get('q') ?? '';

describe("Hugging Face's search", () => {
  it('is asked for ten papers by the words, and gives them in its order, each once', async () => {
    send(200, JSON.stringify([item('2603.00002'), item('2603.00001'), { paper: 7 }, item('2603.00002')]));
    const found = await finder().search('world & models?');
    expect(found.map(({ paper, counts }) => [paper.id, counts.upvotes])).toEqual([
      ['2603.00002', 3],
      ['2603.00001', 3],
    ]);
    expect(server.asked.at(-1)?.url).toBe('/api/papers/search?q=world+%26+models%3F&limit=10');
    expect(server.asked.at(-1)?.headers.authorization).toBe('Bearer hf_secret');
  });

  it('gives no more than ten, however many come', async () => {
    send(200, JSON.stringify(Array.from({ length: 30 }, (_, index) => item(`2603.000${10 + index}`))));
    expect(await finder().search('much')).toHaveLength(10);
  });

  it('finds nothing if the answer is empty, or the question is refused', async () => {
    send(200, '[]');
    expect(await finder().search('x')).toEqual([]);
    send(400, '{"error":"Invalid query"}');
    expect(await finder().search('x')).toEqual([]);
  });

  it.each([
    ['a fault of the server', 500, '{}', 'status 500'],
    ['a page instead of data', 200, '<!doctype html>', 'not json'],
    ['half an answer', 200, '[{"paper":{"id":"2603.0', 'not json'],
    ['another shape', 200, '{"papers":[]}', 'unexpected shape'],
    ['items that are no papers', 200, '[1,{"paper":{}}]', 'no usable items'],
    ['a refused token', 401, '{}', 'status 401'],
  ])('fails on %s, and asks only once', async (_, status, body, reason) => {
    send(status, body);
    const before = server.asked.length;
    const error = await finder()
      .search('x')
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(SourceError);
    expect(error).toMatchObject({ reason });
    expect(server.asked.length - before).toBe(1);
  });

  it('is left alone for as long as it asks', async () => {
    send(429, '{}', { RateLimit: '"api";r=0;t=290' });
    const asking = finder();
    await expect(asking.search('x')).rejects.toMatchObject({ reason: 'rate limited' });
    const before = server.asked.length;
    await expect(asking.search('y')).rejects.toMatchObject({ reason: 'rate limited' });
    expect(server.asked.length).toBe(before);
    at = new Date(at.getTime() + 292_000);
    send(200, '[]');
    expect(await asking.search('y')).toEqual([]);
  });

  it('is never asked with more than it takes, nor with half a word if there are others', async () => {
    send(200, '[]');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 90 }), { minLength: 1 }),
        async (some) => {
          const words = some.map((word) => word.replace(/\s/g, 'x'));
          await finder().search(words.join(' '));
          const asked = lastQuery();
          expect(asked.length).toBeLessThanOrEqual(250);
          expect(`${words.join(' ')} `.startsWith(`${asked} `)).toBe(true);
        },
      ),
      { numRuns: 50 },
    );
  });

  it.skipIf(!hasShared('data', 'huggingface', 'search-kazakh.json'))('is read as it was recorded', async () => {
    send(200, JSON.stringify(readShared('data', 'huggingface', 'search-kazakh.json')));
    const [first] = await finder().search('kazakh');
    expect(first?.paper).toMatchObject({
      id: '2404.04487',
      title: 'KazQAD: Kazakh Open-Domain Question Answering Dataset',
    });
  });
});
