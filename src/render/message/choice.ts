import type { Subscription } from '../../domain/subscription.ts';
import { cutText } from '../text/cut.ts';
import { plain } from '../text/inert.ts';
import { topicsInPlainWords } from '../text/words.ts';
import { MOST_CHOICE_NAME } from './limits.ts';

/** Outside text as the name of an autocompletion choice, or the label of a select option. */
export function choiceName(text: string): string {
  return cutText(plain(text), { codePoints: MOST_CHOICE_NAME });
}

/** A subscription in one line without markdown. @param channelName absent while it is not known */
export function describeSubscription(subscription: Subscription, channelName: string | undefined): string {
  const { topics, time, timezone, frequency, channelId } = subscription;
  return choiceName(`#${channelName ?? channelId} · ${time} ${timezone}, ${frequency} · ${topicsInPlainWords(topics)}`);
}
