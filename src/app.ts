import { createCooldowns } from '../commands/cooldown.ts';
import { commands } from '../commands/index.ts';
import type { Clock } from './clock.ts';
import type { Config, Role } from './config.ts';
import { openStore } from './database.ts';
import { createDeliverer } from './delivery/deliver.ts';
import { createPacedPoster } from './delivery/pace.ts';
import { planDueDigests } from './delivery/plan.ts';
import { recheckSuspended } from './delivery/recheck.ts';
import { type Connection, openConnection } from './discord/connection.ts';
import { readClose } from './discord/gateway.ts';
import { openOwedDiscussions } from './discussion/open.ts';
import type { FatalError } from './domain/errors.ts';
import type { PaperSource } from './domain/ports.ts';
import { ingest } from './jobs/ingest.ts';
import { type Job, startJobs } from './jobs/schedule.ts';
import type { Log } from './log.ts';
import { startHealthServer } from './ops/health.ts';
import { readDatabaseTime } from './postgres/pool.ts';
import { createHuggingFace } from './source/hugging-face.ts';
import { createPaperLookup } from './source/paper-lookup.ts';
import { createSampleSource } from './source/sample.ts';
import { findOldestListDay } from './store/lists.ts';
import { ping } from './store/ping.ts';
import type { Db } from './store/schema.ts';
import { chooseTrial, makeFirstVisit, startTrial } from './trial.ts';

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
  const { clock, log } = options;
  const { now } = clock;
  await using stack = new AsyncDisposableStack();

  const huggingFace = createHuggingFace({
    baseUrl: config.HUGGINGFACE_URL,
    token: config.HUGGINGFACE_TOKEN,
    now,
    log,
  });
  const { signal } = options;
  const trial =
    config.DISCORD_TOKEN === '' ? await chooseTrial(config, { source: huggingFace, now, log, signal }) : undefined;
  signal.throwIfAborted();
  const { db } = await openStore(config, { name: trial?.databaseName ?? 'paperboy', log, stack });
  signal.throwIfAborted();
  clock.calibrate(await readDatabaseTime(db));
  const source = trial?.kind === 'sample' ? await createSample(db, now) : huggingFace;
  const sandbox = trial && stack.use(await startTrial(config, trial, now));
  const isFirst = sandbox?.isNew ?? false;

  const connection = await openConnection({
    token: sandbox?.token ?? config.DISCORD_TOKEN,
    apiUrl: sandbox?.apiUrl ?? config.DISCORD_API_URL,
    sendRate: config.SEND_RATE,
    ...options,
  });
  stack.defer(() => connection.close());

  const jobs = startJobs(listJobs(config, { ...options, db, connection, source }), log);
  stack.defer(() => jobs.stop());
  stack.defer(clock.onMove(() => jobs.runAll()));

  if (config.ROLES.includes('gateway')) {
    await connection.openGateway(commands, {
      db,
      now,
      log,
      lookup: createPaperLookup(source, { now, log }),
      poster: connection.answering,
      cooldowns: createCooldowns(now),
      lookSoon: () => jobs.runAll(),
      channelName: connection.channelName,
      commands: commands.map(({ data }) => ({
        name: data.name,
        description: 'description' in data ? (data.description ?? '') : '',
      })),
    });
  }
  const health = await startHealthServer({
    host: config.HTTP_HOST,
    port: config.HTTP_PORT,
    checks: {
      database: () => ping(db).then(() => true),
      discord: () => !config.ROLES.includes('gateway') || connection.isReady(),
    },
  });
  stack.defer(() => health.close());

  if (sandbox !== undefined && isFirst) {
    await jobs.settle();
    await makeFirstVisit(sandbox, { db, jobs, log });
  }
  const running = stack.move();
  return {
    healthPort: health.port,
    settle: () => jobs.settle(),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
    ...(sandbox !== undefined && { pageUrl: sandbox.url }),
  };
}

type Services = AppOptions & { db: Db; connection: Connection; source: PaperSource };

/** What this process looks after by itself, by its roles. */
function listJobs(config: Config, services: Services): readonly Job[] {
  const { clock, log, db, connection, source, onFatal } = services;
  const { now } = clock;
  const has = (role: Role) => config.ROLES.includes(role);
  const poster = createPacedPoster(connection.sending, db, { now, ratePerSecond: config.SEND_RATE });
  const deliverer = createDeliverer(db, poster, { now, log, onDeadToken: () => onFatal(readClose(4004)) });
  const digests: Job = {
    name: 'digests',
    pattern: config.DIGEST_CRON,
    async run(signal) {
      clock.calibrate(await readDatabaseTime(db));
      if (has('sender')) await recheckSuspended({ db, poster, now, log, onResumed: async () => undefined }, signal);
      if (has('scheduler')) await planDueDigests(db, { now, log, signal });
      if (!has('sender')) return;
      await deliverer.deliverOwed(signal);
      await openOwedDiscussions({ db, poster, now, log }, signal);
    },
  };
  const lists: Job = {
    name: 'lists',
    pattern: config.INGEST_CRON,
    run: (signal) => ingest({ db, source, now, log }, signal),
  };
  return [...(has('scheduler') ? [lists] : []), ...(has('scheduler') || has('sender') ? [digests] : [])];
}

/** Sample papers keep the days that they were given when they were first shown. */
async function createSample(db: Db, now: () => Date): Promise<PaperSource> {
  const oldest = await findOldestListDay(db);
  return await createSampleSource({ now, ...(oldest !== undefined && { firstDay: oldest }) });
}
