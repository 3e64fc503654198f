import type { Movement } from '../domain/movement.ts';
import type { Paper, RankedPaper } from '../domain/paper.ts';
import { arxivUrl, huggingFaceUrl } from '../domain/paper-id.ts';
import { cutText } from './cut.ts';
import { inert, inertMarked, maskedLink, plain } from './inert.ts';
import { MOST_OPTION_LABEL } from './limits.ts';
import type { Block } from './packer.ts';
import { counted, topicsInWords } from './words.ts';

/** Longer titles are cut in a row: the whole one stands on the paper's card. */
const TITLE = { codePoints: 150, bytes: 400 };
const SENSE = { codePoints: 600 };
const ORGANIZATION = { codePoints: 40, bytes: 100 };
/** The last ones: broad topics come first, and the narrow ones tell more. */
const TOPICS = 2;

/** Where a server discusses papers, as far as the reader may see it. */
export interface Discussions {
  readonly guildId: string;
  readonly threads: ReadonlyMap<string, string>;
}

export interface RowOptions {
  readonly discussions?: Discussions;
  /** Which words are shown in bold: those that somebody looked for. */
  readonly isMatch?: (word: string) => boolean;
}

/**
 * A paper's row in a list: rank, movement and linked title, one line of sense, a quiet line of facts. Of these the sense gives
 * way if there is little room, the link never.
 */
export function renderRow(
  { rank, paper, counts, topics, movement }: RankedPaper,
  { discussions, isMatch }: RowOptions = {},
): Block {
  const title = cutText(plain(paper.title), TITLE);
  const threadId = discussions?.threads.get(paper.id);
  const facts = [
    ...factsOf(counts),
    ...(paper.githubRepo !== undefined ? [maskedLink('code', `https://github.com/${paper.githubRepo}`)] : []),
    ...(topics.length > 0 ? [topicsInWords(topics.slice(-TOPICS))] : []),
    ...(paper.organization !== undefined ? [cutText(inert(paper.organization, 'text'), ORGANIZATION)] : []),
    ...(threadId !== undefined ? [`discussed in <#${threadId}>`] : []),
  ];
  return {
    before: `**${rank}.** ${movement === undefined ? '' : `${movementInWords(movement)} · `}${maskedLink(title, paperUrl(paper), isMatch)}\n`,
    elastic: isMatch === undefined ? senseOf(paper) : markedSenseOf(paper, isMatch),
    after: `\n-# ${facts.join(' · ')}`,
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

/** Upvotes, comments and stars in words; a count that is unknown or nought is left out, upvotes never. */
export function factsOf({ upvotes, comments, githubStars }: RankedPaper['counts']): readonly string[] {
  return [
    counted(upvotes, 'upvote'),
    ...(comments ? [counted(comments, 'comment')] : []),
    ...(githubStars ? [counted(githubStars, 'star')] : []),
  ];
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
  const sentence = holds(title) || holds(first) ? undefined : abstract.match(SENTENCES)?.find(holds);
  const marked = cutText(inertMarked(sentence ?? first, 'text', isMatch), SENSE);
  if (first === '' && sentence === undefined) return '';
  return summary !== undefined && sentence === undefined ? `*HF summary:* ${marked}` : marked;
}

const SENTENCES = /\S.{19,}?[.!?](?=\s|$)/gs;

function firstSentence(abstract: string): string {
  const [first = ''] = /^.{20,}?[.!?](?=\s|$)/s.exec(abstract) ?? [abstract];
  return first;
}
