import { sql } from 'kysely';
import { planDueDigests } from '../../../src/delivery/planning/plan.ts';
import type { Db } from '../../../src/store/schema.ts';
import { saveKind } from '../../../src/store/servers/destinations.ts';
import { saveSubscription } from '../../../src/store/servers/subscriptions.ts';
import type { OwnPostgres } from '../../support/database/own-postgres.ts';
import { openWatchedDatabase, type WatchedDatabase } from '../../support/database/watched-database.ts';
import { silentLog } from '../../support/log.ts';
import { holdList } from '../../support/papers/lists.ts';
import { day, manyCounted } from '../../support/papers/papers.ts';
import { foreseePlaces, kindOf, PAPERS, type Place, SETTINGS, type Setting } from './places.ts';

export const SLOT = Date.parse('2026-03-11T09:00:00Z');
export const SECOND = 1_000;
export const HOUR = 3_600_000;

/** What all cells of a file share: a server, and what is planned in it. */
export interface Stage extends AsyncDisposable {
  readonly postgres: OwnPostgres;
  readonly database: WatchedDatabase;
  readonly databaseUrl: string;
  /** Puts back what was planned, and forgets all else. */
  reset(setting: Setting): Promise<void>;
}

/** @param name of its database in the server. @param isCut whether its connections will be cut, or its server restarted */
export async function openStage(postgres: OwnPostgres, name: string, isCut: boolean): Promise<Stage> {
  const urls = await postgres.createDatabase(name);
  const databaseUrl = isCut ? urls.proxied : urls.direct;
  const database = openWatchedDatabase(databaseUrl, { name: 'stage', onStep: async () => undefined });
  const { db } = database;
  const papers = manyCounted(3);
  await holdList(db, '2026-03-10', papers, new Date(SLOT - HOUR));
  const tables = await listTables(db);
  // Planning takes longer than all that is then done with a plan: it is done once, and copied for every cell.
  for (const setting of SETTINGS) {
    const saved = schemaOf(setting);
    await plan(db, setting);
    await run(db, [
      `create schema ${saved}`,
      ...tables.map((table) => `create table ${saved}.${table} as table ${table}`),
    ]);
    await run(db, [...EMPTYING, ...tables.map((table) => `delete from ${table}`)]);
  }
  return {
    postgres,
    database,
    databaseUrl,
    async reset(setting) {
      const copies = tables.map((table) => `insert into ${table} table ${schemaOf(setting)}.${table}`);
      await run(db, [...EMPTYING, ...tables.map((table) => `delete from ${table}`), ...copies]);
    },
    [Symbol.asyncDispose]: () => database.close(),
  };
}

async function plan(db: Db, setting: Setting): Promise<void> {
  const { all, witness } = await foreseePlaces(kindOf(setting), new Date(SLOT));
  for (const place of all) await subscribe(db, place, setting);
  if (witness !== undefined) await subscribe(db, witness, 'text');
  await planDueDigests(db, { now: () => new Date(SLOT), log: silentLog, signal: new AbortController().signal });
  if (witness === undefined) return;
  const dueAt = new Date(SLOT + SECOND);
  await db.updateTable('delivery').set({ due_at: dueAt }).where('channel_id', '=', witness.channelId).execute();
}

const schemaOf = (setting: Setting) => `planned_${setting.replaceAll(' ', '_')}`;
/** Tables are emptied and filled in any order: what refers to what is not looked at meanwhile. */
const EMPTYING = ['set local session_replication_role = replica'];

async function run(db: Db, statements: readonly string[]): Promise<void> {
  await sql.raw(`do $$ begin ${statements.map((statement) => `${statement};`).join(' ')} end $$`).execute(db);
}

/** Every table but those of the papers and of the migrations. */
async function listTables(db: Db): Promise<readonly string[]> {
  const papers = ['paper', 'listing', 'list_read', 'observation', 'paper_score'];
  const held = await db.introspection.getTables();
  return held.map(({ name }) => name).filter((name) => !papers.includes(name) && !name.startsWith('kysely'));
}

async function subscribe(db: Db, { guildId, channelId, kind }: Place, setting: Setting): Promise<void> {
  const { subscription } = await saveSubscription(
    db,
    crypto.randomUUID(),
    {
      guildId,
      channelId,
      createdBy: '300000000000000001',
      topics: [],
      time: '09:00',
      timezone: 'UTC',
      frequency: 'daily',
      papers: PAPERS[kind],
      minUpvotes: 0,
      threads: setting === 'text with threads' ? 'always' : 'on-demand',
      silent: true,
      nextAt: new Date(SLOT),
      coveredThrough: day('2026-03-09'),
    },
    new Date(SLOT - HOUR),
  );
  await saveKind(db, channelId, kind);
  const publish = kind === 'announcement';
  await db.updateTable('subscription').set({ publish }).where('id', '=', subscription.id).execute();
}
