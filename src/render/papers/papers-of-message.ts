import type { RankedPaper } from '../../domain/paper.ts';
import type { PaperId } from '../../domain/paper-id.ts';
import { type PackedMessage, packMessage, row, select, text } from '../message/packer.ts';
import { counted } from '../text/words.ts';
import { renderList } from './list.ts';
import { type Discussions, renderOption } from './row.ts';

export interface PapersOfMessageView {
  /** Ten at most, ranked in the message's order. */
  readonly papers: readonly RankedPaper[];
  /** Named, and known to nobody. */
  readonly missing: readonly PaperId[];
  /** Named, and not looked up: no source answers, or somebody has asked for many. */
  readonly unanswered: readonly PaperId[];
  /** How many more are named and not shown. */
  readonly more: number;
  /** The `custom_id` of the select that opens a paper's card. */
  readonly openId: string;
  readonly discussions?: Discussions;
}

/** The papers that somebody's message names. */
export function renderPapersOfMessage(view: PapersOfMessageView): PackedMessage {
  const { papers, openId, discussions } = view;
  const foot = leftOut(view);
  return renderList({
    heading: 'Papers in this message',
    papers,
    empty: 'None of them is known.',
    openId,
    buttons: [],
    ...(foot !== undefined && { foot }),
    ...(discussions !== undefined && { discussions }),
  });
}

/** Asks which of a message's papers is to be discussed. @param chooseId the `custom_id` of the select */
export function renderWhichPaper({
  papers,
  chooseId,
  ...rest
}: Pick<PapersOfMessageView, 'papers' | 'missing' | 'unanswered' | 'more'> & { chooseId: string }): PackedMessage {
  const foot = leftOut(rest);
  return packMessage([
    text(`This message names several papers.${foot === undefined ? '' : `\n${foot}`}`),
    row([select(chooseId, 'Discuss…', papers.map(renderOption))]),
  ]);
}

function leftOut({
  missing,
  unanswered,
  more,
}: Pick<PapersOfMessageView, 'missing' | 'unanswered' | 'more'>): string | undefined {
  const lines = [
    ...(missing.length > 0 ? [`Not found: ${namesOf(missing)}`] : []),
    ...(unanswered.length > 0
      ? [`Could not be looked up now: ${namesOf(unanswered)}. Please try again in some minutes.`]
      : []),
    ...(more > 0 ? [`The message names ${counted(more, 'more paper')}.`] : []),
  ];
  return lines.length === 0 ? undefined : lines.map((line) => `-# ${line}`).join('\n');
}

function namesOf(ids: readonly PaperId[]): string {
  return ids.map((id) => `\`${id}\``).join(', ');
}
