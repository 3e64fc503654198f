import type { RankedPaper } from '../../domain/paper.ts';
import type { PaperId } from '../../domain/paper-id.ts';
import type { Query } from '../../domain/search/query.ts';
import { type Candidate, rankCandidates, type WantedWord } from '../../domain/search/relevance.ts';
import { indexWords, isStopWord, spell, wordsOf } from '../../domain/search/words.ts';
import { listPapersInOrder } from '../papers/rows.ts';
import { withinPatience } from '../patience.ts';
import type { Db } from '../schema.ts';
import { LEAST_LIKENESS, listNearWords, type NearWord, type NearWords } from './near-words.ts';
import { hasPhrases, keepPhrases } from './phrases.ts';
import { type Lane, listCandidates, type Within } from './search-lanes.ts';
import { contradictsItself, listPlainWords, toConditions, type WordPlace } from './search-query.ts';
import { stem } from './search-words.ts';

export interface SearchOptions extends Within {
  /** The instant from which a search looks back: what is newer is found too, only not as fast. */
  readonly at: Date;
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
const NEWEST = 50;
const IN_TITLE = 50;
const LIKED = 30;
/** Of a phrase that few of the candidates have, so many more that have its words: each text must be read. */
const WITH_PHRASES = 400;
const ENOUGH_WITH_PHRASE = 30;
const ALIKE = 60;
const PARTLY = 40;
/** Fewer hits than a page: then words are also taken to be misspelt, or left out. */
const FEW = 10;
/** A single word is likely a name; near names stand behind so many hits, unless so many have it in the title. */
const FEW_NAMES = 100;
const FEW_TITLES = 25;

/**
 * For the connections by which people search, complete titles and read lists: nobody waits longer than this for a
 * statement (with the index the slowest take a tenth of it). A search is half a dozen small questions: workers, and code
 * made for them, would take longer to start than to answer them.
 */
export const SEARCH_LIMITS = {
  connections: 3,
  connectWithinMs: 4_000,
  statementWithinMs: 1_500,
  prepares: true,
  settings: {
    jit: 'off',
    // A plan is good for all words: which index is taken never depends on them.
    plan_cache_mode: 'force_generic_plan',
    max_parallel_workers_per_gather: '0',
    'pg_trgm.similarity_threshold': String(LEAST_LIKENESS),
  },
};

/**
 * The papers that a query is about, the most relevant first (`domain/search/relevance.ts`).
 *
 * Candidates come from several lanes: the newest hits, the newest of those whose titles hold the words, and the newest
 * of those that many liked. If there are few, also from words near to those that were typed, and from leaving one out.
 * They are ranked together. The price: of a word that thousands of papers hold, an older paper that is in none of the
 * lanes is not shown.
 *
 * @param db with connections of {@link SEARCH_LIMITS}, so that nobody waits for long
 * @throws UserError `too-slow` if it takes longer than anybody waits
 */
export async function searchPapers(db: Db, query: Query, options: SearchOptions): Promise<SearchPage> {
  if (contradictsItself(query)) return NOTHING;
  return await withinPatience(search(db, query, options));
}

async function search(db: Db, query: Query, options: SearchOptions): Promise<SearchPage> {
  const { candidates, near, isCut } = await gather(db, query, { within: options, at: options.at });
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
    isMatch: matchWords(query, near),
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

async function gather(db: Db, query: Query, { within, at }: { within: Within; at: Date }): Promise<Gathered> {
  const candidates = new Map<PaperId, Candidate>();
  const looked = new Set<PaperId>();
  const plain = listPlainWords(query);
  const words = plain.flatMap((word) => word.words);
  const collect = async (lanes: readonly Lane[], found: Candidate['found']) => {
    const rows = await listCandidates(db, lanes, { within, at });
    const fresh = rows.filter(({ paper_id }) => !looked.has(paper_id));
    for (const { paper_id } of fresh) looked.add(paper_id);
    const { own } = within;
    const ofTopic = own !== undefined && hasPhrases(own) ? await keepPhrases(db, own, fresh) : fresh;
    const kept = hasPhrases(query) ? await keepPhrases(db, query, ofTopic) : ofTopic;
    for (const { paper_id: id, title, upvotes, dated } of kept)
      candidates.set(id, { id, title: title.split(' '), upvotes, dated, found });
    return lanes.some(({ most }, lane) => rows.filter((row) => row.lane === lane).length >= most);
  };

  let isCut = await collect(listLanes(query), 'whole');
  if (isCut && candidates.size < ENOUGH_WITH_PHRASE && hasPhrases(query))
    isCut = await collect([{ search: toConditions(query), most: WITH_PHRASES }], 'whole');
  const isName = query.wanted.length === 1 && plain.length === 1;
  const few = isName ? FEW_NAMES : FEW;
  const isKnown = candidates.size >= few || (isName && countTitled(candidates, words) >= FEW_TITLES);
  if (isKnown || plain.length === 0) return { candidates, near: new Map(), isCut };
  const near = await listNearWords(db, words);
  if (near.size > 0) {
    const lane = (place: WordPlace, kinds: readonly NearWord['kind'][], most: number) => ({
      search: toConditions(query, { place, near, kinds }),
      most,
    });
    // A name that is found often was not misspelt, but others like it are offered, too.
    if (!isCut)
      await collect([{ ...lane('title', ['slip'], IN_TITLE), ofLast: true }, lane('word', ['slip'], NEWEST)], 'near');
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

function countTitled(candidates: ReadonlyMap<PaperId, Candidate>, words: readonly string[]): number {
  const stems = words.map(stem);
  return [...candidates.values()].filter(({ title }) => stems.some((each) => title.includes(each))).length;
}

function listLanes(query: Query): readonly Lane[] {
  const search = toConditions(query);
  // The likeliest first: of phrases, texts are read in this order until there are enough.
  return [
    { search: toConditions(query, { place: 'title' }), most: IN_TITLE, enough: IN_TITLE / 2, ofLast: true },
    { search, most: LIKED, enough: LIKED / 2, liked: true, ofLast: true },
    { search, most: NEWEST },
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

function matchWords(query: Query, near: NearWords): (word: string) => boolean {
  const texts = query.wanted.flat().flatMap((term) => ('text' in term && term.kind !== 'cat' ? [term.text] : []));
  const stems = new Set(
    [...texts.flatMap((text) => [...indexWords(text)]), ...[...near.values()].flat().map(({ word }) => word)].map(stem),
  );
  return (word) => [...indexWords(word)].some((variant) => stems.has(stem(variant)));
}
