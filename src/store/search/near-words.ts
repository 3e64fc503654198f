import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { countSlips, isLikelySlip } from '../../domain/search/likeness.ts';
import type { Db } from '../schema.ts';
import { LEAST_NEAR, stem } from './search-words.ts';

/** A word that may be meant by another. */
export interface NearWord {
  readonly word: string;
  /** Misspelt, it is likely the other; or it only looks alike, or begins with it. */
  readonly kind: 'slip' | 'alike' | 'longer';
  /** From 0 to 1. */
  readonly likeness: number;
}

/** For each of some words, folded, those that may be meant by it, the likeliest first. */
export type NearWords = ReadonlyMap<string, readonly NearWord[]>;

/** As similar as *deepstack* is to *deepseek*: shares of the three-letter pieces that both have. */
export const LEAST_LIKENESS = 0.35;
const MOST_READ = 24;
const MOST_LONGER = 5;
const MOST_OF_A_KIND = 5;
const OTHER_LENGTH = 2;

/**
 * Words of titles, keywords and names that look like some words, begin with them, or differ from them by two letters
 * that changed places or by one that is too many. Words that none of these texts holds are likelier misspelt than others:
 * if there are such, only they are looked for.
 */
export async function listNearWords(db: Db, words: readonly string[]): Promise<NearWords> {
  const wanted = [...new Set(words)].filter((word) => word.length >= LEAST_NEAR);
  if (wanted.length === 0) return new Map();
  const slips = wanted.flatMap((word) => slipsOf(word).map((slip) => ({ word, slip })));
  const { rows } = await sql<{ wanted: string; word: string; likeness: number }>`
    with typed as materialized (
      select wanted, exists (select from search_word as held where held.word = wanted) as is_known
      from unnest(${wanted}::text[]) as typed (wanted)
    ), unsure as materialized (
      select wanted from typed where not is_known or not exists (select from typed where not is_known)
    )
    select wanted, near.word, near.likeness
    from unsure cross join lateral (
      (select word, similarity(word, wanted) as likeness from search_word where word % wanted
        and length(word) between length(wanted) - ${OTHER_LENGTH} and length(wanted) + ${OTHER_LENGTH}
        and similarity(word, wanted) >= ${LEAST_LIKENESS} and word <> wanted
        order by likeness desc, word limit ${MOST_READ})
      union all
      (select word, 0 from search_word where ${isLonger(sql`wanted`)}
        order by word limit ${MOST_LONGER})
    ) as near
    union all
    select slip.wanted, slip.word, 0 from unsure join unnest(
      ${slips.map(({ word }) => word)}::text[], ${slips.map(({ slip }) => slip)}::text[]
    ) as slip (wanted, word) using (wanted) where exists (select from search_word as held where held.word = slip.word)`.execute(
    db,
  );
  const grouped = Map.groupBy(rows, (row) => row.wanted);
  return new Map([...grouped].map(([word, found]) => [word, sortOut(word, found)]));
}

/** Words that begin with one, folded, and are longer, in their order. */
export async function listEndings(db: Db, begun: string, limit: number): Promise<readonly string[]> {
  const { rows } = await sql<{ word: string }>`
    select word from search_word where ${isLonger(sql`${begun}`)} order by word limit ${limit}`.execute(db);
  return rows.map(({ word }) => word);
}

function isLonger(begun: RawBuilder<unknown>): RawBuilder<SqlBool> {
  return sql`word > ${begun} and word < ${endOf(begun)}`;
}

/** Behind every text that begins so: the last character that there is follows. */
export function endOf(begun: unknown): RawBuilder<string> {
  return sql`(${begun} || chr(1114111))`;
}

function sortOut(typed: string, found: readonly { word: string; likeness: number }[]): readonly NearWord[] {
  const near = new Map<string, NearWord>();
  for (const { word, likeness } of found.toSorted((a, b) => b.likeness - a.likeness || (a.word < b.word ? -1 : 1))) {
    // What has the same stem is the same to the index.
    if (near.has(word) || stem(word) === stem(typed)) continue;
    if (isLikelySlip(typed, word)) {
      const length = Math.max(typed.length, word.length);
      near.set(word, { word, kind: 'slip', likeness: 1 - countSlips(typed, word) / length });
    } else if (word.startsWith(typed)) near.set(word, { word, kind: 'longer', likeness: typed.length / word.length });
    else near.set(word, { word, kind: 'alike', likeness });
  }
  const kinds = Map.groupBy(near.values(), ({ kind }) => kind);
  return [...kinds.values()].flatMap((some) =>
    some.toSorted((a, b) => b.likeness - a.likeness || (a.word < b.word ? -1 : 1)).slice(0, MOST_OF_A_KIND),
  );
}

/** Slips that leave few pieces of a short word: neighbours that changed places, a letter too many. */
function slipsOf(word: string): readonly string[] {
  const letters = [...word];
  const swapped = letters
    .slice(1)
    .map((letter, index) => letters.toSpliced(index, 2, letter, letters[index] ?? '').join(''));
  const dropped = letters.map((_, index) => letters.toSpliced(index, 1).join(''));
  return [...new Set([...swapped, ...dropped])].filter((slip) => slip !== word && slip.length >= LEAST_NEAR);
}
