import type { NoticePlace } from '../../domain/notice.ts';
import type { Failure } from '../../domain/outcomes.ts';
import type { Directory } from '../../domain/ports/servers.ts';
import type { Db } from '../../store/schema.ts';
import { findNextDirectMessageAt, takeDirectMessage } from '../../store/servers/direct-messages.ts';
import { findNoticeChannel } from '../../store/servers/guilds.ts';
import { isSuspended, type Notice } from '../../store/servers/notices.ts';

/** Each of the bot's ten direct messages an hour is free again after one. */
const EVERY_MS = 3_600_000;
/** If another process was just taking the last one. */
const LOOK_AGAIN_MS = 10_000;

/** Where a notice goes now: into a channel, not to this place, later, or it could not be learnt. */
export type Target =
  | { readonly kind: 'channel'; readonly channelId: string }
  | { readonly kind: 'none'; readonly reason: string }
  | { readonly kind: 'wait'; readonly until: Date }
  | { readonly kind: 'failed'; readonly failure: Failure };

export interface TargetContext {
  readonly db: Db;
  readonly directory: Directory;
  readonly now: () => Date;
}

/**
 * Finds the channel of a place. A channel that is known to refuse is none: asking it again would only collect refusals.
 * Nobody is written to who has not the right to mend anything, and the whole bot writes to ten people an hour at most:
 * tens of cold messages get a bot quarantined (discord-api-docs 5987).
 */
export async function findTarget(context: TargetContext, notice: Notice, place: NoticePlace): Promise<Target> {
  if (place === 'channel') return { kind: 'channel', channelId: notice.subjectId };
  if (place === 'subscriber') return await findDirectMessage(context, notice);
  const found = await findServerChannel(context, notice, place);
  if (found.kind !== 'channel' || !(await isSuspended(context.db, found.channelId))) return found;
  return { kind: 'none', reason: 'suspended' };
}

async function findServerChannel(
  { db, directory }: TargetContext,
  { guildId }: Notice,
  place: 'notice-channel' | 'system-channel',
): Promise<Target> {
  if (place === 'notice-channel') {
    const channelId = await findNoticeChannel(db, guildId);
    return channelId === undefined ? { kind: 'none', reason: 'not-chosen' } : { kind: 'channel', channelId };
  }
  const found = await directory.readSystemChannel(guildId);
  if (found.kind === 'found') return { kind: 'channel', channelId: found.channelId };
  return found.kind === 'none' ? { kind: 'none', reason: 'not-set' } : found;
}

async function findDirectMessage(
  { db, directory, now }: TargetContext,
  { guildId, subscriberId }: Notice,
): Promise<Target> {
  if (subscriberId === undefined) return { kind: 'none', reason: 'nobody' };
  const member = await directory.readMemberRights(guildId, subscriberId);
  // A server that does not let itself be read is no word about direct messages.
  if (member.kind === 'failed')
    return isRefusal(member.failure) ? { kind: 'none', reason: member.failure.code } : member;
  if (member.kind === 'none') return { kind: 'none', reason: 'no-member' };
  if (!member.managesServer) return { kind: 'none', reason: 'may-not' };
  const at = now();
  if (!(await takeDirectMessage(db, { at, everyMs: EVERY_MS }))) {
    const next = await findNextDirectMessageAt(db);
    return { kind: 'wait', until: new Date(Math.max(next.getTime(), at.getTime() + LOOK_AGAIN_MS)) };
  }
  const dm = await directory.openDm(subscriberId);
  return dm.kind === 'opened' ? { kind: 'channel', channelId: dm.channelId } : dm;
}

function isRefusal({ kind }: Failure): boolean {
  return kind === 'suspend' || kind === 'rejected';
}
