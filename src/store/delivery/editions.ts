import { sql } from 'kysely';
import type { RankedPaper } from '../../domain/paper.ts';
import type { Db } from '../schema.ts';

/** What digests that were planned together have in common: their papers with their numbers, and the bodies of all parts. */
export interface NewEdition {
  readonly id: string;
  readonly papers: readonly RankedPaper[];
  /** With `MARKER_PLACE` for the marker of each part. */
  readonly bodies: readonly object[];
}

/**
 * Keeps editions. To be called in the transaction that saves all digests which will ever refer to them: then an edition
 * that anybody can see without a digest has lost it for good, and is deleted without a look at who plans.
 */
export async function saveEditions(db: Db, editions: readonly NewEdition[]): Promise<void> {
  if (editions.length === 0) return;
  const rows = editions.map(({ id, bodies }) => ({ id, bodies }));
  await sql`
    insert into edition (id, bodies)
    select id, bodies from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as made (id uuid, bodies jsonb)
  `.execute(db);
  const papers = editions.flatMap(({ id, papers: chosen }) =>
    chosen.map(({ paper, counts, rank }) => ({
      edition_id: id,
      position: rank,
      paper_id: paper.id,
      upvotes: counts.upvotes,
      comments: counts.comments ?? null,
      github_stars: counts.githubStars ?? null,
    })),
  );
  await sql`
    insert into edition_paper (edition_id, position, paper_id, upvotes, comments, github_stars)
    select edition_id, position, paper_id, upvotes, comments, github_stars
    from jsonb_to_recordset(${JSON.stringify(papers)}::jsonb) as chosen
      (edition_id uuid, position smallint, paper_id text, upvotes integer, comments integer, github_stars integer)
  `.execute(db);
}

/**
 * Forgets editions that no digest refers to any more. Idempotent. If another transaction deletes the last digest at the
 * same time, its edition is left for the next call.
 *
 * @param among absent: all editions
 */
export async function forgetUnusedEditions(db: Db, among?: readonly string[]): Promise<void> {
  await db
    .deleteFrom('edition')
    .where((eb) =>
      eb.not(eb.exists(eb.selectFrom('digest').select('digest.id').whereRef('digest.edition_id', '=', 'edition.id'))),
    )
    .$if(among !== undefined, (query) => query.where('id', '=', sql<string>`any(${among}::uuid[])`))
    .execute();
}
