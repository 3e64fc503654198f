import type { Command as AnyCommand } from '../src/discord/command.ts';
import type { Counter } from '../src/discussion/count.ts';
import type { Poster } from '../src/domain/ports/poster.ts';
import type { ChannelRights } from '../src/domain/ports/servers.ts';
import type { PaperLookup } from '../src/domain/ports/sources.ts';
import type { Threads } from '../src/domain/ports/threads.ts';
import type { Log } from '../src/log.ts';
import type { Offer } from '../src/render/help.ts';
import type { Db } from '../src/store/schema.ts';
import type { Audiences } from './asker/audience.ts';
import type { Cooldowns } from './asker/cooldown.ts';
import type { Elsewhere } from './papers/elsewhere.ts';
import type { Queries } from './papers/queries.ts';

/** All that a handler may use. */
export interface Context {
  readonly db: Db;
  /** The same store, for what people search, complete and page through: few connections of their own, little time. */
  readonly searchDb: Db;
  readonly now: () => Date;
  readonly log: Log;
  readonly lookup: PaperLookup;
  readonly poster: Poster;
  readonly rights: ChannelRights;
  readonly threads: Threads;
  /** Counts the threads that people look at. */
  readonly counter: Pick<Counter, 'lookAt'>;
  readonly audiences: Audiences;
  readonly cooldowns: Cooldowns;
  readonly queries: Queries;
  readonly elsewhere: Elsewhere;
  /** Asks for a look at what is owed, now instead of at the next tick. */
  readonly lookSoon: () => void;
  /** A channel's name, for texts in which Discord renders no mention. Absent while it is not known. */
  readonly channelName: (channelId: string) => string | undefined;
  /** Whether everybody in its server sees a channel now. What is not known is not open. */
  readonly isOpenChannel: (channelId: string) => boolean;
  /** What there is to type, for `/help`. */
  readonly commands: readonly Offer[];
}

export type Command = AnyCommand<Context>;
