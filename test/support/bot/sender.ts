import { planDueDigests } from '../../../src/delivery/planning/plan.ts';
import { createDeliverer } from '../../../src/delivery/sending/deliver.ts';
import { publishOwed } from '../../../src/delivery/sending/publish.ts';
import { createPoster } from '../../../src/discord/poster.ts';
import { createSenderRest } from '../../../src/discord/rest.ts';
import { createThreads } from '../../../src/discord/threads.ts';
import { openOwedDiscussions } from '../../../src/discussion/open.ts';
import { createPaperPosts } from '../../../src/discussion/paper-post.ts';
import { sendThreadPosts } from '../../../src/discussion/thread-posts.ts';
import { openWatchedDatabase, type WatchedDatabase } from '../database/watched-database.ts';
import { createMemoryLog } from '../log.ts';
import { type OnStep, watchPoster } from './steps.ts';

/** What of a Paperboy process plans and sends: built as `src/app.ts` builds it, with its steps in sight. */
export interface Sender {
  readonly logLines: readonly string[];
  /** Whether Discord has refused its token. */
  readonly hasDeadToken: boolean;
  plan(): Promise<void>;
  /** Sends the digests that are owed. */
  deliver(signal?: AbortSignal): Promise<void>;
  /** Opens the discussions that are owed. */
  open(signal?: AbortSignal): Promise<void>;
  /** Publishes what is owed to followers. */
  publish(signal?: AbortSignal): Promise<void>;
  /** Posts what is owed in discussions: a job of its own. */
  tell(signal?: AbortSignal): Promise<void>;
  /** Plans, delivers, publishes and opens, as a tick does. */
  tick(): Promise<void>;
  close(): Promise<void>;
}

export interface SenderOptions {
  readonly databaseUrl: string;
  readonly apiUrl: string;
  readonly token: string;
  readonly botId: string;
  readonly now: () => Date;
  /** How many deliverers it runs at once, as if they were as many processes. */
  readonly deliverers?: number;
  /** How many discussions it opens at once. */
  readonly openers?: number;
  /** How many messages it publishes at once. */
  readonly publishers?: number;
  readonly onStep?: OnStep;
  /** For one request. */
  readonly timeoutMs?: number;
  /** By which the database server knows its connections. */
  readonly name?: string;
  /** Connections that it shares with others; absent: it opens its own. */
  readonly database?: WatchedDatabase;
  /** Stops whatever it does, if nothing else is said. */
  readonly signal?: AbortSignal;
}

const NEVER = new AbortController().signal;

export function createSender(options: SenderOptions): Sender {
  const { now, onStep = async () => undefined, deliverers: count = 1, openers = 1, timeoutMs } = options;
  const { publishers = 1 } = options;
  const { database, databaseUrl, name = 'sender', signal: stopped = NEVER } = options;
  const { db, close } = database ?? openWatchedDatabase(databaseUrl, { name, onStep });
  const { log, lines } = createMemoryLog();
  const { token, apiUrl } = options;
  const restOptions = { token, apiUrl, requestsPerSecond: 1_000, ...(timeoutMs !== undefined && { timeoutMs }) };
  const rest = createSenderRest(restOptions);
  const poster = watchPoster(createPoster(rest, { botId: options.botId, log }), onStep);
  let hasDeadToken = false;
  const onDeadToken = () => {
    hasDeadToken = true;
  };
  const threads = createThreads(rest, { botId: options.botId, log });
  const postPaper = createPaperPosts({ db, poster, threads, now, log });
  const deliverers = repeat(count, () => createDeliverer(db, poster, { postPaper, now, log, onDeadToken }));
  const sending = { db, poster, threads, now, log, onDeadToken };
  const sender: Sender = {
    logLines: lines,
    get hasDeadToken() {
      return hasDeadToken;
    },
    async plan() {
      await inTime(planDueDigests(db, { now, log, signal: stopped }));
    },
    async deliver(signal = stopped) {
      await inTime(Promise.all(deliverers.map((deliverer) => deliverer.deliverOwed(signal))));
    },
    async open(signal = stopped) {
      await inTime(Promise.all(repeat(openers, () => openOwedDiscussions(sending, signal))));
    },
    async publish(signal = stopped) {
      await inTime(Promise.all(repeat(publishers, () => publishOwed(sending, signal))));
    },
    async tell(signal = stopped) {
      await inTime(sendThreadPosts(sending, signal));
    },
    async tick() {
      await sender.plan();
      await sender.deliver();
      await sender.publish();
      await sender.open();
    },
    close: async () => (database === undefined ? await close() : undefined),
  };
  return sender;
}

const PATIENCE_MS = 45_000;

/** @throws if a sender does not come back: whatever Discord does, nobody may wait for it for ever */
async function inTime<T>(work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const limit = setTimeout(() => reject(new Error(`a sender hangs for ${PATIENCE_MS} ms`)), PATIENCE_MS);
  return await Promise.race([work, promise]).finally(() => clearTimeout(limit));
}

function repeat<T>(count: number, make: () => T): readonly T[] {
  return Array.from({ length: count }, make);
}
