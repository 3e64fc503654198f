import type { NewerList } from '../domain/freshness.ts';
import { capitalized, dayInWords, timestamp } from './text/words.ts';

/** Whether a newer list is expected, and why there is none. @param source its name, our own word */
export function wordNewerList(source: string, newer: NewerList): string {
  switch (newer.kind) {
    case 'growing':
      return `It still grows, and is complete ${timestamp(newer.completeAt, 'R')}.`;
    case 'weekend':
      return `There is no newer one, which is normal on weekends: the next begins ${timestamp(newer.beginsAt, 'f')}.`;
    case 'unpublished':
      return `${capitalized(source)} has not published the list of ${dayInWords(newer.day)} yet.`;
    case 'unread':
      return newer.since === undefined
        ? `The list of ${dayInWords(newer.day)} could not be read from ${source} yet.`
        : `The list of ${dayInWords(newer.day)} is expected, but ${source} has not been read since ${timestamp(newer.since, 'f')}.`;
  }
}
