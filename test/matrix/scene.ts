import { sql } from 'kysely';
import { expect } from 'vitest';
import { planDueDigests } from '../../src/delivery/plan.ts';
import type { World } from '../../src/sandbox/world/world.ts';
import { saveList } from '../../src/store/papers/lists.ts';
import type { Db } from '../../src/store/schema.ts';
import { saveSubscription } from '../../src/store/servers/subscriptions.ts';
import { createSender, type Sender, type SenderOptions } from '../support/bot/sender.ts';
import type { OwnPostgres } from '../support/database/own-postgres.ts';
import { openWatchedDatabase, type WatchedDatabase } from '../support/database/watched-database.ts';
import { textsOf } from '../support/discord/discord-rules.ts';
import { startTestSandbox, type TestSandbox } from '../support/discord/sandbox.ts';
import { silentLog } from '../support/log.ts';
import { day, manyCounted } from '../support/papers/papers.ts';
import type { Comeback } from './cells.ts';

/** Over so many channels each cell is run. */
export const CHANNELS = 20;
const SLOT = Date.parse('2026-03-11T09:00:00Z');
const SECOND = 1_000;
const MINUTE = 60_000;
const HOUR = 3_600_000;
/** Longer than any claim is held. */
export const LEASE_OVER_MS = 61 * SECOND;
/** Of one request: no answer takes so long, however loaded the machine. */
export const REQUEST_TIMEOUT_MS = 10_000;
/** Of one request where the fault is that there is no answer, so that a cell does not take ten seconds. */
export const SILENCE_MS = 600;

/** What all cells of a file share: a server, and what is planned in it. */
export interface Stage extends AsyncDisposable {
  readonly postgres: OwnPostgres;
  readonly database: WatchedDatabase;
  readonly databaseUrl: string;
  /** Puts back what was planned, and forgets all else. */
  reset(threads: boolean): Promise<void>;
}

/** @param name of its database in the server. @param isCut whether its connections will be cut, or its server restarted */
export async function openStage(postgres: OwnPostgres, name: string, isCut: boolean): Promise<Stage> {
  const urls = await postgres.createDatabase(name);
  const databaseUrl = isCut ? urls.proxied : urls.direct;
  const database = openWatchedDatabase(databaseUrl, { name: 'stage', onStep: async () => undefined });
  const { db } = database;
  const papers = manyCounted(3);
  await saveList(db, { day: day('2026-03-10'), source: 'test', papers, rejected: 0, at: new Date(SLOT - HOUR) });
  const places = await withWorld((world) => makePlaces(world));
  const tables = await listTables(db);
  // Planning takes longer than all that is then done with a plan: it is done once, and copied for every cell.
  for (const threads of [true, false]) {
    const saved = schemaOf(threads);
    for (const place of places) await subscribe(db, place, threads);
    await planDueDigests(db, { now: () => new Date(SLOT), log: silentLog, signal: new AbortController().signal });
    await run(db, [
      `create schema ${saved}`,
      ...tables.map((name) => `create table ${saved}.${name} as table ${name}`),
    ]);
    await run(db, [...EMPTYING, ...tables.map((name) => `delete from ${name}`)]);
  }
  return {
    postgres,
    database,
    databaseUrl,
    async reset(threads) {
      const copies = tables.map((name) => `insert into ${name} table ${schemaOf(threads)}.${name}`);
      await run(db, [...EMPTYING, ...tables.map((name) => `delete from ${name}`), ...copies]);
    },
    [Symbol.asyncDispose]: () => database.close(),
  };
}

const schemaOf = (threads: boolean) => (threads ? 'planned_with_threads' : 'planned');

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

interface Place {
  readonly guildId: string;
  readonly channelId: string;
}

/** In every sandbox that starts at the same instant they have the same ids. */
function makePlaces(world: World): readonly Place[] {
  return Array.from({ length: CHANNELS }, (_, index) => {
    const guildId = world.addGuild({ name: `Server ${index}`, ownerId: world.first.ada });
    return { guildId, channelId: world.addChannel(guildId, { name: 'papers' }) };
  });
}

async function withWorld<T>(use: (world: World) => T): Promise<T> {
  await using sandbox = await startTestSandbox({ now: () => new Date(SLOT) });
  return use(sandbox.world);
}

