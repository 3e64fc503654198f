import { sql } from 'kysely';
import type { RankedPaper } from '../../domain/paper.ts';
import type { PaperId } from '../../domain/paper-id.ts';
import { type AlikePaper, rankAlike } from '../../domain/search/alike.ts';
import { variantsInOrder } from '../../domain/search/words.ts';
import { selectPapers, toRankedPaper } from '../papers/rows.ts';
import type { Db } from '../schema.ts';
import { quote } from './search-query.ts';
import { sign, stem } from './search-words.ts';
import { spanBack } from './time-spans.ts';

/** Of title and keywords, in this order: as many as tell what a paper is about. */
const MOST_WORDS = 24;
/** A word is rare that so few of the newest papers have: in a hundred, and if they are few. */
const RARE = { percent: 0.5, papers: 20 };
/** So many of the newest papers need be counted, until there are more than a hundred thousand. */
const ENOUGH_TO_BE_COMMON = 500;
/** The rarest, of which each two are looked for together. */
const RAREST = 16;
/** Two words that more papers have say nothing. */
const MOST_OF_PAIR = 200;
/** Papers that are looked at more closely. */
const CANDIDATES = 40;

/**
 * The papers that have most in common with one: rare words of its title and keywords, and the keywords themselves. Most
 * alike first, ranked from 1; none that share less than two words.
 */
export async function listSimilar(
  db: Db,
  { paper }: Pick<RankedPaper, 'paper'>,
  { limit, at }: { readonly limit: number; readonly at: Date },
): Promise<readonly RankedPaper[]> {
  const candidates = await listCandidates(db, paper, at);
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
 * Papers that share two rare words or more with one, with how much these say together: each the more, the fewer of the
 * newest papers have it, and twice where it stands in both titles. The index does not know how many papers have a word,
 * and to read those of a common one takes long; papers with two words are found by leaping from one's to the other's.
 */
async function listCandidates(db: Db, paper: RankedPaper['paper'], at: Date): Promise<ReadonlyMap<PaperId, number>> {
  const span = spanBack('d', at);
  const newest = quote(sign.span('d', span.number));
  const { rows } = await sql<{ paper_id: PaperId; says: number }>`
    with newest as materialized (
      select count(*)::float8 as papers from paper_search where dated_at >= ${span.from} and dated_at < ${span.to}
    ), wanted as materialized (
      select word.*, (
        select count(*) from (
          select from paper_search where words @@ ${newest}::tsquery and words @@ word.sign::tsquery
          limit ${ENOUGH_TO_BE_COMMON}
        ) as found
      ) as recent
      from jsonb_to_recordset(${JSON.stringify(listSigns(paper))}::jsonb)
        as word (place integer, nth integer, sign text, stem text, titled boolean)
    ), rare as (
      -- Of each word the first sign that is rare, and that others have.
      select distinct on (place) *, 1 + ln(1 + papers / (1 + recent)) as says from wanted, newest
      where recent <= greatest(papers * ${RARE.percent}::float8 / 100, ${RARE.papers})
      order by place, recent = 0, nth
    ), rarest as materialized (
      select * from rare order by recent, place limit ${RAREST}
    ), pair as (
      select one.place as one, other.place as other, paper_id, title,
        count(*) over (partition by one.place, other.place) as papers
      from rarest as one join rarest as other on one.place < other.place
      cross join lateral (
        select paper_id, title from paper_search
        where words @@ one.sign::tsquery and words @@ other.sign::tsquery limit ${MOST_OF_PAIR + 1}
      ) as found
    ), shared as (
      select distinct paper_id, title, place from pair cross join unnest(array[one, other]) as place
      where pair.papers <= ${MOST_OF_PAIR} and paper_id <> ${paper.id}
    )
    select paper_id,
      sum(says * case when titled and strpos(' ' || title || ' ', ' ' || stem || ' ') > 0 then 2 else 1 end) as says
    from shared join rarest using (place) group by paper_id
    order by says desc, paper_id desc limit ${CANDIDATES}`.execute(db);
  return new Map(rows.map(({ paper_id, says }) => [paper_id, says]));
}

/** The signs of the words of title and keywords, each once, with the place of the word: anywhere, then in the title. */
function listSigns({ title, keywords }: RankedPaper['paper']) {
  const inTitle = variantsInOrder(title);
  const words = [...inTitle, ...keywords.flatMap(variantsInOrder)].slice(0, MOST_WORDS);
  const found = new Map<string, { place: number; nth: number; titled: boolean; stem: string; sign: string }>();
  for (const [place, variants] of words.entries()) {
    const titled = place < inTitle.length;
    for (const word of variants) {
      for (const each of [sign.word(word), ...(titled ? [sign.title(word)] : [])]) {
        if (!found.has(each)) found.set(each, { place, nth: found.size, titled, stem: stem(word), sign: quote(each) });
      }
    }
  }
  return [...found.values()];
}
