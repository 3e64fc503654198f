import type { ListDay } from '../domain/list-day.ts';
import type { RankedPaper } from '../domain/paper.ts';
import { renderList } from './list.ts';
import { linkButton, type PackedMessage } from './packer.ts';
import { daysInWords, topicsInWords } from './words.ts';

export interface DigestView {
  /** The lists that it covers, newest first. */
  readonly days: readonly ListDay[];
  /** Slugs; empty means every topic. */
  readonly topics: readonly string[];
  readonly papers: readonly RankedPaper[];
  /** Papers that met the preferences, of which these are the first. */
  readonly total: number;
  /** The `custom_id` of the select: it also marks the message. */
  readonly marker: string;
  readonly silent: boolean;
  /** Posted well after its hour, because nothing ran then. */
  readonly late: boolean;
  readonly mentionRoleId?: string;
}

/** A digest as it is posted. Everything is as of the instant it was planned; nothing in it is asked for later. */
export function renderDigest({
  days,
  topics,
  papers,
  total,
  marker,
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
    ...(late ? ['posted late: Paperboy was not running at its hour'] : []),
  ];
  const source =
    newest === undefined ? undefined : linkButton('The whole list', `https://huggingface.co/papers/date/${newest}`);
  return renderList(
    {
      heading: `Papers of ${daysInWords(days)}`,
      note: notes.join(' · '),
      papers,
      empty: 'Nothing to post.',
      openId: marker,
      buttons: source === undefined ? [] : [source],
      ...(mentionRoleId !== undefined && { lead: `<@&${mentionRoleId}>` }),
    },
    { silent, ...(mentionRoleId !== undefined && { mentionRoleId }) },
  );
}
