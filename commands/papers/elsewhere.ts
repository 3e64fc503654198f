import type { Ask } from '../../src/discord/command.ts';
import { forgetOldest } from '../../src/domain/forget-oldest.ts';
import type { RankedPaper } from '../../src/domain/paper.ts';
import type { PaperId } from '../../src/domain/paper-id.ts';
import type { ElsewhereOutcome, PaperSearch } from '../../src/domain/ports/sources.ts';
import { printQuery, type Query } from '../../src/domain/search/query.ts';
import { savePapers } from '../../src/store/papers/papers.ts';
import { listKeeping } from '../../src/store/search/keeping.ts';
import type { SearchPage } from '../../src/store/search/search.ts';
import type { Context } from '../context.ts';

/** A source's own search, and what it found for which query: then pages and *Share* show the same as the first answer. */
export interface Elsewhere {
  /** Absent where the papers are a sample: these are not mixed with real ones. */
  readonly search?: PaperSearch;
  remember(query: string, found: Omit<Remembered, 'at'>): void;
  /** @returns undefined if nothing was looked for elsewhere, or that is forgotten */
  recall(query: string): Remembered | undefined;
}

export interface Remembered {
  readonly at: Date;
  /** In the source's order, without the best of our own hits, which stand before them. */
  readonly ids: readonly PaperId[];
}

/** What a search shows from elsewhere. */
export interface FoundElsewhere {
  readonly papers: readonly RankedPaper[];
  /** Why there is nothing, if it was wanted. */
  readonly failure?: Exclude<ElsewhereOutcome['kind'], 'found'>;
}

/** So few exact hits that a source's own search is asked, too; and as many of ours stand before what it finds. */
const FEW = 5;
const MOST_KEPT = 5_000;
/** Asked again within this, a query gets the same papers. */
const SAME_WITHIN_MS = 10 * 60_000;

export function createElsewhere(now: () => Date, search?: PaperSearch): Elsewhere {
  const kept = new Map<string, Remembered>();
  return {
    ...(search !== undefined && { search }),
    remember(query, found) {
      kept.delete(query);
      kept.set(query, { ...found, at: now() });
      forgetOldest(kept, MOST_KEPT);
    },
    recall: (query) => kept.get(query),
  };
}

/**
 * What a source's own search adds to a query of which the store has few hits. All that it finds is saved; what does not
 * keep to the query's operators is not shown.
 *
 * @param first the first page of our own hits; absent if the source is not to be asked, only what it said is wanted
 */
export async function findElsewhere(
  { userId }: Ask,
  context: Context,
  { query, first }: { query: Query; first: SearchPage | undefined },
): Promise<FoundElsewhere> {
  const { db, elsewhere, now } = context;
  const key = printQuery(query);
  const known = elsewhere.recall(key);
  const isSame = known !== undefined && now().getTime() - known.at.getTime() < SAME_WITHIN_MS;
  if (first === undefined || isSame) return { papers: await listKeeping(db, query, known?.ids ?? []) };
  const words = plainWordsOf(query);
  if (elsewhere.search === undefined || first.exact >= FEW || words === '') return { papers: [] };
  const outcome = await elsewhere.search.find(words, { userId });
  if (outcome.kind !== 'found') return { papers: [], failure: outcome.kind };
  await savePapers(db, outcome.papers, { at: now() });
  const shown = new Set(first.papers.slice(0, FEW).map(({ paper }) => paper.id));
  const ids = outcome.papers.map(({ paper }) => paper.id).filter((id) => !shown.has(id));
  elsewhere.remember(key, { ids });
  return { papers: await listKeeping(db, query, ids) };
}

/** Our best hits, then what was found elsewhere, then the rest of ours: each paper once, ranked anew. */
export function mixWithElsewhere(
  own: readonly RankedPaper[],
  elsewhere: readonly RankedPaper[],
): readonly RankedPaper[] {
  const ids = new Set(elsewhere.map(({ paper }) => paper.id));
  const others = own.filter(({ paper }) => !ids.has(paper.id));
  const mixed = [...others.slice(0, FEW), ...elsewhere, ...others.slice(FEW)];
  return mixed.map((ranked, index) => ({ ...ranked, rank: index + 1 }));
}

/** What a query says in words: operators, and what is left out, mean nothing to another search. */
function plainWordsOf({ wanted }: Query): string {
  return wanted
    .flat()
    .flatMap((term) => (term.kind === 'word' || term.kind === 'phrase' ? [term.text] : []))
    .join(' ');
}
