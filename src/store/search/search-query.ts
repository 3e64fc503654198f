import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Clause, Query, Term } from '../../domain/search/query.ts';
import { isStopWord, type SpelledWord, spell, wordsOf } from '../../domain/search/words.ts';
import type { NearWord, NearWords } from './near-words.ts';
import { listNameSigns, listOrgSigns, sign } from './search-words.ts';
import { listPairs, wordsInOrder } from './text-words.ts';

/** Where a word must stand: anywhere, or in the title. */
export type WordPlace = 'word' | 'title';

/** A query as conditions on `paper_search as found` and, only if it asks for upvotes, `paper_score as scored`. */
export interface SearchConditions {
  /**
   * Parts of a tsquery that must all hold of `found.words`, as {@link holdAll} asks for them. What is unwanted stands
   * among them, behind something wanted.
   */
  readonly signs: readonly string[];
  /** What no tsquery can say. */
  readonly conditions: readonly RawBuilder<SqlBool>[];
  readonly asksForUpvotes: boolean;
}

/**
 * Puts a query into SQL.
 *
 * @param near accepted beside the words themselves, so far as they are of some `kinds`
 * @param leaveOut which, among the query's words, of one that need not hold
 */
export function toConditions(
  query: Query,
  {
    place = 'word',
    near = new Map(),
    kinds = [],
    leaveOut,
  }: { place?: WordPlace; near?: NearWords; kinds?: readonly NearWord['kind'][]; leaveOut?: number } = {},
): SearchConditions {
  const words = listPlainWords(query);
  const accepted: Accepted = (word) =>
    (near.get(word) ?? []).flatMap((found) => (kinds.includes(found.kind) ? [found.word] : []));
  const left = leaveOut === undefined ? undefined : words[leaveOut];
  const wanted = query.wanted.filter((clause) => clause.length !== 1 || clause[0] !== left?.term);
  const signs: string[] = [];
  const conditions: RawBuilder<SqlBool>[] = [];
  for (const clause of wanted) {
    const isOfSigns = clause.every(({ kind }) => kind !== 'upvotes');
    if (isOfSigns) signs.push(...listParts(clause, place, accepted));
    else conditions.push(toCondition(clause, place, accepted));
  }
  for (const term of query.unwanted) {
    // The index knows no order of words: `phrases.ts` leaves these out.
    if (term.kind === 'phrase') continue;
    const parts = listParts([term], 'word', NONE);
    // The index finds nothing by what is missing.
    if (term.kind === 'upvotes' || signs.length === 0) conditions.push(sql`not ${toCondition([term], 'word', NONE)}`);
    else if (parts.length > 0) signs.push(`!${allOf(parts)}`);
  }
  const terms = [...query.wanted.flat(), ...query.unwanted];
  return { signs, conditions, asksForUpvotes: terms.some(({ kind }) => kind === 'upvotes') };
}

/** What a clause offers beside its phrases, as a condition on `paper_search as found` and `paper_score as scored`. */
export function toOthers(clause: Clause): RawBuilder<SqlBool> {
  const others = clause.filter(({ kind }) => kind !== 'phrase');
  return toCondition(others, 'word', NONE);
}

/** Whether a query leaves out what it wants: then nothing matches, and the index would look through all to find it out. */
export function contradictsItself({ wanted, unwanted }: Query): boolean {
  const signsOf = (term: Term) => (term.kind === 'phrase' ? '' : listSigns(term, 'word', NONE).join(' & '));
  const leftOut = new Set(unwanted.map(signsOf));
  leftOut.delete('');
  return wanted.some((clause) => clause.every((term) => leftOut.has(signsOf(term))));
}

/** The terms that a query wants without an alternative, with their words: those may be misspelt, or left out. */
export function listPlainWords(query: Query): readonly { readonly term: Term; readonly words: readonly string[] }[] {
  return query.wanted.flatMap((clause) => {
    const [term, ...others] = clause;
    if (term?.kind !== 'word' || others.length > 0) return [];
    const words = spell(term.text).flatMap(({ parts, joined }) => (joined === undefined ? parts : [...parts, joined]));
    return words.length === 0 ? [] : [{ term, words }];
  });
}

