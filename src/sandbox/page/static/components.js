import { el } from './dom.js';
import { renderFrame } from './frames.js';
import { renderMarkdown } from './markdown.js';
import { renderPicker } from './picker.js';

/** Builds a message's components. `context` says who reads, and what pressing and choosing do. */
export function renderParts(parts, context) {
  return parts.map((part) => renderPart(part, context));
}

function renderPart(part, context) {
  switch (part.kind) {
    case 'row':
      return el('div', { class: 'row' }, ...renderParts(part.parts, context));
    case 'button':
      return renderButton(part, context);
    case 'select':
      return renderPicker(part, (values) => context.select(part.customId, values));
    case 'section':
      return el(
        'div',
        { class: 'section' },
        el('div', { class: 'section-text' }, ...renderParts(part.parts, context)),
        ...(part.accessory === undefined ? [] : renderParts([part.accessory], context)),
      );
    case 'text':
      return el('div', { class: 'text' }, ...renderMarkdown(part.content, context.person));
    case 'media':
      return el('div', { class: 'media' }, ...part.images.map((image) => renderFrame(image.description, image)));
    case 'separator':
      return el('hr', { class: `${part.divider ? '' : 'blank'} ${part.isLarge ? 'large' : ''}`.trim() });
    case 'container':
      return renderContainer(part, context);
    default:
      return el('p', { class: 'quiet' }, `A part of type ${part.type}, which this page cannot show.`);
  }
}

function renderContainer({ accent, isSpoiler, parts }, context) {
  const container = el('div', { class: 'container' }, ...renderParts(parts, context));
  if (accent !== undefined) container.style.setProperty('--accent', accent);
  if (!isSpoiler) return container;
  return el('details', { class: 'hidden-part' }, el('summary', {}, 'Spoiler: press to show'), container);
}

function renderButton({ style, label, disabled, customId, href }, context) {
  const text = label || 'Unnamed button';
  if (style === 'link') {
    // A link without an address that may be followed is as good as a disabled one.
    if (disabled || href === undefined)
      return el('span', { class: 'button link', 'aria-disabled': 'true' }, `${text} ↗`);
    const opens = { href, target: '_blank', rel: 'noopener noreferrer', title: href };
    return el('a', { class: 'button link', ...opens }, `${text} ↗`);
  }
  const press = async ({ currentTarget: button }) => {
    if (button.getAttribute('aria-busy') === 'true') return;
    button.setAttribute('aria-busy', 'true');
    await context.press(customId);
    button.removeAttribute('aria-busy');
  };
  const inert = disabled || customId === undefined;
  return el(
    'button',
    { class: `button ${style}`, type: 'button', disabled: inert, 'data-key': customId, on: { click: press } },
    text,
  );
}
