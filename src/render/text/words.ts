import type { ListDay } from '../../domain/list-day.ts';
import { ownName } from '../../domain/topics/own-topics.ts';
import { findTopic } from '../../domain/topics/topics.ts';
import { bytesOf, codePointsOf } from './cut.ts';
import { inert, plain } from './inert.ts';

const DAY = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});
const RANGE = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
const SHORT_DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' });
/** A heading must leave room for the rows, whatever somebody subscribed to. */
const MOST_TOPICS_NAMED = 8;
const TOPICS_ROOM = { codePoints: 200, bytes: 500 };
/** See `withoutOwnNames`. */
const UNNAMED = 'a topic of its own';
const NUMBER = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

/** `Tuesday, 10 March 2026`. */
export function dayInWords(day: ListDay): string {
  return DAY.format(new Date(`${day}T00:00:00Z`));
}

/** `10 March`. */
export function shortDayInWords(day: ListDay): string {
  return SHORT_DAY.format(new Date(`${day}T00:00:00Z`));
}

/** One day; or from the oldest to the newest, `4 – 10 March 2026`. @param days newest first */
export function daysInWords(days: readonly ListDay[]): string {
  const [newest] = days;
  const oldest = days.at(-1);
  if (newest === undefined || oldest === undefined) return '';
  if (newest === oldest) return dayInWords(newest);
  return RANGE.formatRange(new Date(`${oldest}T00:00:00Z`), new Date(`${newest}T00:00:00Z`));
}

/** `950`, `1.2K`. */
export function shortNumber(value: number): string {
  return NUMBER.format(value);
}

/** `1 upvote`, `2 upvotes`. */
export function counted(value: number, word: string): string {
  return `${shortNumber(value)} ${word}${value === 1 ? '' : 's'}`;
}

/** A time that each reader sees in their own zone. Styles: discord-api-docs, reference › Timestamp Styles. */
export function timestamp(at: Date, style: 'R' | 'f' | 'F' | 'D' | 't'): string {
  return `<t:${Math.floor(at.getTime() / 1000)}:${style}>`;
}

/** `2 min`, `3 h 10 min`, `2 days`. */
export function durationInWords(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return `${Math.floor(hours / 24)} days`;
}

/** As a sentence begins. */
export function capitalized(words: string): string {
  return words.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}

/**
 * `Agents, Robotics`, or `all topics`; of many the first eight, or as many as there is room for, and how many more there
 * are. Names of a server's own topics are made inert.
 */
export function topicsInWords(slugs: readonly string[]): string {
  return nameTopics(slugs, (own) => inert(own, 'text'));
}

/** The same for places that show no markdown. */
export function topicsInPlainWords(slugs: readonly string[]): string {
  return nameTopics(slugs, plain);
}

function nameTopics(slugs: readonly string[], showOwn: (name: string) => string): string {
  if (slugs.length === 0) return 'all topics';
  const names: string[] = [];
  let [codePoints, bytes] = [0, 0];
  for (const slug of slugs.slice(0, MOST_TOPICS_NAMED)) {
    const own = ownName(slug);
    const name = own === undefined ? (findTopic(slug)?.name ?? slug) : own === '' ? UNNAMED : showOwn(own);
    codePoints += codePointsOf(name) + 2;
    bytes += bytesOf(name) + 2;
    if (names.length > 0 && (codePoints > TOPICS_ROOM.codePoints || bytes > TOPICS_ROOM.bytes)) break;
    names.push(name);
  }
  const more = slugs.length - names.length;
  return `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listInWords(items: readonly string[]): string {
  return new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(items);
}
