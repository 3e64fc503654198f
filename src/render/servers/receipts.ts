import { completeAt, type ListDay, newestCompleteDay, nextListDay } from '../../domain/list-day.ts';
import type { Receipt } from '../../domain/receipt.ts';
import type { Subscription } from '../../domain/subscription.ts';
import { type PackedMessage, packMessage, text } from '../message/packer.ts';
import { dayInWords, daysInWords, durationInWords, listInWords, timestamp } from '../text/words.ts';

type Place = Pick<Receipt, 'channelId'> & Pick<Subscription, 'guildId'>;

export interface ReceiptsView {
  readonly subscription: Subscription;
  /** Newest first. */
  readonly receipts: readonly Receipt[];
}

/** What became of a subscription's last slots. */
export function renderReceipts({ subscription, receipts }: ReceiptsView): PackedMessage {
  if (receipts.length === 0) return packMessage([text('No slot of this subscription has come yet.')]);
  const lines = receipts.map((receipt) => {
    const lists = receipt.listDays.length === 0 ? '' : `\n-# ${listsInWords(receipt.listDays)}`;
    return `- ${timestamp(receipt.slotAt, 'f')}: ${wordOutcome(receipt, subscription)}${lists}`;
  });
  return packMessage([text(`### Receipts of <#${subscription.channelId}>\n${lines.join('\n')}`)]);
}

/** How a slot ended, and why nothing was posted if nothing was. */
export function wordOutcome(receipt: Receipt, subscription: Subscription): string {
  switch (receipt.outcome) {
    case 'owed':
      return wordOwed(receipt, subscription);
    case 'posted':
      return `posted: ${wordPost(receipt, subscription)}`;
    case 'waiting':
      return 'nothing posted yet: the list has not been published, or could not be read. It is posted if it comes within 24 hours';
    case 'nothing-new':
      return `nothing posted: ${wordNothingNew(receipt.slotAt)}`;
    case 'nothing-matched':
      return 'nothing posted, because no paper of the list fitted that had not been shown here';
    case 'missed':
      return 'could not be posted for a day: the next post leads to its lists';
    case 'given-up':
      return `not posted: Discord refused it. Whoever runs Paperboy finds why by \`${receipt.id}\``;
  }
}

/** A post by its links, and how long after its hour it was there. */
export function wordPost(receipt: Receipt, { guildId }: Pick<Subscription, 'guildId'>): string {
  const { channelId, slotAt, sentAt, messageIds, isPosts, publishing } = receipt;
  // The best stands first, though a forum gets it last.
  const links = isPosts
    ? messageIds.toReversed().map((id) => `<#${id}>`)
    : messageIds.map((id) => messageUrl({ guildId, channelId }, id));
  const where = links.length === 0 ? 'deleted at once by somebody' : listInWords(links);
  if (sentAt === undefined) return where;
  const published = publishing === undefined ? '' : `, ${PUBLISHING[publishing]}`;
  return `${where}, ${isByHand(slotAt) ? 'by hand' : wordLateness(slotAt, sentAt)}${published}`;
}

const PUBLISHING = {
  owed: 'to be published to followers',
  published: 'published to followers',
  'given-up': 'not published to followers: Discord refused it',
} as const;

/** `2 min after its hour` */
export function wordLateness(slotAt: Date, sentAt: Date): string {
  const lateMs = sentAt.getTime() - slotAt.getTime();
  return lateMs < 60_000 ? 'within a minute of its hour' : `${durationInWords(lateMs)} after its hour`;
}

function messageUrl({ guildId, channelId }: Place, messageId: string): string {
  return `https://discord.com/channels/${guildId}/${channelId}/${messageId}`;
}

/** Whether it was *Post now*: a schedule's slots are whole minutes. */
function isByHand(slotAt: Date): boolean {
  return slotAt.getTime() % 60_000 !== 0;
}

/** What keeps a post that is owed. */
export function wordOwed({ owed }: Receipt, { pausedAt, suspended }: Subscription): string {
  if (suspended !== undefined) return 'kept until Discord takes posts there again';
  if (pausedAt !== undefined) return 'kept until the subscription is resumed';
  const [kind = ''] = owed?.failure?.split(' ') ?? [];
  const failure = FAILURES[kind];
  return owed === undefined || failure === undefined
    ? 'on its way'
    : `on its way. ${failure}; next try ${timestamp(owed.dueAt, 'R')}`;
}

/** Why there was no new list at a slot, and when there is one. */
function wordNothingNew(slotAt: Date): string {
  const day = newestCompleteDay(slotAt);
  return `no list had become complete since the one of ${dayInWords(day)} (there are none on weekends). The next is complete ${timestamp(completeAt(nextListDay(day)), 'f')}`;
}

/** By the first word of what the ledger keeps of a try. */
const FAILURES: Readonly<Record<string, string>> = {
  retry: 'Discord did not take it yet',
  unknown: 'Discord’s answer was lost, so it is looked for before it is sent again',
  blocked: 'Discord takes nothing from Paperboy at the moment',
  suspend: 'Discord refuses it',
};

function listsInWords(days: readonly ListDay[]): string {
  return `list${days.length === 1 ? '' : 's'} of ${daysInWords(days)}`;
}
