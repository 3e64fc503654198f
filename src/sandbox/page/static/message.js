import { renderParts } from './components.js';
import { addressOf, el } from './dom.js';
import { renderEmbeds } from './embeds.js';
import { renderMarkdown } from './markdown.js';
import { timeElement } from './times.js';

const COLORS = 6;

/** Builds a message. `context` says who reads, what failed, and what pressing, choosing, dismissing and the menu do. */
export function renderMessage(message, context) {
  const { author, about, sentAtMs, isEdited, isPrivate, content, embeds, parts, thread } = message;
  const color = Number(BigInt(author.id) % BigInt(COLORS));
  const menu = message.hasMenu ? renderMenuButton(context.menu) : undefined;
  const element = el(
    'article',
    { class: classOf(message), 'aria-label': `Message from ${author.name}` },
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
        menu,
      ),
      renderWaiting(message),
      content.length > 0 ? el('div', { class: 'text' }, ...renderMarkdown(content, context.person)) : undefined,
      ...renderEmbeds(embeds, context.person),
      ...renderParts(parts, context),
      isEdited ? el('small', { class: 'quiet' }, '(edited)') : undefined,
      thread === undefined ? undefined : renderThread(thread, context.person),
      context.fault === undefined ? undefined : el('p', { class: 'fault', role: 'alert' }, context.fault),
      isPrivate ? renderPrivate(context.dismiss) : undefined,
    ),
  );
  if (menu !== undefined) openByPointer(element, menu);
  return element;
}

function classOf({ isPrivate, isForReader }) {
  return ['message', isPrivate && 'private', isForReader && 'for-reader'].filter(Boolean).join(' ');
}

/** An answer that the bot has promised. */
function renderWaiting({ author, isThinking, isUnanswered }) {
  if (isThinking) return el('p', { class: 'thinking' }, `${author.name} is thinking…`);
  return isUnanswered ? el('p', { class: 'fault' }, 'The application did not respond') : undefined;
}

function renderMenuButton(open) {
  const button = el(
    'button',
    {
      class: 'plain more',
      type: 'button',
      'aria-label': 'Apps',
      title: 'Apps',
      'aria-haspopup': 'menu',
      'aria-expanded': 'false',
      'data-key': 'menu',
      on: { click: () => open(button) },
    },
    '⋯',
  );
  return button;
}

/** The menu that a right click, or a long press, opens in a client; a link keeps the browser's own. */
function openByPointer(element, button) {
  element.addEventListener('contextmenu', (event) => {
    if (event.target.closest('a, input, textarea') !== null || !document.getSelection().isCollapsed) return;
    event.preventDefault();
    button.click();
  });
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
