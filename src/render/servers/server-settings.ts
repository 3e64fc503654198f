import { ChannelType } from 'discord-api-types/v10';
import { QUIET_DAYS } from '../../domain/thread-room.ts';
import { button, channelSelect, container, type PackedMessage, packMessage, row, text } from '../message/packer.ts';

export interface ServerSettingsView {
  /** Where new discussions begin, if the server has chosen a place for them. */
  readonly discussionChannelId?: string;
  /** Where trouble is told, if the server has chosen a channel. */
  readonly noticeChannelId?: string;
  /** Whether quiet discussions are archived where there is no room for another thread. */
  readonly archivesQuiet: boolean;
  /** Whether Paperboy lacks the right to it, where the panel is looked at. */
  readonly lacksManageThreads: boolean;
  readonly channelName: (channelId: string) => string | undefined;
  readonly ids: ServerSettingsIds;
}

export interface ServerSettingsIds {
  readonly discussions: string;
  readonly clearDiscussions: string;
  readonly notices: string;
  readonly clearNotices: string;
  readonly archiveQuiet: string;
  readonly keepQuiet: string;
}

const MESSAGES = [ChannelType.GuildText, ChannelType.GuildAnnouncement];
/**
 * Discord's description of its API has no media channels among those that a select may be kept to, and a select that is
 * kept to none would offer voice channels and categories too. So a media channel cannot be the place for discussions.
 */
const PLACES = [...MESSAGES, ChannelType.GuildForum];

/** What holds for the whole server: where discussions begin, what is done if there is no room, where trouble is told. */
export function renderServerSettings({
  discussionChannelId,
  noticeChannelId,
  archivesQuiet,
  lacksManageThreads,
  channelName,
  ids,
}: ServerSettingsView): PackedMessage {
  // A channel that is gone cannot stand in a select; of one that the bot does not see, Discord says nothing.
  const chosen = (id: string | undefined) =>
    id !== undefined && channelName(id) !== undefined ? { chosenId: id } : {};
  const discussions =
    discussionChannelId === undefined
      ? 'where *Discuss* is pressed'
      : `in <#${discussionChannelId}>, wherever they are asked for; a private channel keeps its own`;
  const notices =
    noticeChannelId === undefined
      ? 'in the server’s system channel, else by direct message to whoever subscribed'
      : `in <#${noticeChannelId}>`;
  return packMessage([
    container([
      text('### Server settings'),
      text(`**Discussions** of papers begin ${discussions}. Those that there are stay where they are.`),
      row([
        channelSelect(ids.discussions, 'Where discussions begin…', { types: PLACES, ...chosen(discussionChannelId) }),
      ]),
      ...(discussionChannelId === undefined
        ? []
        : [row([button('Begin them where they are asked for', ids.clearDiscussions)])]),
      text(wordRoom({ archivesQuiet, lacksManageThreads })),
      row([
        archivesQuiet
          ? button('Never archive discussions', ids.keepQuiet)
          : button('Archive quiet discussions then', ids.archiveQuiet),
      ]),
      text(`**Trouble:** if a channel cannot be posted to, Paperboy says so ${notices}.`),
      row([channelSelect(ids.notices, 'Where trouble is told…', { types: MESSAGES, ...chosen(noticeChannelId) })]),
      ...(noticeChannelId === undefined ? [] : [row([button('Tell trouble elsewhere', ids.clearNotices)])]),
    ]),
  ]);
}

function wordRoom({
  archivesQuiet,
  lacksManageThreads,
}: Pick<ServerSettingsView, 'archivesQuiet' | 'lacksManageThreads'>) {
  const quiet = `discussions of Paperboy’s in which nobody has written for ${QUIET_DAYS} days`;
  const does = archivesQuiet
    ? `some ${quiet} are archived first, those without any talk before others`
    : 'Paperboy begins no discussion until somebody makes room';
  const needs =
    archivesQuiet && lacksManageThreads
      ? ' For that Paperboy’s role needs the permission **Manage Threads**, which it lacks here.'
      : '';
  return `**Room:** if the server has as many active threads as Discord allows, ${does}.${needs}`;
}
