import type { Freshness, SourceReport } from '../../domain/freshness.ts';
import type { Receipt } from '../../domain/receipt.ts';
import type { Subscription } from '../../domain/subscription.ts';
import { wordNewerList } from '../freshness.ts';
import { container, type PackedMessage, packMessage, text } from '../message/packer.ts';
import { bytesOf, codePointsOf } from '../text/cut.ts';
import { capitalized, counted, dayInWords, timestamp, topicsInWords } from '../text/words.ts';
import { wordOwed, wordPost } from './receipts.ts';
import { wordStates } from './standing.ts';

export interface StatusView {
  readonly sources: readonly SourceView[];
  /** While Discord takes nothing that is posted: when it is tried again. */
  readonly sendingPausedUntil?: Date;
  /** What the asker may see of this server; absent in a direct message. */
  readonly server?: ServerView;
}

export interface SourceView {
  readonly report: SourceReport;
  readonly freshness: Freshness;
}

export interface ServerView {
  /** Whether the asker sees all that there is. */
  readonly all: boolean;
  readonly standings: readonly Standing[];
}

/** A subscription, what it is owed, and what it posted last. */
export interface Standing {
  readonly subscription: Subscription;
  readonly owed?: Receipt;
  readonly lastPost?: Receipt;
}

/** What the standings may take of a message, beside all else. */
const ROOM = { codePoints: 2_400, bytes: 6_000 };

/** `/status`: how fresh the lists are, and how the server's subscriptions fare. */
export function renderStatus(view: StatusView): PackedMessage {
  const { sources, sendingPausedUntil, server } = view;
  const papers =
    sources.length === 0
      ? ['No list has been read yet. Paperboy reads the newest ones when it starts.']
      : sources.map(renderSource);
  return packMessage([
    container([
      text(`## Status\n${papers.join('\n')}`),
      ...(sendingPausedUntil === undefined
        ? []
        : [
            text(
              `**Posting stands still:** Discord takes nothing from Paperboy at the moment. ${tryAgain(sendingPausedUntil)}`,
            ),
          ]),
      ...(server === undefined ? [] : [text(renderServer(server, sources))]),
    ]),
  ]);
}

function renderSource({ report, freshness }: SourceView): string {
  const { source, newest, readAt, changedAt } = report;
  const facts = [
    newest === undefined
      ? 'no list held'
      : `newest list: ${dayInWords(newest.day)}, ${counted(newest.papers, 'paper')}`,
    `last read ${timestamp(readAt, 'R')}`,
    ...(changedAt === undefined ? [] : [`last change ${timestamp(changedAt, 'R')}`]),
  ];
  return `**${capitalized(source)}: ${freshness.health}** · ${facts.join(' · ')}\n${wordNewerList(source, freshness.newer)}`;
}

function renderServer({ all, standings }: ServerView, [source]: readonly SourceView[]): string {
  const newer = source && { source: source.report.source, list: source.freshness.newer };
  const lines = standings
    .toSorted((a, b) => urgency(b) - urgency(a))
    .map((standing) => renderStanding(standing, newer));
  const shown = takeWhatFits(lines);
  const left = lines.length - shown.length;
  return [
    lines.length === 0 ? 'No subscription here that you can see.' : `**${counted(lines.length, 'subscription')}**`,
    ...shown,
    ...(left === 0 ? [] : [`… and ${left} more: \`/subscriptions\` shows each.`]),
    ...(all ? [] : ['-# You are told of this channel and of those that everybody sees.']),
  ].join('\n');
}

function renderStanding({ subscription, owed, lastPost }: Standing, newer: Parameters<typeof wordStates>[1]): string {
  const states = wordStates(subscription, newer);
  const waits =
    owed === undefined ? [] : [`**Owed** since ${timestamp(owed.slotAt, 'f')}: ${wordOwed(owed, subscription)}.`];
  const last =
    lastPost === undefined
      ? 'Nothing posted yet.'
      : `Last, ${timestamp(lastPost.slotAt, 'R')}: ${wordPost(lastPost, subscription)}.`;
  const fare = [...states, ...waits, ...(states.length + waits.length === 0 ? ['**Active**.'] : []), last];
  return `<#${subscription.channelId}> · ${topicsInWords(subscription.topics)} · ${fare.join(' ')}`;
}

/** What somebody has to mend stands first. */
function urgency({ subscription, owed }: Standing): number {
  if (subscription.suspended !== undefined) return 4;
  if (owed !== undefined && subscription.pausedAt === undefined) return 3;
  if (subscription.waitingSlotAt !== undefined) return 2;
  return subscription.pausedAt === undefined ? 0 : 1;
}

function takeWhatFits(lines: readonly string[]): readonly string[] {
  let { codePoints, bytes } = ROOM;
  return lines.filter((line) => {
    codePoints -= codePointsOf(line) + 1;
    bytes -= bytesOf(line) + 1;
    return codePoints >= 0 && bytes >= 0;
  });
}

function tryAgain(at: Date): string {
  return `It tries again ${timestamp(at, 'R')}.`;
}
