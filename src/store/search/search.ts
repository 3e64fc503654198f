import { sql } from 'kysely';
import { UserError } from '../../domain/errors.ts';
import type { RankedPaper } from '../../domain/paper.ts';
import type { PaperId } from '../../domain/paper-id.ts';
import type { Query } from '../../domain/search/query.ts';
import { type Candidate, rankCandidates, type WantedWord } from '../../domain/search/relevance.ts';
import { indexWords, isStopWord, spell, wordsOf } from '../../domain/search/words.ts';
import { listPapersInOrder } from '../papers/rows.ts';
import type { Db } from '../schema.ts';
import { LEAST_LIKENESS, listNearWords, type NearWord, type NearWords } from './near-words.ts';
import { hasPhrases, keepPhrases } from './phrases.ts';
import { type Lane, listCandidates, type Within } from './search-lanes.ts';
import { contradictsItself, type Field, listPlainWords, toConditions } from './search-query.ts';
import { stem } from './search-words.ts';

export interface SearchOptions extends Within {
  readonly offset: number;
  readonly limit: number;
}

/** One page of what a search found. */
export interface SearchPage {
  readonly papers: readonly RankedPaper[];
  /** Over all pages; the best of more if `isCut`. */
  readonly total: number;
  /** Those of all pages that have all that was asked for. */
  readonly exact: number;
  readonly isCut: boolean;
  /** Whether no paper has all that was asked for, and those that were found only come near. */
  readonly isNear: boolean;
  /** Words that may have been meant, if nothing was found. */
  readonly suggestions: readonly string[];
  /** Whether a word of a paper's text is one of those that were looked for. */
  readonly isMatch: (word: string) => boolean;
}

/** Candidates of each lane. */
const NEWEST = 120;
const IN_TITLE = 120;
const LIKED = 60;
/** Phrases are looked for in the text of so many papers that have their words. */
const WITH_PHRASES = 400;
const ALIKE = 60;
const PARTLY = 40;
/** Fewer hits than a page: then words are also taken to be misspelt, or left out. */
const FEW = 10;
/** A single word is likely a name; near names stand behind so many hits. */
const FEW_NAMES = 200;
/** Nobody waits longer; with the index the slowest searches take a tenth of it. */
const WITHIN_MS = 1_500;
const QUERY_CANCELED = '57014';

/**
 * The papers that a query is about, the most relevant first (`domain/search/relevance.ts`).
 *
 * Candidates come from several lanes: the newest hits, the newest of those whose titles hold the words, and the newest
 * of those that many liked. If there are few, also from words near to those that were typed, and from leaving one out.
 * They are ranked together. The price: of a word that thousands of papers hold, an older paper that is in none of the
 * lanes is not shown.
 *
 * @throws UserError `slow-search` if it takes longer than anybody waits
 */
export async function searchPapers(db: Db, query: Query, options: SearchOptions): Promise<SearchPage> {
  if (contradictsItself(query)) return NOTHING;
  try {
    return await db.transaction().execute(async (tx) => {
      const newestAt = await prepare(tx);
      return newestAt === undefined ? NOTHING : await search(tx, query, { ...options, newestAt });
    });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === QUERY_CANCELED)
      throw new UserError({ code: 'slow-search' }, { cause: error });
    throw error;
  }
}

/**
 * Sets the limits of a search, which is half a dozen small questions: workers would take longer to start than to answer
 * them. @returns when the newest paper appeared; undefined if there is none
 */
async function prepare(tx: Db): Promise<Date | undefined> {
  const { rows } = await sql<{ newest_at: Date | null }>`
    select set_config('statement_timeout', ${String(WITHIN_MS)}, true),
      set_config('max_parallel_workers_per_gather', '0', true), set_config('jit', 'off', true),
      set_config('pg_trgm.similarity_threshold', ${String(LEAST_LIKENESS)}, true),
      (select max(dated_at) from paper_search) as newest_at`.execute(tx);
  return rows[0]?.newest_at ?? undefined;
}

async function search(db: Db, query: Query, options: SearchOptions & { newestAt: Date }): Promise<SearchPage> {
  const { candidates, near, isCut } = await gather(db, query, { within: options, newestAt: options.newestAt });
  const ranked = rankCandidates([...candidates.values()], listWanted(query, near));
  const page = ranked.slice(options.offset, options.offset + options.limit).map(({ id }) => id as PaperId);
  const papers = await listPapersInOrder(db, page, options);
  return {
    papers,
    total: ranked.length,
    exact: ranked.filter(({ found }) => found === 'whole').length,
    isCut,
    isNear: ranked.every(({ found }) => found !== 'whole'),
    suggestions: ranked.length > 0 ? [] : suggest(near),
    isMatch: createMatcher(query, near),
  };
}

