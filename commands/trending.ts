import { SlashCommandBuilder } from 'discord.js';
import type { AnswerBody, Ask } from '../src/discord/command.ts';
import { UserError } from '../src/domain/errors.ts';
import {
  hasBegun,
  isComplete,
  type ListDay,
  PERIODS,
  type Period,
  parseListDay,
  periodDays,
} from '../src/domain/list-day.ts';
import { earlierList, movementOf } from '../src/domain/movement.ts';
import type { RankedPaper } from '../src/domain/paper.ts';
import { encodeCustomId } from '../src/render/message/custom-id.ts';
import { renderTrending } from '../src/render/papers/trending.ts';
import { topicsInWords } from '../src/render/text/words.ts';
import { findListReport, findNewestListDay, type ListReport, listHeldDays } from '../src/store/papers/lists.ts';
import { listPlaces, listTrending } from '../src/store/papers/trending.ts';
import { withinPatience } from '../src/store/patience.ts';
import { listMatches } from '../src/store/search/keeping.ts';
import type { Command, Context } from './context.ts';
import { describeTopic, everywhere } from './everywhere.ts';
import { findDiscussions, OPEN_ID } from './papers/card.ts';
import { showNumbers } from './papers/numbers.ts';
import { sharing } from './papers/sharing.ts';
import { type ChosenTopic, completeTopic, findTopicHere, readTopic, topicField } from './topic/option.ts';

const PER_PAGE = 10;

/** Which page of which list somebody looks at: what the buttons carry. */
interface Place {
  readonly period: Period;
  /** The newest day of the list; absent while the store is empty. */
  readonly day: ListDay | undefined;
  /** A slug, or what a button carries of it. */
  readonly topic: string | undefined;
  /** From 1. */
  readonly page: number;
}

/** `/trending`: a day's, week's or month's list, from the store. Never waits on another service. */
export const trending: Command = {
  data: everywhere(new SlashCommandBuilder())
    .setName('trending')
    .setDescription('Papers that people are reading now')
    .addStringOption((option) =>
      option
        .setName('period')
        .setDescription('How far back (day)')
        .addChoices(...PERIODS.map((period) => ({ name: period, value: period }))),
    )
    .addStringOption(describeTopic)
    .addStringOption((option) =>
      option.setName('day').setDescription('A list’s day, YYYY-MM-DD (the newest)').setMaxLength(40),
    )
    .toJSON(),
  visibility: 'private',
  async execute(ask, context) {
    const { options } = ask;
    const period = PERIODS.find((known) => known === options.text('period')) ?? 'day';
    return await show(ask, context, {
      period,
      day: await readDay(context, options.text('day'), period),
      topic: await readTopic(ask, context, options.text('topic')),
      page: 1,
    });
  },
  complete: completeTopic,
  presses: {
    newest: {
      answers: 'reply',
      run: async (ask, context) =>
        show(ask, context, { period: 'day', day: await readDay(context, undefined, 'day'), topic: undefined, page: 1 }),
    },
    now: showNumbers,
    page: { answers: 'update', run: (ask, context) => show(ask, context, readPlace(ask)) },
    share: sharing(readPlace, show),
  },
};

