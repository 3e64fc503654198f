import type { RankedPaper } from '../domain/paper.ts';
import { cutText } from './cut.ts';
import { inert } from './inert.ts';
import { renderList } from './list.ts';
import type { PackedMessage } from './packer.ts';
import { type PageIds, renderPageButtons } from './page-buttons.ts';
import type { Discussions } from './row.ts';
import { counted } from './words.ts';

export interface SearchView {
  /** As it was typed. */
  readonly query: string;
  /** The topic's name. */
  readonly topic?: string;
  readonly since: 'week' | 'month' | 'year' | 'all';
  readonly papers: readonly RankedPaper[];
  /** Papers on all pages; the best of more if `isCut`. */
  readonly total: number;
  readonly isCut: boolean;
  /** Whether no paper has all that was asked for, and those that are shown only come near. */
  readonly isNear: boolean;
  /** Words that may have been meant. */
  readonly suggestions: readonly string[];
  readonly isMatch: (word: string) => boolean;
  readonly page: number;
  readonly pages: number;
  /** For everybody in the channel: then nobody turns its pages. */
  readonly shared: boolean;
  readonly ids: PageIds;
  readonly discussions?: Discussions;
}

const QUERY = { codePoints: 100, bytes: 300 };

/** `/search`: one page of what was found, with what was looked for in bold. */
export function renderSearch(view: SearchView): PackedMessage {
  const { topic, since, papers, total, isCut, isNear, page, pages, isMatch, discussions } = view;
  const notes = [
    ...(total > 0 ? [isCut ? `the best ${counted(total, 'paper')}` : counted(total, 'paper')] : []),
    ...(pages > 1 ? [`page ${page} of ${pages}`] : []),
    ...(since === 'all' ? [] : [`of the last ${since}`]),
    ...(topic === undefined ? [] : [topic]),
    ...(isNear && total > 0 ? ['none has all of it, these come near'] : []),
  ];
  return renderList({
    heading: `Search · ${quoted(view.query)}`,
    papers,
    empty: emptyOf(view),
    openId: view.ids.open,
    buttons: renderPageButtons(view),
    isMatch,
    ...(notes.length > 0 && { note: notes.join(' · ') }),
    ...(discussions !== undefined && { discussions }),
  });
}

function quoted(query: string): string {
  return cutText(inert(query, 'text'), QUERY);
}

function emptyOf({ since, topic, suggestions }: SearchView): string {
  const narrowed = [...(since === 'all' ? [] : ['`since`']), ...(topic === undefined ? [] : ['`topic`'])];
  return [
    'No paper that Paperboy holds is about this.',
    ...(suggestions.length > 0
      ? [`Did you mean ${suggestions.map((word) => `**${inert(word, 'text')}**`).join(' or ')}?`]
      : []),
    narrowed.length > 0
      ? `Try it without ${narrowed.join(' and ')}.`
      : 'Try fewer words, or leave out quotes and what narrows the search.',
  ].join(' ');
}
