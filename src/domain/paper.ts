import type { ListDay } from './list-day.ts';
import type { Movement } from './movement.ts';
import type { PaperId } from './paper-id.ts';

/** One work, as the sources describe it. Every text in it comes from outside: see `render/` before showing it. */
export interface Paper {
  readonly id: PaperId;
  /** On one line: runs of white space are one space. */
  readonly title: string;
  /** Empty if the source has none. May have several lines. */
  readonly abstract: string;
  /** In the order of the paper, hidden authors left out. */
  readonly authors: readonly string[];
  /** When arXiv published the first version; often known to the day only. */
  readonly publishedAt?: Date;
  /** One sentence that Hugging Face had a model write. */
  readonly summary?: string;
  readonly keywords: readonly string[];
  /** Of arXiv, the primary one first: `cs.CL`. Absent if the source did not say. */
  readonly categories?: readonly string[];
  /** What arXiv says of it; absent until arXiv was asked. */
  readonly arxiv?: ArxivFacts;
  /** Known from arXiv alone: Hugging Face has no page of it, and nobody can have upvoted it there. */
  readonly isOnlyOnArxiv?: boolean;
  /** The name of the organisation that Hugging Face files the paper under. */
  readonly organization?: string;
  /** `owner/name` on GitHub. */
  readonly githubRepo?: string;
  /** An http(s) address. */
  readonly projectPage?: string;
}

/** What arXiv says of a paper's newest version. */
export interface ArxivFacts {
  /** From 1. */
  readonly version: number;
  /** When that version came. */
  readonly versionAt?: Date;
  /** The authors' own: pages, where it was accepted. On one line. */
  readonly comment?: string;
  /** Where it was published, as the authors cite it. On one line. */
  readonly journalReference?: string;
  /** Whether the newest version takes the paper back. */
  readonly isWithdrawn: boolean;
}

/** What people gave a paper, at one instant. Absent: the source did not say. */
export interface Counts {
  readonly upvotes: number;
  readonly comments?: number;
  readonly githubStars?: number;
}

/** A paper with its counts, as a source sends it. */
export interface CountedPaper {
  readonly paper: Paper;
  readonly counts: Counts;
}

/** A paper with its place in a list, counted from 1 over all pages. */
export interface RankedPaper extends CountedPaper {
  readonly rank: number;
  /** The first list that the paper stood on; absent for a paper that was never listed. */
  readonly listDay?: ListDay;
  /** Slugs of the topics that the paper matches. */
  readonly topics: readonly string[];
  /**
   * When the counts were first seen as they are, or were last looked for if arXiv alone knows the paper; absent if that is
   * not known.
   */
  readonly countedAt?: Date;
  /** Upvotes since its list was complete; of late risers only. */
  readonly gained?: number;
  /** Absent where there is nothing to compare with, or nothing to say. */
  readonly movement?: Movement;
}