async function show(
  ask: Ask,
  context: Context,
  place: Place,
  { shared = false }: { shared?: boolean } = {},
): Promise<AnswerBody> {
  const { db, searchDb, now } = context;
  const { period, day } = place;
  const topic = place.topic === undefined ? undefined : await findTopicHere(ask, context, place.topic);
  const days = day === undefined ? [] : await listHeldDays(db, periodDays(period, day));
  const within = await withinPatience(narrow(searchDb, topic, days));
  const read = (page: number) =>
    withinPatience(listTrending(searchDb, { days, offset: (page - 1) * PER_PAGE, limit: PER_PAGE, ...within }));
  // A list can have become shorter since the button was made: then the first page is the honest answer.
  let page = place.page;
  let list = await read(page);
  if (list.papers.length === 0 && page > 1) {
    page = 1;
    list = await read(page);
  }
  const report = day === undefined ? undefined : await findListReport(db, day);
  const { papers, since } = await withinPatience(withMovement(searchDb, list.papers, { place, topic, report }));
  const discussions = await findDiscussions(ask, context, papers);
  const at = (action: string, toPage: number) =>
    encodeCustomId({
      command: 'trending',
      action,
      fields: [period, day ?? '', topicField(topic?.slug ?? ''), String(toPage)],
    });
  return renderTrending({
    period,
    days,
    papers,
    total: list.total,
    page,
    pages: Math.max(1, Math.ceil(list.total / PER_PAGE)),
    growing: day !== undefined && !isComplete(day, now()),
    shared,
    ids: {
      open: OPEN_ID,
      previous: at('page', page - 1),
      next: at('page', page + 1),
      share: at('share', page),
    },
    ...(since !== undefined && { since }),
    ...(topic !== undefined && { topic: topicsInWords([topic.slug]) }),
    ...(report !== undefined && { readAt: report.readAt, source: report.source }),
    ...(discussions !== undefined && { discussions }),
  });
}

/**
 * What keeps a list to a topic: a built-in one is known of each paper, an own one is looked for on the lists.
 *
 * @param counted the instant of the list's counts; absent for those of now
 */
async function narrow(
  db: Context['db'],
  topic: ChosenTopic | undefined,
  days: readonly ListDay[],
  counted: { countedAt?: Date } = {},
) {
  if (topic === undefined) return {};
  return topic.query === undefined
    ? { topic: topic.slug }
    : { only: await listMatches(db, topic.query, days, counted) };
}

/** Papers with how they moved, and since when; as they are if nothing of the earlier list was held. */
async function withMovement(
  db: Context['db'],
  papers: readonly RankedPaper[],
  {
    place: { period, day },
    topic,
    report,
  }: { readonly place: Place; readonly topic: ChosenTopic | undefined; readonly report: ListReport | undefined },
): Promise<{ readonly papers: readonly RankedPaper[]; readonly since?: Date }> {
  if (day === undefined || report === undefined || papers.length === 0) return { papers };
  const earlier = earlierList(period, day, report.readAt);
  const within = await narrow(db, topic, earlier.days, { countedAt: earlier.at });
  const places = await listPlaces(db, { ...earlier, ...within });
  if (places.size === 0) return { papers };
  const moved = papers.map((paper) => {
    const { rank, listDay } = paper;
    const movement = movementOf({ id: paper.paper.id, rank, ...(listDay && { listDay }) }, { places, newest: day });
    return movement === undefined ? paper : { ...paper, movement };
  });
  return { papers: moved, since: earlier.at };
}

/**
 * The newest day of the list that is asked for. A week or a month may end with a day that has no list, such as a Saturday.
 *
 * @returns undefined while the store is empty
 * @throws UserError `bad-day`, or `no-list` if nothing of it is held
 */
async function readDay({ db, now }: Context, given: string | undefined, period: Period): Promise<ListDay | undefined> {
  if (given === undefined) return await findNewestListDay(db);
  const day = parseListDay(given.trim());
  if (day === undefined) throw new UserError({ code: 'bad-day', given });
  const [held] = await listHeldDays(db, periodDays(period, day));
  if (held === undefined) throw new UserError({ code: 'no-list', day, hasBegun: hasBegun(day, now()) });
  return held;
}

/** @throws UserError `outdated` if the state is none that we would write today */
function readPlace({ fields }: Ask): Place {
  const [period, day = '', topic = '', page = ''] = fields;
  const place = {
    period: PERIODS.find((known) => known === period),
    day: parseListDay(day),
    topic: topic === '' ? undefined : topic,
    page: /^[1-9]\d{0,3}$/.test(page) ? Number(page) : undefined,
  };
  const lost = day !== '' && place.day === undefined;
  if (place.period === undefined || place.page === undefined || lost) throw new UserError({ code: 'outdated' });
  return { period: place.period, day: place.day, topic: place.topic, page: place.page };
}
