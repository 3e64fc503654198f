import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createArxiv } from '../../src/source/arxiv.ts';
import { type AtomEntry, atomError, atomFeed } from '../support/papers/atom.ts';
import { anyText } from '../support/papers/hostile.ts';
import { paperId } from '../support/papers/papers.ts';
import { hasShared, readShared } from '../support/shared.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;
let answers: Answer[];
let asked: IncomingMessage[];
let waits: number[];
let pauses: number[];
let open: number;
let server: ReturnType<typeof createServer>;
let baseUrl: string;

beforeEach(async () => {
  answers = [];
  asked = [];
  waits = [];
  pauses = [];
  open = 0;
  server = createServer((request, response) => {
    asked.push(request);
    (answers.shift() ?? atom(atomFeed([])))(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const one = paperId('2603.00001');
const two = paperId('2603.00002');
const atom =
  (body: string, status = 200, headers: Record<string, string> = {}): Answer =>
  (_request, response) =>
    response.writeHead(status, { 'content-type': 'application/atom+xml', ...headers }).end(body);
const source = () =>
  createArxiv({
    baseUrl,
    now: () => new Date('2026-03-10T12:00:00Z'),
    wait: async (ms) => void waits.push(ms),
    async takeTurn() {
      open += 1;
      expect(open).toBe(1);
      return {
        async end(pauseMs) {
          open -= 1;
          pauses.push(pauseMs);
        },
      };
    },
  });
const queryOf = (request: IncomingMessage | undefined) =>
  new URL(request?.url ?? '', 'http://localhost').searchParams.get('id_list');

describe('readPapers', () => {
  it('asks for all in one request, and says who asks', async () => {
    answers = [atom(atomFeed([{ id: '2603.00002v3' }, { id: '2603.00001' }]))];
    const papers = await source().readPapers([one, two]);
    expect(papers.map(({ id, arxiv }) => [id, arxiv.version])).toEqual([
      [two, 3],
      [one, 1],
    ]);
    expect(asked[0]?.url).toBe('/api/query?id_list=2603.00001%2C2603.00002&start=0&max_results=100');
    expect(asked[0]?.headers['user-agent']).toContain('Paperboy');
    expect(asked[0]?.headers.accept).toBe('application/atom+xml');
  });

  it('reads what arXiv says of a paper', async () => {
    const entry = { id: '2603.00001v2', comment: '20 pages,\n  ICML 2026', journalReference: 'Nature 1 (2026)' };
    answers = [atom(atomFeed([{ ...entry, categories: ['cs.CL', 'I.2.7', '68T50', 'math.ST', 'hep-th'] }]))];
    const [paper] = await source().readPapers([one]);
    expect(paper).toEqual({
      id: one,
      title: 'On Papers',
      abstract: 'We study papers.',
      authors: ['Ada Lovelace'],
      keywords: [],
      publishedAt: new Date('2026-03-08T17:59:46Z'),
      categories: ['cs.CL', 'math.ST', 'hep-th'],
      arxiv: {
        version: 2,
        versionAt: new Date('2026-03-09T17:59:46Z'),
        comment: '20 pages, ICML 2026',
        journalReference: 'Nature 1 (2026)',
        isWithdrawn: false,
      },
    });
  });

  it('says that a paper was withdrawn', async () => {
    answers = [atom(atomFeed([{ id: '2603.00001v2', comment: 'This paper has been withdrawn by the authors' }]))];
    expect(await source().readPapers([one])).toMatchObject([{ arxiv: { isWithdrawn: true } }]);
  });

  it('leaves out papers that arXiv does not know, entries that are none, and papers that nobody asked for', async () => {
    answers = [atom(atomFeed([{ id: '2603.00001' }, { id: 'x' }, { id: '2603.00009' }, { id: '2603.00001' }]))];
    expect((await source().readPapers([one, two])).map(({ id }) => id)).toEqual([one]);
  });

  it('asks again without an id that arXiv does not take for one', async () => {
    answers = [atom(atomError('incorrect_id_format_for_2603.00001'), 400), atom(atomFeed([{ id: '2603.00002' }]))];
    expect((await source().readPapers([one, two])).map(({ id }) => id)).toEqual([two]);
    expect(asked.map(queryOf)).toEqual(['2603.00001,2603.00002', '2603.00002']);
  });

  it('takes any other error for one, whatever its status', async () => {
    for (const status of [200, 400]) {
      answers = [atom(atomError('max_results_too_large'), status)];
      await expect(source().readPapers([one])).rejects.toMatchObject({ reason: 'refused' });
    }
    answers = [atom(atomError('incorrect_id_format_for_2603.00009'), 400)];
    await expect(source().readPapers([one])).rejects.toMatchObject({ reason: 'refused' });
    expect(asked).toHaveLength(3);
  });

  it('takes a page without the papers that it counts as no answer', async () => {
    answers = [atom(atomFeed([], 2))];
    await expect(source().readPapers([one, two])).rejects.toMatchObject({ reason: 'incomplete' });
  });

  it('tries again after what may pass, with growing pauses that hold for everybody', async () => {
    answers = [
      atom('Rate exceeded.', 429),
      atom('<feed><entry>'),
      atom('', 503, { 'retry-after': '30' }),
      atom(atomFeed([{ id: '2603.00001' }])),
    ];
    expect(await source().readPapers([one])).toHaveLength(1);
    expect(waits).toEqual([5_000, 10_000, 30_000]);
    expect(pauses).toEqual([5_000, 10_000, 30_000, 0]);
  });

  it('leaves arXiv alone for as long as it asks for, and tells everybody', async () => {
    answers = [atom('', 503, { 'retry-after': '600' })];
    await expect(source().readPapers([one])).rejects.toMatchObject({ reason: 'rate limited' });
    expect(pauses).toEqual([600_000]);
  });

  it.each([
    ['a page', '<html><title>Just a moment...</title></html>', 'unexpected shape'],
    ['another feed', '<feed xmlns="http://www.w3.org/2005/Atom"/>', 'unexpected shape'],
    ['an entity bomb', '<!DOCTYPE feed [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><feed>&b;</feed>', 'not atom'],
  ])('refuses %s', async (_, body, reason) => {
    answers = Array.from({ length: 4 }, () => atom(body));
    await expect(source().readPapers([one])).rejects.toMatchObject({ reason });
    expect(open).toBe(0);
  });

  it('asks for nothing if nothing is wanted, and never for more than a hundred', async () => {
    expect(await source().readPapers([])).toEqual([]);
    expect(asked).toEqual([]);
    await expect(source().readPapers(Array(101).fill(one))).rejects.toThrow(RangeError);
  });

  it('takes any text for what it is', async () => {
    const arxiv = source();
    const written = anyText.map((text) => [...text.toWellFormed()].filter(isXml).join(''));
    const entries = fc.record({ title: written, abstract: written, comment: written, journalReference: written });
    await fc.assert(
      fc.asyncProperty(entries, async (entry) => {
        answers = [atom(atomFeed([{ id: '2603.00001', ...entry } satisfies AtomEntry]))];
        for (const { title, arxiv: facts } of await arxiv.readPapers([one])) {
          for (const text of [title, facts.comment ?? '-', facts.journalReference ?? '-'])
            expect(text).toMatch(/^\S+( \S+)*$/u);
        }
      }),
      { numRuns: 50 },
    );
  });

  const recorded = (name: string) => {
    const { body, status_code: status } = readShared('data', 'arxiv', 'atom', `${name}.json`) as {
      readonly body: string;
      readonly status_code: number;
    };
    return atom(body, status);
  };

  it.runIf(hasShared('data', 'arxiv', 'atom')).each([
    [
      'id-with-comment',
      '1605.08386',
      [{ categories: ['math.CO', 'math.ST'], arxiv: { comment: '20 pages, 3 figures' } }],
    ],
    ['old-style-id', 'astro-ph/0601001', [{ id: 'astro-ph/0601001', arxiv: { version: 1 } }]],
    ['versioned-id', '2104.12255', [{ title: '0', categories: ['cs.CR'] }]],
    ['unknown-id', '2601.00000', []],
    ['ids-one-unknown', '1707.08567', [{ id: '1707.08567', categories: ['cs.IT'] }]],
  ])('reads the recorded answer %s', async (name, id, expected) => {
    answers = [recorded(name)];
    expect(await source().readPapers([paperId(id)])).toMatchObject(expected);
  });

  it.runIf(hasShared('data', 'arxiv', 'atom'))('reads the recorded error', async () => {
    answers = [recorded('malformed-id')];
    await expect(source().readPapers([one])).rejects.toMatchObject({ reason: 'refused' });
  });
});

describe('readPaper', () => {
  it('finds one paper, which nobody can have upvoted', async () => {
    answers = [atom(atomFeed([{ id: '2603.00001' }]))];
    expect(await source().readPaper(one)).toMatchObject({
      paper: { id: one, isOnlyOnArxiv: true, categories: ['cs.CL', 'cs.AI'] },
      counts: { upvotes: 0 },
    });
  });

  it('finds none that arXiv does not know', async () => {
    answers = [atom(atomFeed([])), atom(atomError('incorrect_id_format_for_2603.00001'), 400)];
    expect(await source().readPaper(one)).toBeUndefined();
    expect(await source().readPaper(one)).toBeUndefined();
  });
});

/** What XML may hold at all. */
function isXml(character: string): boolean {
  return /[\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u.test(character);
}
