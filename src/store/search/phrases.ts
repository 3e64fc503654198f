import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { PaperId } from '../../domain/paper-id.ts';
import type { Clause, Query, Term } from '../../domain/search/query.ts';
import { indexWords, wordsOf } from '../../domain/search/words.ts';
import type { Db } from '../schema.ts';
import { stem } from './search-words.ts';

type Phrase = Extract<Term, { kind: 'phrase' }>;

/** So many texts that have the phrases are wanted: more than anybody turns pages for. */
const MOST_WANTED = 200;
/** So many are read of which nothing can be said beforehand. */
const MOST_UNSURE = 400;

export function hasPhrases(query: Query): boolean {
  return listPhrases(query.wanted.flat()).length + listPhrases(query.unwanted).length > 0;
}

/**
 * Those of some papers in whose title or abstract the wanted phrases stand, and no unwanted one; the best are to stand
 * first, because no more texts are read than there are hits on a few pages.
 */
export async function keepPhrases<T extends { readonly paper_id: PaperId }>(
  db: Db,
  query: Query,
  papers: readonly T[],
): Promise<readonly T[]> {
  const holds = createCheck(query);
  const stands = query.wanted.flatMap(toStanding);
  // What PostgreSQL is sure of need not be read here.
  const isSure = stands.length === listPhrases([...query.wanted.flat(), ...query.unwanted]).length;
  const ids = [...new Set(papers.map(({ paper_id }) => paper_id))];
  // One after the other, by key and in their order, so that PostgreSQL stops when it has found enough.
  const { rows } = await sql<{ id: PaperId; text: { title: string; abstract: string } | null }>`
    select text.id, case when ${IS_ASCII} and ${isSure} then null
      else jsonb_build_object('title', title, 'abstract', abstract) end as text
    from unnest(${ids}::text[]) as wanted (id)
    cross join lateral (select id, title, abstract from paper where paper.id = wanted.id offset 0) as text
    where ${stands.length === 0 ? sql`true` : sql.join(stands, sql` and `)}
    limit ${stands.length === 0 ? MOST_UNSURE : MOST_WANTED}`.execute(db);
  const held = new Set(
    rows.filter(({ text }) => text === null || holds(prepareText(text.title, text.abstract))).map(({ id }) => id),
  );
  return papers.filter(({ paper_id }) => held.has(paper_id));
}

const IS_ASCII = sql<SqlBool>`octet_length(title || abstract) = length(title || abstract)`;

/**
 * Whether a phrase stands in a text of ASCII; true of every other text: there letters and their case are more than
 * PostgreSQL's fast way of comparing knows. @returns nothing for clauses of which that cannot be said
 */
function toStanding([term, ...others]: Clause): RawBuilder<SqlBool> | [] {
  if (term?.kind !== 'phrase' || others.length > 0) return [];
  const words = wordsOfPhrase(term);
  if (words.length === 0 || !words.every((word) => /^[a-z0-9]+$/.test(word))) return [];
  const pattern = `(^|[^a-z0-9])${words.join('[^a-z0-9]+')}([^a-z0-9]|$)`;
  return sql<SqlBool>`(lower((title || ' | ' || abstract) collate "C") ~ ${pattern} or not ${IS_ASCII})`;
}

/** A paper's text as phrases are looked for in it, to be prepared once for many queries. */
export interface PreparedText {
  /** In lower case, without accents. */
  readonly bare: string;
  /** Whether some words stand one behind the other, whatever signs are between them. */
  readonly holds: (words: readonly string[]) => boolean;
  /** Those between its signs, as {@link holds} compares them. */
  readonly words: () => ReadonlySet<string>;
  /** Of its words; made when they are first asked for. */
  readonly stems: () => ReadonlySet<string>;
}

export function prepareText(title: string, abstract: string): PreparedText {
  const bare = withoutAccents(`${title} | ${abstract}`).toLowerCase();
  let runs: string | undefined;
  let stems: ReadonlySet<string> | undefined;
  return {
    bare,
    holds(words) {
      // Most texts lack a word. That is seen soonest without taking the text apart.
      if (runs === undefined && !words.every((word) => bare.includes(word))) return false;
      runs ??= toRuns(bare);
      return runs.includes(` ${words.join(' ')} `);
    },
    words() {
      runs ??= toRuns(bare);
      return new Set(runs.split(' '));
    },
    stems() {
      stems ??= new Set([...indexWords(bare)].map(stem));
      return stems;
    },
  };
}

function toRuns(bare: string): string {
  return ` ${bare.replace(/[^\p{L}\p{N}]+/gu, ' ')} `;
}

/** Whether a text holds the phrases that a query wants, and none that it does not. */
export function createCheck(query: Query): (text: PreparedText) => boolean {
  const wanted = query.wanted.filter((clause) => listPhrases(clause).length > 0).map(checkClause);
  const unwanted = listPhrases(query.unwanted).map(checkPhrase);
  return (text) => wanted.every((check) => check(text)) && !unwanted.some((check) => check(text));
}

/** Beside a phrase, OR may offer a word, which is looked for here too, or what only the index knows. */
function checkClause(clause: Clause): (text: PreparedText) => boolean {
  const phrases = listPhrases(clause).map(checkPhrase);
  const others = clause.filter((term) => term.kind !== 'phrase');
  const words = others.flatMap((term) => (term.kind === 'word' ? wordsOf(term.text).map(stem) : []));
  const isKnownElsewhere = others.some((term) => term.kind !== 'word');
  return (text) =>
    isKnownElsewhere || phrases.some((check) => check(text)) || words.some((word) => text.stems().has(word));
}

export function listPhrases(terms: readonly Term[]): readonly Phrase[] {
  return terms.filter((term) => term.kind === 'phrase');
}

function checkPhrase(phrase: Phrase): (text: PreparedText) => boolean {
  const words = wordsOfPhrase(phrase);
  return ({ holds }) => holds(words);
}

/** The words that must stand one behind the other. */
export function wordsOfPhrase({ text }: Phrase): readonly string[] {
  return wordsOf(withoutAccents(text));
}

function withoutAccents(text: string): string {
  return !/[^\0-\x7f]/.test(text) ? text : text.normalize('NFKD').replace(/\p{M}/gu, '');
}
