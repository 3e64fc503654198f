import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { retryDelayMs } from '../domain/backoff.ts';
import { FatalError } from '../domain/errors.ts';
import type { Poster } from '../domain/ports/poster.ts';
import type { ChannelRights, Directory, GuildHandlers } from '../domain/ports/servers.ts';
import type { ThreadHandlers, Threads } from '../domain/ports/threads.ts';
import { errorFields, type Log } from '../log.ts';
import { readIdentity } from './application.ts';
import { createChannelRights } from './channel-rights.ts';
import type { Command } from './command.ts';
import { createDirectory } from './directory.ts';
import { createGateway, type Gateway } from './gateway.ts';
import { type GuildWatch, watchGuilds } from './guild-watch.ts';
import { createPoster } from './poster.ts';
import { registerCommands } from './registration.ts';
import { createSenderRest } from './rest.ts';
import { createRouter, type Router } from './router.ts';
import { type ThreadWatch, watchThreads } from './thread-watch.ts';
import { createThreads } from './threads.ts';

/** Requests a second, out of Discord's 50, for what people's presses have posted: never behind a queue of digests. */
const ANSWERING_RATE = 10;

/** Everything that this process has open with Discord. */
export interface Connection {
  /** Posts digests. */
  readonly sending: Poster;
  /** Posts what somebody waits for. */
  readonly answering: Poster;
  /** Reads what somebody waits for. */
  readonly rights: ChannelRights;
  /** Reads threads for what nobody waits for. */
  readonly threads: Threads;
  /** Reads and opens threads for whom somebody waits. */
  readonly answeringThreads: Threads;
  /** Reads what notices need to know, and opens direct conversations. */
  readonly directory: Directory;
  /**
   * Connects to the gateway, answers what people ask by `commands`, and tells Discord which there are.
   *
   * @param guilds hears what becomes of the servers; has heard of all when this returns
   * @param threads hears what becomes of the threads that the bot has started
   */
  openGateway<Context>(
    commands: readonly Command<Context>[],
    context: Context,
    guilds?: GuildHandlers,
    threads?: ThreadHandlers,
  ): Promise<void>;
  /** Whether the gateway is connected. */
  isReady(): boolean;
  /** As the gateway told it. @returns undefined if it is not known here */
  channelName(channelId: string): string | undefined;
  /** Whether everybody in its server sees a channel now, as the gateway told it. What is not known is not open. */
  isOpenChannel(channelId: string): boolean;
  /** Takes no more interactions, finishes those that were taken, and leaves the gateway. */
  close(): Promise<void>;
}

export interface ConnectionOptions {
  readonly token: string;
  readonly apiUrl: string;
  /** Digest requests a second of this process. */
  readonly sendRate: number;
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly onFatal: (error: FatalError) => void;
}

/**
 * Learns who we are, and prepares to send. While Discord cannot be reached it tries again, until `signal` aborts.
 *
 * @throws FatalError if Discord refuses the token
 */
export async function openConnection(options: ConnectionOptions): Promise<Connection> {
  const { token, apiUrl, log } = options;
  const sendingRest = createSenderRest({ token, apiUrl, requestsPerSecond: options.sendRate });
  const answeringRest = createSenderRest({ token, apiUrl, requestsPerSecond: ANSWERING_RATE });
  const { applicationId, botId } = await untilReached(() => readIdentity(answeringRest), options);
  let gateway: Gateway | undefined;
  let router: Router | undefined;
  let watch: GuildWatch | undefined;
  let threadWatch: ThreadWatch | undefined;

  return {
    sending: createPoster(sendingRest, { botId, log }),
    answering: createPoster(answeringRest, { botId, log }),
    rights: createChannelRights(answeringRest, { botId, log }),
    directory: createDirectory(sendingRest, { log }),
    threads: createThreads(sendingRest, { botId, log }),
    answeringThreads: createThreads(answeringRest, { botId, log }),
    async openGateway(commands, context, guilds, threads) {
      gateway = await untilReached(async () => {
        const opening = createGateway({ ...options, onInteraction: (interaction) => void router?.handle(interaction) });
        router = createRouter({ commands, context, rest: opening.client.rest, log, newReference });
        watch = guilds && watchGuilds(opening.client, { handlers: guilds, log });
        threadWatch = threads && watchThreads(opening.client, { handlers: threads, botId, log });
        await opening.connect().catch(async (error) => {
          await watch?.stop();
          await threadWatch?.stop();
          await opening.close();
          throw error;
        });
        return opening;
      }, options);
      await watch?.told();
      const definitions = commands.map(({ data }) => data);
      await untilReached(() => registerCommands(answeringRest, applicationId, definitions, log), options);
    },
    isReady: () => gateway?.isReady() ?? false,
    channelName: (channelId) => gateway?.channelName(channelId),
    isOpenChannel: (channelId) => gateway?.isOpenChannel(channelId) ?? false,
    async close() {
      gateway?.stopListening();
      await watch?.stop();
      await threadWatch?.stop();
      await router?.drain();
      await gateway?.close();
    },
  };
}

/** Short enough to be read out, long enough to be found in the log. */
function newReference(): string {
  return randomUUID().slice(0, 8);
}

async function untilReached<T>(
  attempt: () => Promise<T>,
  { log, signal }: { log: Log; signal: AbortSignal },
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (error instanceof FatalError || signal.aborted) throw error;
      const waitMs = Math.min(retryDelayMs(tries), 60_000);
      log.warn('discord not reached', { attempt: tries, waitMs, ...errorFields(error) });
      await sleep(waitMs, undefined, { signal });
    }
  }
}
