import type { ArxivFacts } from './paper.ts';

/** Words that say that nothing is decided, or that it went otherwise. */
const UNDECIDED =
  /\b(submitted|under (?:double-blind |peer |blind )?review|in (?:review|submission)|not (?:yet )?(?:been )?(?:accepted|published)|if accepted|(?:until|before|pending) (?:acceptance|publication)|accept(?:ed|able) manuscript deadline|reject(?:ed|ion)|withdrawn|resubmi\w+)\b/i;

const AT = '(?:to|at|by|in|for|as)';
/** What follows is where: to the end of the sentence, or of what is said of the place. */
const SAID: readonly RegExp[] = [
  new RegExp(
    String.raw`\baccepted\s+(?:as\s+(?:an?\s+)?[\w\s/-]{3,40}?\s+)?${AT}\s+(?:be\s+(?:published|presented)\s+(?:in|at)\s+|(?:appear|publication)\s+(?:in|at)\s+|the\s+)*(?<where>[^.;()]{2,})`,
    'i',
  ),
  /\bto appear\s+(?:in|at)\s+(?:the\s+)?(?<where>[^.;()]{2,})/i,
  /\bpublished\s+(?:in|at|by|as\s+(?:an?\s+)?[\w\s-]{3,40}?\s+(?:in|at))\s+(?:the\s+)?(?<where>[^.;()]{2,})/i,
  /\b(?<where>[A-Z][\w/&-]*(?:\s[A-Z][\w/&-]*){0,3}\s?['’]?\d{2,4})\s*[,:(–-]*\s*(?:as\s+(?:an?\s+)?)?(?:[Oo]ral|[Ss]potlight|[Hh]ighlight|[Cc]amera[- ]ready)\b/,
];

/** Words that stand where a place does, and are none. */
const NO_PLACE = /^(?:an?|this|our|public\w*|be|arxiv|github|hugging ?face|due course|press|\d+\b.*pages?)\b/i;
const MOST_PLACE = 120;

/**
 * Where a paper was accepted, by what its authors wrote on arXiv as comment. Rather silent than wrong: a name of a
 * conference alone says nothing (papers name it when they submit), nor does a comment that also speaks of a review.
 *
 * @returns undefined if the comment does not say so
 */
export function readAcceptance({ comment }: Pick<ArxivFacts, 'comment'>): string | undefined {
  if (comment === undefined || UNDECIDED.test(comment)) return undefined;
  for (const pattern of SAID) {
    const where = pattern
      .exec(comment)
      ?.groups?.where?.replace(/,?\s*\b(?:\d+ pages|code|project|website|appendix|https?:).*$/i, '')
      .replace(/[\s,:–-]+$/u, '')
      .trim();
    if (where !== undefined && where.length >= 2 && where.length <= MOST_PLACE && !NO_PLACE.test(where)) return where;
  }
  return undefined;
}
