import type { ListDay } from '../../domain/list-day.ts';
import type { Counts, RankedPaper } from '../../domain/paper.ts';
import { container, type PackedMessage, packMessage, row, select, text } from '../message/packer.ts';
import { cutText } from '../text/cut.ts';
import { maskedLink, plain } from '../text/inert.ts';
import { counted, daysInWords, shortNumber, timestamp } from '../text/words.ts';
import { paperUrl, renderOption } from './row.ts';

/** Ten titles and their numbers have room in any script. */
const TITLE = { codePoints: 150, bytes: 400 };

export interface NumbersView {
  /** Newest first. */
  readonly listDays: readonly ListDay[];
  /** Of when the posted numbers are. */
  readonly plannedAt: Date;
  /** In the order in which they were posted; at most ten. */
  readonly papers: readonly { readonly now: RankedPaper; readonly posted: Counts }[];
  /** The `custom_id` of the select that opens a paper's card. */
  readonly openId: string;
}

/** The papers of a posted list with the numbers that they had then, and have now. */
export function renderNumbers({ listDays, plannedAt, papers, openId }: NumbersView): PackedMessage {
  return packMessage([
    container([
      text(
        `## Papers of ${daysInWords(listDays)}\n-# Numbers when they were posted, ${timestamp(plannedAt, 'f')} → as of now`,
      ),
      text(papers.map(renderLine).join('\n')),
      row([
        select(
          openId,
          'Open a paper…',
          papers.map(({ now }) => renderOption(now)),
        ),
      ]),
    ]),
  ]);
}

function renderLine({ now, posted }: NumbersView['papers'][number]): string {
  const { rank, paper, counts } = now;
  const facts = [
    changed(posted.upvotes, counts.upvotes, 'upvote'),
    changed(posted.comments, counts.comments, 'comment'),
    changed(posted.githubStars, counts.githubStars, 'star'),
  ].filter((fact) => fact !== undefined);
  return `**${rank}.** ${maskedLink(cutText(plain(paper.title), TITLE), paperUrl(paper))}\n-# ${facts.join(' · ')}`;
}

/** `62 → 140 upvotes`, or `62 upvotes` if nothing changed. @returns undefined for a count that was never known, or 0 */
function changed(then: number | undefined, now: number | undefined, word: string): string | undefined {
  if (!then && !now) return word === 'upvote' ? counted(0, word) : undefined;
  if (now === undefined || shortNumber(then ?? 0) === shortNumber(now)) return counted(now ?? then ?? 0, word);
  return `${shortNumber(then ?? 0)} → ${counted(now, word)}`;
}