/** The words that are accepted instead of one. */
type Accepted = (word: string) => readonly string[];

const NONE: Accepted = () => [];

/** A clause as parts of a tsquery that must all hold; none if all matches it: words that are left out as too common. */
function listParts(clause: Clause, place: WordPlace, near: Accepted): readonly string[] {
  const terms = clause.map((term) => listSigns(term, place, near)).filter((signs) => signs.length > 0);
  return terms.length > 1 ? [anyOf(terms.map(allOf))] : terms.flat();
}

function toCondition(clause: Clause, place: WordPlace, near: Accepted): RawBuilder<SqlBool> {
  const counts = clause.flatMap((term) => (term.kind === 'upvotes' ? [term] : []));
  const conditions = [
    ...holdTogether(listParts(clause, place, near)),
    ...counts.map(({ sign: than, count }) => sql<SqlBool>`scored.upvotes ${sql.raw(than)} ${count}`),
  ];
  return conditions.length === 0 ? sql`false` : sql<SqlBool>`(${sql.join(conditions, sql` or `)})`;
}

/** A term as parts of a tsquery that must all hold; none if it is about counts, or holds only common words. */
function listSigns(term: Term, place: WordPlace, near: Accepted): readonly string[] {
  switch (term.kind) {
    case 'word':
      return spell(term.text).map((word) => spelledSigns(word, place, near));
    case 'phrase':
      return listPhraseSigns(term.text, place).map(quote);
    case 'author':
      return listNameSigns(term.text).map(quote);
    case 'org':
      return listOrgSigns(term.text).map(quote);
    case 'cat':
      return [quote(sign.category(term.text))];
    case 'id':
      return [quote(sign.id(term.id))];
    case 'is':
      return [quote(sign.code)];
    case 'upvotes':
      return [];
  }
}

/** Which papers may have a phrase, so far as the index knows: `phrases.ts` reads their texts. */
function listPhraseSigns(text: string, place: WordPlace): readonly string[] {
  const pairs = listPairs(wordsInOrder(text)).map(sign.pair);
  // Pairs tell more than their words, and each sign more costs time.
  const isInTitle = place === 'title';
  const words = isInTitle || pairs.length === 0 ? wordsOf(text).filter((word) => !isStopWord(word)) : [];
  return [...words.map(sign[place]), ...pairs];
}

function spelledSigns({ parts, joined }: SpelledWord, place: WordPlace, near: Accepted): string {
  const signsOf = (word: string) => [...new Set([word, ...near(word)].map((meant) => quote(sign[place](meant))))];
  return anyOf([allOf(parts.map((part) => anyOf(signsOf(part)))), ...(joined === undefined ? [] : signsOf(joined))]);
}

function allOf(parts: readonly string[]): string {
  return parts.length === 1 ? (parts[0] ?? '') : `(${parts.join(' & ')})`;
}

function anyOf(parts: readonly string[]): string {
  return parts.length === 1 ? (parts[0] ?? '') : `(${parts.join(' | ')})`;
}

/** More of them would make ever new statements, and connections keep the plans of a hundred. */
const MOST_KEYS = 6;

/**
 * Parts of a tsquery that must all hold, each as a condition of its own: between several the index leaps from the papers
 * of one to those of the next, while in a single one it asks of each paper that has the rarest sign.
 */
export function holdAll(signs: readonly string[]): readonly RawBuilder<SqlBool>[] {
  const alone = signs.slice(0, MOST_KEYS - 1).map((each) => [each]);
  return [...alone, signs.slice(MOST_KEYS - 1)].flatMap(holdTogether);
}

/** The same in one condition: for papers that are found otherwise, whose signs are then read once. None without signs. */
export function holdTogether(signs: readonly string[]): readonly RawBuilder<SqlBool>[] {
  return signs.length === 0 ? [] : [sql<SqlBool>`found.words @@ ${signs.join(' & ')}::tsquery`];
}

/** A sign as PostgreSQL reads it in the text of a tsquery. */
export function quote(text: string): string {
  return `'${text.replace(/['\\]/g, '$&$&')}'`;
}
