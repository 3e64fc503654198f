import type { GuildHandlers, SeenGuild } from '../../domain/ports/servers.ts';
import type { Log } from '../../log.ts';
import type { Db } from '../../store/schema.ts';
import { saveKind } from '../../store/servers/destinations.ts';
import {
  dropDiscussionChannel,
  markJoined,
  markLeft,
  markUnavailable,
  reconcileGuilds,
} from '../../store/servers/guilds.ts';
import {
  dropRole,
  hastenRecheck,
  listReopened,
  listSuspended,
  suspendGoneChannel,
} from '../../store/servers/mending.ts';
import { owePlaceNotice, oweRoleNotice, oweSuspensionNotice, oweWelcome } from '../notices/notices.ts';

/** Servers that were there when Paperboy first looked are greeted only if they are as new as this. */
const NEW_MS = 3_600_000;
/** After a comeback the channels are looked at again; of those that then still refuse, somebody is told. */
const SETTLE_MS = 10 * 60_000;

export interface GuildEventsOptions {
  readonly now: () => Date;
  readonly log: Log;
  /** Asks for a look at what is owed, now instead of at the next tick. */
  readonly lookSoon: () => void;
}

/** What Paperboy does as servers come and go, and change. Each handler is idempotent. */
export function createGuildHandlers(db: Db, options: GuildEventsOptions): GuildHandlers {
  const { now, log, lookSoon } = options;
  return {
    async present(guilds) {
      const at = now();
      const { greeted, left } = await db.transaction().execute(async (tx) => {
        const { isFirst, joined, left } = await reconcileGuilds(tx, guilds, at);
        const greeted = joined.filter((guild) => !isFirst || isNew(guild, at));
        for (const { guildId } of greeted) await greet(tx, guildId, at);
        return { greeted, left };
      });
      log.info('servers known', { count: guilds.length });
      for (const { guildId } of greeted) log.info('server joined', { guildId });
      for (const guildId of left) log.info('server left', { guildId });
      if (greeted.length > 0) lookSoon();
    },
    async arrived(guild) {
      const at = now();
      const isJoined = await db.transaction().execute(async (tx) => {
        const joined = await markJoined(tx, guild, at);
        if (joined) await greet(tx, guild.guildId, at);
        return joined;
      });
      if (!isJoined) return;
      log.info('server joined', { guildId: guild.guildId });
      lookSoon();
    },
    async left(guildId) {
      if (await markLeft(db, guildId, now())) log.info('server left', { guildId });
    },
    async unavailable(guildId) {
      await markUnavailable(db, guildId, now());
      log.warn('server unavailable', { guildId });
    },
    channelDeleted: (channel) => suspendDeleted(db, options, channel),
    channelChanged: ({ channelId, kind }) => saveKind(db, channelId, kind),
    async roleDeleted({ guildId, roleId }) {
      const at = now();
      const channels = await dropRole(db, guildId, roleId);
      for (const { channelId } of channels) await oweRoleNotice(db, { guildId, channelId, at });
      if (channels.length > 0) lookSoon();
    },
    async maybeMended(guildId, canPost) {
      const suspended = await listSuspended(db, guildId);
      if ((await hastenRecheck(db, suspended.filter(canPost), now())) > 0) lookSoon();
    },
  };
}

async function suspendDeleted(
  db: Db,
  { now, log, lookSoon }: GuildEventsOptions,
  { guildId, channelId, name }: { guildId: string; channelId: string; name?: string },
): Promise<void> {
  const at = now();
  const concerned = await db.transaction().execute(async (tx) => {
    for (const chosenBy of await dropDiscussionChannel(tx, channelId))
      await owePlaceNotice(tx, { guildId: chosenBy, channelId, at });
    const found = await suspendGoneChannel(tx, channelId, at);
    if (found === undefined) return undefined;
    const named = name === undefined ? found : { ...found, channelName: name };
    await oweSuspensionNotice(tx, { ...named, reason: 'channel-gone', at });
    return found;
  });
  if (concerned === undefined) return;
  log.warn('channel suspended', { guildId, channelId, reason: 'channel-gone' });
  lookSoon();
}

function isNew({ joinedAt }: SeenGuild, at: Date): boolean {
  return joinedAt !== undefined && at.getTime() - joinedAt.getTime() <= NEW_MS;
}

/** In the transaction that notes the joining, so that there is one greeting for it and no joining without. */
async function greet(tx: Db, guildId: string, at: Date): Promise<void> {
  await oweWelcome(tx, { guildId, at });
  const dueAt = new Date(at.getTime() + SETTLE_MS);
  for (const channel of await listReopened(tx, guildId, at)) {
    await oweSuspensionNotice(tx, { ...channel, reason: 'no-access', at, dueAt });
  }
}
