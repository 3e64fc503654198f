import type { APIButtonComponent } from 'discord-api-types/v10';
import { button } from './packer.ts';

/** The `custom_id`s of a list that is shown page by page. */
export interface PageIds {
  readonly open: string;
  readonly previous: string;
  readonly next: string;
  readonly share: string;
}

export interface PageView {
  readonly papers: readonly unknown[];
  readonly page: number;
  readonly pages: number;
  /** For everybody in the channel: then nobody turns its pages. */
  readonly shared: boolean;
  readonly ids: PageIds;
}

/** What stands under a list: its other pages, and *Share*. */
export function renderPageButtons({ papers, page, pages, shared, ids }: PageView): readonly APIButtonComponent[] {
  if (shared || papers.length === 0) return [];
  const turning =
    pages > 1
      ? [
          button('Previous', ids.previous, { disabled: page <= 1 }),
          button('Next', ids.next, { disabled: page >= pages }),
        ]
      : [];
  return [...turning, button('Share', ids.share)];
}
