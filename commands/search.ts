import { SlashCommandBuilder } from 'discord.js';
import type { AnswerBody, Ask } from '../src/discord/command.ts';
import { UserError } from '../src/domain/errors.ts';
import { parseQuery } from '../src/domain/search/parse-query.ts';
import type { Query } from '../src/domain/search/query.ts';
import { encodeCustomId } from '../src/render/message/custom-id.ts';
import { renderSearch } from '../src/render/papers/search.ts';
import { topicsInWords } from '../src/render/text/words.ts';
import { searchPapers } from '../src/store/search/search.ts';
import type { Command, Context } from './context.ts';
import { describeTopic, everywhere } from './everywhere.ts';
import { findDiscussions, OPEN_ID } from './papers/card.ts';
import { type FoundElsewhere, findElsewhere, mixWithElsewhere } from './papers/elsewhere.ts';
import { sharing } from './papers/sharing.ts';
import { completeTopic, findTopicHere, readTopic, topicField } from './topic/option.ts';

const PER_PAGE = 10;
/** Far more than a search finds of which there are few exact hits. */
const MOST_MIXED = 500;
const SINCE = ['week', 'month', 'year', 'all'] as const;
const DAYS = { week: 7, month: 31, year: 366 } as const;
const DAY_MS = 24 * 3_600_000;

type Since = (typeof SINCE)[number];

/** Which page of which search somebody looks at: what the buttons carry. */
interface Place {
  /** As it was typed. */
  readonly query: string;
  readonly since: Since;
  /** A slug, or what a button carries of it. */
  readonly topic: string | undefined;
  /** From 1. */
  readonly page: number;
}

/**
 * `/search`: papers by words, phrases and what the grammar of queries knows beside, from the store. If it has few, the
 * source's own search is asked, too, once: pages and *Share* show what it found then.
 */
export const search: Command = {
  data: everywhere(new SlashCommandBuilder())
    .setName('search')
    .setDescription('Find papers by words, authors, organisations and more')
    .addStringOption((option) =>
      option
        .setName('query')
        .setDescription('words, "phrases", a OR b, -without, author:, org:, cat:cs.CL, is:code, upvotes:>20')
        .setRequired(true),
    )
    .addStringOption(describeTopic)
    .addStringOption((option) =>
      option
        .setName('since')
        .setDescription('Only papers that appeared in the last week, month or year (all)')
        .addChoices(...SINCE.map((since) => ({ name: since, value: since }))),
    )
    .toJSON(),
  visibility: 'private',
  async execute(ask, context) {
    const { options } = ask;
    const place: Place = {
      query: (options.text('query') ?? '').trim(),
      since: SINCE.find((since) => since === options.text('since')) ?? 'all',
      topic: await readTopic(ask, context, options.text('topic')),
      page: 1,
    };
    return await show(ask, context, place, { asksElsewhere: true });
  },
  complete: completeTopic,
  presses: {
    page: { answers: 'update', run: (ask, context) => show(ask, context, readPlace(ask, context)) },
    share: sharing(readPlace, show),
  },
};

async function show(
  ask: Ask,
  context: Context,
  place: Place,
  { shared = false, asksElsewhere = false }: { shared?: boolean; asksElsewhere?: boolean } = {},
): Promise<AnswerBody> {
  const { query, since } = place;
  const read = parseQuery(query);
  if (!('query' in read)) throw new UserError({ code: 'bad-query', given: query, ...read });
  const topic = place.topic === undefined ? undefined : await findTopicHere(ask, context, place.topic);
  const find = (page: number, limit = PER_PAGE) =>
    searchPapers(context.searchDb, read.query, {
      at: context.now(),
      offset: (page - 1) * limit,
      limit,
      ...(topic !== undefined && (topic.query === undefined ? { topic: topic.slug } : { own: topic.query })),
      ...(since !== 'all' && { since: new Date(context.now().getTime() - DAYS[since] * DAY_MS) }),
    });
  let page = place.page;
  let found = await find(page);
  // There may be fewer by now than when the button was made: then the first page is the honest answer.
  if (found.papers.length === 0 && page > 1) {
    page = 1;
    found = await find(page);
  }
  // It knows neither our topics nor when a paper appeared.
  const elsewhere: FoundElsewhere =
    topic === undefined && since === 'all'
      ? await findElsewhere(ask, context, { query: read.query, first: asksElsewhere ? found : undefined })
      : { papers: [] };
  if (elsewhere.papers.length > 0) {
    const all = await find(1, MOST_MIXED);
    const papers = mixWithElsewhere(all.papers, elsewhere.papers);
    page = Math.min(place.page, Math.ceil(papers.length / PER_PAGE));
    found = { ...all, total: papers.length, papers: papers.slice((page - 1) * PER_PAGE, page * PER_PAGE) };
  }
  const discussions = await findDiscussions(ask, context, found.papers);
  return renderSearch({
    ...found,
    query,
    since,
    page,
    pages: Math.max(1, Math.ceil(found.total / PER_PAGE)),
    shared,
    elsewhere: new Set(elsewhere.papers.map(({ paper }) => paper.id)),
    ids: idsOf({ ...place, topic: topic?.slug, page }, context),
    ...(elsewhere.failure !== undefined && { elsewhereFailure: elsewhere.failure }),
    ...paperIdOf(read.query, { isNarrowed: topic !== undefined || since !== 'all' }),
    ...(topic !== undefined && { topic: topicsInWords([topic.slug]) }),
    ...(discussions !== undefined && { discussions }),
  });
}

/** The paper that is looked for, if it is named by its id and nothing else is asked for. */
function paperIdOf({ wanted, unwanted }: Query, { isNarrowed }: { readonly isNarrowed: boolean }) {
  const [term, ...others] = [...wanted.flat(), ...unwanted];
  return term?.kind === 'id' && others.length === 0 && !isNarrowed ? { paperId: term.id } : {};
}

function idsOf({ query, since, topic, page }: Place, { queries }: Context) {
  const token = queries.remember(query);
  const at = (action: string, toPage: number) =>
    encodeCustomId({ command: 'search', action, fields: [since, topicField(topic ?? ''), String(toPage), token] });
  return {
    open: OPEN_ID,
    previous: at('page', page - 1),
    next: at('page', page + 1),
    share: at('share', page),
  };
}

/** @throws UserError `outdated` if the state is none that we would write today, or its query is forgotten */
function readPlace({ fields }: Ask, { queries }: Context): Place {
  const [given, slug = '', number = '', token = ''] = fields;
  const since = SINCE.find((known) => known === given);
  const topic = slug === '' ? undefined : slug;
  const page = /^[1-9]\d{0,2}$/.test(number) ? Number(number) : undefined;
  const query = queries.recall(token);
  if (since === undefined || page === undefined || query === undefined) throw new UserError({ code: 'outdated' });
  return { query, since, topic, page };
}
