import type { Preferences } from '../../domain/subscription.ts';
import { topicsInWords } from '../text/words.ts';

/** What an edit changes, each as `papers 10 → 5`; empty if nothing. @param before, after as they are and as they will be */
export function wordChanges(before: Changeable, after: Changeable): readonly string[] {
  return Object.entries(FACTS).flatMap(([name, wordOf]) => {
    const [was, is] = [wordOf(before), wordOf(after)];
    if (was !== is) return [`${name} ${was} → ${is}`];
    return name === 'topics' ? wordUnnamedTopics(before.topics, after.topics) : [];
  });
}

/** Of many topics only the first are named: here what is not the same in the others. */
function wordUnnamedTopics(before: readonly string[], after: readonly string[]): readonly string[] {
  const gone = before.filter((slug) => !after.includes(slug));
  const come = after.filter((slug) => !before.includes(slug));
  return [
    ...(gone.length === 0 ? [] : [`topics without ${topicsInWords(gone)}`]),
    ...(come.length === 0 ? [] : [`topics with ${topicsInWords(come)}`]),
  ];
}

type Changeable = Preferences & { readonly channelId: string };

/** By the names of the options of `/subscribe`. */
const FACTS: Readonly<Record<string, (each: Changeable) => string>> = {
  channel: ({ channelId }) => `<#${channelId}>`,
  topics: ({ topics }) => topicsInWords(topics),
  time: ({ time }) => time,
  timezone: ({ timezone }) => timezone,
  frequency: ({ frequency }) => frequency,
  papers: ({ papers }) => String(papers),
  'min-upvotes': ({ minUpvotes }) => String(minUpvotes),
  threads: ({ threads }) => threads,
  mention: ({ mentionRoleId }) => (mentionRoleId === undefined ? 'nobody' : `<@&${mentionRoleId}>`),
  silent: ({ silent }) => (silent ? 'yes' : 'no'),
};
