import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseQuery } from '../../../src/domain/search/parse-query.ts';
import { isStopWord } from '../../../src/domain/search/words.ts';
import { savePapers } from '../../../src/store/papers/papers.ts';
import { searchPapers } from '../../../src/store/search/search.ts';
import { createRandom, readRecordedPapers, toCounted } from '../../bench/search-corpus.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { counted, paperId } from '../../support/papers/papers.ts';
import { hasShared, readShared } from '../../support/shared.ts';

const recorded = readRecordedPapers();
const AT = new Date('2026-08-18T00:00:00Z');
const ASKED = 500;

describe.skipIf(recorded.length === 0 || !hasShared('data', 'seed-papers.json'))('search among 10,000 papers', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
    const papers = [...recorded.map(toCounted), ...seedPapers()];
    for (let from = 0; from < papers.length; from += 500)
      await savePapers(test.db, papers.slice(from, from + 500), { at: AT });
  }, 600_000);
  afterAll(() => test.close());

  it('finds the paper that is meant by three to five words of its title, one misspelt in a third of cases', async () => {
    const random = createRandom(2026);
    const places: number[] = [];
    const missed: string[] = [];
    for (const known of drawKnown(random)) {
      const found = await search(known.query, 10);
      const place = found.indexOf(known.id);
      places.push(place);
      if (place !== 0) missed.push(`${place} ${known.query} | ${known.title}`);
    }
    const first = places.filter((place) => place === 0).length / ASKED;
    const withinTen = places.filter((place) => place >= 0).length / ASKED;
    process.stdout.write(`known-item search: first ${first}, within ten ${withinTen}\n`);
    if (process.env.SEARCH_MISSED) process.stdout.write(`${missed.join('\n')}\n`);
    expect(first).toBeGreaterThanOrEqual(0.85);
    expect(withinTen).toBeGreaterThanOrEqual(0.97);
  }, 600_000);

  it('finds all seven for deepseek, DeepStack behind those that hold the word', async () => {
    const seeds = seedPapers().map(({ paper }) => paper.id);
    const found = (await search('deepseek', 500)).filter((id) => seeds.some((seed) => seed === id));
    expect(found.toSorted()).toEqual(seeds.toSorted());
    expect(found.at(-1)).toBe('2406.04334');
  });

  it('finds the six for deepsek', async () => {
    const six = seedPapers().filter(({ paper }) => /deepseek/i.test(paper.title));
    expect(six).toHaveLength(6);
    const found = await search('deepsek', 500);
    expect(six.map(({ paper }) => paper.id).filter((id) => !found.includes(id))).toEqual([]);
  });

  async function search(text: string, limit: number): Promise<readonly string[]> {
    const read = parseQuery(text);
    if (!('query' in read)) throw new Error(`${text}: ${read.problem}`);
    const { papers } = await searchPapers(test.db, read.query, { at: AT, offset: 0, limit });
    return papers.map(({ paper }) => paper.id);
  }
});

interface Seed {
  readonly arxivId: string;
  readonly title: string;
  readonly authors: readonly string[];
  readonly abstract: string;
}

function seedPapers() {
  const seeds = readShared('data', 'seed-papers.json') as readonly Seed[];
  return seeds.map(({ arxivId, title, authors, abstract }) => {
    const publishedAt = new Date(`20${arxivId.slice(0, 2)}-${arxivId.slice(2, 4)}-11T00:00:00Z`);
    return counted({ id: paperId(arxivId), title, authors, abstract, publishedAt }, { upvotes: 0 });
  });
}

/** Papers and what somebody types who remembers a part of their titles, each third with a slip in one word. */
function* drawKnown(random: () => number): Iterable<{ id: string; title: string; query: string }> {
  const below = (most: number) => Math.floor(random() * most);
  for (let asked = 0; asked < ASKED; ) {
    const paper = recorded[below(recorded.length)];
    // As they are typed: words of letters and digits, without LaTeX and without what has a meaning of its own.
    const words =
      paper?.title.split(/\s+/).filter((word) => /^[\p{L}\p{N}][\p{L}\p{N}'’-]*[:,.?!)]?$/u.test(word)) ?? [];
    if (paper === undefined || words.length < 5) continue;
    const count = 3 + below(3);
    // Half of them a piece of the title, half of them telling words from all over it.
    const start = below(words.length - count + 1);
    const chosen =
      random() < 0.5
        ? words.slice(start, start + count)
        : drawSome(
            words.filter((word) => !isStopWord(word.toLowerCase())),
            count,
            below,
          );
    const typed = chosen.map((word) => word.replace(/[:,.?!)]$/, ''));
    if (chosen.length < 3 || (asked % 3 === 0 && !misspell(typed, below))) continue;
    if (!('query' in parseQuery(typed.join(' ')))) continue;
    asked += 1;
    yield { id: paper.id, title: paper.title, query: typed.join(' ') };
  }
}

function drawSome(words: readonly string[], count: number, below: (most: number) => number): readonly string[] {
  const places = new Set(Array.from({ length: count * 3 }, () => below(words.length)));
  return [...places]
    .slice(0, count)
    .toSorted((a, b) => a - b)
    .flatMap((index) => words[index] ?? []);
}

/**
 * One slip in a word of four letters or more that is not a common one: a letter left out, doubled, changed, or two that
 * changed places. @returns false if there is no such word, or the slip changed nothing
 */
function misspell(words: string[], below: (most: number) => number): boolean {
  const places = words.flatMap((word, index) =>
    /^\p{L}{4,}$/u.test(word) && !isStopWord(word.toLowerCase()) ? [index] : [],
  );
  const place = places[below(places.length)];
  const word = place === undefined ? undefined : words[place];
  if (place === undefined || word === undefined) return false;
  const letters = [...word];
  const at = 1 + below(letters.length - 2);
  const slips = [
    () => letters.toSpliced(at, 1),
    () => letters.toSpliced(at, 0, letters[at] ?? ''),
    () => letters.toSpliced(at, 1, 'abcdefghijklmnopqrstuvwxyz'[below(26)] ?? ''),
    () => letters.toSpliced(at, 2, letters[at + 1] ?? '', letters[at] ?? ''),
  ];
  const misspelt = slips[below(slips.length)]?.().join('') ?? word;
  words[place] = misspelt;
  return misspelt !== word;
}
