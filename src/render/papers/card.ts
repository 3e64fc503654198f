import { ButtonStyle } from 'discord-api-types/v10';
import type { ArxivFacts, Paper, RankedPaper } from '../../domain/paper.ts';
import type { Ranks } from '../../domain/ranks.ts';
import { MESSAGE_BYTES, MESSAGE_TEXT } from '../message/limits.ts';
import { button, container, type PackedMessage, packMessage, row, select, text } from '../message/packer.ts';
import { bytesOf, codePointsOf, cutText } from '../text/cut.ts';
import { type Folded, foldText } from '../text/fold.ts';
import { inert, maskedLink } from '../text/inert.ts';
import { capitalized, dayInWords, timestamp, topicsInWords } from '../text/words.ts';
import { renderLinks } from './card-links.ts';
import { discussionLink, type ShownThread } from './known-thread.ts';
import { factsOf } from './quiet-line.ts';
import { ranksInWords } from './ranks.ts';
import { paperUrl, renderOption } from './row.ts';

/** More are counted, not named: some papers have hundreds. */
const AUTHORS = 25;
const AUTHOR = { codePoints: 60, bytes: 160 };
const TITLE = { codePoints: 400, bytes: 1_000 };
const SUMMARY = { codePoints: 700, bytes: 1_600 };
const ORGANIZATION = { codePoints: 80, bytes: 240 };
const COMMENT = { codePoints: 300, bytes: 700 };
const JOURNAL_REFERENCE = { codePoints: 200, bytes: 500 };
const CATEGORIES = 8;
/** Left for what stands around the texts. */
const SPARE = { codePoints: 300, bytes: 500 };

export interface CardView {
  readonly paper: RankedPaper;
  /** The `custom_id` of *Discuss*; absent where there can be no discussion, or there is one already. */
  readonly discussId?: string;
  /** Where the paper is discussed. */
  readonly discussion?: ShownThread;
  /** For whoever may say whether the discussion is told of news: the control, and what it is now. */
  readonly updates?: { readonly customId: string; readonly areOn: boolean };
  /** Absent for a paper that was never listed. */
  readonly ranks?: Ranks;
  /** Papers that have much in common with it, the most alike first, and the `custom_id` of the select that opens one. */
  readonly similar?: { readonly papers: readonly RankedPaper[]; readonly openId: string };
}

/**
 * A paper's card: title, whether it was withdrawn, numbers, ranks, what arXiv says, authors, summary, abstract as far as
 * it fits, links, similar papers, and the way to its discussion.
 */
export function renderCard({ paper, discussId, discussion, updates, ranks, similar }: CardView): PackedMessage {
  const controls = [
    ...(discussId === undefined
      ? []
      : [button(discussion === undefined ? 'Discuss' : 'Open the discussion again', discussId, PRIMARY)]),
    ...(updates === undefined
      ? []
      : [button(updates.areOn ? 'No more updates there' : 'Updates there again', updates.customId)]),
  ];
  return packMessage([
    container([text(body(paper, { ranks }).kept)]),
    ...renderLinks(paper),
    ...(similar === undefined || similar.papers.length === 0
      ? []
      : [row([select(similar.openId, 'Similar papers…', similar.papers.map(renderOption))])]),
    ...(discussion === undefined ? [] : [text(`${discussionLink(discussion)}${stateOf(discussion)}`)]),
    ...(controls.length === 0 ? [] : [row(controls)]),
  ]);
}

const PRIMARY = { style: ButtonStyle.Primary } as const;

function stateOf({ isLocked, isArchived }: ShownThread): string {
  if (isLocked) return ', locked by a moderator: it can be read';
  return isArchived ? ', gone to sleep: who writes in it wakes it' : '';
}

export interface StarterView {
  readonly paper: RankedPaper;
  /** The `custom_id` by which the message is found again. */
  readonly marker: string;
  /** Without a push notification; true if absent. */
  readonly silent?: boolean;
  /** A role that is mentioned above the card. */
  readonly mentionRoleId?: string;
  /** Quiet lines below the card. */
  readonly foot?: string;
}

/** The message that carries a paper's thread, and begins it. What it has no room for of the abstract follows. */
export function renderStarter({ paper, marker, silent = true, mentionRoleId, foot }: StarterView): PackedMessage {
  const { kept, rest } = body(paper, { reserved: AROUND });
  return packMessage(
    [
      ...(mentionRoleId === undefined ? [] : [text(`<@&${mentionRoleId}>`)]),
      container([text(rest === '' ? kept : `${kept}\n-# The abstract goes on in the thread.`)]),
      ...(foot === undefined ? [] : [text(foot)]),
      ...renderLinks(paper),
      row([button('Numbers as of now', marker)]),
    ],
    { silent, ...(mentionRoleId !== undefined && { mentionRoleId }) },
  );
}

