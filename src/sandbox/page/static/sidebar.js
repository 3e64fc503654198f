import { addressOf, el } from './dom.js';

/** Discord's numbers of channel types, where they have a sign of their own. */
const SIGNS = { 2: '♪', 5: '!', 15: '≡' };

/** Servers, their channels and threads, and conversations. */
export function renderSidebar(sidebar, { servers, dms, as, open }) {
  const key = JSON.stringify([servers, dms, as, open?.id]);
  if (sidebar.dataset.key === key) return;
  sidebar.dataset.key = key;
  const focused = sidebar.contains(document.activeElement) ? document.activeElement.getAttribute('href') : undefined;
  const entry = (place, { sign, className = '' }) =>
    el(
      'a',
      {
        class: `entry ${className}`,
        href: addressOf(as, place.id),
        'aria-current': place.id === open?.id ? 'page' : undefined,
      },
      el('span', { class: 'sign', 'aria-hidden': 'true' }, sign),
      el('span', { class: 'name', title: place.name }, place.name),
    );
  const list = (label, entries) =>
    entries.length === 0
      ? undefined
      : [el('h2', {}, label), el('ul', {}, ...entries.map((each) => el('li', {}, each)))];
  const groups = servers.flatMap(({ name, channels }) =>
    list(
      name,
      channels.flatMap((channel) => [
        entry(channel, { sign: SIGNS[channel.type] ?? '#' }),
        ...channel.threads.map((thread) => entry(thread, { sign: '↳', className: 'thread' })),
      ]),
    ),
  );
  const direct = list(
    'Direct messages',
    dms.map((dm) => entry(dm, { sign: '@' })),
  );
  sidebar.replaceChildren(...[...groups, ...(direct ?? [])].filter((node) => node !== undefined));
  if (focused !== undefined) sidebar.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus();
}

/** The people whom the reader can be. */
export function renderPeople(select, { people, as }) {
  const key = JSON.stringify([people, as]);
  if (select.dataset.key === key) return;
  select.dataset.key = key;
  select.replaceChildren(
    ...people.map(({ id, name, isAdmin, isReader }) => {
      const note = isAdmin ? ' (admin)' : isReader ? ' (may only read)' : '';
      return el('option', { value: id, selected: id === as }, `${name}${note}`);
    }),
  );
  select.value = as;
}
