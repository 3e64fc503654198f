import { el } from './dom.js';
import { renderFrame } from './frames.js';
import { renderMarkdown } from './markdown.js';
import { timeElement } from './times.js';

/** Builds a message's embeds. `person` is who reads. */
export function renderEmbeds(embeds, person) {
  return embeds.map((embed) => renderEmbed(embed, person));
}

function renderEmbed(embed, person) {
  const { accent, author, title, description, fields, hasThumbnail, hasImage } = embed;
  const texts = [
    author && el('p', { class: 'embed-author' }, linked(author.href, [author.name])),
    title && el('p', { class: 'embed-title' }, linked(title.href, renderMarkdown(title.content, person))),
    description && el('div', { class: 'text' }, ...renderMarkdown(description, person)),
    fields.length > 0
      ? el('dl', { class: 'embed-fields' }, ...fields.map((field) => renderField(field, person)))
      : undefined,
    hasImage ? renderFrame('image') : undefined,
    renderFooter(embed),
  ];
  const element = el(
    'section',
    { class: 'embed', 'aria-label': 'Embed' },
    el('div', { class: 'embed-text' }, ...texts),
    hasThumbnail ? renderFrame('thumbnail') : undefined,
  );
  if (accent !== undefined) element.style.setProperty('--accent', accent);
  return element;
}

function renderField({ name, value, isInline }, person) {
  return el(
    'div',
    { class: isInline ? 'inline' : '' },
    el('dt', {}, ...renderMarkdown(name, person)),
    el('dd', { class: 'text' }, ...renderMarkdown(value, person)),
  );
}

function renderFooter({ footer, atMs }) {
  if (footer === undefined && atMs === undefined) return undefined;
  const time = atMs === undefined ? undefined : timeElement(atMs, 'stamp');
  const dot = footer !== undefined && time !== undefined ? ' • ' : undefined;
  return el('p', { class: 'embed-footer quiet' }, footer, dot, time);
}

function linked(href, children) {
  if (href === undefined) return el('span', {}, ...children);
  return el('a', { href, target: '_blank', rel: 'noopener noreferrer', title: href }, ...children);
}