/** Left for what may stand around a starter: the same of all, so that where its text ends does not hang on that. */
const AROUND = { codePoints: 700, bytes: 1_000 };

/**
 * What the starter has no room for of the abstract: further messages, in order; mostly none.
 *
 * @param markerOf the `custom_id` by which each is found again, counted from 1
 */
export function renderAbstractRest(paper: RankedPaper, markerOf: (part: number) => string): readonly PackedMessage[] {
  const parts: PackedMessage[] = [];
  for (let { rest } = body(paper, { reserved: AROUND }); rest !== ''; ) {
    const folded = foldText(rest, PART);
    // Nothing fits of what is one endless character: it is not shown.
    if (folded.kept === '') break;
    parts.push(packMessage([text(folded.kept), row([button('Show the paper', markerOf(parts.length + 1))])], SILENT));
    rest = folded.rest;
  }
  return parts;
}

const PART = { codePoints: 3_500, bytes: 9_000 };
const SILENT = { silent: true } as const;

interface BodyOptions {
  readonly ranks?: Ranks | undefined;
  /** Room for what stands around it in the message. */
  readonly reserved?: { readonly codePoints: number; readonly bytes: number };
}

function body(
  { paper, counts, listDay, topics }: RankedPaper,
  { ranks, reserved = { codePoints: 0, bytes: 0 } }: BodyOptions,
): Folded {
  const facts = [
    ...(paper.isOnlyOnArxiv ? ['not on Hugging Face'] : factsOf(counts)),
    ...(topics.length > 0 ? [topicsInWords(topics)] : []),
    ...(paper.organization !== undefined ? [cutText(inert(paper.organization, 'text'), ORGANIZATION)] : []),
    ...(listDay !== undefined ? [`listed ${dayInWords(listDay)}`] : []),
    ...(paper.publishedAt !== undefined ? [`on arXiv since ${timestamp(paper.publishedAt, 'D')}`] : []),
  ];
  const standing = ranks && listDay && ranksInWords(ranks, listDay);
  const before = [
    `### ${maskedLink(cutText(paper.title, TITLE), paperUrl(paper))}`,
    ...(paper.arxiv?.isWithdrawn ? ['**Withdrawn:** the newest version on arXiv takes this paper back.'] : []),
    `-# ${facts.join(' · ')}`,
    ...(standing === undefined ? [] : [`-# ${capitalized(standing)}`]),
    ...arxivLinesOf(paper),
    ...(paper.authors.length > 0 ? [authorsOf(paper)] : []),
    // Paragraphs: else summary and abstract run into each other.
    ...(paper.summary !== undefined ? ['', `*HF summary:* ${cutText(inert(paper.summary, 'text'), SUMMARY)}`] : []),
    '',
    '',
  ].join('\n');
  const elastic = paper.abstract === '' ? 'No abstract is known.' : inert(paper.abstract, 'text');
  const room = {
    codePoints: MESSAGE_TEXT - SPARE.codePoints - reserved.codePoints,
    bytes: MESSAGE_BYTES - SPARE.bytes - reserved.bytes,
  };
  const left = { codePoints: room.codePoints - codePointsOf(before), bytes: room.bytes - bytesOf(before) };
  const { rest } = foldText(elastic, left);
  return { kept: `${before}${cutText(elastic, left)}`, rest };
}

/** What arXiv says, in quiet lines; none before it was asked. */
function arxivLinesOf({ categories = [], arxiv }: Paper): readonly string[] {
  const more = categories.length - CATEGORIES;
  const named = categories.slice(0, CATEGORIES).map((category) => inert(category, 'text'));
  const { comment, journalReference } = arxiv ?? {};
  const facts = [
    ...(named.length > 0 ? [`${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`] : []),
    ...(arxiv === undefined ? [] : [versionOf(arxiv)]),
  ];
  return [
    ...(facts.length > 0 ? [`-# ${facts.join(' · ')}`] : []),
    ...(comment !== undefined ? [`-# Comment: ${cutText(inert(comment, 'text'), COMMENT)}`] : []),
    ...(journalReference !== undefined
      ? [`-# Published in: ${cutText(inert(journalReference, 'text'), JOURNAL_REFERENCE)}`]
      : []),
  ];
}

/** The first version came when the paper did. */
function versionOf({ version, versionAt }: ArxivFacts): string {
  const since = version > 1 && versionAt !== undefined ? ` of ${timestamp(versionAt, 'D')}` : '';
  return `version ${version}${since}`;
}

function authorsOf({ authors }: Paper): string {
  const named = authors.slice(0, AUTHORS).map((name) => cutText(inert(name, 'text'), AUTHOR));
  const more = authors.length - named.length;
  return `By ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
