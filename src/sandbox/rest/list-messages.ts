import { PermissionFlagsBits } from 'discord-api-types/v10';
import { seeChannel } from '../world/access.ts';
import type { Core } from '../world/core.ts';
import { viewMessageForBot } from '../world/message-view.ts';
import { holds, permissionsIn } from '../world/permissions.ts';
import { compareSnowflakes, isSnowflake } from '../world/snowflake.ts';
import type { MessageState } from '../world/state.ts';
import { badQuery, readLimit } from './query.ts';
import { param, type RestAnswer, type RestRequest } from './route.ts';

/** Newest first. Without the right to read the history the list is empty, and not refused. */
export function listMessages(core: Core, botId: string, asked: RestRequest): RestAnswer {
  const channel = seeChannel(core, botId, param(asked, 'channel_id'));
  const { query } = asked;
  const limit = readLimit(query, { least: 1, most: 100 });
  const id = (name: string) => {
    const value = query.get(name);
    if (value !== null && !isSnowflake(value) && !/^\d{1,19}$/.test(value)) throw badQuery(name);
    return value;
  };
  const [before, after, around] = [id('before'), id('after'), id('around')];
  if (!holds(permissionsIn(core, botId, channel.id), PermissionFlagsBits.ReadMessageHistory))
    return { status: 200, body: [] };
  const all = core.state.messages[channel.id] ?? [];
  const chosen = choose(all, { before, after, around, limit });
  return { status: 200, body: chosen.toReversed().map((message) => viewMessageForBot(core, message)) };
}

/** Oldest first: after an id the oldest behind it, else the newest. */
function choose(
  all: readonly MessageState[],
  {
    before,
    after,
    around,
    limit,
  }: { before: string | null; after: string | null; around: string | null; limit: number },
): readonly MessageState[] {
  if (after !== null) return all.filter(({ message }) => compareSnowflakes(message.id, after) > 0).slice(0, limit);
  if (around !== null) {
    const at = all.findIndex(({ message }) => compareSnowflakes(message.id, around) >= 0);
    const start = Math.max(0, (at < 0 ? all.length : at) - Math.floor(limit / 2));
    return all.slice(start, start + limit);
  }
  const older = before === null ? all : all.filter(({ message }) => compareSnowflakes(message.id, before) < 0);
  return older.slice(-limit);
}
