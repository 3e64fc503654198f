import { type Kysely, sql } from 'kysely';

/** The best of a week or a month are found from the best of each day, without reading all. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Indexes over every paper take longer than one statement may otherwise.
  await sql`set local statement_timeout = 0`.execute(db);
  // Whether the paper has stood on an earlier list: so few do that they are looked for by themselves.
  await sql`alter table listing add column again boolean not null default false`.execute(db);
  await sql`
    update listing set again = true from paper_score as scored
    where scored.paper_id = listing.paper_id and scored.list_day < listing.list_day`.execute(db);
  await sql`create index listing_again on listing (list_day, paper_id) where again`.execute(db);
  await sql`drop index paper_score_list_day`.execute(db);
  await sql`
    create index paper_score_ranked on paper_score
      (list_day desc, upvotes desc, (coalesce(comments, 0)) desc, paper_id desc)
    where list_day is not null`.execute(db);
}
