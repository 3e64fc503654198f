import type { ThreadHandlers } from '../domain/ports/threads.ts';
import type { Log } from '../log.ts';
import type { Db } from '../store/schema.ts';
import { forgetChannelThreads, forgetThread, noteThreads } from '../store/threads/knowledge.ts';

/** What Paperboy learns of its discussions from the gateway. Each handler is idempotent. */
export function createThreadHandlers(db: Db, { now, log }: { now: () => Date; log: Log }): ThreadHandlers {
  return {
    seen: (threads) => noteThreads(db, threads, now()),
    async deleted(thread) {
      if (await forgetThread(db, thread)) log.info('discussion gone', thread);
    },
    async channelDeleted(channel) {
      const count = await forgetChannelThreads(db, channel);
      if (count > 0) log.info('discussions gone', { ...channel, count });
    },
  };
}
