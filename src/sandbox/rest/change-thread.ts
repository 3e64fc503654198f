import { ChannelType, PermissionFlagsBits } from 'discord-api-types/v10';
import { refusal } from '../api-error.ts';
import { readThreadChange } from '../validation/thread.ts';
import { demand } from '../world/access.ts';
import type { Core } from '../world/core.ts';
import { holds, permissionsIn } from '../world/permissions.ts';
import type { GuildChannelState, ThreadState } from '../world/state.ts';
import { setThread } from '../world/threads.ts';
import { viewThread } from '../world/views.ts';
import type { RestAnswer, RestRequest } from './route.ts';

type Change = ReturnType<typeof readThreadChange>;

/**
 * Modify Channel, of a thread. Its creator renames, archives and tags it, whoever may write in it opens it again, and
 * all else takes Manage Threads. discord-api-docs, resources/channel › Modify Channel; topics/threads › Editing & Deleting
 *
 * @throws ApiError 50013; 50083 if it is archived and stays so; 10087, 40067 for its tags; 160006 or 160007
 */
export function changeThread(core: Core, botId: string, thread: ThreadState, asked: RestRequest): RestAnswer {
  const wanted = readThreadChange(asked.body);
  const manages = holds(permissionsIn(core, botId, thread.id), PermissionFlagsBits.ManageThreads);
  if (!manages) demandMayChange(core, botId, thread, wanted);
  if (thread.archived && wanted.archived !== false) throw refusal('threadArchived');
  const parent = core.state.channels[thread.parentId];
  if (wanted.applied_tags !== undefined && parent?.kind === 'guild') {
    demandTags(parent, wanted.applied_tags, { manages, held: thread.tags });
  }
  setThread(core, thread, {
    ...(wanted.name !== undefined && { name: wanted.name }),
    ...(wanted.archived !== undefined && { archived: wanted.archived }),
    ...(wanted.locked !== undefined && { locked: wanted.locked }),
    ...(wanted.auto_archive_duration !== undefined && { autoArchiveMinutes: wanted.auto_archive_duration }),
    ...(wanted.rate_limit_per_user !== undefined && { slowmodeSeconds: wanted.rate_limit_per_user }),
    ...(wanted.invitable !== undefined && thread.type === ChannelType.PrivateThread && { invitable: wanted.invitable }),
    ...(wanted.applied_tags !== undefined && { tags: [...wanted.applied_tags] }),
  });
  return { status: 200, body: viewThread(thread) };
}

/**
 * @param held those that the post has already: they may stay, whoever gave them
 * @throws ApiError 10087 if there is no such tag, 50013 if it is for moderators alone, 40067 if there has to be one
 */
export function demandTags(
  parent: GuildChannelState,
  chosen: readonly string[],
  { manages, held = [] }: { readonly manages: boolean; readonly held?: readonly string[] },
): void {
  for (const id of chosen) {
    const tag = parent.tags.find((candidate) => candidate.id === id);
    if (tag === undefined) throw refusal('unknownTag');
    if (tag.moderated && !manages && !held.includes(id)) throw refusal('missingPermissions');
  }
  if (parent.requiresTag && chosen.length === 0) throw refusal('tagRequired');
}

function demandMayChange(core: Core, botId: string, thread: ThreadState, wanted: Change): void {
  const { archived, locked, rate_limit_per_user: slowmode, invitable, ...rest } = wanted;
  const isModerators = [locked, slowmode, invitable].some((value) => value !== undefined);
  if (thread.locked || isModerators) throw refusal('missingPermissions');
  const opens = archived === false;
  const isMore = Object.values(rest).some((value) => value !== undefined) || archived === true;
  if (thread.ownerId !== botId && (isMore || !opens)) throw refusal('missingPermissions');
  if (opens) demand(core, botId, thread.id, PermissionFlagsBits.SendMessagesInThreads);
}
