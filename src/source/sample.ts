import { readFile } from 'node:fs/promises';
import { type ListDay, newestCompleteDay, nextListDay, previousListDay } from '../domain/list-day.ts';
import type { CountedPaper } from '../domain/paper.ts';
import { type PaperId, parsePaperId } from '../domain/paper-id.ts';
import type { PaperSource } from '../domain/ports/sources.ts';

/** Where the lists lie, counted from the newest complete one at the first start: so many before it, the rest after. */
const DAYS_BEFORE = 5;

/**
 * Fourteen lists of ten papers that come with the program, for a first look without the internet, and for more than a
 * week of new lists when the clock is moved. Titles, authors and numbers are real (Hugging Face, March 2026); the
 * abstracts are short descriptions of our own; the lists' days are moved, so that some are past and some still to come.
 *
 * @param firstDay the day of the oldest list, if it was shown before: then all keep their days
 */
export async function createSampleSource({
  now,
  firstDay,
}: {
  now: () => Date;
  firstDay?: ListDay;
}): Promise<PaperSource> {
  const lists = await readLists();
  const days = daysFrom(firstDay ?? stepBack(newestCompleteDay(now()), DAYS_BEFORE), lists.length);
  const byDay = new Map(lists.map((papers, index) => [days[index], papers]));
  const byId = new Map<PaperId, CountedPaper>(lists.flat().map((item) => [item.paper.id, item]));
  return {
    name: 'the sample',
    async readList(day) {
      const hasBegun = day <= newestCompleteDay(now());
      const papers = hasBegun ? (byDay.get(day) ?? []) : [];
      return { published: papers.length > 0, papers, rejected: 0 };
    },
    readPaper: async (id) => byId.get(id),
  };
}

interface SamplePaper {
  readonly id: string;
  readonly title: string;
  readonly authors: readonly string[];
  readonly publishedAt: string;
  readonly upvotes: number;
  readonly comments: number;
  readonly githubRepo?: string;
  readonly githubStars?: number;
  readonly organization?: string;
  readonly keywords: readonly string[];
  readonly abstract: string;
}

async function readLists(): Promise<readonly (readonly CountedPaper[])[]> {
  const text = await readFile(new URL('./sample-papers.json', import.meta.url), 'utf8');
  const lists: readonly (readonly SamplePaper[])[] = JSON.parse(text);
  return lists.map((list) => list.map(toCounted));
}

function toCounted({ id, publishedAt, upvotes, comments, githubStars, ...facts }: SamplePaper): CountedPaper {
  const paperId = parsePaperId(id);
  if (paperId === undefined) throw new Error('a sample paper without an arXiv id');
  return {
    paper: { ...facts, id: paperId, publishedAt: new Date(publishedAt) },
    counts: { upvotes, comments, ...(githubStars !== undefined && { githubStars }) },
  };
}

function stepBack(day: ListDay, count: number): ListDay {
  return count === 0 ? day : stepBack(previousListDay(day), count - 1);
}

function daysFrom(first: ListDay, count: number): readonly ListDay[] {
  const days = [first];
  for (let day = first; days.length < count; days.push(day)) day = nextListDay(day);
  return days;
}
