import { ChannelType, PermissionFlagsBits } from 'discord-api-types/v10';
import { refusal } from '../api-error.ts';
import { demand, seeChannel } from '../world/access.ts';
import type { Core } from '../world/core.ts';
import { threadsOf } from '../world/threads.ts';
import { viewThread, viewThreadMember } from '../world/views.ts';
import { badQuery, readLimit } from './query.ts';
import { ORDINARY, param, type RestAnswer, type RestRequest, type Route } from './route.ts';

/** List Public Archived Threads: those archived last come first. discord-api-docs, resources/channel */
export function archivedThreadsRoute(core: Core): Route {
  return {
    method: 'GET',
    path: '/channels/{channel_id}/threads/archived/public',
    limits: ORDINARY,
    major: ['channel_id'],
    handle: (asked) => list(core, asked),
  };
}

/** @throws ApiError 50024 where there are no threads, 50013 without the right to read the history, 50035 */
function list(core: Core, asked: RestRequest): RestAnswer {
  const botId = core.state.application.id;
  const parent = seeChannel(core, botId, param(asked, 'channel_id'));
  if (parent.kind !== 'guild' || parent.type === ChannelType.GuildVoice) throw refusal('wrongChannelType');
  demand(core, botId, parent.id, PermissionFlagsBits.ReadMessageHistory);
  // Two at least: openapi.json.
  const limit = readLimit(asked.query, { least: 2, most: 100 });
  const before = readInstant(asked.query, 'before');
  const archivedAt = ({ archiveChangedAt }: { archiveChangedAt: string }) => Date.parse(archiveChangedAt);
  const all = threadsOf(core, parent.guildId)
    .filter((thread) => thread.parentId === parent.id && thread.archived && thread.type !== ChannelType.PrivateThread)
    .filter((thread) => before === undefined || archivedAt(thread) < before)
    .toSorted((a, b) => archivedAt(b) - archivedAt(a));
  const page = all.slice(0, limit);
  const members = page.flatMap((thread) => viewThreadMember(thread, botId) ?? []);
  return { status: 200, body: { threads: page.map(viewThread), members, has_more: all.length > limit } };
}

/** In milliseconds. @throws ApiError 50035 unless it is a date with its time, as ISO 8601 writes it */
function readInstant(query: URLSearchParams, name: string): number | undefined {
  const given = query.get(name);
  if (given === null) return undefined;
  if (!/^\d{4}-\d{2}-\d{2}T/.test(given) || Number.isNaN(Date.parse(given))) throw badQuery(name);
  return Date.parse(given);
}
