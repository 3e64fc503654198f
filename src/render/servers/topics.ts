import type { RankedPaper } from '../../domain/paper.ts';
import type { QueryProblem } from '../../domain/search/query.ts';
import type { Subscription } from '../../domain/subscription.ts';
import type { OwnTopic } from '../../domain/topics/own-topics.ts';
import type { Topic } from '../../domain/topics/topics.ts';
import type { Volume } from '../../domain/volume.ts';
import { button, container, type PackedMessage, packMessage, row, select, text } from '../message/packer.ts';
import { paperUrl, renderOption } from '../papers/row.ts';
import { wordQueryProblem } from '../query-problem.ts';
import { cutText, type Room } from '../text/cut.ts';
import { inert, maskedLink, plain } from '../text/inert.ts';
import { counted, shortDayInWords, topicsInWords } from '../text/words.ts';

const QUERY = { codePoints: 500, bytes: 1_500 };
/** Of two that stand together, above papers and subscriptions. */
const QUERY_BESIDE = { codePoints: 200, bytes: 600 };
const QUERY_IN_LIST = { codePoints: 100, bytes: 300 };
const TITLE = { codePoints: 80, bytes: 240 };
/** More would hide the rest; the panel of `/subscriptions` shows all. */
const MOST_SUBSCRIPTIONS_NAMED = 6;
/** As many as a telephone shows in a few swipes. */
const LINES_A_PAGE = 16;

export interface TopicListView {
  /** Of the server, by name; absent outside of servers. */
  readonly own?: readonly OwnTopic[];
  readonly groups: readonly { readonly name: string; readonly topics: readonly Topic[] }[];
  /** From 1; beyond the last one it is the last. */
  readonly page: number;
  readonly pageId: (page: number) => string;
}

/** `/topics list`: the server's own topics, then those that every server has, a page of them. */
export function renderTopicList({ own, groups, page: wanted, pageId }: TopicListView): PackedMessage {
  const lines = [
    ...(own === undefined ? [] : listOwn(own)),
    ...groups.flatMap(({ name, topics }) =>
      topics.map((topic) => ({ group: name, line: `**${topic.name}** · ${topic.meaning}` })),
    ),
  ];
  const pages = Math.ceil(lines.length / LINES_A_PAGE);
  const page = Math.min(Math.max(1, wanted), pages);
  const shown = lines.slice((page - 1) * LINES_A_PAGE, page * LINES_A_PAGE);
  const blocks = [...Map.groupBy(shown, ({ group }) => group)].map(
    ([group, some]) => `**${group}**\n${some.map(({ line }) => `- ${line}`).join('\n')}`,
  );
  return packMessage([
    container([
      text(`## Topics\n-# page ${page} of ${pages} · \`/topics show\` tells what one catches`),
      ...blocks.map((block) => text(block)),
    ]),
    row([
      button('Previous', pageId(page - 1), { disabled: page <= 1 }),
      button('Next', pageId(page + 1), { disabled: page >= pages }),
    ]),
  ]);
}

function listOwn(own: readonly OwnTopic[]) {
  const group = 'This server’s own';
  if (own.length === 0)
    return [{ group, line: 'none yet: whoever may manage the server makes one with `/topics create`' }];
  return own.map(({ name, query }) => ({
    group,
    line: `**${inert(name, 'text')}** · ${cutText(inert(query, 'text'), QUERY_IN_LIST)}`,
  }));
}

export interface ReachView {
  readonly volume: Volume;
  /** Newest first. */
  readonly newest: readonly RankedPaper[];
}

export interface TopicView {
  readonly topic: Topic | OwnTopic;
  /** What it caught; or why its query can no longer be read, so that it catches nothing. */
  readonly reach: ReachView | QueryProblem;
  /** Those that choose by it; absent for whoever may not manage the server. */
  readonly users?: readonly Subscription[];
  /** What changes an own topic; absent for whoever may not. */
  readonly ids?: { readonly change: string; readonly remove: string };
  readonly openId: string;
}

