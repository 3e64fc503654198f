import { addressOf, el } from './dom.js';
import { timeElement } from './times.js';

/** Builds a forum's posts, those that are open first. */
export function renderPosts(posts, person) {
  if (posts.length === 0) return [el('p', { class: 'empty quiet' }, 'Nobody has posted here yet.')];
  const [open, archived] = [false, true].map((isOld) => posts.filter(({ isArchived }) => isArchived === isOld));
  return [renderGroup('Posts', open, person), renderGroup('Older posts', archived, person)].filter(Boolean);
}

function renderGroup(name, posts, person) {
  if (posts.length === 0) return undefined;
  return el(
    'section',
    { class: 'posts', 'aria-label': name },
    el('h2', {}, name),
    el('ul', {}, ...posts.map((post) => el('li', {}, renderPost(post, person)))),
  );
}

function renderPost({ id, name, author, tags, messageCount, activeAtMs, isLocked }, person) {
  const count = messageCount === 1 ? '1 message' : `${messageCount} messages`;
  return el(
    'a',
    { class: 'post', href: addressOf(person, id) },
    renderTags(tags),
    el('strong', {}, name),
    el(
      'span',
      { class: 'quiet' },
      `${author} · ${count} · `,
      timeElement(activeAtMs, 'R'),
      isLocked ? ' · locked' : '',
    ),
  );
}

/** A post's tags, in a line. */
export function renderTags(tags) {
  if (tags.length === 0) return undefined;
  return el('span', { class: 'post-tags' }, ...tags.map((tag) => el('span', { class: 'post-tag' }, tag)));
}
