import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { PaperId } from '../../domain/paper-id.ts';
import type { Clause, Query, Term } from '../../domain/search/query.ts';
import { indexWords, wordsOf } from '../../domain/search/words.ts';
import type { Db } from '../schema.ts';
import { stem } from './search-words.ts';

type Phrase = Extract<Term, { kind: 'phrase' }>;

/** So many texts are read at once, and no more once so many papers have the phrases. */
const READ_TOGETHER = 200;
const ENOUGH = 50;

export function hasPhrases(query: Query): boolean {
  return listPhrases(query.wanted.flat()).length + listPhrases(query.unwanted).length > 0;
}

/** Those of some papers in whose title or abstract the wanted phrases stand, and no unwanted one. */
export async function keepPhrases<T extends { readonly paper_id: PaperId }>(
  db: Db,
  query: Query,
  papers: readonly T[],
): Promise<readonly T[]> {
  const holds = createCheck(query);
  const likely = query.wanted.flatMap(toLikely);
  const kept: T[] = [];
  for (let from = 0; from < papers.length && kept.length < ENOUGH; from += READ_TOGETHER) {
    const some = papers.slice(from, from + READ_TOGETHER);
    const rows = await db
      .selectFrom('paper')
      .select(['id', 'title', 'abstract'])
      .where(
        'id',
        'in',
        some.map(({ paper_id }) => paper_id),
      )
      .$if(likely.length > 0, (found) => found.where(sql<SqlBool>`${sql.join(likely, sql` and `)}`))
      .execute();
    const held = new Set(rows.filter(({ title, abstract }) => holds(`${title} | ${abstract}`)).map(({ id }) => id));
    kept.push(...some.filter(({ paper_id }) => held.has(paper_id)));
  }
  return kept;
}

/**
 * What spares reading most texts without the phrase. True of every text that has it, and of each that is not all ASCII:
 * there letters and their case are more than PostgreSQL's fast way of comparing knows. @returns nothing for clauses
 * of which that cannot be said
 */
function toLikely([term, ...others]: Clause): RawBuilder<SqlBool> | [] {
  if (term?.kind !== 'phrase' || others.length > 0) return [];
  const words = wordsOf(withoutAccents(term.text));
  if (!words.every((word) => /^[a-z0-9]+$/.test(word))) return [];
  return sql<SqlBool>`(lower((title || ' | ' || abstract) collate "C") ~ ${words.join('[^a-z0-9]+')}
    or octet_length(title || abstract) <> length(title || abstract))`;
}

function createCheck(query: Query): (text: string) => boolean {
  const wanted = query.wanted.filter((clause) => listPhrases(clause).length > 0).map(checkClause);
  const unwanted = listPhrases(query.unwanted).map(toPattern);
  return (text) => {
    const bare = withoutAccents(text).toLowerCase();
    return wanted.every((check) => check(bare)) && !unwanted.some((pattern) => pattern.test(bare));
  };
}

/** Beside a phrase, OR may offer a word, which is looked for here too, or what only the index knows. */
function checkClause(clause: Clause): (text: string) => boolean {
  const phrases = listPhrases(clause).map(toPattern);
  const others = clause.filter((term) => term.kind !== 'phrase');
  const words = others.flatMap((term) => (term.kind === 'word' ? wordsOf(term.text).map(stem) : []));
  const isKnownElsewhere = others.some((term) => term.kind !== 'word');
  return (text) =>
    isKnownElsewhere ||
    phrases.some((pattern) => pattern.test(text)) ||
    (words.length > 0 && [...indexWords(text)].some((word) => words.includes(stem(word))));
}

function listPhrases(terms: readonly Term[]): readonly Phrase[] {
  return terms.filter((term) => term.kind === 'phrase');
}

/** The words one behind the other, whatever signs stand between them. Looks at lower case: that is much faster. */
function toPattern({ text }: Phrase): RegExp {
  const words = wordsOf(withoutAccents(text)).join('[^\\p{L}\\p{N}]+');
  return new RegExp(`(?<![\\p{L}\\p{N}])${words}(?![\\p{L}\\p{N}])`, 'u');
}

function withoutAccents(text: string): string {
  return !/[^\0-\x7f]/.test(text) ? text : text.normalize('NFKD').replace(/\p{M}/gu, '');
}