/** Twenty channels, each in a server of its own, whose digests are planned and not yet posted. */
export interface Scene extends AsyncDisposable {
  readonly sandbox: TestSandbox;
  readonly clock: { now(): Date; advance(ms: number): void };
  /** What a sender needs to know. */
  readonly orders: Omit<SenderOptions, 'now' | 'signal'>;
  createSender(options?: Partial<SenderOptions>): Sender;
  /** Breaks the connections of senders of that name, as the death of their process does. */
  buryConnections(name: string): Promise<void>;
  /** How many digests are in the channels. */
  countDigests(): number;
  /**
   * Lets time pass and senders come back until nothing is owed, and then some more.
   *
   * @param restart for a fault that the client itself remembers, by the machine's clock that no test moves
   */
  recover(comeback: Comeback, options: { sender?: Sender; restart: boolean }): Promise<void>;
  /** Every channel has one digest, and every paper that is owed a thread one, with one anchor. */
  expectOnce(): void;
}

export async function arrange(stage: Stage, { threads }: { threads: boolean }): Promise<Scene> {
  const stack = new AsyncDisposableStack();
  // Whoever still hangs when the scene is over must not go on into the next.
  const over = new AbortController();
  await stage.reset(threads);
  const { database } = stage;
  let at = SLOT;
  const clock = {
    now: () => new Date(at),
    advance: (ms: number) => {
      at += ms;
    },
  };
  const sandbox = stack.use(await startTestSandbox({ now: clock.now }));
  const { world } = sandbox;
  const places = makePlaces(world);

  const orders = {
    databaseUrl: stage.databaseUrl,
    apiUrl: sandbox.apiUrl,
    token: sandbox.token,
    botId: world.applicationId,
    timeoutMs: REQUEST_TIMEOUT_MS,
  };
  const create = (more: Partial<SenderOptions> = {}) => {
    // Whoever has steps of its own has connections of its own.
    const shared = more.onStep === undefined && { database };
    const sender = createSender({ ...orders, now: clock.now, signal: over.signal, ...shared, ...more });
    // A sender that is held for ever never gives its connections back.
    if (more.name === undefined) stack.defer(() => sender.close());
    return sender;
  };
  const digestsIn = (channelId: string) =>
    world.messages(channelId).filter(({ message }) => textsOf(message)[0]?.startsWith('## Papers of'));

  return {
    sandbox,
    clock,
    orders,
    createSender: create,
    async buryConnections(name) {
      await sql`select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = ${name} and datname = current_database()`.execute(database.db);
    },
    countDigests: () => places.reduce((sum, { channelId }) => sum + digestsIn(channelId).length, 0),
    async recover(comeback, { sender = create(), restart }) {
      let current = sender;
      for (const waitMs of waits(comeback)) {
        clock.advance(waitMs);
        await current.tick().catch(() => undefined);
        if (restart || current.hasDeadToken) current = create();
        if ((await countOwed(database.db)) === 0) break;
      }
      expect(await countOwed(database.db), 'still owed').toBe(0);
      // Long after every nonce is forgotten: whoever posts once more is seen.
      clock.advance(HOUR);
      await current.tick();
    },
    expectOnce() {
      for (const { guildId, channelId } of places) {
        expect(digestsIn(channelId), 'digests of a channel').toHaveLength(1);
        expect(world.messages(channelId), 'messages of a channel').toHaveLength(threads ? 2 : 1);
        expect(world.threads(guildId), 'threads of a paper').toHaveLength(threads ? 1 : 0);
      }
    },
    [Symbol.asyncDispose]: () => {
      over.abort();
      return stack.disposeAsync();
    },
  };
}

/** Soon: what is asked for at least, within two minutes. Then, and late: longer than anything waits. */
function waits(comeback: Comeback): readonly number[] {
  const long = Array.from({ length: 8 }, () => HOUR + MINUTE);
  return comeback === 'soon' ? [6 * SECOND, 11 * SECOND, 21 * SECOND, 41 * SECOND, ...long] : long;
}

async function countOwed(db: Db): Promise<number> {
  const [deliveries, discussions] = await Promise.all(
    (['delivery', 'discussion'] as const).map((table) =>
      db.selectFrom(table).select('state').where('state', '=', 'owed').execute(),
    ),
  );
  return (deliveries?.length ?? 0) + (discussions?.length ?? 0);
}

async function subscribe(db: Db, place: Place, threads: boolean): Promise<void> {
  await saveSubscription(
    db,
    crypto.randomUUID(),
    {
      ...place,
      createdBy: '300000000000000001',
      topics: [],
      time: '09:00',
      timezone: 'UTC',
      frequency: 'daily',
      papers: 1,
      minUpvotes: 0,
      threads: threads ? 'always' : 'on-demand',
      silent: true,
      nextAt: new Date(SLOT),
      coveredThrough: day('2026-03-09'),
    },
    new Date(SLOT - HOUR),
  );
}
