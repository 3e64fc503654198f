import { PermissionFlagsBits } from 'discord-api-types/v10';
import type { AnswerBody, Ask } from '../../src/discord/command.ts';
import { UserError } from '../../src/domain/errors.ts';
import { encodeCustomId } from '../../src/render/message/custom-id.ts';
import { renderUpdates } from '../../src/render/papers/discussion.ts';
import { findKnownThread, type KnownThread } from '../../src/store/threads/knowledge.ts';
import { setHushed } from '../../src/store/threads/posts.ts';
import { isShownTo } from '../asker/audience.ts';
import { guildOf, homeChannelId, missingRights } from '../asker/rights.ts';
import type { Context } from '../context.ts';

/**
 * Whether somebody may say that a discussion is told of news or not: who manages the threads of its channel, or the
 * server. What all who read a thread see is the moderators' to decide; anybody else can mute the thread for themselves.
 * A right in this channel is none in another.
 */
export function maySilence(ask: Ask, { channelId }: Pick<KnownThread, 'channelId'>): boolean {
  if (missingRights(ask.memberPermissions, ['ManageGuild']).length === 0) return true;
  return homeChannelId(ask.channel) === channelId && (ask.memberPermissions & PermissionFlagsBits.ManageThreads) !== 0n;
}

/** The control for it: what it is now, and the `custom_id` that changes it. */
export function updatesOf({ threadId, isHushed }: Pick<KnownThread, 'threadId' | 'isHushed'>) {
  return {
    customId: encodeCustomId({ command: 'discuss', action: isHushed ? 'heed' : 'hush', fields: [threadId] }),
    areOn: !isHushed,
  };
}

/**
 * Ends or begins the lines of a discussion, by the control of a line or of a card.
 *
 * @throws UserError `outdated` if the server has no such discussion, or none that the person may be told of; `you-may-not`
 */
export async function setUpdates(
  ask: Ask,
  { db, now, isOpenChannel }: Context,
  { areOn }: { areOn: boolean },
): Promise<AnswerBody> {
  const place = { guildId: guildOf(ask), threadId: ask.fields[0] ?? '' };
  const known = await findKnownThread(db, place);
  // Any thread's id may stand in a forged control: the answer must not tell which hidden channel has it.
  if (known === undefined || !isShownTo(ask, isOpenChannel, known.channelId)) throw new UserError({ code: 'outdated' });
  if (!maySilence(ask, known)) {
    throw new UserError({ code: 'you-may-not', permissions: ['Manage Threads'], channelId: known.channelId });
  }
  await setHushed(db, place, areOn ? undefined : now());
  return renderUpdates({ areOn, toggleId: updatesOf({ ...known, isHushed: !areOn }).customId });
}
