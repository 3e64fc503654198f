import { FREQUENCIES, type Subscription } from '../../domain/subscription.ts';
import { choiceInput, type PackedForm, packForm, textInput } from '../message/form.ts';

/** The names by which the fields come back: those of the options of `/subscribe`. */
export const EDIT_FIELDS = {
  time: 'time',
  timezone: 'timezone',
  frequency: 'frequency',
  papers: 'papers',
  minUpvotes: 'min-upvotes',
} as const;

/** The form in which a subscription is edited, filled with what it is now. */
export function renderEditForm(
  { time, timezone, frequency, papers, minUpvotes }: Subscription,
  { customId, mostPapers }: { readonly customId: string; readonly mostPapers: number },
): PackedForm {
  const counts = Array.from({ length: mostPapers }, (_, index) => String(index + 1));
  return packForm(customId, 'Edit the subscription', [
    { label: 'Local time, HH:MM', component: textInput(EDIT_FIELDS.time, time, { maxLength: 5 }) },
    {
      label: 'Time zone',
      description: 'Such as Europe/Berlin',
      component: textInput(EDIT_FIELDS.timezone, timezone, { maxLength: 60 }),
    },
    { label: 'On which days', component: choiceInput(EDIT_FIELDS.frequency, FREQUENCIES, frequency) },
    { label: 'How many papers at most', component: choiceInput(EDIT_FIELDS.papers, counts, String(papers)) },
    {
      label: 'Only papers with at least so many upvotes',
      component: textInput(EDIT_FIELDS.minUpvotes, String(minUpvotes), { maxLength: 9 }),
    },
  ]);
}
