import { randomUUID } from 'node:crypto';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrations } from '../../migrations/index.ts';
import { BUILT_IN_TOPICS } from '../../src/domain/topics/built-in-topics.ts';
import { ensureDatabase, startEmbeddedPostgres } from '../../src/postgres/embedded.ts';
import { migrateToLatest } from '../../src/postgres/migrate.ts';
import { openDatabase } from '../../src/postgres/pool.ts';
import { saveList } from '../../src/store/papers/lists.ts';
import { saveTopicsMatched } from '../../src/store/papers/topic-matching.ts';
import type { Db, Schema } from '../../src/store/schema.ts';
import { silentLog } from '../support/log.ts';
import { counted, day, paperId } from '../support/papers/papers.ts';

/** The slot that every subscription of a benchmark waits for. */
export const SLOT = new Date('2026-03-11T09:00:00Z');
const PAPERS = 40;
const TOPICS = 12;

export interface BenchServer extends AsyncDisposable {
  /** A database of its own, with one list of 40 papers over all topics; or the one of a `name`, as it was left. */
  open(name?: string): Promise<{ readonly db: Db; readonly url: string } & AsyncDisposable>;
}

/**
 * A PostgreSQL that is as careful as in earnest: what is measured is what an operator gets. It lives in a folder of its
 * own and is gone afterwards, or in `BENCH_DIR` and is kept, so that a million papers are loaded once.
 */
export async function startBenchServer(): Promise<BenchServer> {
  const kept = process.env.BENCH_DIR;
  const folder = kept ?? (await mkdtemp(join(tmpdir(), 'paperboy-bench-')));
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o711);
  const server = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), log: silentLog });
  return {
    async open(name = `bench_${randomUUID().replaceAll('-', '')}`) {
      const url = await ensureDatabase(server.connectionString, name);
      const database = openDatabase<Schema>(url, { log: silentLog });
      await migrateToLatest(database.db, migrations, { log: silentLog });
      await saveList(database.db, {
        day: day('2026-03-10'),
        source: 'bench',
        papers: listPapers(),
        rejected: 0,
        at: SLOT,
      });
      await spreadTopics(database.db);
      return { db: database.db, url, [Symbol.asyncDispose]: () => database.close() };
    },
    async [Symbol.asyncDispose]() {
      await server.stop();
      if (kept === undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Subscriptions that are due at {@link SLOT}, one a channel, each to one of the twelve topics. */
export async function subscribeMany(
  db: Db,
  channels: readonly { readonly guildId: string; readonly channelId: string }[],
): Promise<void> {
  const rows = channels.map(({ guildId, channelId }, index) => ({
    id: randomUUID(),
    guild_id: guildId,
    channel_id: channelId,
    topics: [topicAt(index)],
    time: '09:00',
    timezone: 'UTC',
    frequency: 'daily' as const,
    papers: 10,
    min_upvotes: 0,
    threads: 'on-demand' as const,
    silent: true,
    created_by: '300000000000000001',
    created_at: new Date('2026-03-10T00:00:00Z'),
    changed_at: new Date('2026-03-10T00:00:00Z'),
    next_at: SLOT,
    covered_through: day('2026-03-09'),
  }));
  for (let start = 0; start < rows.length; start += 1_000) {
    await db
      .insertInto('subscription')
      .values(rows.slice(start, start + 1_000))
      .execute();
  }
  const destinations = channels.map((channel) => ({
    channel_id: channel.channelId,
    guild_id: channel.guildId,
    rechecks: 0,
  }));
  for (let start = 0; start < destinations.length; start += 1_000) {
    await db
      .insertInto('destination')
      .values(destinations.slice(start, start + 1_000))
      .execute();
  }
}

/** Ids that look like Discord's. */
export function manyChannels(count: number): readonly { readonly guildId: string; readonly channelId: string }[] {
  return Array.from({ length: count }, (_, index) => ({
    guildId: String(1_400_000_000_000_000_000n + BigInt(Math.floor(index / 5))),
    channelId: String(1_450_000_000_000_000_000n + BigInt(index)),
  }));
}

function listPapers() {
  return Array.from({ length: PAPERS }, (_, index) =>
    counted(
      {
        id: paperId(`2603.${String(index + 1).padStart(5, '0')}`),
        title: `A Study of $\\alpha_{${index}}$-Regular Methods for ${topicAt(index)} and ${topicAt(index + 5)}`,
        abstract: `We study how it is done, and measure what it costs. `.repeat(25),
        summary: 'What was hard becomes cheap, and the measurements say by how much under which conditions.',
        keywords: topicsOf(index).map((slug) => slug.replaceAll('-', ' ')),
        organization: 'An Institute',
        githubRepo: 'owner/name',
      },
      { upvotes: 100 - index, comments: 3, githubStars: 1_200 },
    ),
  );
}

/** Each paper is of three topics, whatever queries find, so that what is measured does not change with them. */
async function spreadTopics(db: Db): Promise<void> {
  for (const [index, { paper }] of listPapers().entries()) {
    await db
      .updateTable('paper')
      .set({ topics: [...topicsOf(index)] })
      .where('id', '=', paper.id)
      .execute();
  }
  await saveTopicsMatched(db);
}

const topicsOf = (index: number) => [topicAt(index), topicAt(index + 1), topicAt(index + 5)];

function topicAt(index: number): string {
  return BUILT_IN_TOPICS[index % TOPICS]?.slug ?? 'agents';
}
