import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { PaperId } from '../../domain/paper-id.ts';
import type { Clause, Query, Term } from '../../domain/search/query.ts';
import { isStopWord } from '../../domain/search/words.ts';
import type { Db } from '../schema.ts';
import { joinUpvotes } from './counts.ts';
import { toOthers } from './search-query.ts';
import { BOUNDARY, toBare, toRun, wordsInOrder } from './text-words.ts';

type Phrase = Extract<Term, { kind: 'phrase' }>;

/** So many texts that have the phrases are wanted: more than anybody turns pages for. */
const MOST_WANTED = 200;
/** So many are read of which nothing can be said beforehand. */
const MOST_UNSURE = 400;

export function hasPhrases(query: Query): boolean {
  return listPhrases(query.wanted.flat()).length + listPhrases(query.unwanted).length > 0;
}

/**
 * Those of some papers in whose title or abstract the wanted phrases stand, or which have what is offered beside them,
 * and no unwanted one; the best are to stand first, because no more texts are read than there are hits on a few pages.
 *
 * @param most instead: so many are read, or wanted if PostgreSQL looks for them. `countedAt`: as {@link joinUpvotes}
 */
export async function keepPhrases<T extends { readonly paper_id: PaperId }>(
  db: Db,
  query: Query,
  papers: readonly T[],
  { most, countedAt }: { most?: number; countedAt?: Date } = {},
): Promise<readonly T[]> {
  const holds = createCheck(query);
  const stands = query.wanted.flatMap(toStanding);
  const others = query.wanted.filter(isMixed).map(toOthers);
  // What PostgreSQL is sure of need not be read here.
  const isSure = stands.length === listPhrases([...query.wanted.flat(), ...query.unwanted]).length;
  const ids = [...new Set(papers.map(({ paper_id }) => paper_id))];
  const known =
    others.length === 0
      ? sql`null`
      : sql`(select array[${sql.join(others)}] from paper_search as found
          ${joinUpvotes(countedAt)} where found.paper_id = text.id)`;
  // One after the other, by key and in their order, so that PostgreSQL stops when it has found enough.
  const { rows } = await sql<{
    id: PaperId;
    text: { title: string; abstract: string } | null;
    others: readonly boolean[] | null;
  }>`
    select text.id, case when holds and ${isSure} then null
      else jsonb_build_object('title', title, 'abstract', abstract) end as text,
      ${known} as others
    from unnest(${ids}::text[]) as wanted (id)
    cross join lateral (
      select id, title, abstract,
        octet_length(title) = length(title) and octet_length(abstract) = length(abstract) as is_ascii
      from paper where paper.id = wanted.id offset 0
    ) as text
    cross join lateral (select ${stands.length === 0 ? sql`true` : sql.join(stands, sql` and `)} as holds offset 0) as seen
    -- Of other letters and their accents PostgreSQL knows too little to say that a phrase does not stand there.
    where holds or not is_ascii
    limit ${most ?? (stands.length === 0 ? MOST_UNSURE : MOST_WANTED)}`.execute(db);
  const held = new Set(
    rows
      .filter(({ text, others: has }) => text === null || holds(prepareText(text.title, text.abstract), has ?? []))
      .map(({ id }) => id),
  );
  return papers.filter(({ paper_id }) => held.has(paper_id));
}

/** Whether a clause offers something else beside a phrase. */
function isMixed(clause: Clause): boolean {
  const count = listPhrases(clause).length;
  return count > 0 && count < clause.length;
}

/** All of ASCII but letters in lower case and digits. */
const BETWEEN = '[\\u0001-\\u002f\\u003a-\\u0060\\u007b-\\u007f]';

/**
 * Whether a phrase stands in a text, and nothing but ASCII next to it. @returns nothing for clauses of which that cannot
 * be said
 */
function toStanding([term, ...others]: Clause): RawBuilder<SqlBool> | [] {
  if (term?.kind !== 'phrase' || others.length > 0) return [];
  const words = wordsOfPhrase(term);
  if (words.length === 0 || !words.every((word) => /^[a-z0-9]+$/.test(word))) return [];
  const pattern = `(^|${BETWEEN})${words.join(`${BETWEEN}+`)}(${BETWEEN}|$)`;
  return sql<SqlBool>`lower((title || ${` ${BOUNDARY} `} || abstract) collate "C") ~ ${pattern}`;
}

/** A paper's text as phrases are looked for in it, to be prepared once for many queries. */
export interface PreparedText {
  /** In lower case, without accents. */
  readonly bare: string;
  /** Whether some words stand one behind the other, whatever signs are between them. */
  readonly holds: (words: readonly string[]) => boolean;
  /** Those between its signs, as {@link holds} compares them. */
  readonly words: () => ReadonlySet<string>;
}

export function prepareText(title: string, abstract: string): PreparedText {
  const bare = toBare(title, abstract);
  let run: string | undefined;
  return {
    bare,
    holds(words) {
      // Most texts lack a word. That is seen soonest without taking the text apart.
      if (run === undefined && !words.every((word) => bare.includes(word))) return false;
      run ??= toRun(bare);
      return run.includes(` ${words.join(' ')} `);
    },
    words() {
      run ??= toRun(bare);
      return new Set(run.trim().split(' '));
    },
  };
}

/**
 * Whether a text holds the phrases that a query wants, and none that it does not. What a clause offers beside a phrase is
 * known elsewhere: `others` says it, clause after clause of those that do.
 */
function createCheck(query: Query): (text: PreparedText, others: readonly boolean[]) => boolean {
  const mixed = query.wanted.filter(isMixed);
  const wanted = query.wanted
    .filter((clause) => listPhrases(clause).length > 0)
    .map((clause) => ({ phrases: listTelling(clause).map(checkPhrase), place: mixed.indexOf(clause) }));
  const unwanted = listPhrases(query.unwanted).map(checkPhrase);
  return (text, others) =>
    wanted.every(({ phrases, place }) => others[place] === true || phrases.some((check) => check(text))) &&
    !unwanted.some((check) => check(text));
}

export function listPhrases(terms: readonly Term[]): readonly Phrase[] {
  return terms.filter((term) => term.kind === 'phrase');
}

/** The phrases of a clause that hold it: of several, not those of common words alone, by which nothing is found. */
export function listTelling(clause: Clause): readonly Phrase[] {
  const phrases = listPhrases(clause);
  const telling = phrases.filter((phrase) => !wordsOfPhrase(phrase).every(isStopWord));
  return telling.length > 0 ? telling : phrases;
}

function checkPhrase(phrase: Phrase): (text: PreparedText) => boolean {
  const words = wordsOfPhrase(phrase);
  return ({ holds }) => holds(words);
}

/** The words that must stand one behind the other. */
export function wordsOfPhrase({ text }: Phrase): readonly string[] {
  return wordsInOrder(text);
}
