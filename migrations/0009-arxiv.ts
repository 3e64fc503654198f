import { type Kysely, sql } from 'kysely';

/** What arXiv says of papers. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table paper add column only_on_arxiv boolean not null default false`.execute(db);

  // Beside `paper`, whose rows are wide: each day some hundred of these are looked at again, and nothing has changed.
  await sql`
    create table arxiv_paper (
      paper_id text collate "C" primary key references paper,
      -- When arXiv last answered; absent while it was never asked.
      looked_at timestamptz,
      -- Until when one process is asking.
      claimed_until timestamptz,
      -- Absent if arXiv did not know the paper.
      version smallint,
      version_at timestamptz,
      comment text,
      journal_reference text,
      withdrawn boolean not null default false
    )`.execute(db);
  await sql`create index arxiv_paper_looked_at on arxiv_paper (looked_at)`.execute(db);
}
