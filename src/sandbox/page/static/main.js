import { act, fetchView, follow } from './api.js';
import { createComposer } from './composer.js';
import { addressOf, el } from './dom.js';
import { createDrawer } from './drawer.js';
import { openForm } from './form.js';
import { renderTags } from './forum.js';
import { createMessageList } from './messages.js';
import { placesOf } from './places.js';
import { renderPeople, renderSidebar } from './sidebar.js';
import { refreshTimes, setClock } from './times.js';

/** Times pass, and the sandbox's clock may have been moved. */
const REFRESH_EVERY_MS = 30_000;

const at = (id) => document.getElementById(id);
const [sidebar, menu, veil, title, about, person, notice, list] = [
  'sidebar',
  'menu',
  'veil',
  'title',
  'about',
  'person',
  'notice',
  'messages',
].map(at);
const state = { view: undefined, isConnected: true, loading: undefined, isStale: false };

const messages = createMessageList({
  list,
  newer: at('newer'),
  act: press,
  findMenu: () => act({ action: 'menu', as: state.view.as, channelId: state.view.open.id }),
});
const composer = createComposer(at('composer'), { view: () => state.view, done: show });

/** As clients word it when the bot says nothing. */
const FAILED = {
  submit: 'Something went wrong. Try again.',
  'use-on-message': 'The application did not respond',
  'use-on-person': 'The application did not respond',
};
const drawer = createDrawer({
  element: at('drawer'),
  toggle: at('drawer-toggle'),
  view: () => state.view,
  changed: refresh,
});

async function press(action) {
  try {
    const reply = await act({ ...action, as: state.view.as });
    if (reply.kind === 'none') return FAILED[action.action] ?? 'This interaction failed';
    await show(reply);
  } catch (error) {
    return error.message;
  }
}

/** What somebody did has an answer: a form is opened, a new message is brought into view. */
async function show(reply) {
  if (reply.kind === 'modal') {
    const { interactionId } = reply.form;
    const submit = (values) => press({ action: 'submit', interactionId, values });
    openForm(reply.form, { places: placesOf(state.view), submit });
    return;
  }
  await refresh();
  if (reply.kind === 'message') messages.reveal();
}

/** Reads the view again. While one is on its way the next waits for it, and one is enough for all who ask. */
function refresh() {
  if (state.loading !== undefined) {
    state.isStale = true;
    return state.loading;
  }
  state.loading = load().finally(() => {
    state.loading = undefined;
  });
  return state.loading;
}

async function load() {
  do {
    state.isStale = false;
    const { hash } = location;
    const [who, channel] = hash.slice(1).split('/');
    try {
      const view = await fetchView({ person: who, channel });
      // Somebody has gone elsewhere meanwhile: the hash is theirs.
      if (location.hash === hash) apply(view);
      else state.isStale = true;
      tellConnected(true);
    } catch {
      tellConnected(false);
    }
  } while (state.isStale);
}

function apply(view) {
  const isElsewhere = state.view?.as !== view.as || state.view?.open?.id !== view.open?.id;
  state.view = view;
  setClock(view.nowMs);
  if (view.open !== undefined) history.replaceState(null, '', addressOf(view.as, view.open.id));
  const name = nameOf(view.open);
  const { parent } = view.open ?? {};
  title.replaceChildren(
    ...(parent === undefined ? [] : [el('span', { class: 'parent' }, `# ${parent.name} › `)]),
    name,
  );
  // All of it, where it does not fit.
  title.title = title.textContent;
  tellAbout(view.open);
  document.title = `${name} · Paperboy sandbox`;
  renderSidebar(sidebar, view);
  renderPeople(person, view);
  messages.update(view);
  refreshTimes(list);
  if (isElsewhere) composer.reset();
  composer.update();
  drawer.update();
  tellNotice();
}

function nameOf(open) {
  if (open === undefined) return 'Paperboy sandbox';
  if (open.kind === 'dm' || open.kind === 'private') return `@ ${open.name}`;
  const sign = open.posts === undefined ? '#' : '≡';
  return open.parent === undefined ? `${sign} ${open.name}` : open.name;
}

/** What there is to know of a thread: whether it is closed, and a post's tags. */
function tellAbout(open) {
  const { isArchived, isLocked, tags = [] } = open ?? {};
  const states = [isArchived && 'Archived', isLocked && 'Locked'].filter(Boolean);
  about.replaceChildren(...[renderTags(tags), states.join(' · ')].filter(Boolean));
  about.hidden = about.childNodes.length === 0;
}

function tellConnected(isConnected) {
  if (state.isConnected === isConnected) return;
  state.isConnected = isConnected;
  tellNotice();
}

function tellNotice() {
  const text = state.isConnected ? state.view?.notice : 'The sandbox does not answer. Trying again…';
  if (notice.textContent !== (text ?? '')) notice.textContent = text ?? '';
  notice.hidden = text === undefined;
}

function toggleMenu(isOpen) {
  document.body.classList.toggle('menu-open', isOpen);
  menu.setAttribute('aria-expanded', String(isOpen));
  // It lies over all else: whoever opened it goes on in it, and comes back to where they were.
  if (isOpen) sidebar.querySelector('a[aria-current], a')?.focus();
  else if (sidebar.contains(document.activeElement)) menu.focus();
}

menu.addEventListener('click', () => toggleMenu(!document.body.classList.contains('menu-open')));
veil.addEventListener('click', () => toggleMenu(false));
document.addEventListener('keydown', ({ key }) => {
  if (key === 'Escape') toggleMenu(false);
});
person.addEventListener('change', () => {
  location.hash = addressOf(person.value, state.view.open?.id ?? '');
});
window.addEventListener('hashchange', () => {
  toggleMenu(false);
  refresh();
});
follow({
  changed: refresh,
  connected(isConnected) {
    tellConnected(isConnected);
    if (isConnected) refresh();
  },
});
setInterval(refresh, REFRESH_EVERY_MS);
refresh();