const NOTHING: SearchPage = {
  ...{ papers: [], total: 0, exact: 0, isCut: false, isNear: false, suggestions: [] },
  isMatch: () => false,
};

function suggest(near: NearWords): readonly string[] {
  return [...near.values()].flatMap(([likeliest]) => (likeliest === undefined ? [] : [likeliest.word])).slice(0, 3);
}

interface Gathered {
  readonly candidates: ReadonlyMap<PaperId, Candidate>;
  readonly near: NearWords;
  readonly isCut: boolean;
}

async function gather(db: Db, query: Query, at: { within: Within; newestAt: Date }): Promise<Gathered> {
  const candidates = new Map<PaperId, Candidate>();
  const plain = listPlainWords(query);
  const words = plain.flatMap((word) => word.words);
  const collect = async (lanes: readonly Lane[], found: Candidate['found']) => {
    const rows = await listCandidates(db, lanes, at);
    const fresh = rows.filter(({ paper_id }) => !candidates.has(paper_id));
    const { own } = at.within;
    const ofTopic = own !== undefined && hasPhrases(own) ? await keepPhrases(db, own, fresh) : fresh;
    const kept = hasPhrases(query) ? await keepPhrases(db, query, ofTopic) : ofTopic;
    for (const { paper_id: id, title, upvotes, dated } of kept)
      candidates.set(id, { id, title: title.split(' '), upvotes, dated, found });
    return lanes.some(({ most }, lane) => rows.filter((row) => row.lane === lane).length >= most);
  };

  const isCut = await collect(listLanes(query), 'whole');
  const few = query.wanted.length === 1 && plain.length === 1 ? FEW_NAMES : FEW;
  if (candidates.size >= few || plain.length === 0) return { candidates, near: new Map(), isCut };
  const near = await listNearWords(db, words);
  if (near.size > 0) {
    const lane = (field: Field, kinds: readonly NearWord['kind'][], most: number) => ({
      search: toConditions(query, { field, near, kinds }),
      most,
    });
    // A name that is found often was not misspelt, but others like it are offered, too.
    if (!isCut) await collect([lane('title', ['slip'], IN_TITLE), lane('word', ['slip'], NEWEST)], 'near');
    if (isCut) await collect([lane('title', ['slip', 'alike', 'longer'], ALIKE)], 'near');
    else if (candidates.size < few)
      await collect([lane('title', ['alike', 'longer'], ALIKE), lane('word', ['longer'], ALIKE)], 'near');
  }
  if (candidates.size >= FEW || plain.length < 2) return { candidates, near, isCut };
  const kinds = ['slip', 'longer'] as const;
  const partly = plain.map((_, leaveOut) => ({ search: toConditions(query, { near, kinds, leaveOut }), most: PARTLY }));
  await collect(partly, 'partly');
  return { candidates, near, isCut };
}

function listLanes(query: Query): readonly Lane[] {
  const search = toConditions(query);
  // The likeliest first: of phrases, texts are read in this order until there are enough.
  return [
    { search: toConditions(query, { field: 'title' }), most: IN_TITLE },
    { search, most: LIKED, liked: true },
    { search, most: hasPhrases(query) ? WITH_PHRASES : NEWEST },
  ];
}

/** The words that are looked for, in order, as the ranking compares them. */
function listWanted(query: Query, near: NearWords): readonly WantedWord[] {
  return query.wanted.flatMap((clause) => {
    const texts = clause.flatMap((term) => (term.kind === 'word' || term.kind === 'phrase' ? [term.text] : []));
    // The alternatives of an OR stand for one word.
    if (clause.length > 1) return texts.length === 0 ? [] : [toWanted(texts.flatMap(wordsOf), [])];
    return texts.flatMap((text) => {
      const [{ joined } = {}, ...others] = spell(text);
      const whole = joined === undefined || others.length > 0 ? [] : [joined];
      return wordsOf(text).map((word) =>
        toWanted(
          [word, ...whole],
          [word, ...whole].flatMap((key) => near.get(key) ?? []),
        ),
      );
    });
  });
}

function toWanted(words: readonly string[], near: readonly NearWord[]): WantedWord {
  return {
    stems: words.map(stem),
    isCommon: words.every(isStopWord),
    near: near.map(({ word, likeness }) => ({ stem: stem(word), likeness })),
  };
}

function createMatcher(query: Query, near: NearWords): (word: string) => boolean {
  const texts = query.wanted.flat().flatMap((term) => ('text' in term && term.kind !== 'cat' ? [term.text] : []));
  const stems = new Set(
    [...texts.flatMap((text) => [...indexWords(text)]), ...[...near.values()].flat().map(({ word }) => word)].map(stem),
  );
  return (word) => [...indexWords(word)].some((variant) => stems.has(stem(variant)));
}
