import type { ListDay } from '../../domain/list-day.ts';
import type { Ranks } from '../../domain/ranks.ts';
import { shortDayInWords } from '../text/words.ts';

/** `rank 2 of 38 on 10 March · in the week’s list 12 on 10 March, 5 on 11 March`. @returns undefined if nothing is known */
export function ranksInWords({ own, week }: Ranks, listDay: ListDay): string | undefined {
  const inWeek = week.map(({ day, rank }) => `${rank} on ${shortDayInWords(day)}`).join(', ');
  const facts = [
    ...(own === undefined ? [] : [`rank ${own.rank} of ${own.of} on ${shortDayInWords(listDay)}`]),
    ...(inWeek === '' ? [] : [`in the week’s list ${inWeek}`]),
  ];
  return facts.length === 0 ? undefined : facts.join(' · ');
}
