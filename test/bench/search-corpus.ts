import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { CountedPaper } from '../../src/domain/paper.ts';
import { parsePaperId } from '../../src/domain/paper-id.ts';
import { listIndexWords, listMisspellable, sign, stemText } from '../../src/store/search/search-words.ts';
import { listPairs, wordsInOrder } from '../../src/store/search/text-words.ts';
import { hasShared, sharedPath } from '../support/shared.ts';

/** A paper of arXiv as it was recorded. */
export interface RecordedPaper {
  readonly id: string;
  readonly title: string;
  readonly authors: readonly string[];
  readonly abstract: string;
  readonly published_at: string;
  readonly categories: readonly string[];
}

/** 10,000 recent papers of arXiv. Empty, and says so, where they are not there. */
export function readRecordedPapers(): readonly RecordedPaper[] {
  if (!hasShared('data', 'arxiv', 'papers-10k.jsonl.gz')) return [];
  const text = gunzipSync(readFileSync(sharedPath('data', 'arxiv', 'papers-10k.jsonl.gz'))).toString('utf8');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

export function toCounted(recorded: RecordedPaper): CountedPaper {
  const id = parsePaperId(recorded.id);
  if (id === undefined) throw new Error(`${recorded.id} is no paper id`);
  const { title, abstract, authors, categories } = recorded;
  const publishedAt = new Date(recorded.published_at);
  return {
    paper: { id, title: title.replace(/\s+/g, ' '), abstract, authors, categories, keywords: [], publishedAt },
    counts: { upvotes: 0 },
  };
}

/** A paper that was made up, with its row in the index. */
export interface MadePaper {
  readonly id: string;
  readonly title: string;
  readonly abstract: string;
  readonly authors: readonly string[];
  readonly categories: readonly string[];
  readonly publishedAt: Date;
  readonly upvotes: number;
  /** In the index as a real paper of this text would be: see the check in `search-load.ts`. */
  readonly stems: string;
  readonly signs: readonly string[];
  readonly nearWords: readonly string[];
}

const SENTENCES = 8;
const AUTHORS = 5;
const NAMED_SHARE = 0.4;
const FIRST_AT = Date.parse('2019-01-01T00:00:00Z');
const LAST_AT = Date.parse('2026-08-17T00:00:00Z');
/** Since there are lists, one in ten papers stands on one and has upvotes. */
const LISTED_SHARE = 0.1;
/** No month of arXiv's has had so many papers: an id that is made is no recorded paper's. */
const ABOVE_REAL = 50_000;
const LISTS_SINCE = new Date('2023-05-05T00:00:00Z');

/**
 * Papers that serve to measure speed and nothing else. Each has the title of a recorded paper with a third of its words
 * taken from another's, two in five with an invented name in front (so that the vocabulary grows as a real one does);
 * eight sentences out of as many recorded abstracts; first and last names of recorded authors, mixed. So words are as
 * frequent, and stand together about as often, as in the recorded ones. Dates grow denser from 2019 to 2026, and papers
 * come in their order. The same seed makes the same papers.
 */
export function* makePapers(recorded: readonly RecordedPaper[], count: number, seed = 1): Iterable<MadePaper> {
  const random = createRandom(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const sentences = recorded.flatMap(({ abstract }) =>
    (abstract.match(/[^.!?]+[.!?]+(?=\s|$)/g) ?? [abstract]).map((text) => ({
      text: text.replace(/\s+/g, ' ').trim(),
      signs: signsOf({ abstract: text }),
    })),
  );
  const names = recorded.flatMap(({ authors }) => authors.map((name) => name.split(' ')));
  const inMonth = new Map<string, number>();
  for (let index = 0; index < count; index += 1) {
    const publishedAt = new Date(FIRST_AT + Math.sqrt((index + 1) / count) * (LAST_AT - FIRST_AT));
    const title = makeTitle(pick, random);
    const body = Array.from({ length: SENTENCES }, () => pick(sentences));
    const authors = Array.from({ length: 1 + Math.floor(random() * AUTHORS * 2) }, () =>
      [pick(names)[0], pick(names).at(-1)].join(' '),
    );
    const month = publishedAt.toISOString().slice(2, 7).replace('-', '');
    const number = (inMonth.get(month) ?? ABOVE_REAL) + 1;
    inMonth.set(month, number);
    const upvotes =
      publishedAt > LISTS_SINCE && random() < LISTED_SHARE ? Math.floor(Math.exp(2.3 + 1.1 * normal(random))) : 0;
    const { categories } = pick(recorded);
    const id = `${month}.${number}`;
    const head = searchable({ id, title, authors, categories, dated_at: publishedAt, upvotes });
    const signs = new Set(listIndexWords(head));
    for (const sentence of body) for (const each of sentence.signs) signs.add(each);
    const abstract = body.map(({ text }) => text).join(' ');
    for (const pair of listPairs(wordsInOrder(title, abstract))) signs.add(sign.pair(pair));
    yield {
      ...{ id, title, abstract, authors, categories, publishedAt, upvotes },
      stems: stemText(title),
      signs: [...signs],
      nearWords: listMisspellable(head),
    };
  }

  function makeTitle(from: typeof pick, chance: () => number): string {
    const words = from(recorded).title.split(/\s+/);
    const others = from(recorded).title.split(/\s+/);
    const mixed = words.map((word, index) => (chance() < 1 / 3 ? (others[index] ?? word) : word)).join(' ');
    return chance() < NAMED_SHARE ? `${inventName(chance)}: ${mixed}` : mixed;
  }
}

function signsOf(text: { abstract: string }): readonly string[] {
  return listIndexWords(searchable(text)).filter((sign) => !sign.includes(':'));
}

export function searchable(facts: Partial<Parameters<typeof listIndexWords>[0]>): Parameters<typeof listIndexWords>[0] {
  return {
    ...{ id: '', title: '', abstract: '', authors: [], summary: null, keywords: [], organization: null },
    ...{ github_repo: null, categories: [], topics: [], dated_at: new Date(0), upvotes: 0 },
    ...facts,
  };
}

const SYLLABLES = 'ba co da fi go hu ja ke lo mi na po qui ra se to vu wa xe yo zi tra gle plo sti nor man tel'.split(
  ' ',
);

function inventName(random: () => number): string {
  const syllables = Array.from(
    { length: 2 + Math.floor(random() * 3) },
    () => SYLLABLES[Math.floor(random() * SYLLABLES.length)] ?? '',
  );
  const name = syllables.join('');
  return `${name[0]?.toUpperCase()}${name.slice(1)}${random() < 0.3 ? 'Net' : ''}`;
}

/** Mulberry32: the same numbers on every machine. */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
