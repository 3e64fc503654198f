import { sql } from 'kysely';
import type { PaperId } from '../../domain/paper-id.ts';
import { isStopWord, wordsOf } from '../../domain/search/words.ts';
import type { Db } from '../schema.ts';
import { endOf, listEndings, listNearWords } from '../search/near-words.ts';
import { listCandidates } from '../search/search-lanes.ts';
import { quote } from '../search/search-query.ts';
import { sign } from '../search/search-words.ts';

export interface TitledPaper {
  readonly id: PaperId;
  readonly title: string;
}

/** So few letters begin the titles of a good part of all papers. */
const FEW_LETTERS = 3;
/** Papers of the newest lists: few enough to read the titles of all. */
const OF_NEWEST_LISTS = 120;
/** Titles with the same beginning that are weighed against each other, of those that the index has first. */
const SAME_BEGINNING = 30;
/** Titles that hold the words: more than are offered, because the newest lists come first. */
const SOME_HOLDING = 60;
/** A word that is begun: from so many letters on its endings are few enough. */
const LEAST_BEGUN = 4;
/** Endings that are taken for meant. */
const MOST_ENDINGS = 100;

/**
 * Up to `limit` papers whose title begins with what was typed; then those whose title holds its words, the last of
 * them perhaps only begun; if there are none, those whose title holds a word that looks like it. Of the same kind the
 * newest lists come first, and in them the most upvoted. A few letters are completed from the newest lists alone. Where
 * more than thirty titles begin so, some are looked at: those of the newest lists, then the first of the alphabet.
 *
 * @param db with connections of `SEARCH_LIMITS`, as for every search
 */
export async function listPapersByTitle(
  db: Db,
  { prefix, limit, at }: { prefix: string; limit: number; at: Date },
): Promise<readonly TitledPaper[]> {
  const found = new Map<PaperId, TitledPaper>();
  const add = (papers: readonly TitledPaper[]) => {
    for (const paper of papers) if (!found.has(paper.id)) found.set(paper.id, paper);
  };
  add(await (prefix.length < FEW_LETTERS ? listNewestBeginning(db, prefix) : listBeginning(db, prefix)));
  if (found.size < limit && prefix.length >= FEW_LETTERS) add(await listHolding(db, at, await beginnings(db, prefix)));
  if (found.size === 0) {
    const last = wordsOf(prefix).at(-1) ?? '';
    const near = (await listNearWords(db, [last])).get(last) ?? [];
    add(await listHolding(db, at, near.length === 0 ? [] : [anyTitled(near.map(({ word }) => word))]));
  }
  return [...found.values()].slice(0, limit);
}

async function listBeginning(db: Db, prefix: string): Promise<readonly TitledPaper[]> {
  const first = await listFirstBeginning(db, prefix);
  // There may be more, and these are the first of the alphabet; nothing stands before what is on the newest lists.
  return first.length < SAME_BEGINNING ? first : [...(await listNewestBeginning(db, prefix)), ...first];
}

/** By the index, which has no longer titles. */
async function listFirstBeginning(db: Db, prefix: string): Promise<readonly TitledPaper[]> {
  const { rows } = await sql<TitledPaper>`
    select id, title from (
      select id, title from paper where ${beginsWith(prefix)} and octet_length(title) <= 900
      order by lower(title) using ~<~ limit ${SAME_BEGINNING}
    ) as paper join paper_score as scored on scored.paper_id = paper.id
    order by scored.list_day desc nulls last, scored.upvotes desc, id desc`.execute(db);
  return rows;
}

async function listNewestBeginning(db: Db, prefix: string): Promise<readonly TitledPaper[]> {
  const { rows } = await sql<TitledPaper>`
    select id, title from (
      select paper_id, list_day, upvotes from paper_score where list_day is not null
      order by list_day desc, upvotes desc limit ${OF_NEWEST_LISTS}
    ) as scored
    -- Each by its key: by their beginnings, which the planner takes for few, thousands of titles would be read.
    cross join lateral (select id, title from paper where paper.id = scored.paper_id offset 0) as newest
    where ${beginsWith(prefix)}
    order by scored.list_day desc, scored.upvotes desc, id desc`.execute(db);
  return rows;
}

async function listHolding(db: Db, at: Date, signs: readonly string[]): Promise<readonly TitledPaper[]> {
  if (signs.length === 0) return [];
  const search = { signs, conditions: [], asksForUpvotes: false };
  const rows = await listCandidates(db, [{ search, most: SOME_HOLDING }], { within: {}, at });
  if (rows.length === 0) return [];
  return await db
    .selectFrom('paper')
    .innerJoin('paper_score', 'paper_score.paper_id', 'paper.id')
    .select(['paper.id', 'paper.title'])
    .where(
      'paper.id',
      'in',
      rows.map((row) => row.paper_id),
    )
    .orderBy('paper_score.list_day', (order) => order.desc().nullsLast())
    .orderBy('paper_score.upvotes', 'desc')
    .orderBy('paper.id', 'desc')
    .execute();
}

/** All words in the title, the last one perhaps only begun. @returns nothing if there is too little to go by */
async function beginnings(db: Db, typed: string): Promise<readonly string[]> {
  const words = wordsOf(typed);
  const last = /[\p{L}\p{N}\p{M}]$/u.test(typed) ? words.at(-1) : undefined;
  const whole = words.slice(0, last === undefined ? undefined : -1).filter((word) => !isStopWord(word));
  const signs = whole.map((word) => quote(sign.title(word)));
  if (last !== undefined && last.length >= LEAST_BEGUN) {
    // The index finds papers with one of some words sooner than those with any sign that begins so: it would read all.
    signs.push(anyTitled([last, ...(await listEndings(db, last, MOST_ENDINGS))]));
  }
  return signs;
}

/** One of some words in the title. */
function anyTitled(words: readonly string[]): string {
  return `(${[...new Set(words.map((word) => quote(sign.title(word))))].join(' | ')})`;
}

/** As a range: of a pattern that it does not know yet, a kept plan cannot tell that the index would help. */
function beginsWith(prefix: string) {
  const begun = prefix.toLowerCase();
  return sql`lower(title) ~>=~ ${begun} and lower(title) ~<~ ${endOf(begun)}`;
}
