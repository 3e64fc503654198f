import { renderParts } from './components.js';
import { addressOf, el } from './dom.js';
import { renderMarkdown } from './markdown.js';
import { timeElement } from './times.js';

const COLORS = 6;

/** Builds a message. `context` says who reads, what failed, and what pressing, choosing and dismissing do. */
export function renderMessage(message, context) {
  const { author, about, sentAtMs, isEdited, isPrivate, isThinking, content, parts, thread } = message;
  const color = Number(BigInt(author.id) % BigInt(COLORS));
  return el(
    'article',
    { class: `message ${isPrivate ? 'private' : ''}`, 'aria-label': `Message from ${author.name}` },
    about === undefined ? undefined : el('p', { class: 'about quiet' }, about),
    el('div', { class: `avatar color-${color}`, 'aria-hidden': 'true' }, author.name.slice(0, 1).toUpperCase()),
    el(
      'div',
      { class: 'body' },
      el(
        'p',
        { class: 'byline' },
        el('strong', {}, author.name),
        author.isBot ? el('span', { class: 'tag' }, 'APP') : undefined,
        timeElement(sentAtMs, 'stamp'),
      ),
      isThinking ? el('p', { class: 'thinking' }, `${author.name} is thinking…`) : undefined,
      content.length > 0 ? el('div', { class: 'text' }, ...renderMarkdown(content, context.person)) : undefined,
      ...renderParts(parts, context),
      isEdited ? el('small', { class: 'quiet' }, '(edited)') : undefined,
      thread === undefined ? undefined : renderThread(thread, context.person),
      context.fault === undefined ? undefined : el('p', { class: 'fault', role: 'alert' }, context.fault),
      isPrivate ? renderPrivate(context.dismiss) : undefined,
    ),
  );
}

function renderThread({ id, name, messageCount }, person) {
  const count = messageCount === 1 ? '1 message' : `${messageCount} messages`;
  return el(
    'a',
    { class: 'thread-link', href: addressOf(person, id) },
    el('strong', {}, name),
    el('span', {}, `${count} ›`),
  );
}

function renderPrivate(dismiss) {
  return el(
    'p',
    { class: 'only-you quiet' },
    'Only you can see this · ',
    el('button', { class: 'plain', type: 'button', on: { click: dismiss } }, 'Dismiss message'),
  );
}
