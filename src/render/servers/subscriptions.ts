import { ButtonStyle } from 'discord-api-types/v10';
import type { ChannelKind } from '../../domain/channel-kind.ts';
import type { NewerList } from '../../domain/freshness.ts';
import type { Receipt } from '../../domain/receipt.ts';
import type { Subscription } from '../../domain/subscription.ts';
import type { Volume } from '../../domain/volume.ts';
import { describeSubscription } from '../message/choice.ts';
import { button, container, type PackedMessage, packMessage, row, select, text } from '../message/packer.ts';
import { counted, timestamp } from '../text/words.ts';
import { describePreferences, wordAtLeastOnce } from './preferences.ts';
import { wordOutcome, wordPost } from './receipts.ts';
import { wordStates } from './standing.ts';
import { wordForecast } from './volume.ts';

export interface SubscriptionListView {
  /** At least one. */
  readonly subscriptions: readonly Subscription[];
  readonly selected: SelectedView;
  readonly channelName: (channelId: string) => string | undefined;
  readonly ids: PanelIds;
}

/** The one that the buttons act on. */
export interface SelectedView {
  readonly subscription: Subscription;
  /** Of its channel; absent if it is not known. */
  readonly kind?: ChannelKind;
  /** The next slots. */
  readonly next: readonly Date[];
  /** What became of its latest slot; absent before the first. */
  readonly latest?: Receipt;
  /** Its newest post; absent before the first. */
  readonly lastPost?: Receipt;
  /** Of the source, and why there is no newer list; absent while nothing was read. */
  readonly newer?: { readonly source: string; readonly list: NewerList };
  /** How many papers there are for its wishes. */
  readonly volume: Volume;
  /** What an edit has just changed, in words; absent if there was none. */
  readonly changes?: readonly string[];
  /** Whether Paperboy is known to lack the right to read the channel's history. */
  readonly lacksHistory: boolean;
}

export interface PanelIds {
  readonly choose: string;
  readonly preview: string;
  readonly postNow: string;
  readonly edit: string;
  readonly editMore: string;
  readonly pause: string;
  readonly resume: string;
  readonly remove: string;
  readonly receipts: string;
  readonly publish: string;
  readonly unpublish: string;
  readonly settings: string;
}

/** The control for all that *Edit* does not ask. */
export const EDIT_MORE = 'Channel, topics, threads, mention';

/** `/subscriptions` of a server that has none. */
export function renderNoSubscriptions(ids: Pick<PanelIds, 'settings'>): PackedMessage {
  return packMessage([
    text(
      'This server has no subscriptions yet. `/subscribe` makes one: without options it posts the day’s list to this channel at 09:00.',
    ),
    row([button('Server settings', ids.settings)]),
  ]);
}

/** `/subscriptions`: what the server is subscribed to, how each fares, and what can be done with the chosen one. */
export function renderSubscriptionList(view: SubscriptionListView): PackedMessage {
  const { subscriptions, selected, channelName, ids } = view;
  const { subscription } = selected;
  const options = subscriptions.map((each) => ({
    value: each.id,
    label: describeSubscription(each, channelName(each.channelId)),
    default: each.id === subscription.id,
  }));
  return packMessage([
    container([
      text(`### ${counted(subscriptions.length, 'subscription')}`),
      row([select(ids.choose, 'Choose a subscription…', options)]),
      text(
        `<#${subscription.channelId}>: ${describePreferences(subscription, selected.kind)}${selected.kind === 'announcement' && subscription.publishes ? ' · published to followers' : ''}`,
      ),
      ...(selected.changes === undefined ? [] : [text(wordEdited(selected.changes))]),
      text([...fareOf(selected), wordForecast(selected)].join('\n')),
      ...(selected.lacksHistory ? [text(wordAtLeastOnce(subscription.channelId))] : []),
    ]),
    row([
      button('Preview', ids.preview),
      button('Post now', ids.postNow, { style: ButtonStyle.Primary }),
      button('Edit', ids.edit),
      subscription.pausedAt === undefined ? button('Pause', ids.pause) : button('Resume', ids.resume),
      button('Remove', ids.remove, { style: ButtonStyle.Danger }),
    ]),
    row([
      button(EDIT_MORE, ids.editMore),
      button('Receipts', ids.receipts),
      ...(selected.kind === 'announcement' ? [publishButton(subscription, ids)] : []),
      button('Server settings', ids.settings),
    ]),
  ]);
}

function publishButton({ publishes }: Subscription, ids: PanelIds) {
  return publishes ? button('Stop publishing', ids.unpublish) : button('Publish to followers', ids.publish);
}

/** What an edit has changed. */
function wordEdited(changes: readonly string[]): string {
  return changes.length === 0
    ? 'Nothing has changed: it was like this already.'
    : `**Changed**: ${changes.join(', ')}.`;
}

/** How it fares: what keeps it from posting, what it posted last, what its latest slot brought, and when the next are. */
function fareOf({ subscription, latest, lastPost, newer, next }: SelectedView): readonly string[] {
  const states = wordStates(subscription, newer);
  const isOther = latest !== undefined && latest.slotAt.getTime() !== lastPost?.slotAt.getTime();
  return [
    ...(states.length === 0 ? ['**Active**'] : states),
    ...(lastPost === undefined
      ? []
      : [`Last post, ${timestamp(lastPost.slotAt, 'f')}: ${wordPost(lastPost, subscription)}`]),
    ...(isOther ? [`Last slot, ${timestamp(latest.slotAt, 'f')}: ${wordOutcome(latest, subscription)}`] : []),
    `Next${subscription.pausedAt === undefined ? '' : ', once it is resumed'}: ${next.map((slot) => timestamp(slot, 'f')).join(', ')}`,
  ];
}
