import type { Log } from '../log.ts';
import type { Db } from '../store/schema.ts';
import { forgetGoneGuilds } from '../store/servers/forgetting.ts';
import type { Job } from './schedule.ts';

/** Once a day, at an hour and minute at which little else begins. */
const PATTERN = '17 4 * * *';

/** Forgets what nobody will come back for: see {@link forgetGoneGuilds}. */
export function createCleanup(db: Db, { now, log }: { now: () => Date; log: Log }): Job {
  return {
    name: 'cleanup',
    pattern: PATTERN,
    async run() {
      const { guilds, subscriptions } = await forgetGoneGuilds(db, now());
      if (guilds > 0) log.info('servers forgotten', { count: guilds });
      if (subscriptions > 0) log.info('subscriptions forgotten', { count: subscriptions });
    },
  };
}
