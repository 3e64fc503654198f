import { parsePaperId } from '../paper-id.ts';
import { FIELDS, type Field, printQuery, type Query, type QueryProblem, type Sign, type Term } from './query.ts';
import { scanQuery, type Token } from './scan-query.ts';
import { spell, wordsOf } from './words.ts';

/** Far above what anybody types; a longer text is answered with a sentence and costs nothing. */
export const MOST_QUERY_CHARACTERS = 400;
const MOST_TERMS = 30;

/** A text as a query, or why it is none and where. Never throws. What is no word (emoji, signs) is left out. */
export function parseQuery(text: string): { readonly query: Query } | QueryProblem {
  if (text.length > MOST_QUERY_CHARACTERS) return { problem: 'too-long', at: MOST_QUERY_CHARACTERS };
  const scanned = scanQuery(text);
  if (!Array.isArray(scanned)) return scanned as QueryProblem;
  const tokens: readonly Token[] = scanned;
  const read = tokens.map((token) => ({ token, term: readTerm(token) }));
  const parts: Part[] = [];
  for (const { token, term } of read) {
    if (term === undefined) continue;
    if (term !== 'or' && 'problem' in term) return term;
    parts.push({ token, term });
  }
  const excess = parts[MOST_TERMS];
  if (excess !== undefined) return { problem: 'too-many-terms', at: excess.token.at };
  const joined = joinParts(parts);
  // What is printed is a little longer where quotes stood close together, and must be read again.
  const isTooLong = 'query' in joined && printQuery(joined.query).length > MOST_QUERY_CHARACTERS;
  return isTooLong ? { problem: 'too-long', at: text.length } : joined;
}

interface Part {
  readonly token: Token;
  readonly term: Term | 'or';
}

function joinParts(parts: readonly Part[]): { readonly query: Query } | QueryProblem {
  const wanted: Term[][] = [];
  const unwanted: Term[] = [];
  for (const [index, { token, term }] of parts.entries()) {
    const [before, after] = [parts[index - 1], parts[index + 1]];
    if (term === 'or') {
      if (before === undefined || after === undefined || before.term === 'or')
        return { problem: 'lonely-or', at: token.at };
      continue;
    }
    const joined = before?.term === 'or';
    if (token.negated && (joined || after?.term === 'or')) return { problem: 'unwanted-beside-or', at: token.at };
    if (token.negated) unwanted.push(term);
    else if (joined) wanted.at(-1)?.push(term);
    else wanted.push([term]);
  }
  return checkWanted({ wanted, unwanted }, parts);
}

/** A query must say what it looks for: without that it would match nearly everything. */
function checkWanted(query: Query, parts: readonly Part[]): { readonly query: Query } | QueryProblem {
  if (parts.length === 0) return { problem: 'empty', at: 0 };
  if (query.wanted.some((clause) => clause.every(isTelling))) return { query };
  // What lets in nearly everything, also where it stands beside an OR: a common word, or else what only narrows.
  const blind = parts.filter(({ term, token }) => !token.negated && term !== 'or' && !isTelling(term));
  const common = blind.find(({ term }) => term !== 'or' && isWords(term));
  if (common !== undefined) return { problem: 'only-common-words', at: common.token.at };
  const [narrowing] = blind;
  if (narrowing === undefined) return { problem: 'nothing-wanted', at: 0 };
  const place = parts.indexOf(narrowing);
  const isJoined = [parts[place - 1], parts[place + 1]].some((beside) => beside?.term === 'or');
  return { problem: isJoined ? 'narrowing-beside-or' : 'nothing-wanted', at: narrowing.token.at };
}

function isTelling(term: Term): boolean {
  if (isWords(term)) return spell(term.text).length > 0;
  return term.kind !== 'is' && term.kind !== 'upvotes';
}

/** Of an author's name each word tells something. */
function isWords(term: Term): term is Extract<Term, { kind: 'word' | 'phrase' | 'org' }> {
  return term.kind === 'word' || term.kind === 'phrase' || term.kind === 'org';
}

/** @returns undefined for what holds no word, and is left out */
function readTerm(token: Token): Term | 'or' | QueryProblem | undefined {
  const { field, text, quoted, negated } = token;
  if (field !== undefined) return readField(token, field);
  if (quoted) return wordsOf(text).length === 0 ? undefined : { kind: 'phrase', text };
  if (text === 'OR' && !negated) return 'or';
  const id = parsePaperId(text);
  if (id !== undefined) return { kind: 'id', id };
  return wordsOf(text).length === 0 ? undefined : { kind: 'word', text };
}

function readField({ text, raw, at, valueAt }: Token, name: string): Term | QueryProblem {
  const field = FIELDS.find((known) => known === name);
  if (field === undefined) return { problem: 'unknown-field', at };
  if (raw === '') return { problem: 'missing-value', at };
  return readValue(field, text, raw) ?? { problem: PROBLEMS[field], at: valueAt };
}

const PROBLEMS = {
  author: 'missing-value',
  org: 'missing-value',
  cat: 'bad-category',
  is: 'bad-is',
  upvotes: 'bad-upvotes',
} as const;

function readValue(field: Field, text: string, raw: string): Term | undefined {
  switch (field) {
    case 'author':
    case 'org':
      return wordsOf(text).length === 0 ? undefined : { kind: field, text };
    case 'cat': {
      const category = readCategory(text);
      return category === undefined ? undefined : { kind: 'cat', text: category };
    }
    case 'is':
      return text.toLowerCase() === 'code' ? { kind: 'is', what: 'code' } : undefined;
    case 'upvotes': {
      const [, sign = '=', count] = /^(>=|<=|[<>=])?(\d{1,9})[).,;]*$/.exec(raw) ?? [];
      return count === undefined ? undefined : { kind: 'upvotes', sign: sign as Sign, count: Number(count) };
    }
  }
}

/** Archives are lower-case, and so are subjects but for those of two letters: `cs.CL`, `cond-mat.mtrl-sci`. */
function readCategory(text: string): string | undefined {
  const [, archive, subject] = /^([a-z]+(?:-[a-z]+)?)(?:\.([a-z]+(?:-[a-z]+)?))?$/i.exec(text) ?? [];
  if (archive === undefined) return undefined;
  if (subject === undefined) return archive.toLowerCase();
  return `${archive.toLowerCase()}.${subject.length === 2 ? subject.toUpperCase() : subject.toLowerCase()}`;
}
