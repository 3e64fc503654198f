import type { ListDay } from '../list-day.ts';
import type { CountedPaper, Paper } from '../paper.ts';
import type { PaperId } from '../paper-id.ts';

/** Asks live sources for one paper that the store does not hold. */
export interface PaperLookup {
  /**
   * @returns undefined if no source knows the paper
   * @throws UserError `source-unavailable` if a source did not answer, `too-many-lookups` if this person asked too often
   */
  find(id: PaperId, options: { userId: string }): Promise<CountedPaper | undefined>;
}

/**
 * Asks a live source's own search. Never throws for what the source answers: a search has hits of ours to show, and goes
 * on without.
 */
export interface PaperSearch {
  /** @param words plain words, without signs of our grammar */
  find(words: string, options: { userId: string }): Promise<ElsewhereOutcome>;
}

export type ElsewhereOutcome =
  /** In the source's order; empty if it knows none. */
  | { readonly kind: 'found'; readonly papers: readonly CountedPaper[] }
  /** The source failed or did not answer soon, now or a moment ago. */
  | { readonly kind: 'unavailable' }
  /** It was not asked: this person, or everybody together, asked too often. */
  | { readonly kind: 'too-often' };

/** A source with a search of its own. */
export interface PaperFinder {
  /** Its name in logs. */
  readonly name: string;
  /** @returns in the source's order. @throws SourceError if it did not answer, or answered nonsense */
  search(words: string, signal?: AbortSignal): Promise<readonly CountedPaper[]>;
}

/** A source that knows single papers. */
export interface PaperReader {
  /** Its name in logs, in the store and in sentences: "Hugging Face". */
  readonly name: string;
  /** @returns undefined if the source does not know the paper. @throws SourceError */
  readPaper(id: PaperId, signal?: AbortSignal): Promise<CountedPaper | undefined>;
}

/** A paper as arXiv describes it: with its categories and all else that arXiv says. */
export type ArxivPaper = Paper & Required<Pick<Paper, 'categories' | 'arxiv'>>;

/** Tells of many papers at once what arXiv says of them. */
export interface ArxivSource extends PaperReader {
  /**
   * @param ids at most a hundred
   * @returns those that arXiv knows, in any order
   * @throws SourceError if arXiv did not answer, or not whole
   */
  readPapers(ids: readonly PaperId[], signal?: AbortSignal): Promise<readonly ArxivPaper[]>;
}

/**
 * Waits until a source may be asked: one request at a time, over all processes.
 *
 * @returns the turn, to be ended once the answer is there
 * @throws SourceError if the source wants to be left alone for longer than anybody waits
 */
export type TakeTurn = (signal: AbortSignal | undefined) => Promise<Turn>;

export interface Turn {
  /** @param pauseMs how long nobody is to ask, beyond the pause between any two requests */
  end(pauseMs: number): Promise<void>;
}

/** A source of daily lists and single papers. */
export interface PaperSource extends PaperReader {
  /**
   * One day's list, whole.
   *
   * @returns `published: false` if the source has no list for the day (yet): weekends, holidays, days to come
   * @throws SourceError if the source did not answer, or answered nonsense
   */
  readList(day: ListDay, signal?: AbortSignal): Promise<SourceList>;
}

export interface SourceList {
  readonly published: boolean;
  /** In the source's order; a paper stands in it once. */
  readonly papers: readonly CountedPaper[];
  /** Items that were not papers, left out. */
  readonly rejected: number;
}
