import { type ListDay, parseListDay } from '../../../src/domain/list-day.ts';
import type { CountedPaper, Counts, Paper, RankedPaper } from '../../../src/domain/paper.ts';
import { type PaperId, parsePaperId } from '../../../src/domain/paper-id.ts';

/** A list day that is known to be one. */
export function day(text: string): ListDay {
  const parsed = parseListDay(text);
  if (parsed === undefined) throw new Error(`${text} is no list day`);
  return parsed;
}

/** A paper id that is known to be one. */
export function paperId(text: string): PaperId {
  const parsed = parsePaperId(text);
  if (parsed === undefined) throw new Error(`${text} is no paper id`);
  return parsed;
}

/** A paper with ordinary facts, but for those that are given. */
export function paper(facts: Partial<Paper> = {}): Paper {
  return {
    id: paperId('2603.00001'),
    title: 'On Papers',
    abstract: 'We study papers. They are read.',
    authors: ['Ada Lovelace', 'Grace Hopper'],
    keywords: [],
    ...facts,
  };
}

export function counted(facts: Partial<Paper> = {}, counts: Partial<Counts> = {}): CountedPaper {
  return { paper: paper(facts), counts: { upvotes: 10, ...counts } };
}

/** Facts by which a paper is found to be of the topic `agents`. */
export const ABOUT_AGENTS = { abstract: 'Agents. An agent acts.', keywords: ['agent', 'agentic', 'agent skill'] };

/** As many different papers as are wanted, the first the most upvoted. @param seed sets them apart from others' */
export function manyCounted(count: number, seed = 0): readonly CountedPaper[] {
  return Array.from({ length: count }, (_, index) =>
    counted(
      {
        id: paperId(`2603.${String(seed * 100 + index + 1).padStart(5, '0')}`),
        title: `Paper ${seed * 100 + index + 1}`,
      },
      { upvotes: 100 - index },
    ),
  );
}

export function ranked(facts: Partial<Paper> = {}, others: Partial<Omit<RankedPaper, 'paper'>> = {}): RankedPaper {
  return { paper: paper(facts), counts: { upvotes: 10 }, rank: 1, topics: [], listDay: day('2026-03-10'), ...others };
}
