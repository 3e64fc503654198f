import { type ListDay, listUrl } from '../../domain/list-day.ts';
import type { RankedPaper } from '../../domain/paper.ts';
import { arxivUrl, huggingFaceUrl, type PaperId } from '../../domain/paper-id.ts';
import { button, linkButton, type PackedMessage, packMessage, row, select, text } from '../message/packer.ts';
import { dayInWords, daysInWords, listInWords, topicsInWords } from '../text/words.ts';
import { renderList } from './list.ts';

export interface DigestView {
  /** The lists that it covers, newest first. */
  readonly days: readonly ListDay[];
  /** Lists whose hour is too long ago, newest first: they are led to. */
  readonly missed: readonly ListDay[];
  /** Slugs; empty means every topic. */
  readonly topics: readonly string[];
  readonly papers: readonly RankedPaper[];
  /** Papers that met the preferences, of which these are the first. */
  readonly total: number;
  /** The `custom_id` of *Numbers as of now*; absent for a list that is not posted. */
  readonly numbersId?: string;
  /** The `custom_id` of the select: it also marks the message. */
  readonly marker: string;
  readonly silent: boolean;
  /** Posted well after its hour, because nothing ran then. */
  readonly late: boolean;
  readonly mentionRoleId?: string;
}

export const LATE = 'posted late: Paperboy was not running at its hour';

/** A digest as it is posted. Everything is as of the instant it was planned; nothing in it is asked for later. */
export function renderDigest({
  days,
  missed,
  topics,
  papers,
  total,
  marker,
  numbersId,
  silent,
  late,
  mentionRoleId,
}: DigestView): PackedMessage {
  const [newest] = days;
  const notes = [
    total > papers.length
      ? `the first ${papers.length} of ${total} papers`
      : `${papers.length === 1 ? 'one paper' : `${papers.length} papers`}`,
    topicsInWords(topics),
    ...(late ? [LATE] : []),
  ];
  const source = newest === undefined ? undefined : linkButton('The whole list', listUrl(newest));
  const numbers = numbersId === undefined ? undefined : button('Numbers as of now', numbersId);
  return renderList(
    {
      heading: `Papers of ${daysInWords(days)}`,
      note: notes.join(' · '),
      papers,
      wished: topics,
      empty: 'Nothing to post.',
      openId: marker,
      buttons: [source, numbers].filter((each) => each !== undefined),
      ...(missed.length > 0 && { foot: missedInWords(missed) }),
      ...(mentionRoleId !== undefined && { lead: `<@&${mentionRoleId}>` }),
    },
    { silent, ...(mentionRoleId !== undefined && { mentionRoleId }) },
  );
}

/** What is left of lists whose hour is too long ago, where there is nothing newer to post: one line that leads to them. */
export function renderMissed({ missed, marker }: { missed: readonly ListDay[]; marker: string }): PackedMessage {
  return packMessage([text(missedInWords(missed)), row([button('Show the newest list', marker)])], { silent: true });
}

/**
 * A digest in the plainest words, for the case that Discord refuses it as it was rendered: no text of a source is in
 * it, so none can be at fault. Carries the same marker.
 */
export function renderPlainDigest({
  days,
  paperIds,
  marker,
}: {
  days: readonly ListDay[];
  paperIds: readonly PaperId[];
  marker: string;
}): PackedMessage {
  const links = paperIds.map((id) => huggingFaceUrl(id) ?? arxivUrl(id));
  const options = paperIds.map((id) => ({ value: id, label: id }));
  const control =
    options.length === 0 ? button('Show the newest list', marker) : select(marker, 'Open a paper…', options);
  return packMessage([text([`Papers of ${daysInWords(days)}`, ...links].join('\n')), row([control])], { silent: true });
}

const MOST_NAMED = 5;

/** One quiet line that leads to lists whose hour is too long ago. */
export function missedInWords(missed: readonly ListDay[]): string {
  const named = missed.slice(0, MOST_NAMED).map((day) => `[${dayInWords(day)}](${listUrl(day)})`);
  const more = missed.length - named.length;
  const days = listInWords([...named, ...(more > 0 ? [`${more} older`] : [])]);
  return `-# Not posted at their hour, because they came late or Paperboy could not post here: the lists of ${days}.`;
}