/** `/topics show`: what a topic means, what it caught, and who chooses by it. */
export function renderTopic({ topic, users, ids, openId, reach }: TopicView): PackedMessage {
  const isOwn = 'slug' in topic === false;
  const what = isOwn
    ? `## ${inert(topic.name, 'text')}\n-# a topic of this server\n${quoteQuery(topic.query)}`
    : `## ${topic.name}\n${topic.meaning}\n-# \`${topic.slug}\`, a topic of every server`;
  return packMessage([
    container([
      text(what),
      ...('problem' in reach
        ? [text(`It catches nothing, because its query can no longer be read. ${wordUnreadable(topic, reach)}`)]
        : renderReach(reach, { openId, caught: 'caught' })),
      ...(users === undefined ? [] : [text(wordUsers(users))]),
    ]),
    ...(ids === undefined ? [] : [row([button('Change', ids.change), button('Delete', ids.remove)])]),
  ]);
}

function wordUnreadable(topic: Topic | OwnTopic, problem: QueryProblem): string {
  return wordQueryProblem({ ...problem, given: 'slug' in topic ? topic.slug : topic.query });
}

function wordUsers(users: readonly Subscription[]): string {
  if (users.length === 0) return 'No subscription of this server chooses by it.';
  return `${counted(users.length, 'subscription')} of this server ${users.length === 1 ? 'chooses' : 'choose'} by it:\n${listUsers(users)}`;
}

/** Subscriptions, one a line, the first of many. */
export function listUsers(users: readonly Subscription[]): string {
  const named = users
    .slice(0, MOST_SUBSCRIPTIONS_NAMED)
    .map(
      ({ channelId, time, timezone, topics }) => `- <#${channelId}> at ${time} ${timezone}: ${topicsInWords(topics)}`,
    );
  const more = users.length - named.length;
  return [...named, ...(more > 0 ? [`- and ${more} more`] : [])].join('\n');
}

/** A query as it was understood. */
export function quoteQuery(query: string, room: Room = QUERY): string {
  return `> ${cutText(inert(query, 'text'), room)}`;
}

/** A topic's query, and the one that would take its place. */
export function quoteChange(before: string, after: string): string {
  return `${quoteQuery(before, QUERY_BESIDE)}\n*Save* changes it to:\n${quoteQuery(after, QUERY_BESIDE)}`;
}

/** How many papers that is, the newest of them, and the way to their cards. */
export function renderReach(
  { volume, newest }: ReachView,
  { openId, caught }: { readonly openId: string; readonly caught: 'caught' | 'would have caught' },
) {
  const lines = newest.map((ranked) => {
    const day = ranked.listDay === undefined ? '' : ` · ${shortDayInWords(ranked.listDay)}`;
    return `- ${maskedLink(cutText(plain(ranked.paper.title), TITLE), paperUrl(ranked.paper))}${day}`;
  });
  return [
    text(wordReach(volume, caught)),
    ...(lines.length === 0
      ? []
      : [
          text(`The newest of them:\n${lines.join('\n')}`),
          row([select(openId, 'Open a paper…', newest.map(renderOption))]),
        ]),
  ];
}

function wordReach({ lists, fitting }: Volume, caught: string): string {
  if (lists === 0) return 'No list has been read yet, so nobody knows how many papers it catches.';
  const where = lists === 1 ? 'On the one list that is held' : `On the last ${lists} lists`;
  const { total, least, most } = fitting;
  if (total === 0) {
    return `${where} it ${caught} **nothing**. Perhaps it asks for too much: fewer words, or \`OR\` between them, catch more.`;
  }
  const average = (total / lists).toFixed(1).replace(/\.0$/, '');
  const spread = lists === 1 ? '' : `: ${average} a day, from ${least} to ${most}`;
  return `${where} it ${caught} **${counted(total, 'paper')}**${spread}.`;
}
