import type { RankedPaper } from '../../domain/paper.ts';
import { type Why, whyOf } from '../../domain/why.ts';
import { bytesOf, codePointsOf, cutText } from '../text/cut.ts';
import { inert, maskedLink } from '../text/inert.ts';
import { counted, shortDayInWords, topicsInWords } from '../text/words.ts';
import { discussionLink, type ShownThread, shortDiscussionLink } from './known-thread.ts';

const ORGANIZATION = { codePoints: 40, bytes: 100 };
/** The last ones: broad topics come first, and the narrow ones tell more. */
const TOPICS = 2;
/** Of ten rows with the longest titles, links and numbers each has room for so much. */
const SHORT = { codePoints: 100, bytes: 300 };

export interface QuietLineOptions {
  /** Slugs of the topics that the list was asked for, empty for all; absent where rows give no reason. */
  readonly wished?: readonly string[];
  /** Where the paper is discussed. */
  readonly thread?: ShownThread;
  /** Whether Hugging Face's own search found the paper. */
  readonly isElsewhere?: boolean;
  /** Leaves out what makes the line long, such as the link to a repository with a long name. */
  readonly short?: boolean;
}

/**
 * The quiet line of a row: numbers, code, topics, organisation. The reason why the paper is there comes first, and what
 * it says is not said again.
 */
export function renderQuietLine(
  ranked: RankedPaper,
  { wished, thread, isElsewhere = false, short = false }: QuietLineOptions,
): string {
  const { paper, counts, topics } = ranked;
  const why = wished === undefined ? undefined : whyOf(ranked, wished);
  const matched = why?.kind === 'topic' ? why.slug : undefined;
  const others = topics.filter((slug) => slug !== matched).slice(matched === undefined ? -TOPICS : 1 - TOPICS);
  const upvotes = counted(counts.upvotes, 'upvote');
  const facts: readonly { readonly kind?: string; readonly words: string | undefined }[] = [
    { words: isElsewhere ? "found by Hugging Face's search" : undefined },
    { kind: 'late', words: why?.kind === 'late' ? lateInWords(why) : undefined },
    { kind: 'topic', words: matched === undefined ? undefined : `matches *${topicsInWords([matched])}*` },
    { kind: 'pace', words: why?.kind === 'pace' ? `${upvotes} in ${why.hours} h` : upvotes },
    { words: counts.comments ? counted(counts.comments, 'comment') : undefined },
    { kind: 'code', words: codeInWords(ranked) },
    { words: others.length > 0 ? topicsInWords(others) : undefined },
    {
      kind: 'organization',
      words: paper.organization && `from ${cutText(inert(paper.organization, 'text'), ORGANIZATION)}`,
    },
  ];
  const isWhy = ({ kind }: { readonly kind?: string }) => why !== undefined && kind === why.kind;
  const ordered = [...facts.filter(isWhy), ...facts.filter((fact) => !isWhy(fact))];
  const told = ordered.flatMap(({ words }) => words || []);
  const talk = thread === undefined ? [] : [short ? shortDiscussionLink(thread) : discussionLink(thread)];
  return `-# ${(short ? keepShort(told, talk) : [...told, ...talk]).join(' · ')}`;
}

/** Those that there is room for, the first before the next; `last`, by which one gets on, in any case. */
function keepShort(facts: readonly string[], last: readonly string[]): readonly string[] {
  const isShort = (kept: readonly string[]) =>
    codePointsOf(kept.join(' · ')) <= SHORT.codePoints && bytesOf(kept.join(' · ')) <= SHORT.bytes;
  const kept: string[] = [];
  for (const fact of facts) if (isShort([...kept, fact, ...last])) kept.push(fact);
  return [...kept, ...last];
}

/** Upvotes, comments and stars in words; a count that is unknown or nought is left out, upvotes never. */
export function factsOf({ upvotes, comments, githubStars }: RankedPaper['counts']): readonly string[] {
  return [
    counted(upvotes, 'upvote'),
    ...(comments ? [counted(comments, 'comment')] : []),
    ...(githubStars ? [counted(githubStars, 'star')] : []),
  ];
}

function lateInWords({ gained, listDay }: Extract<Why, { kind: 'late' }>): string {
  return `late riser, ${counted(gained, 'upvote')} since its list of ${shortDayInWords(listDay)}`;
}

function codeInWords({ paper: { githubRepo }, counts: { githubStars } }: RankedPaper): string | undefined {
  const facts = [
    ...(githubRepo === undefined ? [] : [maskedLink('code', `https://github.com/${githubRepo}`)]),
    ...(githubStars ? [counted(githubStars, 'star')] : []),
  ];
  return facts.length === 0 ? undefined : facts.join(', ');
}
