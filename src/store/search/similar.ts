import { sql } from 'kysely';
import type { RankedPaper } from '../../domain/paper.ts';
import type { PaperId } from '../../domain/paper-id.ts';
import { type AlikePaper, rankAlike } from '../../domain/search/alike.ts';
import { indexWords } from '../../domain/search/words.ts';
import { selectPapers, toRankedPaper } from '../papers/rows.ts';
import type { Db } from '../schema.ts';
import { quote } from './search-query.ts';
import { sign } from './search-words.ts';

/** A word that more papers have is no rare one, and says nothing. */
const RARE = 2_000;
/** Of title and keywords, in this order: as many as tell what a paper is about. */
const MOST_WORDS = 24;
/** Those of them that are looked at more closely. */
const CANDIDATES = 40;

/**
 * The papers that have most in common with one: rare words of its title and keywords, and the keywords themselves. Most
 * alike first, ranked from 1; none that share less than two words.
 */
export async function listSimilar(
  db: Db,
  { paper }: Pick<RankedPaper, 'paper'>,
  { limit }: { readonly limit: number },
): Promise<readonly RankedPaper[]> {
  const candidates = await listCandidates(db, paper);
  const rows = await selectPapers(db)
    .where('paper.id', 'in', [...candidates.keys(), paper.id])
    .execute();
  const held = rows.filter(({ id }) => id !== paper.id);
  const shared = ({ id, keywords }: (typeof held)[number]): AlikePaper => ({
    ...{ id, keywords },
    inWords: candidates.get(id) ?? 0,
  });
  const order = rankAlike(paper.keywords, held.map(shared));
  const byId = new Map(held.map((row) => [row.id, row]));
  return order
    .flatMap((id) => byId.get(id) ?? [])
    .slice(0, limit)
    .map((row, index) => toRankedPaper(row, index + 1));
}

/**
 * Papers that share rare words with one, with how much these say together: each the more, the fewer papers have it, and
 * twice where it stands in both titles.
 */
async function listCandidates(db: Db, paper: RankedPaper['paper']): Promise<ReadonlyMap<PaperId, number>> {
  const inTitle = new Set(indexWords(paper.title));
  const words = [...new Set([...inTitle, ...paper.keywords.flatMap((keyword) => [...indexWords(keyword)])])];
  const signs = words
    .slice(0, MOST_WORDS)
    .flatMap((word) => [
      { word, sign: quote(sign.word(word)) },
      ...(inTitle.has(word) ? [{ word, sign: quote(sign.title(word)) }] : []),
    ]);
  const { rows } = await sql<{ paper_id: PaperId; says: number }>`
    with hit as (
      select wanted.word, found.paper_id, count(*) over (partition by wanted.sign) as papers
      from jsonb_to_recordset(${JSON.stringify(signs)}::jsonb) as wanted (word text, sign text)
      cross join lateral (
        select paper_id from paper_search where words @@ wanted.sign::tsquery limit ${RARE + 1}
      ) as found
    )
    select paper_id, sum(ln(1 + ${RARE}::float8 / papers)) as says
    from hit
    where papers <= ${RARE} and paper_id <> ${paper.id}
    group by paper_id
    having count(distinct word) > 1
    order by says desc, paper_id desc
    limit ${CANDIDATES}`.execute(db);
  return new Map(rows.map(({ paper_id, says }) => [paper_id, says]));
}
