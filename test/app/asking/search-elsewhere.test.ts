import type { RequestListener } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OptionValue } from '../../../src/sandbox/people/commands.ts';
import { findPaper, savePapers } from '../../../src/store/papers/papers.ts';
import { startTestBot, type TestBot } from '../../support/bot/bot.ts';
import { buttonOf, isEphemeral, messageOf, wordsOf } from '../../support/discord/replies.ts';
import { type Loopback, startLoopback } from '../../support/loopback.ts';
import { counted, paperId } from '../../support/papers/papers.ts';

let bot: TestBot;
let first: TestBot['sandbox']['world']['first'];
let server: Loopback;
let answer: RequestListener;

beforeAll(async () => {
  server = await startLoopback((request, response) => {
    if (request.url?.startsWith('/api/papers/search?')) answer(request, response);
    else response.writeHead(403).end();
  });
  bot = await startTestBot({ at: '2026-03-11T08:30:00Z', settings: { HUGGINGFACE_URL: server.url } });
  first = bot.sandbox.world.first;
});
afterAll(async () => {
  await bot?.[Symbol.asyncDispose]();
  await server?.[Symbol.asyncDispose]();
});
// Every test is given shares of its own, and a source that is not at rest.
beforeEach(() => bot.clock.move(11 * 60_000));

const finds = (...papers: readonly (readonly [id: string, title: string, facts?: object])[]) => {
  const items = papers.map(([id, title, facts]) => ({ paper: { id, title, upvotes: 3, ...facts }, numComments: 1 }));
  answer = (_, response) => response.writeHead(200).end(JSON.stringify(items));
};
const questions = () =>
  server.asked.flatMap(({ url = '' }) => {
    const { pathname, searchParams } = new URL(url, server.url);
    return pathname === '/api/papers/search' ? [searchParams.get('q')] : [];
  });
const search = (query: string, options: Readonly<Record<string, OptionValue>> = {}, userId = first.ada) =>
  bot.sandbox.people.invoke(userId, { channelId: first.general, command: 'search', options: { query, ...options } });
const hold = (...papers: readonly (readonly [id: string, title: string])[]) =>
  savePapers(
    bot.database.db,
    papers.map(([id, title]) => counted({ id: paperId(id), title, abstract: '' })),
    { at: bot.clock.now() },
  );
const MARK = "found by Hugging Face's search";
const rowsOf = (words: string) => words.split('\n').filter((line) => /^\*\*\d+\.\*\*/.test(line));

