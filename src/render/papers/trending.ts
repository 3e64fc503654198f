import type { ListDay, Period } from '../../domain/list-day.ts';
import type { RankedPaper } from '../../domain/paper.ts';
import type { PackedMessage } from '../message/packer.ts';
import { type PageIds, renderPageButtons } from '../message/page-buttons.ts';
import { counted, daysInWords, timestamp } from '../text/words.ts';
import { renderList } from './list.ts';
import type { Discussions } from './row.ts';

export interface TrendingView {
  readonly period: Period;
  /** The lists that are shown, newest first. */
  readonly days: readonly ListDay[];
  /** The topic's name. */
  readonly topic?: string;
  readonly papers: readonly RankedPaper[];
  /** Papers on all pages. */
  readonly total: number;
  readonly page: number;
  readonly pages: number;
  /** Whether papers are still added to the newest list. */
  readonly growing: boolean;
  /** What the papers' movement is compared with; absent if there is nothing to compare with. */
  readonly since?: Date;
  /** When the newest list was read, and from where. */
  readonly readAt?: Date;
  readonly source?: string;
  /** For everybody in the channel: then nobody turns its pages. */
  readonly shared: boolean;
  readonly ids: PageIds;
  readonly discussions?: Discussions;
}

/** `/trending`: one page of a day's, week's or month's list. */
export function renderTrending(view: TrendingView): PackedMessage {
  const { topic, papers, total, page, pages, growing, since, readAt, source, discussions } = view;
  const notes = [
    ...(total > 0 ? [counted(total, 'paper')] : []),
    ...(pages > 1 ? [`page ${page} of ${pages}`] : []),
    ...(growing ? ['today’s list still grows'] : []),
    ...(readAt !== undefined ? [`read ${timestamp(readAt, 'R')}${source === undefined ? '' : ` from ${source}`}`] : []),
    ...(since !== undefined ? [`places compared with ${timestamp(since, 'R')}`] : []),
  ];
  return renderList({
    heading: `${headingOf(view)}${topic === undefined ? '' : ` · ${topic}`}`,
    papers,
    // The heading names the topic.
    wished: [],
    empty: emptyOf(view),
    openId: view.ids.open,
    buttons: renderPageButtons(view),
    ...(notes.length > 0 && { note: notes.join(' · ') }),
    ...(discussions !== undefined && { discussions }),
  });
}

function headingOf({ period, days }: TrendingView): string {
  if (days.length === 0) return 'Trending papers';
  if (period === 'day') return `Trending papers · ${daysInWords(days)}`;
  return `Trending papers of the ${period} · ${daysInWords(days)}`;
}

const LONGER = { day: '`period: week`, or ', week: '`period: month`, or ', month: '' } as const;

function emptyOf({ days, topic, period }: TrendingView): string {
  if (days.length === 0)
    return 'No list has been read yet. Paperboy reads the newest ones when it starts: try again in a minute.';
  return topic === undefined
    ? 'This list has no papers.'
    : `No paper of this list is about ${topic}. Try ${LONGER[period]}another topic.`;
}
