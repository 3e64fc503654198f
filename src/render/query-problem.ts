import { nearest } from '../domain/nearest.ts';
import { MOST_QUERY_CHARACTERS } from '../domain/search/parse-query.ts';
import type { QueryProblem } from '../domain/search/query.ts';
import { FIELDS } from '../domain/search/query.ts';
import { cutText } from './text/cut.ts';
import { inert } from './text/inert.ts';

/**
 * So much of the query is shown on either side of the place: all of one that is not too long, because a form that is
 * answered with a sentence has lost what was typed.
 */
const AROUND = MOST_QUERY_CHARACTERS;
/** Of one that is too long only its beginning was read. */
const BEHIND_THE_END = 40;
const MOST_FIELD = 40;
const MARK = '**►**';

/** Why a text is no query: the sentence, and the query with a mark at the place. */
export function wordQueryProblem({ problem, given, at }: QueryProblem & { readonly given: string }): string {
  const sentence = wordProblem(problem, given.slice(at));
  const behind = problem === 'too-long' ? BEHIND_THE_END : AROUND;
  return problem === 'empty' ? sentence : `${sentence}\n> ${markPlace(given, at, behind)}`;
}

function wordProblem(problem: QueryProblem['problem'], rest: string): string {
  switch (problem) {
    case 'empty':
      return 'There is no word in this to look for. Write some words of a title, a `"phrase in quotes"`, an author (`author:Hinton`), an organisation (`org:Google`), or an arXiv id.';
    case 'too-long':
      return 'This is longer than a search can be. A few words are enough; it was read as far as the mark.';
    case 'too-many-terms':
      return 'These are more words than a search can have. A few are enough; it was read as far as the mark.';
    case 'nothing-wanted':
      return 'This only says what to leave out, or narrows down. Add a word, a phrase, `author:`, `org:` or `cat:` that says what to look for.';
    case 'only-common-words':
      return 'These words stand in nearly every paper. Add one that tells more.';
    case 'unclosed-quote':
      return 'The quote at the mark is not closed. Close it behind the phrase, or leave it out.';
    case 'lonely-or':
      return '`OR` stands between two things: `diffusion OR flow`. At the mark it has none on one side.';
    case 'unwanted-beside-or':
      return '`OR` joins what is wanted, and at the mark stands a minus. Put what is unwanted apart from it.';
    case 'narrowing-beside-or':
      return 'What stands at the mark only narrows down, and beside `OR` it lets in nearly every paper. Write it without `OR`: `robots is:code`.';
    case 'missing-value':
      return 'At the mark something is missing behind the colon. Write it without a space: `author:Hinton`, `author:"Yann LeCun"`.';
    case 'unknown-field':
      return wordUnknownField(rest);
    case 'bad-upvotes':
      return '`upvotes:` takes a whole number, with a sign in front if you like: `upvotes:>20`, `upvotes:<=5`.';
    case 'bad-is':
      return '`is:` knows `is:code` alone: papers with code on GitHub.';
    case 'bad-category':
      return '`cat:` takes a category of arXiv, such as `cat:cs.CL`, or an archive, such as `cat:math`.';
  }
}

function wordUnknownField(rest: string): string {
  const [, name = ''] = /^[^a-z]*([a-z]+)/i.exec(rest) ?? [];
  const [guess] = nearest(name, FIELDS, 1);
  return `There is no \`${name.slice(0, MOST_FIELD)}:\`.${guess === undefined ? '' : ` Did you mean \`${guess}:\`?`} There are \`author:\`, \`org:\`, \`cat:\`, \`is:code\` and \`upvotes:\`; in quotes, anything is looked for as it stands.`;
}

function markPlace(given: string, at: number, behind: number): string {
  const text = given.toWellFormed();
  const before = text.slice(0, at);
  const after = text.slice(at);
  const lead = before.length > AROUND ? `…${before.slice(-AROUND)}` : before;
  return `${visible(lead)}${MARK} ${visible(cutText(after, { codePoints: behind }))}`.trimEnd();
}

function visible(text: string): string {
  return text.trim() === '' ? '' : `${inert(text, 'text')}${/\s$/.test(text) ? ' ' : ''}`;
}
