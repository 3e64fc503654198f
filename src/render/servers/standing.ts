import type { NewerList } from '../../domain/freshness.ts';
import { LATE_WINDOW_MS } from '../../domain/lateness.ts';
import type { Subscription } from '../../domain/subscription.ts';
import { wordSuspension } from '../complaint.ts';
import { wordNewerList } from '../freshness.ts';
import { timestamp } from '../text/words.ts';

/** What keeps a subscription from posting, since when, and what to do about it; nothing while it is active. */
export function wordStates(
  { suspended, pausedAt, waitingSlotAt, channelId }: Subscription,
  newer?: { readonly source: string; readonly list: NewerList },
): readonly string[] {
  return [
    ...(suspended === undefined
      ? []
      : [
          `**Suspended** since ${timestamp(suspended.since, 'f')}. ${wordSuspension(suspended.reason, channelId)} It then resumes by itself.`,
        ]),
    ...(pausedAt === undefined
      ? []
      : [
          `**Paused** since ${timestamp(pausedAt, 'f')}. What it is owed is kept: *Resume* posts what is less than 24 hours old.`,
        ]),
    ...(waitingSlotAt === undefined ? [] : [wordWaiting(waitingSlotAt, newer)]),
  ];
}

function wordWaiting(slotAt: Date, newer?: { readonly source: string; readonly list: NewerList }): string {
  const until = timestamp(new Date(slotAt.getTime() + LATE_WINDOW_MS), 'f');
  const why = newer === undefined ? 'No list has been read yet.' : wordNewerList(newer.source, newer.list);
  return `**Waiting** for the list since ${timestamp(slotAt, 'f')}. ${why} It is posted if it comes before ${until}.`;
}
