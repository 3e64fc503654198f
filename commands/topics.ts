import { SlashCommandBuilder } from 'discord.js';
import type { AnswerBody, Ask } from '../src/discord/command.ts';
import { UserError } from '../src/domain/errors.ts';
import { parseQuery } from '../src/domain/search/parse-query.ts';
import { TOPIC_GROUPS } from '../src/domain/topics/built-in-topics.ts';
import { findTopic } from '../src/domain/topics/topics.ts';
import { encodeCustomId } from '../src/render/message/custom-id.ts';
import { renderTopic, renderTopicList } from '../src/render/servers/topics.ts';
import { measureReach } from '../src/store/delivery/topic-reach.ts';
import { listTopicUsers } from '../src/store/servers/topic-users.ts';
import { privateId } from './asker/private-id.ts';
import { missingRights } from './asker/rights.ts';
import type { Command, Context } from './context.ts';
import { everywhere } from './everywhere.ts';
import { OPEN_ID } from './papers/card.ts';
import { choicesOf, completeTopic, findOwnHere, listTopicsHere, readTopic, topicField } from './topic/option.ts';
import { askToDelete, keep, openDeletion, remove } from './topic/topic-delete.ts';
import { cancel, changeDraft, changeTopic, create, draft, save } from './topic/topic-draft.ts';

/** `/topics`: what topics there are, what they catch, and a server's own. Changes take *Manage Server* at each press. */
export const topics: Command = {
  data: everywhere(new SlashCommandBuilder())
    .setName('topics')
    .setDescription('See what topics there are, and make topics of this server’s own')
    .addSubcommand((list) => list.setName('list').setDescription('The topics that there are'))
    .addSubcommand((show) =>
      show
        .setName('show')
        .setDescription('What a topic means, how many papers it catches, and the newest of them')
        .addStringOption((option) =>
          option.setName('topic').setDescription('Which one').setRequired(true).setAutocomplete(true),
        ),
    )
    .addSubcommand((make) =>
      make
        .setName('create')
        .setDescription('Make a topic of this server’s own, after a look at what it catches')
        .addStringOption((option) => option.setName('name').setDescription('What it is called').setRequired(true))
        .addStringOption((option) =>
          option
            .setName('query')
            .setDescription('words, "phrases", a OR b, -without, author:, org:, cat:cs.CL, is:code, upvotes:>20')
            .setRequired(true),
        ),
    )
    .addSubcommand((deleting) =>
      deleting
        .setName('delete')
        .setDescription('Delete a topic of this server’s own')
        .addStringOption((option) =>
          option.setName('topic').setDescription('Which one').setRequired(true).setAutocomplete(true),
        ),
    )
    .toJSON(),
  visibility: 'private',
  execute: (ask, context) => SUBCOMMANDS[ask.options.subcommand ?? '']?.(ask, context) ?? Promise.reject(OUTDATED),
  async complete(ask, context) {
    if (ask.options.subcommand !== 'delete') return await completeTopic(ask, context);
    return choicesOf(ask.options.text('topic') ?? '', await listTopicsHere(ask, context));
  },
  presses: {
    page: { answers: 'update', run: (ask, context) => showList(ask, context, Number(ask.fields[0])) },
    save,
    change: changeDraft,
    cancel,
    'change-topic': changeTopic,
    'ask-delete': openDeletion,
    delete: remove,
    keep,
  },
  submits: { draft },
};

const OUTDATED = new UserError({ code: 'outdated' });

const SUBCOMMANDS: Readonly<Record<string, Command['execute']>> = {
  list: (ask, context) => showList(ask, context, 1),
  show,
  create,
  delete: askToDelete,
};

async function showList(ask: Ask, context: Context, page: number): Promise<AnswerBody> {
  const own = ask.guildId === undefined ? undefined : await listTopicsHere(ask, context);
  return renderTopicList({
    groups: TOPIC_GROUPS,
    page: Number.isSafeInteger(page) ? page : 1,
    pageId: (wanted) => encodeCustomId({ command: 'topics', action: 'page', fields: [String(wanted)] }),
    ...(own !== undefined && { own }),
  });
}

async function show(ask: Ask, context: Context): Promise<AnswerBody> {
  const { db, now } = context;
  const given = ask.options.text('topic') ?? '';
  const slug = await readTopic(ask, context, given);
  if (slug === undefined) throw new UserError({ code: 'bad-topic', given, nearest: [] });
  const builtIn = findTopic(slug);
  const own = builtIn === undefined ? await findOwnHere(ask, context, slug) : undefined;
  const topic = builtIn ?? own;
  if (topic === undefined) throw OUTDATED;
  const read = own === undefined ? { query: slug } : parseQuery(own.query);
  const mayManage = ask.guildId !== undefined && missingRights(ask.memberPermissions, ['ManageGuild']).length === 0;
  const users = mayManage ? await listTopicUsers(db, ask.guildId ?? '', slug) : undefined;
  const idOf = (action: string) => privateId(ask, now(), { command: 'topics', action, field: topicField(slug) });
  return renderTopic({
    topic,
    reach: 'query' in read ? await measureReach(db, read.query, now()) : read,
    openId: OPEN_ID,
    ...(users !== undefined && { users }),
    ...(mayManage && own !== undefined && { ids: { change: idOf('change-topic'), remove: idOf('ask-delete') } }),
  });
}
