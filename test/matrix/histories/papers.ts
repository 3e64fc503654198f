import { type ListDay, nextListDay } from '../../../src/domain/list-day.ts';
import { ABOUT_AGENTS, counted, day, paperId } from '../../support/papers/papers.ts';

/** Of the first list of a history. */
export const FIRST_DAY = day('2026-03-06');
const PAPERS_A_DAY = 4;

/** Four papers, of which two are of a topic; the last stands on the next list too. */
export function papersOf(listDay: ListDay, more: number) {
  const own = (on: ListDay, number: number) =>
    counted(
      {
        id: paperId(`${on.slice(2, 4)}${on.slice(5, 7)}.${on.slice(8)}0${number}0`),
        title: `Paper of ${on}, number ${number}`,
        ...(number % 2 === 0 && ABOUT_AGENTS),
      },
      { upvotes: 10 * number + more },
    );
  const before = day(listDay === FIRST_DAY ? FIRST_DAY : previous(listDay));
  const papers = Array.from({ length: PAPERS_A_DAY }, (_, number) => own(listDay, number + 1));
  return before === listDay ? papers : [...papers, own(before, PAPERS_A_DAY)];
}

function previous(listDay: ListDay): ListDay {
  let before = FIRST_DAY;
  for (let each = FIRST_DAY; each < listDay; each = nextListDay(each)) before = each;
  return before;
}
