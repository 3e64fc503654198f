import { addressOf, el } from './dom.js';
import { timeElement } from './times.js';

const TAGS = { bold: 'strong', italic: 'em', underline: 'u', strike: 's', quote: 'blockquote', subtext: 'small' };

/** Builds what the sandbox has parsed. `person` is who reads. */
export function renderMarkdown(nodes, person) {
  return nodes.map((node) => (typeof node === 'string' ? document.createTextNode(node) : renderNode(node, person)));
}

function renderNode(node, person) {
  const children = () => renderMarkdown(node.children, person);
  switch (node.kind) {
    case 'heading':
      // The page's own headings are h1 and h2.
      return el(`h${node.level + 2}`, { class: `heading-${node.level}` }, ...children());
    case 'link':
      return el('a', { href: node.href, target: '_blank', rel: 'noopener noreferrer' }, ...children());
    case 'code':
      return el('code', {}, node.text);
    case 'block':
      return el('pre', {}, el('code', {}, node.text));
    case 'list':
      return renderList(node, person);
    case 'time':
      return timeElement(node.seconds * 1000, node.style);
    case 'mention':
      return el('span', { class: 'mention' }, node.text);
    case 'channel':
      return el('a', { class: 'mention', href: addressOf(person, node.id) }, node.text);
    case 'spoiler':
      return renderSpoiler(children());
    default:
      return el(TAGS[node.kind] ?? 'span', { class: node.kind }, ...children());
  }
}

function renderList({ start, items }, person) {
  const entries = items.map((item) => el('li', {}, ...renderMarkdown(item, person)));
  return start === undefined ? el('ul', {}, ...entries) : el('ol', { start }, ...entries);
}

function renderSpoiler(children) {
  const inside = el('span', { class: 'inside', inert: true }, ...children);
  const spoiler = el(
    'span',
    { class: 'spoiler', role: 'button', tabindex: 0, 'aria-label': 'Spoiler: press to show' },
    inside,
  );
  const show = (event) => {
    if (event.type === 'keydown' && event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    spoiler.className = 'spoiler shown';
    for (const name of ['role', 'tabindex', 'aria-label']) spoiler.removeAttribute(name);
    inside.removeAttribute('inert');
    spoiler.removeEventListener('click', show);
    spoiler.removeEventListener('keydown', show);
  };
  spoiler.addEventListener('click', show);
  spoiler.addEventListener('keydown', show);
  return spoiler;
}
