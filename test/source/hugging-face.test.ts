import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHuggingFace } from '../../src/source/hugging-face.ts';
import { parseListItem } from '../../src/source/hugging-face-schema.ts';
import { createMemoryLog } from '../support/log.ts';
import { anyText } from '../support/papers/hostile.ts';
import { day, paperId } from '../support/papers/papers.ts';
import { hasShared, oddCases, recordedDays } from '../support/shared.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;
const tuesday = day('2026-03-10');
let answers: Answer[];
let asked: IncomingMessage[];
let waits: number[];
let server: ReturnType<typeof createServer>;
let baseUrl: string;
let at: Date;

beforeEach(async () => {
  answers = [];
  asked = [];
  waits = [];
  at = new Date('2026-03-10T12:00:00Z');
  server = createServer((request, response) => {
    asked.push(request);
    (answers.shift() ?? json([]))(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const memory = createMemoryLog();
const source = () =>
  createHuggingFace({
    baseUrl,
    token: 'hf_secret',
    now: () => at,
    log: memory.log,
    wait: async (ms) => void waits.push(ms),
  });
const json =
  (body: unknown, status = 200, headers: Record<string, string> = {}): Answer =>
  (_request, response) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
const text =
  (body: string): Answer =>
  (_request, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end(body);
const item = (id: string, facts: object = {}) => ({
  paper: { id, title: `Paper ${id}`, upvotes: 1, ...facts },
  numComments: 2,
});

describe('readList', () => {
  it('asks for the day page by page until nothing new comes', async () => {
    answers = [
      json([item('2603.00001'), item('2603.00002')]),
      json([item('2603.00002'), item('2603.00003')]),
      json([]),
    ];
    const list = await source().readList(tuesday);
    expect(list.papers.map(({ paper }) => paper.id)).toEqual(['2603.00001', '2603.00002', '2603.00003']);
    expect(asked.map(({ url }) => url)).toEqual([
      '/api/daily_papers?date=2026-03-10&limit=100&p=0',
      '/api/daily_papers?date=2026-03-10&limit=100&p=1',
      '/api/daily_papers?date=2026-03-10&limit=100&p=2',
    ]);
    expect(asked[0]?.headers['user-agent']).toContain('Paperboy');
    expect(asked[0]?.headers.authorization).toBe('Bearer hf_secret');
  });

  it('takes an empty answer, and a refused day, as no list', async () => {
    expect(await source().readList(tuesday)).toMatchObject({ published: false });
    answers = [json({ error: 'Invalid date' }, 400)];
    expect(await source().readList(tuesday)).toMatchObject({ published: false });
  });

  it('leaves out what is no paper, and says how many', async () => {
    answers = [json([item('2603.00001'), { paper: { id: 'x' } }, null, 7, item('2603.00002', { title: null })])];
    expect(await source().readList(tuesday)).toMatchObject({ published: true, rejected: 4, papers: [{}] });
    expect(memory.lines.at(-1)).toContain('"rejected":4');
  });

  it('tries again after what may pass, with growing pauses', async () => {
    answers = [
      json({}, 503),
      text('<!doctype html><title>Just a moment…'),
      text('[{"paper":{"id":"2603.0'),
      json([item('2603.00001')]),
    ];
    expect((await source().readList(tuesday)).papers).toHaveLength(1);
    expect(waits).toEqual([1_000, 2_000, 4_000]);
  });

  it('waits as long as the source asks', async () => {
    answers = [
      json({}, 429, { RateLimit: '"api";r=0;t=2' }),
      json({}, 429, { 'Retry-After': '5' }),
      json({}, 503, { 'Retry-After': new Date(at.getTime() + 9_000).toUTCString() }),
      json([item('2603.00001')]),
    ];
    await source().readList(tuesday);
    expect(waits).toEqual([3_000, 5_000, 9_000]);
  });

  it('leaves a source alone that asks for a long pause', async () => {
    answers = [json({}, 429, { RateLimit: '"api";r=0;t=295' })];
    const asking = source();
    await expect(asking.readList(tuesday)).rejects.toMatchObject({ reason: 'rate limited' });
    await expect(asking.readList(tuesday)).rejects.toMatchObject({ reason: 'rate limited' });
    expect(asked).toHaveLength(1);
    at = new Date(at.getTime() + 297_000);
    answers = [json([item('2603.00001')])];
    expect((await asking.readList(tuesday)).papers).toHaveLength(1);
  });

  it.each<[string, Answer, string]>([
    ['HTML', text('<html>'), 'not json'],
    ['a server error', json({}, 500), 'status 500'],
    ['a reset', (request) => void request.socket.resetAndDestroy(), 'no connection'],
  ])('gives up after four tries on %s', async (_, answer, reason) => {
    answers = Array.from({ length: 4 }, () => answer);
    await expect(source().readList(tuesday)).rejects.toMatchObject({ name: 'SourceError', reason });
    expect(asked).toHaveLength(4);
  });

  it.each<[string, Answer, string]>([
    ['an object', json({ papers: [] }), 'unexpected shape'],
    ['a list without a paper', json([{}, {}]), 'no usable items'],
    ['a refusal', json({}, 403), 'status 403'],
    ['a redirect elsewhere', json({}, 302, { location: 'http://localhost:1/x' }), 'redirect elsewhere'],
    ['an endless answer', text(`["${'x'.repeat(9 * 2 ** 20)}"]`), 'too large'],
  ])('refuses %s at once', async (_, answer, reason) => {
    answers = [answer];
    await expect(source().readList(tuesday)).rejects.toMatchObject({ name: 'SourceError', reason });
    expect(asked).toHaveLength(1);
  });

  it('follows a redirect on the same host', async () => {
    answers = [json({}, 307, { location: '/api/daily_papers?moved=1' }), json([item('2603.00001')])];
    expect((await source().readList(tuesday)).papers).toHaveLength(1);
  });

  it('stops when it is told to', async () => {
    answers = [() => undefined];
    const stop = new AbortController();
    const reading = source().readList(tuesday, stop.signal);
    setTimeout(() => stop.abort(), 50);
    await expect(reading).rejects.toThrow();
    expect(asked).toHaveLength(1);
  });
});

describe('readPaper', () => {
  it('reads one, and knows an unknown one', async () => {
    answers = [
      json({ id: '2603.00001', title: 'One', upvotes: 3 }),
      json({ error: 'Paper not found' }, 404),
      json(null),
    ];
    expect(await source().readPaper(paperId('2603.00001'))).toMatchObject({ counts: { upvotes: 3 } });
    expect(await source().readPaper(paperId('2603.00002'))).toBeUndefined();
    await expect(source().readPaper(paperId('2603.00003'))).rejects.toMatchObject({ reason: 'unexpected shape' });
  });
});

describe('parseListItem', () => {
  it('cleans and caps texts', () => {
    const read = parseListItem(
      item('2603.00001', {
        title: 'A\n  title\u0000 \uD800',
        summary: 'x'.repeat(5_000_000),
        authors: [{ name: 'Ada', hidden: false }, { name: 'Secret', hidden: true }, { name: null }, 'Bob'],
        githubRepo: 'https://github.com/owner/name.git\n',
        projectPage: 'javascript:alert(1)',
        ai_keywords: null,
        publishedAt: 'soon',
        upvotes: -3.5,
        organization: { name: 'org', fullname: 'The Org' },
      }),
    );
    expect(read?.paper).toMatchObject({
      title: 'A title \uFFFD',
      authors: ['Ada'],
      githubRepo: 'owner/name',
      organization: 'The Org',
      keywords: [],
    });
    expect(read?.paper.abstract).toHaveLength(20_000);
    expect(read?.paper.projectPage).toBeUndefined();
    expect(read?.paper.publishedAt).toBeUndefined();
    expect(read?.counts).toEqual({ upvotes: 0, comments: 2 });
  });

  it.each([
    ['https://github.com/a/b/tree/main/sub', 'a/b'],
    ['http://www.github.com/a/b.c', 'a/b.c'],
    ['https://gitlab.com/a/b', undefined],
    ['https://github.com/a', undefined],
  ])('reads the repository %j', (githubRepo, expected) =>
    expect(parseListItem(item('2603.00001', { githubRepo }))?.paper.githubRepo).toBe(expected),
  );

  it('reads anything without throwing, and keeps no U+0000', () => {
    const texts = fc.oneof(anyText, fc.constantFrom('\u0000', '\uD800', ' \n '));
    const facts = fc.dictionary(
      fc.constantFrom(
        'title',
        'summary',
        'authors',
        'upvotes',
        'ai_keywords',
        'githubRepo',
        'projectPage',
        'publishedAt',
      ),
      fc.oneof(texts, fc.jsonValue()),
    );
    fc.assert(
      fc.property(facts, fc.jsonValue(), (mutation, anything) => {
        parseListItem(anything);
        const read = parseListItem(item('2603.00001', mutation));
        if (read !== undefined) {
          expect(JSON.stringify(read)).not.toContain('\\u0000');
          expect(read.paper.title).toMatch(/^\S(.*\S)?$/su);
        }
      }),
    );
  });

  it.runIf(hasShared('data', 'huggingface'))('reads every recorded item', () => {
    const items = [...oddCases(), ...recordedDays().flatMap(({ list }) => list)];
    const read = items.map(parseListItem);
    expect(read.filter((entry) => entry === undefined)).toEqual([]);
    expect(read.length).toBeGreaterThan(1_400);
    const titles = read.map((entry) => entry?.paper.title ?? '');
    expect(titles.filter((title) => /[\n\r]|\s\s/.test(title))).toEqual([]);
    expect(titles).toContain('V_{0.5}: Generalist Value Model as a Prior for Sparse RL Rollouts');
    expect(titles).toContain('Open-Sora 2.0: Training a Commercial-Level Video Generation Model in $200k');
  });
});
