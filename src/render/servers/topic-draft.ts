import { ButtonStyle } from 'discord-api-types/v10';
import { MOST_QUERY_CHARACTERS } from '../../domain/search/parse-query.ts';
import type { Subscription } from '../../domain/subscription.ts';
import { MOST_TOPIC_NAME, type OwnTopic } from '../../domain/topics/own-topics.ts';
import { type PackedForm, packForm, textInput } from '../message/form.ts';
import { button, container, type PackedMessage, packMessage, row, text } from '../message/packer.ts';
import { inert } from '../text/inert.ts';
import { EDIT_MORE } from './subscriptions.ts';
import { listUsers, quoteChange, quoteQuery, type ReachView, renderReach } from './topics.ts';

/** The names by which the fields of the form come back: those of the options of `/topics create`. */
export const TOPIC_FIELDS = { name: 'name', query: 'query' } as const;

export interface DraftView extends ReachView {
  readonly draft: OwnTopic;
  /** The topic of this name that there is, with who chooses by it; absent if it would be new. */
  readonly existing?: { readonly query: string; readonly users: readonly Subscription[] };
  readonly ids: { readonly save: string; readonly change: string; readonly cancel: string };
  readonly openId: string;
}

/** `/topics create`, before anything is saved: what the topic would catch. */
export function renderDraft({ draft, existing, ids, openId, ...reach }: DraftView): PackedMessage {
  const name = `**${inert(draft.name, 'text')}**`;
  const head =
    existing === undefined
      ? `### New topic: ${name}\n${quoteQuery(draft.query)}`
      : `### This server has a topic ${name} already\n${quoteChange(existing.query, draft.query)}`;
  const users = existing?.users ?? [];
  return packMessage([
    container([
      text(head),
      ...renderReach(reach, { openId, caught: 'would have caught' }),
      ...(users.length === 0
        ? []
        : [text(`These subscriptions would choose by it from their next post on:\n${listUsers(users)}`)]),
      text('-# Nothing is saved before you press *Save*.'),
    ]),
    row([
      button('Save', ids.save, { style: ButtonStyle.Primary }),
      button('Change', ids.change),
      button('Cancel', ids.cancel),
    ]),
  ]);
}

/** The form in which a topic is changed before it is saved. @param mayRename false for one that there is: its name stays */
export function renderTopicForm(
  { name, query }: OwnTopic,
  { customId, mayRename }: { readonly customId: string; readonly mayRename: boolean },
): PackedForm {
  const naming = {
    label: 'Name',
    description: `Up to ${MOST_TOPIC_NAME} characters, without commas and colons`,
    component: textInput(TOPIC_FIELDS.name, name, { maxLength: 2 * MOST_TOPIC_NAME }),
  };
  return packForm(customId, 'Change the topic', [
    ...(mayRename ? [naming] : []),
    {
      label: 'Query',
      description: 'words, "phrases", a OR b, -without, author:, org:, cat:cs.CL, is:code, upvotes:>20',
      component: textInput(TOPIC_FIELDS.query, query, { maxLength: MOST_QUERY_CHARACTERS }),
    },
  ]);
}

/** A topic was saved. */
export function renderTopicSaved({ name }: OwnTopic, created: boolean): PackedMessage {
  return packMessage([
    text(
      `${created ? 'Saved' : 'Changed'}: **${inert(name, 'text')}**. \`/subscribe\` takes it among its \`topics\`, \`/trending\` and \`/search\` as their \`topic\`, in this server.`,
    ),
  ]);
}

/** Whoever made a draft thought better of it. */
export function renderNothingSaved(): PackedMessage {
  return packMessage([text('Nothing was changed.')]);
}

export interface DeletionView {
  readonly topic: OwnTopic;
  readonly losing: readonly Subscription[];
  readonly inTheWay: readonly Subscription[];
  readonly ids: { readonly remove: string; readonly keep: string };
}

/** Asks before a topic is deleted, and names the subscriptions that it would be taken out of; or those in the way. */
export function renderDeletion({ topic, losing, inTheWay, ids }: DeletionView): PackedMessage {
  const name = `**${inert(topic.name, 'text')}**`;
  if (inTheWay.length > 0) {
    return packMessage([
      text(
        `${name} cannot be deleted yet. Without it, these subscriptions would have no topic, which means every paper, or the same topics as another of their channel:\n${listUsers(inTheWay)}\nGive them other topics in \`/subscriptions\`, under *${EDIT_MORE}*, or remove them, and try again. Nothing was changed.`,
      ),
    ]);
  }
  const lost =
    losing.length === 0
      ? 'No subscription chooses by it.'
      : `These subscriptions lose it, and keep their other topics:\n${listUsers(losing)}`;
  return packMessage([
    container([text(`### Delete the topic ${name}?\n${quoteQuery(topic.query)}`), text(lost)]),
    row([button('Delete', ids.remove, { style: ButtonStyle.Danger }), button('Keep', ids.keep)]),
  ]);
}

/** A topic was deleted. */
export function renderTopicDeleted({ name }: OwnTopic, losing: readonly Subscription[]): PackedMessage {
  const lost = losing.length === 0 ? '' : ` It was taken out of:\n${listUsers(losing)}`;
  return packMessage([text(`Deleted: **${inert(name, 'text')}**. What was posted stays.${lost}`)]);
}
