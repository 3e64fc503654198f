import { createAudiences } from '../commands/asker/audience.ts';
import { createCooldowns } from '../commands/asker/cooldown.ts';
import { commands } from '../commands/index.ts';
import { createElsewhere } from '../commands/papers/elsewhere.ts';
import { createQueries } from '../commands/papers/queries.ts';
import { listJobs } from './app-jobs.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import { openStore } from './database.ts';
import { createGuildHandlers } from './delivery/servers/guild-events.ts';
import { type Connection, openConnection } from './discord/connection.ts';
import { createCounter } from './discussion/count.ts';
import { createThreadHandlers } from './discussion/thread-events.ts';
import type { FatalError } from './domain/errors.ts';
import type { ArxivSource, PaperSearch, PaperSource } from './domain/ports/sources.ts';
import { startJobs } from './jobs/schedule.ts';
import { createTurns } from './jobs/turns.ts';
import type { Log } from './log.ts';
import { startHealthServer } from './ops/health.ts';
import { readDatabaseTime } from './postgres/pool.ts';
import { createArxiv } from './source/arxiv.ts';
import { createHuggingFace } from './source/hugging-face.ts';
import { createHuggingFaceSearch } from './source/hugging-face-search.ts';
import { createPaperLookup } from './source/paper-lookup.ts';
import { createPaperSearch } from './source/paper-search.ts';
import { createSampleSource } from './source/sample.ts';
import { findOldestListDay } from './store/papers/lists.ts';
import { ping } from './store/ping.ts';
import type { Db } from './store/schema.ts';
import { makeFirstVisit, openTrial, startTrial } from './trial.ts';
import type { TrialServices } from './trial-actions.ts';

/** A running Paperboy. Disposing of it stops it in order: nothing new is taken, what is in flight is finished. */
export interface Paperboy extends AsyncDisposable {
  /** The sandbox's page; absent with a real Discord. */
  readonly pageUrl?: string;
  readonly healthPort: number;
  /** Runs every job once more and waits until nothing that is due is left. For tests and the sandbox. */
  settle(): Promise<void>;
}

export interface AppOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** Aborts the start. */
  readonly signal: AbortSignal;
  /** Called if Paperboy cannot go on. */
  readonly onFatal: (error: FatalError) => void;
}

/**
 * Builds everything in order: store, Discord, the roles of this process, health.
 *
 * @throws FatalError if something is wrong that the operator must mend; then nothing is left running
 */
export async function startPaperboy(config: Config, options: AppOptions): Promise<Paperboy> {
  const { clock, log, signal } = options;
  const { now } = clock;
  await using stack = new AsyncDisposableStack();

  const huggingFace = createHuggingFace({ ...huggingFaceOf(config), now, log });
  const trial =
    config.DISCORD_TOKEN === '' ? await openTrial(config, { source: huggingFace, clock, log, signal }) : undefined;
  signal.throwIfAborted();
  const { db, searchDb } = await openStore(config, { name: trial?.databaseName ?? 'paperboy', log, stack });
  signal.throwIfAborted();
  clock.calibrate(await readDatabaseTime(db));
  const source = trial?.kind === 'sample' ? await createSample(db, now) : huggingFace;
  // Sample papers are not mixed with what is true of real ones, and there may be no internet.
  const arxiv = trial?.kind === 'sample' ? undefined : openArxiv(config, db, now);
  const ready = Promise.withResolvers<TrialServices>();
  const sandbox = trial && stack.use(await startTrial(config, trial, { now, services: ready.promise, signal }));
  const isFirst = sandbox?.isNew ?? false;

  const connection = await openConnection({
    token: sandbox?.token ?? config.DISCORD_TOKEN,
    apiUrl: sandbox?.apiUrl ?? config.DISCORD_API_URL,
    sendRate: config.SEND_RATE,
    ...options,
  });
  stack.defer(() => connection.close());

  const jobs = startJobs(listJobs(config, { ...options, db, connection, source, arxiv }), log);
  stack.defer(() => jobs.stop());
  stack.defer(clock.onMove(() => jobs.runInTurn()));

  if (config.ROLES.includes('gateway')) {
    const guilds = createGuildHandlers(db, { now, log, lookSoon: () => jobs.runAll() });
    const counter = stack.use(createCounter({ db, threads: connection.answeringThreads, now, log }));
    const context = {
      db,
      searchDb,
      now,
      log,
      lookup: createPaperLookup([source, ...(arxiv === undefined ? [] : [arxiv])], { now, log }),
      poster: connection.answering,
      rights: connection.rights,
      threads: connection.answeringThreads,
      counter,
      audiences: createAudiences(connection.answering, now),
      cooldowns: createCooldowns(now),
      queries: createQueries(),
      elsewhere: createElsewhere(now, trial?.kind === 'sample' ? undefined : openSearch(config, { now, log })),
      lookSoon: () => jobs.runAll(),
      channelName: connection.channelName,
      isOpenChannel: connection.isOpenChannel,
      commands: OFFERS,
    };
    await connection.openGateway(commands, context, guilds, createThreadHandlers(db, { now, log }));
  }
  const health = await startHealth(config, { db, connection });
  stack.defer(() => health.close());

  if (sandbox !== undefined && isFirst) {
    await jobs.settle();
    await makeFirstVisit(sandbox, { db, jobs, log });
  }
  if (trial !== undefined) ready.resolve({ db, now, clock: trial.clock, jobs, log, papers: trial.kind });
  const running = stack.move();
  return {
    healthPort: health.port,
    settle: () => jobs.settle(),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
    ...(sandbox !== undefined && { pageUrl: sandbox.url }),
  };
}

/** What there is to type. */
const OFFERS = commands.map(({ data }) => ({
  name: data.name,
  ...('description' in data && { description: data.description }),
}));

function startHealth(config: Config, { db, connection }: { db: Db; connection: Connection }) {
  return startHealthServer({
    host: config.HTTP_HOST,
    port: config.HTTP_PORT,
    checks: {
      database: () => ping(db).then(() => true),
      discord: () => !config.ROLES.includes('gateway') || connection.isReady(),
    },
  });
}

function huggingFaceOf({ HUGGINGFACE_URL: baseUrl, HUGGINGFACE_TOKEN: token }: Config) {
  return { baseUrl, token };
}

function openSearch(config: Config, options: { now: () => Date; log: Log }): PaperSearch {
  return createPaperSearch(createHuggingFaceSearch({ ...huggingFaceOf(config), now: options.now }), options);
}

/** `info.arxiv.org/help/api/tou`: one request in three seconds and one connection, over all machines together. */
const ARXIV_EVERY_MS = 3_000;

function openArxiv(config: Config, db: Db, now: () => Date): ArxivSource {
  const takeTurn = createTurns(db, 'arXiv', { now, everyMs: ARXIV_EVERY_MS });
  return createArxiv({ baseUrl: config.ARXIV_URL, now, takeTurn });
}

/** Sample papers keep the days that they were given when they were first shown. */
async function createSample(db: Db, now: () => Date): Promise<PaperSource> {
  const oldest = await findOldestListDay(db);
  return await createSampleSource({ now, ...(oldest !== undefined && { firstDay: oldest }) });
}
