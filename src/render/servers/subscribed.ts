import { ButtonStyle } from 'discord-api-types/v10';
import type { ChannelKind } from '../../domain/channel-kind.ts';
import type { Subscription } from '../../domain/subscription.ts';
import { button, container, type PackedMessage, packMessage, row, text } from '../message/packer.ts';
import { timestamp, topicsInWords } from '../text/words.ts';
import { describePreferences, wordAtLeastOnce } from './preferences.ts';

export interface SubscribedView {
  readonly subscription: Subscription;
  /** Whether it is new; else the one with the same topics was changed. */
  readonly created: boolean;
  /** Of the channel; absent if it is not known. */
  readonly kind?: ChannelKind;
  readonly nextSlots: readonly Date[];
  /** Whether Paperboy may read the channel's history: it takes that to post exactly once. */
  readonly readsHistory: boolean;
  readonly ids: { readonly postNow: string; readonly remove: string };
}

/** `/subscribe` has saved: what will be posted, where and when. */
export function renderSubscribed(view: SubscribedView): PackedMessage {
  const { subscription, created, kind, nextSlots, readsHistory, ids } = view;
  const { channelId, pausedAt } = subscription;
  const done = created
    ? `<#${channelId}> is subscribed.`
    : `<#${channelId}> was subscribed to the same topics already: that subscription has been changed.`;
  const next = `Next: ${nextSlots.map((slot) => timestamp(slot, 'f')).join(', ')}`;
  return packMessage([
    container([
      text(`### ${done}`),
      text(`${describePreferences(subscription, kind)}\n${next}`),
      ...(pausedAt === undefined ? [] : [text('It is **paused**: `/subscriptions` resumes it.')]),
      text(created ? '-# The first digest is the newest complete list. *Post now* posts it at once.' : POSTED_STAYS),
      ...(readsHistory ? [] : [text(wordAtLeastOnce(channelId))]),
    ]),
    row([
      button('Post now', ids.postNow, { style: ButtonStyle.Primary }),
      button('Remove', ids.remove, { style: ButtonStyle.Danger }),
    ]),
  ]);
}

const POSTED_STAYS = '-# What was posted there is not posted again.';

/** A subscription was removed. */
export function renderRemoved({ channelId, topics }: Subscription): PackedMessage {
  return packMessage([
    text(
      `Removed: <#${channelId}> no longer gets ${topicsInWords(topics)}. What was posted stays. \`/subscribe\` brings it back.`,
    ),
  ]);
}

/** *Post now* has planned a digest. */
export function renderPosted({ channelId, pausedAt }: Subscription): PackedMessage {
  const done =
    pausedAt === undefined
      ? `On its way to <#${channelId}>.`
      : `Kept for <#${channelId}> until you resume the subscription.`;
  return packMessage([text(`${done} These papers count as shown there, so the next digest has others.`)]);
}
