import type { AnswerBody, Ask, Submit } from '../../src/discord/command.ts';
import { UserError } from '../../src/domain/errors.ts';
import { type OwnTopic, ownSlug } from '../../src/domain/topics/own-topics.ts';
import { findTopic } from '../../src/domain/topics/topics.ts';
import { renderDeletion, renderNothingSaved, renderTopicDeleted } from '../../src/render/servers/topic-draft.ts';
import { previewRemoval, removeOwnTopic, type TopicRemoval } from '../../src/store/servers/topic-users.ts';
import { privateId, readPrivate } from '../asker/private-id.ts';
import type { Context } from '../context.ts';
import { demandOwnHere, findOwnHere, readTopic, topicField } from './option.ts';
import { demandManager } from './topic-draft.ts';

/** `/topics delete`: names the subscriptions that hold the topic, and asks. */
export async function askToDelete(ask: Ask, context: Context): Promise<AnswerBody> {
  demandManager(ask);
  const given = ask.options.text('topic') ?? '';
  const slug = await readTopic(ask, context, given);
  if (slug !== undefined && findTopic(slug) !== undefined) throw new UserError({ code: 'built-in-topic', given });
  const topic = slug === undefined ? undefined : await findOwnHere(ask, context, slug);
  if (topic === undefined) throw new UserError({ code: 'bad-topic', given, nearest: [] });
  return await showDeletion(ask, context, topic);
}

/** *Delete* below a topic that is shown: asks as well. */
export const openDeletion: Submit<Context> = {
  answers: 'reply',
  async run(ask, context) {
    demandManager(ask);
    return await showDeletion(ask, context, await demandOwnHere(ask, context, readPrivate(ask, context)));
  },
};

/** *Delete*, after the question. What stands in the way by now is named, and nothing is changed. */
export const remove: Submit<Context> = {
  answers: 'update',
  async run(ask, context) {
    const guildId = demandManager(ask);
    const topic = await demandOwnHere(ask, context, readPrivate(ask, context));
    const removal = await removeOwnTopic(context.db, guildId, topic.name);
    if (removal.inTheWay.length > 0) return showRemoval(ask, context, topic, removal);
    if (!removal.removed) throw new UserError({ code: 'outdated' });
    context.log.info('topic deleted', { guildId, count: removal.losing.length });
    return renderTopicDeleted(topic, removal.losing);
  },
};

/** *Keep*. */
export const keep: Submit<Context> = {
  answers: 'update',
  async run(ask, context) {
    readPrivate(ask, context);
    return renderNothingSaved();
  },
};

async function showDeletion(ask: Ask, context: Context, topic: OwnTopic): Promise<AnswerBody> {
  const removal = await previewRemoval(context.db, demandManager(ask), topic.name);
  return showRemoval(ask, context, topic, removal);
}

function showRemoval(ask: Ask, { now }: Context, topic: OwnTopic, { losing, inTheWay }: TopicRemoval): AnswerBody {
  const idOf = (action: string) =>
    privateId(ask, now(), { command: 'topics', action, field: topicField(ownSlug(topic.name)) });
  return renderDeletion({ topic, losing, inTheWay, ids: { remove: idOf('delete'), keep: idOf('keep') } });
}
