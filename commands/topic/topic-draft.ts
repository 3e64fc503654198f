import type { AnswerBody, Ask, Opening, Submit } from '../../src/discord/command.ts';
import { UserError } from '../../src/domain/errors.ts';
import { parseQuery } from '../../src/domain/search/parse-query.ts';
import { printQuery, type Query } from '../../src/domain/search/query.ts';
import { type OwnTopic, ownSlug, parseTopicName } from '../../src/domain/topics/own-topics.ts';
import { isTakenName } from '../../src/domain/topics/topics.ts';
import {
  renderDraft,
  renderNothingSaved,
  renderTopicForm,
  renderTopicSaved,
  TOPIC_FIELDS,
} from '../../src/render/servers/topic-draft.ts';
import { measureReach } from '../../src/store/delivery/topic-reach.ts';
import { listTopicUsers } from '../../src/store/servers/topic-users.ts';
import { findOwnTopic, listOwnTopics, MOST_OWN_TOPICS, saveOwnTopic } from '../../src/store/servers/topics.ts';
import { privateId, readPrivate } from '../asker/private-id.ts';
import { demandRights, guildOf } from '../asker/rights.ts';
import type { Context } from '../context.ts';
import { OPEN_ID } from '../papers/card.ts';
import { demandOwnHere } from './option.ts';

/** `/topics create`: shows what the topic would catch. Nothing is saved. */
export async function create(ask: Ask, context: Context): Promise<AnswerBody> {
  demandManager(ask);
  return await showDraft(ask, context, {
    name: ask.options.text('name') ?? '',
    query: ask.options.text('query') ?? '',
  });
}

/**
 * *Save* of a draft. If somebody made, changed or deleted the topic of that name since the draft was shown, it is shown
 * anew.
 */
export const save: Submit<Context> = {
  answers: 'update',
  async run(ask, context) {
    const { db, now, log } = context;
    const guildId = demandManager(ask);
    const { name, query, replaces } = recall(ask, context);
    const { topic } = readDraft({ name, query });
    const wanted = { ...topic, createdBy: ask.userId, ...(replaces !== undefined && { replaces }) };
    const outcome = await saveOwnTopic(db, guildId, wanted, now());
    if (outcome === 'stale') return await showDraft(ask, context, topic);
    if (outcome === 'too-many') throw new UserError({ code: 'too-many-topics', limit: MOST_OWN_TOPICS });
    log.info(outcome === 'created' ? 'topic created' : 'topic changed', { guildId });
    return renderTopicSaved(topic, outcome === 'created');
  },
};

/** *Change*: a form with what is not saved yet. */
export const changeDraft: Opening<Context> = {
  answers: 'modal',
  async run(ask, context) {
    demandManager(ask);
    return renderTopicForm(recall(ask, context), { customId: idOf(ask, context, 'draft', ''), mayRename: true });
  },
};

/** *Change* of a topic that there is: its name stays, because subscriptions hold it by its name. */
export const changeTopic: Opening<Context> = {
  answers: 'modal',
  async run(ask, context) {
    demandManager(ask);
    const field = readPrivate(ask, context);
    const topic = await demandOwnHere(ask, context, field);
    return renderTopicForm(topic, { customId: idOf(ask, context, 'draft', field), mayRename: false });
  },
};

/** The form was sent: shows what the topic would catch now. */
export const draft: Submit<Context> = {
  answers: 'update',
  async run(ask, context) {
    demandManager(ask);
    const field = readPrivate(ask, context);
    const topic = field === '' ? undefined : await demandOwnHere(ask, context, field);
    return await showDraft(ask, context, {
      name: topic?.name ?? ask.inputs.text(TOPIC_FIELDS.name) ?? '',
      query: ask.inputs.text(TOPIC_FIELDS.query) ?? '',
    });
  },
};

/** *Cancel*. */
export const cancel: Submit<Context> = {
  answers: 'update',
  async run(ask, context) {
    readPrivate(ask, context);
    return renderNothingSaved();
  },
};

/** @throws UserError as {@link guildOf}, or `you-may-not` for whoever may not manage the server */
export function demandManager(ask: Ask): string {
  const guildId = guildOf(ask);
  demandRights(ask, ['ManageGuild']);
  return guildId;
}

async function showDraft(ask: Ask, context: Context, given: OwnTopic): Promise<AnswerBody> {
  const { db, now, queries } = context;
  const guildId = guildOf(ask);
  const { topic, query } = readDraft(given);
  const existing = await findOwnTopic(db, guildId, topic.name);
  if (existing === undefined) await demandRoom(context, guildId);
  // An existing topic keeps its name, however it is spelt now.
  const named = { ...topic, name: existing?.name ?? topic.name };
  // No name holds a comma, and no query a line break.
  const token = queries.remember(`${named.name},${named.query}${existing === undefined ? '' : `\n${existing.query}`}`);
  const users = existing === undefined ? [] : await listTopicUsers(db, guildId, ownSlug(existing.name));
  return renderDraft({
    draft: named,
    ...(await measureReach(db, query, now())),
    openId: OPEN_ID,
    ids: {
      save: idOf(ask, context, 'save', token),
      change: idOf(ask, context, 'change', token),
      cancel: idOf(ask, context, 'cancel', ''),
    },
    ...(existing !== undefined && { existing: { query: existing.query, users } }),
  });
}

/** @throws UserError `bad-topic-name`, or `bad-query` with the place */
function readDraft(given: OwnTopic): { readonly topic: OwnTopic; readonly query: Query } {
  const name = parseTopicName(given.name);
  if (name === undefined) throw new UserError({ code: 'bad-topic-name', given: given.name, reason: 'no-name' });
  if (isTakenName(name)) throw new UserError({ code: 'bad-topic-name', given: name, reason: 'built-in' });
  const read = parseQuery(given.query);
  if (!('query' in read)) throw new UserError({ code: 'bad-query', given: given.query, ...read });
  return { topic: { name, query: printQuery(read.query) }, query: read.query };
}

async function demandRoom({ db }: Context, guildId: string): Promise<void> {
  if ((await listOwnTopics(db, guildId)).length >= MOST_OWN_TOPICS)
    throw new UserError({ code: 'too-many-topics', limit: MOST_OWN_TOPICS });
}

/**
 * The draft that a control carries, with the query of the topic that it was shown to change, if there was one. A long
 * one is held in memory. @throws UserError `outdated` if it is forgotten
 */
function recall(ask: Ask, context: Context): OwnTopic & { readonly replaces?: string } {
  const kept = context.queries.recall(readPrivate(ask, context)) ?? '';
  const [, name, query, replaces] = /^([^,]*),([^\n]*)(?:\n(.*))?$/s.exec(kept) ?? [];
  if (name === undefined || query === undefined) throw new UserError({ code: 'outdated' });
  return { name, query, ...(replaces !== undefined && { replaces }) };
}

function idOf(ask: Ask, { now }: Context, action: string, field: string): string {
  return privateId(ask, now(), { command: 'topics', action, field });
}
