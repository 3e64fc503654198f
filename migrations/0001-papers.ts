import { type Kysely, sql } from 'kysely';

/** Papers, the lists they stood on, and what people gave them over time. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table paper (
      id text collate "C" primary key,
      title text not null,
      abstract text not null,
      authors text[] not null,
      published_at timestamptz,
      summary text,
      keywords text[] not null,
      organization text,
      github_repo text,
      project_page text,
      topics text[] not null,
      first_seen_at timestamptz not null,
      changed_at timestamptz not null
    )`.execute(db);
  await sql`create index paper_title_prefix on paper (lower(title) text_pattern_ops)`.execute(db);

  await sql`
    create table listing (
      list_day date not null,
      paper_id text collate "C" not null references paper,
      first_seen_at timestamptz not null,
      primary key (list_day, paper_id)
    )`.execute(db);
  await sql`create index listing_paper on listing (paper_id, list_day)`.execute(db);

  await sql`
    create table list_read (
      list_day date primary key,
      source text not null,
      read_at timestamptz not null,
      papers integer not null,
      rejected integer not null
    )`.execute(db);

  await sql`
    create table observation (
      paper_id text collate "C" not null references paper,
      observed_at timestamptz not null,
      upvotes integer not null,
      comments integer,
      github_stars integer,
      primary key (paper_id, observed_at)
    )`.execute(db);

  // Counts change at every reading and a paper's text hardly ever: a narrow row keeps the wide one, and the indexes
  // over its text, out of those updates.
  await sql`
    create table paper_score (
      paper_id text collate "C" primary key references paper,
      list_day date,
      score double precision,
      upvotes integer not null,
      comments integer,
      github_stars integer,
      observed_at timestamptz not null
    )`.execute(db);
  await sql`create index paper_score_list_day on paper_score (list_day, score desc)`.execute(db);
}
