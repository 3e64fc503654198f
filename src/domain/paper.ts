import type { ListDay } from './list-day.ts';
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
  /** The name of the organisation that Hugging Face files the paper under. */
  readonly organization?: string;
  /** `owner/name` on GitHub. */
  readonly githubRepo?: string;
  /** An http(s) address. */
  readonly projectPage?: string;
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
}
