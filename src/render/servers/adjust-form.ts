import { FREQUENCIES, type Preferences } from '../../domain/subscription.ts';
import { ownName } from '../../domain/topics/own-topics.ts';
import { choiceInput, type PackedForm, packForm, textInput } from '../message/form.ts';

/** The names by which the fields come back. */
export const ADJUST_FIELDS = {
  topics: 'topics',
  /** A local time and a zone, in this order. */
  when: 'when',
  frequency: 'frequency',
  papers: 'papers',
  minUpvotes: 'min-upvotes',
} as const;

/** Room for every topic that there is, those of a server's own among them. */
export const MOST_TOPICS_TEXT = 4_000;

/** The form in which a draft is adjusted, filled with what it is: what decides how much comes, and when. */
export function renderAdjustForm(
  { topics, time, timezone, frequency, papers, minUpvotes }: Preferences,
  { customId, mostPapers }: { readonly customId: string; readonly mostPapers: number },
): PackedForm {
  const counts = Array.from({ length: mostPapers }, (_, index) => String(index + 1));
  return packForm(customId, 'Adjust the draft', [
    {
      label: 'Topics, separated by commas',
      description: 'Such as agents, robotics; or all',
      component: textInput(ADJUST_FIELDS.topics, topicsText(topics), { maxLength: MOST_TOPICS_TEXT }),
    },
    {
      label: 'Local time and time zone',
      description: 'Such as 09:00 Europe/Berlin',
      component: textInput(ADJUST_FIELDS.when, `${time} ${timezone}`, { maxLength: 60 }),
    },
    { label: 'On which days', component: choiceInput(ADJUST_FIELDS.frequency, FREQUENCIES, frequency) },
    { label: 'How many papers at most', component: choiceInput(ADJUST_FIELDS.papers, counts, String(papers)) },
    {
      label: 'Only papers with at least so many upvotes',
      component: textInput(ADJUST_FIELDS.minUpvotes, String(minUpvotes), { maxLength: 9 }),
    },
  ]);
}

/** Topics as they are typed. */
export function topicsText(topics: readonly string[]): string {
  return topics.length === 0 ? 'all' : topics.map((slug) => ownName(slug) ?? slug).join(', ');
}
