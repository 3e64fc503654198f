import type { SuspensionReason } from '../../domain/subscription.ts';
import { type HeldUp, QUIET_DAYS, type RoomLack } from '../../domain/thread-room.ts';
import { wordSuspension } from '../complaint.ts';
import { button, linkButton, type PackedMessage, packMessage, row, text } from '../message/packer.ts';
import { cutText } from '../text/cut.ts';
import { inert } from '../text/inert.ts';
import { listInWords } from '../text/words.ts';

const CHANNEL_NAME = { codePoints: 100 };

export interface SuspensionView {
  readonly guildId: string;
  readonly channelId: string;
  readonly reason: SuspensionReason;
  /** Names of permissions as Discord's settings show them; absent: those that the reason suggests. */
  readonly missing?: readonly string[];
  /** Of a channel that is gone: Discord shows no mention of it any more. */
  readonly channelName?: string;
  /** The `custom_id` by which the message is found again. */
  readonly marker: string;
}

/** Tells somebody who can mend it why nothing is posted in a channel: permission, channel, remedy. */
export function renderSuspensionNotice(view: SuspensionView): PackedMessage {
  const { guildId, channelId, reason, marker } = view;
  const isGone = reason === 'channel-gone';
  return packMessage([
    text(
      [
        `**Paperboy cannot post in ${isGone ? nameOf(view) : `<#${channelId}>`} any more.**`,
        isGone ? 'The channel is gone. `/subscriptions` gives its subscriptions another one.' : remedyOf(view),
        `-# The channel’s subscriptions are kept${isGone ? ' for 30 days' : '. Paperboy looks again by itself and goes on as soon as it can'}; \`/subscriptions\` shows them.`,
      ].join('\n'),
    ),
    row(
      [
        button('Help', marker),
        linkButton(
          isGone ? 'To the server' : 'To the channel',
          `https://discord.com/channels/${guildId}${isGone ? '' : `/${channelId}`}`,
        ),
      ].filter((each) => each !== undefined),
    ),
  ]);
}

/** One line, in the channel itself: it is posted to again. */
export function renderResumedNotice({ marker }: { marker: string }): PackedMessage {
  return packMessage([text('Paperboy posts here again.'), row([button('Help', marker)])], { silent: true });
}

/** The role that was mentioned in a channel is gone. */
export function renderRoleNotice({ channelId, marker }: { channelId: string; marker: string }): PackedMessage {
  return packMessage(
    [
      text(
        `The role that Paperboy mentioned in <#${channelId}> was deleted: it goes on posting there and mentions nobody. \`/subscribe\` with \`mention\` chooses another role.`,
      ),
      row([button('Help', marker)]),
    ],
    { silent: true },
  );
}

/** The channel that the server has chosen for its discussions cannot be used. */
export function renderPlaceNotice({ channelId, marker }: { channelId: string; marker: string }): PackedMessage {
  return packMessage(
    [
      text(
        `Paperboy cannot begin discussions in <#${channelId}>, which this server has chosen for them: the channel is gone, not everybody sees it, or Paperboy lacks *View Channel*, *Send Messages*, *Read Message History* and, outside of forums, *Create Public Threads* there. Until that is mended they begin where they are asked for. \`/subscriptions\`, *Server settings*, chooses another.`,
      ),
      row([button('Help', marker)]),
    ],
    { silent: true },
  );
}

/** Discord lets no discussion begin in the server: what is not opened, what is, and what to do. */
export function renderThreadsFullNotice({
  guildId,
  marker,
  why,
}: {
  guildId: string;
  marker: string;
  why: HeldUp;
}): PackedMessage {
  // It may be read in a direct message, where nothing else says which server is meant.
  const link = linkButton('To the server', `https://discord.com/channels/${guildId}`);
  const controls = [button('Help', marker), link].filter((each) => each !== undefined);
  return packMessage([text(wordHeldUp(why).join('\n')), row(controls)], { silent: true });
}

/** What Paperboy is, for a server that it has joined. */
export function renderWelcome({ marker }: { marker: string }): PackedMessage {
  return packMessage(
    [
      text(
        [
          '**Paperboy is here** and brings the research papers that people read today.',
          '`/trending` shows them to whoever asks. `/subscribe`, for those who manage the server, has a channel’s papers posted every day at its own hour.',
        ].join('\n'),
      ),
      row([button('Help', marker)]),
    ],
    { silent: true },
  );
}

function wordHeldUp(why: HeldUp): readonly string[] {
  switch (why.kind) {
    case 'cap':
      return [
        '**This server has as many active threads as Discord allows.** Paperboy opens no discussions until there is room. Digests in channels are posted as always; posts in forums wait.',
        'Archive threads that have gone quiet, or choose a shorter time of inactivity for them. The discussions that digests should have opened follow by themselves, and *Discuss* opens one at once.',
        ...(why.lack === undefined ? [] : [wordLack(why.lack)]),
      ];
    case 'slow':
      return [
        '**Discord takes no new threads in this server for some minutes.** Digests are posted as always; the discussions that they should have opened follow by themselves, and *Discuss* tries again.',
        'Nothing has to be done. If it happens often, fewer subscriptions with `threads: always` help.',
      ];
    case 'participants':
      return [
        `**Paperboy cannot write in ${why.threadId === undefined ? 'a discussion' : `<#${why.threadId}>`}: Discord says that a thread has as many participants as it may, 1,000.** Digests are posted as always, and *Discuss* tries again.`,
        'There is room again when somebody leaves the thread.',
      ];
  }
}

/** What would have Paperboy make room by itself. */
function wordLack(lack: RoomLack): string {
  const quiet = `discussions of its own in which nobody has written for ${QUIET_DAYS} days`;
  switch (lack.kind) {
    case 'not-agreed':
      return `Paperboy can make room by itself: it archives ${quiet} if that is switched on in \`/subscriptions\`, *Server settings*, and its role has the permission **Manage Threads**.`;
    case 'no-right':
      return `This server lets Paperboy archive ${quiet} (*Server settings* in \`/subscriptions\`), but it lacks the permission **Manage Threads**, for instance in <#${lack.channelId}>: allow it for Paperboy’s role.`;
    case 'none-quiet':
      return `This server lets Paperboy archive ${quiet}, but there are none now.`;
  }
}

function remedyOf({ reason, channelId, missing = [] }: SuspensionView): string {
  if (missing.length === 0) return wordSuspension(reason, channelId);
  const names = listInWords(missing.map((name) => `**${name}**`));
  return `It lacks the permission${missing.length === 1 ? '' : 's'} ${names} there: allow ${missing.length === 1 ? 'it' : 'them'} for Paperboy in the channel’s settings, under *Permissions*.`;
}

function nameOf({ channelName, channelId }: SuspensionView): string {
  return channelName === undefined ? `<#${channelId}>` : `#${cutText(inert(channelName, 'text'), CHANNEL_NAME)}`;
}
