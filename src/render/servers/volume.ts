import type { Preferences } from '../../domain/subscription.ts';
import type { Volume } from '../../domain/volume.ts';
import { counted } from '../text/words.ts';

/** `about 4 a day on the last 14 lists (2 to 7)`: how many papers that is. Begins small, ends without a full stop. */
export function wordVolume({ lists, fitting }: Pick<Volume, 'lists' | 'fitting'>): string {
  if (lists === 0) return 'no list has been read yet, so nobody knows how many a day';
  const where = lists === 1 ? 'the one list that is held' : `the last ${lists} lists`;
  const { total, least, most } = fitting;
  if (total === 0) return `none on ${where}`;
  if (lists === 1) return `${counted(total, 'paper')} on ${where}`;
  const average = Math.round(total / lists);
  if (average === 0) return `less than one a day on ${where} (${counted(total, 'paper')})`;
  return `about ${average} a day on ${where}${least === most ? '' : ` (${least} to ${most})`}`;
}

export interface ForecastView {
  readonly subscription: Pick<Preferences, 'frequency' | 'papers' | 'minUpvotes'>;
  readonly volume: Volume;
  /** The volume with one wish less, where nothing fits as it is. */
  readonly loosened?: { readonly withoutMinimum?: Volume; readonly withAllTopics?: Volume };
}

/** How many papers a subscription brings, and if none, what would bring some. */
export function wordForecast({ subscription, volume, loosened }: ForecastView): string {
  const { papers, minUpvotes } = subscription;
  const isCut = volume.posted.total < volume.fitting.total;
  const cut = isWeekly(subscription)
    ? `; a digest has the first ${papers} of a week’s`
    : isCut
      ? `; a digest has the first ${papers} of them`
      : '';
  const notes = [
    ...(volume.lists > 0 && volume.fitting.total === 0 ? suggestLoosening(loosened ?? {}) : []),
    ...(minUpvotes > 0 && volume.fitting.total > 0
      ? ['-# Counted by today’s upvotes: on its own day a paper has fewer.']
      : []),
  ];
  return [`**Volume**: ${wordVolume(volume)}${volume.fitting.total === 0 ? '' : cut}.`, ...notes].join('\n');
}

/** A way that brings nothing by itself is none. */
function suggestLoosening({ withoutMinimum, withAllTopics }: NonNullable<ForecastView['loosened']>): readonly string[] {
  const ways = [
    { way: 'Without a minimum of upvotes', volume: withoutMinimum },
    { way: 'With all topics', volume: withAllTopics },
  ].flatMap(({ way, volume }) =>
    volume === undefined || volume.fitting.total === 0 ? [] : [`${way}: ${wordVolume(volume)}.`],
  );
  return ways.length === 0 ? [] : [ways.join(' ')];
}

function isWeekly({ frequency }: Pick<Preferences, 'frequency'>): boolean {
  return frequency.startsWith('weekly-');
}
