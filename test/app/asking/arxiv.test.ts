import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { saveList } from '../../../src/store/papers/lists.ts';
import { findPaper } from '../../../src/store/papers/papers.ts';
import { startTestBot, type TestBot } from '../../support/bot/bot.ts';
import { messageOf, wordsOf } from '../../support/discord/replies.ts';
import { subscribeBy } from '../../support/discord/subscribing.ts';
import { atomFeed } from '../../support/papers/atom.ts';
import { holdList } from '../../support/papers/lists.ts';
import { day, manyCounted, paperId } from '../../support/papers/papers.ts';

/** Hugging Face, which knows no paper at first, and arXiv, which knows those of 2603; both on one address. */
let server: ReturnType<typeof createServer>;
let url: string;
let asked: { readonly ids: readonly string[]; readonly at: number }[];
let held: ServerResponse[];
let holds: boolean;
let huggingFace: 'knows none' | 'refuses' | 'knows all';

beforeEach(async () => {
  asked = [];
  held = [];
  holds = false;
  huggingFace = 'knows none';
  server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
    const [, named] = /^\/api\/papers\/(.+)$/.exec(pathname) ?? [];
    if (named !== undefined && huggingFace === 'refuses') return response.writeHead(403).end();
    if (named !== undefined && huggingFace === 'knows all') {
      response.setHeader('content-type', 'application/json');
      return response.end(JSON.stringify({ id: named, title: 'On Robots', upvotes: 7 }));
    }
    if (pathname !== '/api/query') return response.writeHead(pathname.includes('daily') ? 400 : 404).end();
    const ids = (searchParams.get('id_list') ?? '').split(',');
    asked.push({ ids, at: performance.now() });
    const known = ids.filter((id) => id.startsWith('2603.'));
    const facts = { title: 'On Robots', comment: '20 pages, ICML 2026', categories: ['cs.RO', 'cs.AI'] };
    response.setHeader('content-type', 'application/atom+xml');
    response.write(atomFeed(known.map((id) => ({ id: `${id}v2`, ...facts }))));
    if (holds) return held.push(response);
    return response.end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const start = (settings: Readonly<Record<string, string>> = {}) =>
  startTestBot({ at: '2026-03-10T08:30:00Z', settings: { HUGGINGFACE_URL: url, ARXIV_URL: url, ...settings } });
const ask = ({ sandbox }: TestBot, command: string, options: Readonly<Record<string, string>>) => {
  const { general, linus } = sandbox.world.first;
  return sandbox.people.invoke(linus, { channelId: general, command, options });
};

describe('a paper that Hugging Face does not know', () => {
  it('is looked up at arXiv, kept, and found by search', async () => {
    await using bot = await start();
    const reply = await ask(bot, 'paper', { paper: 'https://arxiv.org/abs/2603.00042v1' });
    expect(wordsOf(reply)).toContain('[On Robots](https://arxiv.org/abs/2603.00042)');
    expect(wordsOf(reply)).toContain('cs.RO, cs.AI · version 2');
    expect(wordsOf(reply)).toContain('Comment: 20 pages, ICML 2026');
    expect(JSON.stringify(messageOf(reply).components)).not.toContain('huggingface.co');
    expect(wordsOf(await ask(bot, 'paper', { paper: '2603.00042' }))).toContain('On Robots');
    expect(wordsOf(await ask(bot, 'search', { query: 'robots cat:cs.RO' }))).toContain(
      '](https://arxiv.org/abs/2603.00042)',
    );
    expect(asked.map(({ ids }) => ids)).toEqual([['2603.00042']]);
  });

  it('is looked for there again a day later, once, and shown as it is held while that fails', async () => {
    await using bot = await start();
    const show = async () => wordsOf(await ask(bot, 'paper', { paper: '2603.00042' }));
    expect(await show()).toContain('not on Hugging Face');
    for (const time of ['2026-03-11T08:29:00Z', '2026-03-11T08:31:00Z', '2026-03-12T08:00:00Z']) {
      await bot.moveTo(time);
      expect(await show()).toContain('not on Hugging Face');
    }
    expect(asked).toHaveLength(2);
    huggingFace = 'refuses';
    await bot.moveTo('2026-03-12T09:00:00Z');
    expect(await show()).toContain('not on Hugging Face');
    huggingFace = 'knows all';
    await bot.moveTo('2026-03-12T09:01:00Z');
    const card = await show();
    expect(card).not.toContain('not on Hugging Face');
    expect(card).toContain('7 upvotes');
  });

  it('and arXiv neither, is answered with a sentence; two questions are three seconds apart', async () => {
    await using bot = await start();
    expect(wordsOf(await ask(bot, 'paper', { paper: '2601.00001' }))).toContain('Neither Hugging Face nor arXiv knows');
    await ask(bot, 'paper', { paper: 'hep-th/9901001' });
    const [first, second] = asked;
    expect(second?.ids).toEqual(['hep-th/9901001']);
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(2_990);
  });

  it('and arXiv neither, is not found among the papers of a message; whatever was not asked for is not called so', async () => {
    await using bot = await start();
    const { people, world } = bot.sandbox;
    const { general, linus } = world.first;
    const at = bot.clock.now();
    const papers = manyCounted(1, 1);
    await holdList(bot.database.db, '2026-03-09', papers, at);
    const held = papers[0]?.paper.id ?? '';
    const show = async (more: string) => {
      const { id } = await people.say(linus, { channelId: general, content: `${held} and ${more}` });
      return wordsOf(await people.useOnMessage(linus, { messageId: id, command: 'Show papers' }));
    };
    expect(await show('2601.00002')).toContain('Not found: `2601.00002`');
    server.close();
    server.closeAllConnections();
    const unasked = await show('2601.00003');
    expect(unasked).toContain('Could not be looked up now: `2601.00003`');
    expect(unasked).not.toContain('Not found');
  });
});

describe('arXiv', () => {
  it('is asked about papers of lists, and keeps no digest waiting', async () => {
    holds = true;
    await using bot = await start({ INGEST_CRON: '* * * * * *' });
    const { ada, papers } = bot.sandbox.world.first;
    const list = { day: day('2026-03-10'), source: 'the test', papers: manyCounted(3), rejected: 0 };
    await subscribeBy(bot.sandbox, ada, { channelId: papers, options: { time: '09:00' } });
    await saveList(bot.database.db, { ...list, at: bot.clock.now() });
    await vi.waitFor(() => expect(held).toHaveLength(1), { timeout: 20_000 });
    await bot.moveTo('2026-03-11T09:00:00Z');
    const posted = bot.sandbox.world.messages(papers).filter((message) => JSON.stringify(message).includes('Paper 1'));
    expect(posted).toHaveLength(1);
    expect(held[0]?.writableEnded).toBe(false);
    expect(await findPaper(bot.database.db, paperId('2603.00001'))).not.toHaveProperty('paper.arxiv');

    holds = false;
    for (const response of held) response.end();
    await vi.waitFor(
      async () =>
        expect(await findPaper(bot.database.db, paperId('2603.00001'))).toMatchObject({
          paper: { title: 'Paper 1', categories: ['cs.RO', 'cs.AI'], arxiv: { version: 2 } },
        }),
      { timeout: 20_000 },
    );
  });
});
