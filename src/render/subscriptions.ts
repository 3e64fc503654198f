import { ButtonStyle } from 'discord-api-types/v10';
import type { Subscription } from '../domain/subscription.ts';
import { describeSubscription } from './choice.ts';
import { wordSuspension } from './complaint.ts';
import { button, container, type PackedMessage, packMessage, row, select, text } from './packer.ts';
import { counted, listInWords, timestamp, topicsInWords } from './words.ts';

export interface SubscribedView {
  readonly subscription: Subscription;
  /** Whether it is new; else the one with the same topics was changed. */
  readonly created: boolean;
  readonly nextSlots: readonly Date[];
  readonly ids: { readonly postNow: string; readonly remove: string };
}

/** `/subscribe` has saved: what will be posted, where and when. */
export function renderSubscribed({ subscription, created, nextSlots, ids }: SubscribedView): PackedMessage {
  const done = created
    ? `<#${subscription.channelId}> is subscribed.`
    : `<#${subscription.channelId}> was subscribed to the same topics already: that subscription has been changed.`;
  return packMessage([
    container([
      text(`### ${done}`),
      text(`${describe(subscription)}\nNext: ${nextSlots.map((slot) => timestamp(slot, 'f')).join(', ')}`),
      text('-# The first digest is the newest complete list. *Post now* posts it at once.'),
    ]),
    row([
      button('Post now', ids.postNow, { style: ButtonStyle.Primary }),
      button('Remove', ids.remove, { style: ButtonStyle.Danger }),
    ]),
  ]);
}

export interface SubscriptionListView {
  readonly subscriptions: readonly Subscription[];
  /** The one that the buttons act on. */
  readonly selectedId?: string;
  readonly channelName: (channelId: string) => string | undefined;
  readonly ids: {
    readonly choose: string;
    readonly preview: string;
    readonly postNow: string;
    readonly remove: string;
  };
}

/** `/subscriptions`: what the server is subscribed to, how each fares, and what can be done with the chosen one. */
export function renderSubscriptionList(view: SubscriptionListView): PackedMessage {
  const { subscriptions, selectedId, channelName, ids } = view;
  const selected = subscriptions.find(({ id }) => id === selectedId);
  if (selected === undefined) {
    return packMessage([
      text(
        'This server has no subscriptions yet. `/subscribe` makes one: without options it posts the day’s list to this channel at 09:00.',
      ),
    ]);
  }
  const options = subscriptions.map((subscription) => ({
    value: subscription.id,
    label: describeSubscription(subscription, channelName(subscription.channelId)),
    default: subscription.id === selected.id,
  }));
  return packMessage([
    container([
      text(`### ${counted(subscriptions.length, 'subscription')}`),
      row([select(ids.choose, 'Choose a subscription…', options)]),
      text(`<#${selected.channelId}>: ${describe(selected)}\n${fare(selected)}`),
    ]),
    row([
      button('Preview', ids.preview),
      button('Post now', ids.postNow, { style: ButtonStyle.Primary }),
      button('Remove', ids.remove, { style: ButtonStyle.Danger }),
    ]),
  ]);
}

/** A subscription was removed. */
export function renderRemoved({ channelId, topics }: Subscription): PackedMessage {
  return packMessage([
    text(
      `Removed: <#${channelId}> no longer gets ${topicsInWords(topics)}. What was posted stays. \`/subscribe\` brings it back.`,
    ),
  ]);
}

/** *Post now* has planned a digest. */
export function renderPosted({ channelId }: { channelId: string }): PackedMessage {
  return packMessage([
    text(`On its way to <#${channelId}>. These papers count as shown there, so the next digest has others.`),
  ]);
}

function describe(subscription: Subscription): string {
  const { topics, papers, minUpvotes, time, timezone, frequency, threads, mentionRoleId, silent } = subscription;
  const facts = [
    `${topicsInWords(topics)}, up to ${counted(papers, 'paper')}${minUpvotes > 0 ? ` with at least ${counted(minUpvotes, 'upvote')}` : ''}`,
    `at **${time}** ${timezone}, ${FREQUENCY[frequency] ?? `every ${frequency.slice('weekly-'.length)}`}`,
    `threads: ${threads}`,
    ...(mentionRoleId === undefined ? [] : [`mentions <@&${mentionRoleId}>`]),
    silent ? 'without a push notification' : 'with a push notification',
  ];
  return facts.join(' · ');
}

const FREQUENCY: Readonly<Record<string, string>> = { daily: 'daily', weekdays: 'on weekdays' };

/** How it fares: what its last slot brought and why, when the next one is, and what keeps it from posting. */
function fare({ nextAt, lastSlot, suspended, guildId, channelId }: Subscription): string {
  const next = `Next: ${timestamp(nextAt, 'f')} (${timestamp(nextAt, 'R')})`;
  const held =
    suspended === undefined
      ? []
      : [`**Suspended** since ${timestamp(suspended.since, 'f')}. ${wordSuspension(suspended.reason, channelId)}`];
  if (lastSlot === undefined) return [...held, next].join('\n');
  const links = lastSlot.messageIds.map((id) => `https://discord.com/channels/${guildId}/${channelId}/${id}`);
  const outcome = {
    owed: 'on its way',
    posted: links.length === 0 ? 'posted' : `posted: ${listInWords(links)}`,
    waiting: 'nothing posted yet: the list has not been published, or could not be read. It is posted when it comes',
    missed: 'could not be posted for a day: the next post leads to its lists',
    'nothing-new': 'nothing posted, because no new list was complete (there is none on weekends)',
    'nothing-matched': 'nothing posted, because no paper of the list fitted that had not been shown here',
    'given-up': 'not posted: Discord refused it, and whoever runs Paperboy was told',
  }[lastSlot.outcome];
  return [...held, `Last, ${timestamp(lastSlot.slotAt, 'f')}: ${outcome}`, next].join('\n');
}
