import type { RankedPaper } from '../../domain/paper.ts';
import type { PaperId } from '../../domain/paper-id.ts';
import type { PackedMessage } from '../message/packer.ts';
import { type PageIds, renderPageButtons } from '../message/page-buttons.ts';
import { cutText } from '../text/cut.ts';
import { inert } from '../text/inert.ts';
import { counted } from '../text/words.ts';
import { renderList } from './list.ts';
import type { Discussions } from './row.ts';

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
  /** The paper that was asked for by its id, and nothing else. */
  readonly paperId?: PaperId;
  /** Words that may have been meant. */
  readonly suggestions: readonly string[];
  readonly isMatch: (word: string) => boolean;
  /** Which of the papers Hugging Face's own search found. */
  readonly elsewhere?: ReadonlySet<string>;
  /** Why Hugging Face's own search found nothing, if it was to be asked. */
  readonly elsewhereFailure?: 'unavailable' | 'too-often';
  readonly page: number;
  readonly pages: number;
  /** For everybody in the channel: then nobody turns its pages. */
  readonly shared: boolean;
  readonly ids: PageIds;
  readonly discussions?: Discussions;
}

const ELSEWHERE_FAILURE = {
  unavailable: "Hugging Face's own search did not answer.",
  'too-often': "Hugging Face's own search was not asked: there were many questions in the last minutes.",
} as const;
const QUERY = { codePoints: 100, bytes: 300 };

/** `/search`: one page of what was found, with what was looked for in bold. */
export function renderSearch(view: SearchView): PackedMessage {
  const { topic, since, papers, total, isCut, isNear, page, pages, isMatch, discussions, elsewhere, elsewhereFailure } =
    view;
  const isMixed = elsewhere !== undefined && elsewhere.size > 0;
  const notes = [
    ...(total > 0 ? [isCut ? `the best ${counted(total, 'paper')}` : counted(total, 'paper')] : []),
    ...(pages > 1 ? [`page ${page} of ${pages}`] : []),
    ...(since === 'all' ? [] : [`of the last ${since}`]),
    ...(topic === undefined ? [] : [topic]),
    ...(isMixed ? [`${elsewhere.size} found by Hugging Face's search`] : []),
    ...(isNear && total > 0 && !isMixed ? ['none has all of it, these come near'] : []),
    ...(isNear && isMixed && total > elsewhere.size ? ['the others come near'] : []),
  ];
  return renderList({
    heading: `Search · ${quoted(view.query)}`,
    papers,
    empty: emptyOf(view),
    openId: view.ids.open,
    buttons: renderPageButtons(view),
    isMatch,
    ...(notes.length > 0 && { note: notes.join(' · ') }),
    ...(isMixed && { elsewhere }),
    ...(elsewhereFailure !== undefined && { foot: `-# ${ELSEWHERE_FAILURE[elsewhereFailure]}` }),
    ...(discussions !== undefined && { discussions }),
  });
}

function quoted(query: string): string {
  return cutText(inert(query, 'text'), QUERY);
}

function emptyOf({ since, topic, suggestions, paperId }: SearchView): string {
  if (paperId !== undefined) return `Paperboy does not hold this paper yet. \`/paper ${paperId}\` looks it up.`;
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
