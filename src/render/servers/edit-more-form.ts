import { type Subscription, THREAD_MODES } from '../../domain/subscription.ts';
import { channelInput, choiceInput, type PackedForm, packForm, roleInput, textInput } from '../message/form.ts';
import { MOST_TOPICS_TEXT, topicsText } from './adjust-form.ts';

/** The names by which the fields come back: those of the options of `/subscribe`. */
export const EDIT_MORE_FIELDS = {
  channel: 'channel',
  topics: 'topics',
  threads: 'threads',
  mention: 'mention',
  silent: 'silent',
} as const;

/**
 * The form for what *Edit* does not ask, filled with what it is now.
 *
 * @param isKnown whether Discord knows its channel: one that is gone cannot stand in a select
 */
export function renderEditMoreForm(
  { channelId, topics, threads, mentionRoleId, silent }: Subscription,
  { customId, isKnown }: { readonly customId: string; readonly isKnown: boolean },
): PackedForm {
  return packForm(customId, 'Edit channel, topics, threads and mention', [
    {
      label: 'Channel',
      description: 'The same as now, if it is left empty',
      component: channelInput(EDIT_MORE_FIELDS.channel, isKnown ? channelId : undefined),
    },
    {
      label: 'Topics, separated by commas',
      description: 'Such as agents, robotics; or all',
      component: textInput(EDIT_MORE_FIELDS.topics, topicsText(topics), { maxLength: MOST_TOPICS_TEXT }),
    },
    {
      label: 'When a paper gets its thread',
      component: choiceInput(EDIT_MORE_FIELDS.threads, THREAD_MODES, threads),
    },
    {
      label: 'A role to mention',
      description: 'Nobody, if it is left empty',
      component: roleInput(EDIT_MORE_FIELDS.mention, mentionRoleId),
    },
    {
      label: 'Without a push notification',
      component: choiceInput(EDIT_MORE_FIELDS.silent, ['yes', 'no'], silent ? 'yes' : 'no'),
    },
  ]);
}
