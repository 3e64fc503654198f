import type { PaperId } from '../paper-id.ts';

/**
 * What somebody looks for: every clause of `wanted` must hold, and no term of `unwanted`. The tree of the grammar,
 * which `parse-query.ts` reads:
 *
 *     words  "phrases"  a OR b  -without  author:  org:  cat:cs.CL  is:code  upvotes:>20
 *
 * `OR` joins the two terms beside it and binds them before they are joined to the rest; there are no brackets.
 */
export interface Query {
  readonly wanted: readonly Clause[];
  readonly unwanted: readonly Term[];
}

/** At least one term; one of them must hold. */
export type Clause = readonly Term[];

export type Term =
  /** A word as it was typed; `GPT-4` is one. */
  | { readonly kind: 'word'; readonly text: string }
  /** Words that stand together, in this order and spelling. */
  | { readonly kind: 'phrase'; readonly text: string }
  | { readonly kind: 'author'; readonly text: string }
  | { readonly kind: 'org'; readonly text: string }
  /** An arXiv category, `cs.CL`, or an archive with all of its own, `cs`. */
  | { readonly kind: 'cat'; readonly text: string }
  | { readonly kind: 'id'; readonly id: PaperId }
  /** Has code on GitHub. */
  | { readonly kind: 'is'; readonly what: 'code' }
  | { readonly kind: 'upvotes'; readonly sign: Sign; readonly count: number };

export type Sign = '>' | '>=' | '<' | '<=' | '=';

export type Field = 'author' | 'org' | 'cat' | 'is' | 'upvotes';

export const FIELDS: readonly Field[] = ['author', 'org', 'cat', 'is', 'upvotes'];

/** Why a text is no query, and where: an offset into the text, in UTF-16 units. */
export interface QueryProblem {
  readonly problem:
    | 'empty'
    | 'too-long'
    | 'too-many-terms'
    | 'nothing-wanted'
    | 'only-common-words'
    | 'unclosed-quote'
    | 'lonely-or'
    | 'unwanted-beside-or'
    | 'narrowing-beside-or'
    | 'missing-value'
    | 'unknown-field'
    | 'bad-upvotes'
    | 'bad-is'
    | 'bad-category';
  readonly at: number;
}

/** A query as text; parsed again it is the same query. */
export function printQuery({ wanted, unwanted }: Query): string {
  return [
    ...wanted.map((clause) => clause.map(printTerm).join(' OR ')),
    ...unwanted.map((term) => `-${printTerm(term)}`),
  ].join(' ');
}

function printTerm(term: Term): string {
  switch (term.kind) {
    case 'word':
      return term.text;
    case 'phrase':
      return `"${term.text}"`;
    case 'author':
    case 'org':
      return `${term.kind}:${isPlain(term.text) ? term.text : `"${term.text}"`}`;
    case 'cat':
      return `cat:${term.text}`;
    case 'id':
      return term.id;
    case 'is':
      return `is:${term.what}`;
    case 'upvotes':
      return `upvotes:${term.sign === '=' ? '' : term.sign}${term.count}`;
  }
}

/** Whether a value reads the same without quotes: no space in it, no sign at either end. */
function isPlain(text: string): boolean {
  return /^[\p{L}\p{N}](?:\S*[\p{L}\p{N}\p{M}])?$/u.test(text);
}
