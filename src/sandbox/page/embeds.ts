import type { StoredMessage } from '../world/state.ts';
import { isWebAddress, type Markdown, type Names, parseInline, parseMarkdown } from './markdown.ts';

/** An embed as the page shows it. Its images are not fetched. */
export interface EmbedView {
  /** `#rrggbb` */
  readonly accent?: string;
  readonly author?: { readonly name: string; readonly href?: string };
  readonly title?: { readonly content: Markdown; readonly href?: string };
  readonly description?: Markdown;
  readonly fields: readonly { readonly name: Markdown; readonly value: Markdown; readonly isInline: boolean }[];
  readonly hasThumbnail: boolean;
  readonly hasImage: boolean;
  readonly footer?: string;
  readonly atMs?: number;
}

/**
 * The embeds of a message. Titles and names of fields know neither links nor mentions, authors and footers no markdown
 * at all.
 */
export function viewEmbeds(embeds: StoredMessage['embeds'], names: Names): readonly EmbedView[] {
  return embeds.map(({ title, description, url, color, author, footer, fields = [], image, thumbnail, timestamp }) => ({
    ...(color !== undefined && { accent: `#${color.toString(16).padStart(6, '0')}` }),
    ...(author !== undefined && { author: { name: author.name, ...hrefOf(author.url) } }),
    ...(title && { title: { content: parseInline(title, names), ...hrefOf(url) } }),
    ...(description && { description: parseMarkdown(description, names) }),
    fields: fields.map((field) => ({
      name: parseInline(field.name, names),
      value: parseMarkdown(field.value, names),
      isInline: field.inline === true,
    })),
    hasThumbnail: thumbnail !== undefined,
    hasImage: image !== undefined,
    ...(footer !== undefined && { footer: footer.text }),
    ...(timestamp !== undefined && { atMs: Date.parse(timestamp) }),
  }));
}

function hrefOf(url: string | undefined): { readonly href?: string } {
  return url !== undefined && isWebAddress(url) ? { href: url } : {};
}
