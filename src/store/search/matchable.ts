import { sql } from 'kysely';
import type { PaperId } from '../../domain/paper-id.ts';
import type { Db } from '../schema.ts';
import { createMatcher, type MatchablePaper, type Matcher } from './match-query.ts';
import { isPair } from './search-words.ts';

/** A {@link Matcher} over some papers as the index holds them now. One that is not indexed matches nothing. */
export async function readMatcher(db: Db, ids: readonly PaperId[]): Promise<Matcher> {
  if (ids.length === 0) return () => [];
  // As one text a paper: an array of two hundred would be taken apart sign by sign by the driver. None holds a line break.
  // Pairs of words are not needed: phrases are looked for in the texts.
  const { rows } = await sql<Omit<MatchablePaper, 'signs'> & { readonly signs: string }>`
    select paper.id, paper.title, paper.abstract, paper_score.upvotes,
      array_to_string(tsvector_to_array(paper_search.words), chr(10)) as signs
    from paper
    join paper_score on paper_score.paper_id = paper.id
    join paper_search on paper_search.paper_id = paper.id
    where paper.id = any(${ids}::text[])
    order by paper.id`.execute(db);
  return createMatcher(rows.map((row) => ({ ...row, signs: row.signs.split('\n').filter((each) => !isPair(each)) })));
}
