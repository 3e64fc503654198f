import { FIELDS, type QueryProblem } from './query.ts';

/** One part of a query as it was typed. */
export interface Token {
  /** Where it begins, its minus included. */
  readonly at: number;
  readonly negated: boolean;
  readonly quoted: boolean;
  /** In lower case, known or not. */
  readonly field?: string;
  /** Without the quotes, white space as single spaces; of what is not quoted, without signs at either end. */
  readonly text: string;
  /** As it was typed. */
  readonly raw: string;
  /** Where the value behind the field begins. */
  readonly valueAt: number;
}

/** Phones type curly ones. */
const QUOTES = '"“”„‟″';
const QUOTE = new RegExp(`[${QUOTES}]`);
const BARE = new RegExp(`[^\\s${QUOTES}]*`, 'y');
/** What may stand before a word without being part of it, such as a bracket. */
const SIGNS = new RegExp(`[^\\p{L}\\p{N}\\s${QUOTES}-]*`, 'uy');
const SIGNS_AND_DASHES = new RegExp(`[^\\p{L}\\p{N}\\s${QUOTES}]*`, 'uy');
const FIELD = /^([a-z]+):(?!\/)/i;

/** Cuts a query into its parts. @returns a problem if a quote is not closed */
export function scanQuery(typed: string): Token[] | QueryProblem {
  const text = toHeld(typed);
  const tokens: Token[] = [];
  for (let at = skipSpace(text, 0); at < text.length; at = skipSpace(text, at)) {
    const { negated, start } = readMinus(text, at);
    if (start >= text.length || /\s/.test(text[start] ?? '')) {
      at = start;
      continue;
    }
    const read = isQuote(text[start]) ? readQuoted(text, start) : readBare(text, start);
    if ('problem' in read) return read;
    tokens.push({ at, negated, ...read.token });
    at = read.end;
  }
  return tokens;
}

/** What somebody typed, position for position: what PostgreSQL or JavaScript cannot hold as text is a space or a sign. */
export function toHeld(typed: string): string {
  return typed.toWellFormed().replace(/\p{Cc}/gu, ' ');
}

type Read = { readonly token: Omit<Token, 'at' | 'negated'>; readonly end: number } | QueryProblem;

function readQuoted(text: string, start: number): Read {
  const length = text.slice(start + 1).search(QUOTE);
  if (length < 0) return { problem: 'unclosed-quote', at: start };
  const raw = text.slice(start + 1, start + 1 + length);
  const token = { quoted: true, text: raw.replace(/\s+/g, ' ').trim(), raw, valueAt: start };
  return { token, end: start + length + 2 };
}

function readBare(text: string, start: number): Read {
  const chunk = match(BARE, text, start);
  const end = start + chunk.length;
  const [prefix, name] = FIELD.exec(chunk) ?? [];
  if (prefix === undefined || name === undefined) return { token: bare(chunk, start), end };
  const field = name.toLowerCase();
  const value = chunk.slice(prefix.length);
  const isKnown = FIELDS.some((known) => known === field);
  if (value === '' && isQuote(text[end])) {
    const read = readQuoted(text, end);
    return 'problem' in read ? read : { token: { ...read.token, field }, end: read.end };
  }
  // `DeepStack: Deeply Stacking …` is a title, and `author: Hinton` lacks something.
  if (trim(value) === '' && !isKnown) return { token: bare(chunk, start), end };
  // `arXiv:2603.07660`, `doi:10.48550/…` are ids, whatever stands before the colon.
  if (field === 'arxiv' || field === 'doi') return { token: bare(chunk, start), end };
  return { token: { ...bare(value, start + prefix.length), field }, end };
}

function bare(raw: string, valueAt: number) {
  return { quoted: false, text: trim(raw), raw, valueAt };
}

/** A minus counts if it stands before a part, alone; dashes between words do not. */
function readMinus(text: string, at: number): { readonly negated: boolean; readonly start: number } {
  const signs = at + match(SIGNS, text, at).length;
  const dashes = match(/-*/y, text, signs).length;
  const behind = signs + dashes;
  const negated = dashes === 1 && /\S/.test(text[behind] ?? ' ');
  return { negated, start: behind + match(SIGNS_AND_DASHES, text, behind).length };
}

function trim(raw: string): string {
  return raw.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}\p{M}]+$/gu, '');
}

function skipSpace(text: string, from: number): number {
  return from + match(/\s*/y, text, from).length;
}

function isQuote(sign: string | undefined): boolean {
  return sign !== undefined && QUOTES.includes(sign);
}

function match(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}
