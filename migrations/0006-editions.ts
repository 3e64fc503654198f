import { type Kysely, sql } from 'kysely';

/** What digests say is kept once for all that were planned together and say the same: ten thousand have few to say. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Every body that was kept moves: over years of them longer than one statement may take otherwise.
  await sql`set local statement_timeout = 0`.execute(db);
  await sql`
    create table edition (
      id uuid primary key,
      bodies jsonb not null
    )`.execute(db);

  // What was frozen stays as it is: each digest has an edition for itself, which has its id. Bodies keep their markers.
  await sql`
    insert into edition (id, bodies)
    select digest.id, coalesce(
      (
        select jsonb_agg(delivery_part.body order by delivery_part.part)
        from delivery join delivery_part on delivery_part.delivery_id = delivery.id
        where delivery.digest_id = digest.id
      ),
      '[]'
    )
    from digest
    where exists (select from delivery where delivery.digest_id = digest.id)
      or exists (select from digest_paper where digest_paper.digest_id = digest.id)`.execute(db);
  await sql`alter table digest add column edition_id uuid references edition`.execute(db);
  await sql`update digest set edition_id = edition.id from edition where edition.id = digest.id`.execute(db);
  await sql`create index digest_edition on digest (edition_id)`.execute(db);
  await sql`alter table delivery_part drop column body`.execute(db);

  await sql`alter table digest_paper rename to edition_paper`.execute(db);
  await sql`alter table edition_paper rename column digest_id to edition_id`.execute(db);
  await sql`alter table edition_paper rename constraint digest_paper_pkey to edition_paper_pkey`.execute(db);
  await sql`
    alter table edition_paper rename constraint digest_paper_paper_id_fkey to edition_paper_paper_id_fkey`.execute(db);
  await sql`
    alter table edition_paper
      drop constraint digest_paper_digest_id_fkey,
      add constraint edition_paper_edition_id_fkey foreign key (edition_id) references edition on delete cascade
  `.execute(db);

  // Its rows are copied from `digest` and `edition_paper`; to check each again took longer than to write them.
  await sql`alter table shown drop constraint shown_paper_id_fkey, drop constraint shown_digest_id_fkey`.execute(db);
}
