import type { Clock } from './clock.ts';
import type { Config, Role } from './config.ts';
import { oweResumedNotice, oweSuspensionNotice } from './delivery/notices/notices.ts';
import { sendOwedNotices } from './delivery/notices/send-notices.ts';
import { planDueDigests } from './delivery/planning/plan.ts';
import { createPacedPoster, createPacedThreads } from './delivery/posting/pace.ts';
import { createDeliverer } from './delivery/sending/deliver.ts';
import { publishOwed } from './delivery/sending/publish.ts';
import { recheckSuspended } from './delivery/servers/recheck.ts';
import type { Connection } from './discord/connection.ts';
import { readClose } from './discord/gateway.ts';
import { countThreads } from './discussion/count.ts';
import { oweThreadLines } from './discussion/news.ts';
import { openOwedDiscussions } from './discussion/open.ts';
import { createPaperPosts } from './discussion/paper-post.ts';
import { sendThreadPosts } from './discussion/thread-posts.ts';
import type { FatalError } from './domain/errors.ts';
import type { ArxivSource, PaperSource } from './domain/ports/sources.ts';
import { createArxivJob } from './jobs/arxiv.ts';
import { createCleanup } from './jobs/cleanup.ts';
import { createIndexing } from './jobs/index-papers.ts';
import { ingest } from './jobs/ingest.ts';
import { createTopicMatching } from './jobs/match-topics.ts';
import type { Job } from './jobs/schedule.ts';
import type { Log } from './log.ts';
import { readDatabaseTime } from './postgres/pool.ts';
import type { Db } from './store/schema.ts';

/** What the jobs work with. */
export interface Services {
  readonly clock: Clock;
  readonly log: Log;
  readonly db: Db;
  readonly connection: Connection;
  readonly source: PaperSource;
  /** Absent where it is not to be asked. */
  readonly arxiv: ArxivSource | undefined;
  /** Called if Paperboy cannot go on. */
  readonly onFatal: (error: FatalError) => void;
}

/** What this process looks after by itself, by its roles. */
export function listJobs(config: Config, services: Services): readonly Job[] {
  const { clock, log, db, source, arxiv } = services;
  const { now } = clock;
  const has = (role: Role) => config.ROLES.includes(role);
  const lists: Job = {
    name: 'lists',
    pattern: config.INGEST_CRON,
    run: (signal) => ingest({ db, source, now, log }, signal),
  };
  const indexing = createIndexing(db, { pattern: config.INGEST_CRON, log });
  const matching = createTopicMatching(db, { pattern: config.INGEST_CRON, now, log });
  return [
    ...(has('scheduler') ? [lists, createCleanup(db, { now, log }), indexing, matching] : []),
    ...(has('scheduler') || has('sender') ? [createDigestJob(config, services)] : []),
    ...(has('sender') ? [createThreadJob(config, services)] : []),
    ...(has('scheduler') && arxiv !== undefined
      ? [createArxivJob(db, { source: arxiv, pattern: config.INGEST_CRON, now, log })]
      : []),
  ];
}

/** What everything that sends by itself works with: one budget, and an end for all if the token is dead. */
function openSending(config: Config, { clock, log, db, connection, onFatal }: Services) {
  const { now } = clock;
  const pace = { now, ratePerSecond: config.SEND_RATE };
  const poster = createPacedPoster(connection.sending, db, pace);
  const threads = createPacedThreads(connection.threads, db, pace);
  return { db, poster, threads, now, log, onDeadToken: () => onFatal(readClose(4004)) };
}

/** What living threads need: counts, what is new of their papers, and its posting. */
function createThreadJob(config: Config, services: Services): Job {
  const sending = openSending(config, services);
  const { db, threads, now, log } = sending;
  return {
    name: 'threads',
    pattern: config.DIGEST_CRON,
    async run(signal) {
      await countThreads({ db, threads, now, log }, signal);
      await oweThreadLines(db, now, signal);
      await sendThreadPosts(sending, signal);
    },
  };
}

/** One round: what has been mended, what is due, what is owed, what has to be told, and what is to be discussed. */
function createDigestJob(config: Config, services: Services): Job {
  const { clock, connection } = services;
  const sending = openSending(config, services);
  const { db, poster, now, log, onDeadToken } = sending;
  const plans = config.ROLES.includes('scheduler');
  const sends = config.ROLES.includes('sender');
  const deliverer = createDeliverer(db, poster, {
    postPaper: createPaperPosts(sending),
    now,
    log,
    onDeadToken,
    onSuspended: async (channel) => void (await oweSuspensionNotice(db, channel)),
  });
  const onResumed = async (channel: { guildId: string; channelId: string }) =>
    void (await oweResumedNotice(db, { ...channel, at: now() }));
  return {
    name: 'digests',
    pattern: config.DIGEST_CRON,
    async run(signal) {
      clock.calibrate(await readDatabaseTime(db));
      if (sends) await recheckSuspended({ db, poster, now, log, onResumed }, signal);
      const planning = plans ? planDueDigests(db, { now, log, signal }) : undefined;
      // What is planned first goes out while the rest is being planned.
      if (sends) await Promise.allSettled([planning, deliverer.deliverOwed(signal)]);
      await planning;
      if (!sends) return;
      await deliverer.deliverOwed(signal);
      await publishOwed(sending, signal);
      await sendOwedNotices({ ...sending, directory: connection.directory }, signal);
      await openOwedDiscussions(sending, signal);
    },
  };
}
