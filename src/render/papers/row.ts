import type { Movement } from '../../domain/movement.ts';
import type { Paper, RankedPaper } from '../../domain/paper.ts';
import { arxivUrl, huggingFaceUrl } from '../../domain/paper-id.ts';
import { MOST_OPTION_LABEL } from '../message/limits.ts';
import type { Block } from '../message/packer.ts';
import { cutText } from '../text/cut.ts';
import { inert, inertMarked, maskedLink, plain } from '../text/inert.ts';
import type { ShownThread } from './known-thread.ts';
import { factsOf, renderQuietLine } from './quiet-line.ts';

/** Longer titles are cut in a row: the whole one stands on the paper's card. */
const TITLE = { codePoints: 150, bytes: 400 };
const SENSE = { codePoints: 600 };

/** Where a server discusses papers, as far as the reader may see it. */
export interface Discussions {
  readonly guildId: string;
  /** By paper. */
  readonly threads: ReadonlyMap<string, ShownThread>;
}

export interface RowOptions {
  readonly discussions?: Discussions;
  /** Slugs of the topics that the list was asked for, empty for all; absent where rows give no reason. */
  readonly wished?: readonly string[];
  /** Papers that Hugging Face's own search found: their rows say so. */
  readonly elsewhere?: ReadonlySet<string>;
  /** Leaves out facts that make rows long. */
  readonly short?: boolean;
  /** Which words are shown in bold: those that somebody looked for. */
  readonly isMatch?: (word: string) => boolean;
}

/**
 * A paper's row in a list: rank, movement and linked title, one line of sense, a quiet line of facts. Of these the
 * sense gives way if there is little room, the link never.
 */
export function renderRow(
  ranked: RankedPaper,
  { discussions, isMatch, wished, elsewhere, short = false }: RowOptions = {},
): Block {
  const { rank, paper, movement } = ranked;
  const title = cutText(plain(paper.title), TITLE);
  const thread = discussions?.threads.get(paper.id);
  return {
    before: `**${rank}.** ${movement === undefined ? '' : `${movementInWords(movement)} · `}${paper.arxiv?.isWithdrawn ? '**Withdrawn** · ' : ''}${maskedLink(title, paperUrl(paper), isMatch)}\n`,
    elastic: isMatch === undefined ? senseOf(paper) : markedSenseOf(paper, isMatch),
    after: `\n${renderQuietLine(ranked, { short, isElsewhere: elsewhere?.has(paper.id) ?? false, ...(wished && { wished }), ...(thread && { thread }) })}`,
  };
}

/** `▲3 up`, `▼1 down`, `new`, `day 3`. The words are for who hears the row: not every screen reader tells the signs. */
function movementInWords(movement: Movement): string {
  if (movement.kind === 'new') return 'new';
  if (movement.kind === 'day') return `day ${movement.day}`;
  return movement.by > 0 ? `▲${movement.by} up` : `▼${-movement.by} down`;
}

/** A paper as an option of the select *Open a paper…*. */
export function renderOption({ rank, paper, counts }: RankedPaper) {
  return {
    value: paper.id,
    label: cutText(`${rank}. ${plain(paper.title)}`, { codePoints: MOST_OPTION_LABEL }),
    description: factsOf(counts).join(' · '),
  };
}

/** The page that a title leads to: Hugging Face's, or arXiv's for a paper that Hugging Face does not know. */
export function paperUrl({ id, isOnlyOnArxiv }: Paper): string {
  return (isOnlyOnArxiv ? undefined : huggingFaceUrl(id)) ?? arxivUrl(id);
}

/** Hugging Face's summary, labelled, because a model wrote it; else the abstract's first sentence. */
function senseOf({ summary, abstract }: Paper): string {
  if (summary !== undefined) return `*HF summary:* ${cutText(inert(summary, 'text'), SENSE)}`;
  const first = firstSentence(abstract);
  return first === '' ? '' : cutText(inert(first, 'text'), SENSE);
}

/** The same with what was looked for in bold; the abstract's sentence that names it, if neither title nor sense does. */
function markedSenseOf(paper: Paper, isMatch: (word: string) => boolean): string {
  const { title, summary, abstract } = paper;
  const first = summary ?? firstSentence(abstract);
  const holds = (text: string) => inertMarked(text, 'text', isMatch) !== inert(text, 'text');
  const sentence = holds(title) || holds(first) ? undefined : sentencesOf(abstract).find(holds);
  const marked = cutText(inertMarked(sentence ?? first, 'text', isMatch), SENSE);
  if (first === '' && sentence === undefined) return '';
  return summary !== undefined && sentence === undefined ? `*HF summary:* ${marked}` : marked;
}

/** Shorter ones end in an abbreviation. */
const LEAST_SENTENCE = 20;

/** Sentence by sentence in one pass: an abstract may be one endless sentence. */
function* sentencesOf(text: string): Generator<string> {
  let start = 0;
  for (const { index } of text.matchAll(/[.!?](?=\s|$)/g)) {
    const sentence = text.slice(start, index + 1).trim();
    if (sentence.length <= LEAST_SENTENCE) continue;
    yield sentence;
    start = index + 1;
  }
}

function firstSentence(abstract: string): string {
  const [first = ''] = /^.{20,}?[.!?](?=\s|$)/s.exec(abstract) ?? [abstract];
  return first;
}
