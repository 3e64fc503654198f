import { type ChannelKind, formOf } from '../../domain/channel-kind.ts';
import type { Preferences } from '../../domain/subscription.ts';
import { capitalized, counted, topicsInWords } from '../text/words.ts';

const FREQUENCY: Readonly<Record<string, string>> = { daily: 'daily', weekdays: 'on weekdays' };

/** What a subscriber chose, in a line. @param kind of the channel, if it is known */
export function describePreferences(preferences: Preferences, kind?: ChannelKind): string {
  const { topics, papers, minUpvotes, time, timezone, frequency, threads, mentionRoleId, silent } = preferences;
  const facts = [
    `${topicsInWords(topics)}, up to ${counted(papers, 'paper')}${minUpvotes > 0 ? ` with at least ${counted(minUpvotes, 'upvote')}` : ''}`,
    `at **${time}** ${timezone}, ${FREQUENCY[frequency] ?? `every ${capitalized(frequency.slice('weekly-'.length))}`}`,
    formOf(kind) === 'posts'
      ? 'a post for each paper, which is its discussion (`threads` means nothing in a forum)'
      : `threads: ${threads}`,
    ...(mentionRoleId === undefined ? [] : [`mentions <@&${mentionRoleId}>`]),
    silent ? 'without a push notification' : 'with a push notification',
  ];
  return facts.join(' · ');
}

/** What is promised of a channel whose history Paperboy may not read. README says the same. */
export function wordAtLeastOnce(channelId: string): string {
  return `-# Without the permission **Read Message History** in <#${channelId}> each digest is posted *at least* once: a post whose answer was lost for more than two minutes may be repeated. With it, exactly once.`;
}