describe("Hugging Face's own search", () => {
  it('adds to few hits what it finds, below ours, marked, each once; it is kept and then an own hit', async () => {
    await hold(['2603.10001', 'Kazakh Speech'], ['2603.10002', 'Kazakh Text']);
    finds(['2603.10002', 'Kazakh Text'], ['2404.10003', 'Questions of the Steppe'], ['2404.10004', 'Kazakh Songs']);
    const reply = await search('Kazakh');
    expect(isEphemeral(messageOf(reply))).toBe(true);
    const words = wordsOf(reply);
    expect(words).toContain("4 papers · 2 found by Hugging Face's search");
    expect(rowsOf(words).map((row) => /Speech|Text|Steppe|Songs/.exec(row)?.[0])).toEqual([
      'Speech',
      'Text',
      'Steppe',
      'Songs',
    ]);
    expect(words.split(MARK)).toHaveLength(4);
    expect(await findPaper(bot.database.db, paperId('2404.10003'))).toMatchObject({ counts: { upvotes: 3 } });
    bot.clock.move(11 * 60_000);
    finds();
    const later = wordsOf(await search('Kazakh'));
    expect(later).toContain('Songs');
    expect(later).not.toContain(MARK);
  });

  it('is asked once, and shows the same to whoever asks again, turns pages and shares', async () => {
    await hold(
      ...Array.from({ length: 12 }, (_, index) => [`2603.11${100 + index}`, `Lagoon number ${index}`] as const),
    );
    finds(...Array.from({ length: 10 }, (_, index) => [`2404.11${100 + index}`, `Basin ${index}`] as const));
    const reply = await search('lagoon weather');
    const list = messageOf(reply);
    const firstRows = rowsOf(wordsOf(reply));
    expect(firstRows).toHaveLength(10);
    expect(wordsOf(reply)).toContain(
      "22 papers · page 1 of 3 · 10 found by Hugging Face's search · the others come near",
    );
    expect(rowsOf(wordsOf(await search('lagoon weather', {}, first.grace)))).toEqual(firstRows);
    const press = (label: string, of = list) =>
      bot.sandbox.people.press(first.ada, { messageId: list.id, customId: buttonOf(of, label) });
    const second = await press('Next');
    const third = await press('Next', messageOf(second));
    const titles = [firstRows, ...[second, third].map((page) => rowsOf(wordsOf(page)))].flat();
    expect(titles).toHaveLength(22);
    expect(new Set(titles.map((row) => row.replace(/^\S+ /, ''))).size).toBe(22);
    expect(titles.map((row) => Number(/\d+/.exec(row)?.[0]))).toEqual(titles.map((_, index) => index + 1));
    const back = await press('Previous', messageOf(await press('Previous', messageOf(third))));
    expect(rowsOf(wordsOf(back))).toEqual(firstRows);
    const shared = await press('Share', messageOf(back));
    expect(isEphemeral(messageOf(shared))).toBe(false);
    expect(rowsOf(wordsOf(shared))).toEqual(firstRows);
    expect(questions().filter((words) => words === 'lagoon weather')).toHaveLength(1);
  });

  it('is asked for the words alone, and what does not keep to the rest is not shown', async () => {
    finds(
      ['2404.12001', 'Glaciers seen by one', { authors: [{ name: 'Ada Lovelace' }] }],
      ['2404.12002', 'Glaciers seen by two', { authors: [{ name: 'Grace Hopper' }] }],
      ['2404.12003', 'Glaciers and melting', { authors: [{ name: 'Ada Lovelace' }] }],
    );
    const words = wordsOf(await search('"polar glaciers" OR icebergs author:Lovelace -melting'));
    expect(questions().at(-1)).toBe('polar glaciers icebergs');
    expect(rowsOf(words)).toHaveLength(1);
    expect(words).toContain('seen by one');
  });

  it.each([
    ['nothing but operators', 'author:Nobody', {}],
    ['a topic', 'fjords', { topic: 'Video' }],
    ['a time', 'fjords', { since: 'week' }],
  ])('is not asked about %s', async (_, query, options) => {
    finds(['2404.13001', 'Fjords']);
    const before = questions().length;
    expect(wordsOf(await search(query, options))).toContain('No paper that Paperboy holds');
    expect(questions()).toHaveLength(before);
  });

  it('is not asked when there are hits enough', async () => {
    await hold(...Array.from({ length: 5 }, (_, index) => [`2603.1400${index}`, `Tundra ${index}`] as const));
    const before = questions().length;
    expect(rowsOf(wordsOf(await search('tundra')))).toHaveLength(5);
    expect(questions()).toHaveLength(before);
  });

  it.each<[string, RequestListener]>([
    ['fails', (_, response) => response.writeHead(503).end()],
    ['limits', (_, response) => response.writeHead(429, { 'retry-after': '5' }).end()],
    ['talks nonsense', (_, response) => response.writeHead(200).end('<!doctype html>')],
    ['is silent', () => undefined],
    ['hangs up', (_, response) => response.destroy()],
  ])('when it %s, leaves our own hits with a quiet sentence, and is not stormed', async (kind, fault) => {
    await hold(['2603.15001', 'Savanna alone']);
    answer = fault;
    const before = questions().length;
    const word = `savanna ${kind.replace(/ /g, '')}`;
    const gaveUp = () => bot.logLines.filter((line) => line.includes('search not answered')).length;
    const [gaveUpBefore, words] = [gaveUp(), wordsOf(await search(word))];
    // The person has an answer while the silent source may still give one.
    if (kind === 'is silent') expect(gaveUp()).toBe(gaveUpBefore);
    expect(words).toContain('Savanna');
    expect(words).toContain("-# Hugging Face's own search did not answer.");
    expect(wordsOf(await search(word))).toContain('did not answer');
    expect(questions().length - before).toBe(1);
    expect(bot.logLines.join('\n')).not.toContain('savanna');
  });

  it('bounds a person, who is told, and nobody else', async () => {
    finds();
    for (let count = 0; count < 10; count += 1) await search(`steppes${count}`, {}, first.grace);
    expect(wordsOf(await search('steppes77', {}, first.grace))).toContain('was not asked: there were many questions');
    finds(['2404.16001', 'Far away']);
    expect(wordsOf(await search('steppes77'))).toContain(MARK);
  });

  it('does no harm with what it finds', async () => {
    finds(['2404.17001', '@everyone ](https://evil.example) **x**']);
    const words = wordsOf(await search('volcanoes'));
    expect(words).toContain(MARK);
    expect(words).not.toContain('](https://evil.example)');
  });
});
