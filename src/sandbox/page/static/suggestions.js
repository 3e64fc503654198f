import { el, newElementId } from './dom.js';

const MARGIN_PX = 8;
const GAP_PX = 6;
const LEAST_PX = 280;
const MOST_PX = 320;
/** With as much of it below, the list opens downwards. */
const ROOM_PX = 160;

/**
 * Offers what may be meant while somebody types into `input`: a combobox.
 *
 * `find` takes the text and answers, now or later, `{ label, detail }` items; `choose` takes the one that was chosen.
 * With `eager` the first is chosen by Enter; else Enter is none of ours until an arrow has gone to one. Where nothing
 * is found `emptyText` says so; a `find` that throws is shown by its message.
 */
export function offerSuggestions(input, { find, choose, debounceMs = 0, eager = false, emptyText }) {
  const list = el('div', { id: newElementId('suggestions'), class: 'suggestions', role: 'listbox', hidden: true });
  const state = { input, list, items: [], at: -1, asked: 0, timer: undefined, find, eager, emptyText, text: '' };
  for (const [name, value] of [
    ['role', 'combobox'],
    ['aria-autocomplete', 'list'],
    ['aria-expanded', 'false'],
    ['aria-controls', list.id],
    ['autocomplete', 'off'],
  ]) {
    input.setAttribute(name, value);
  }
  const take = (at) => {
    const item = state.items[at];
    close(state);
    if (item !== undefined) choose(item);
  };
  input.addEventListener('input', () => {
    clearTimeout(state.timer);
    state.timer = setTimeout(() => search(state), debounceMs);
  });
  input.addEventListener('focus', () => {
    if (!eager) void search(state);
  });
  input.addEventListener('blur', () => close(state));
  input.addEventListener('keydown', (event) => steer(event, state, take));
  // Before the input loses the focus.
  list.addEventListener('pointerdown', (event) => {
    event.preventDefault();
    const entry = event.target.closest('[role=option]');
    if (entry !== null) take([...list.children].indexOf(entry));
  });
  return { list, close: () => close(state) };
}

async function search(state) {
  state.asked += 1;
  const { asked, input } = state;
  let items = [];
  let note = state.emptyText;
  try {
    items = await state.find(input.value);
  } catch (error) {
    note = error.message;
  }
  // An answer that comes late belongs to another text.
  if (asked !== state.asked || document.activeElement !== input) return;
  show(state, items, note);
}

function show(state, items, note) {
  const { input, list } = state;
  state.items = items;
  state.text = input.value;
  if (items.length === 0 && note === undefined) {
    close(state);
    return;
  }
  const nothing =
    items.length === 0 ? [el('div', { role: 'option', 'aria-disabled': 'true', class: 'quiet' }, note)] : [];
  list.replaceChildren(
    ...nothing,
    ...items.map(({ label, detail }, index) =>
      el(
        'div',
        { id: `${list.id}-${index}`, role: 'option', 'aria-selected': 'false' },
        el('span', {}, label),
        detail ? el('small', {}, detail) : undefined,
      ),
    ),
  );
  list.hidden = false;
  input.setAttribute('aria-expanded', 'true');
  place(list, input);
  mark(state, state.eager ? 0 : -1);
}

/** Where there is room beside the input, the list lies over all else: what is around the input may scroll. */
function place(list, input) {
  const { left, top, bottom, width } = input.getBoundingClientRect();
  const below = window.innerHeight - bottom;
  const isBelow = below > Math.min(top, ROOM_PX);
  const wide = Math.min(Math.max(width, LEAST_PX), window.innerWidth - 2 * MARGIN_PX);
  list.style.left = `${Math.max(MARGIN_PX, Math.min(left, window.innerWidth - wide - MARGIN_PX))}px`;
  list.style.width = `${wide}px`;
  list.style.top = isBelow ? `${bottom + GAP_PX}px` : 'auto';
  list.style.bottom = isBelow ? 'auto' : `${window.innerHeight - top + GAP_PX}px`;
  list.style.maxHeight = `${Math.min(MOST_PX, (isBelow ? below : top) - 2 * MARGIN_PX)}px`;
}

function mark(state, at) {
  const { input, list, items } = state;
  state.at = at < items.length ? at : -1;
  for (const [index, entry] of [...list.children].entries()) entry.setAttribute('aria-selected', String(index === at));
  const entry = items.length > 0 ? list.children[at] : undefined;
  if (entry === undefined) {
    input.removeAttribute('aria-activedescendant');
    return;
  }
  input.setAttribute('aria-activedescendant', entry.id);
  entry.scrollIntoView({ block: 'nearest' });
}

function steer(event, state, take) {
  if (state.list.hidden || event.isComposing) return;
  const { key } = event;
  const count = state.items.length;
  if (count === 0 && key !== 'Escape') return;
  if (key === 'ArrowDown') mark(state, (state.at + 1) % count);
  else if (key === 'ArrowUp') mark(state, state.at <= 0 ? count - 1 : state.at - 1);
  // What is offered for an earlier text was not chosen.
  else if ((key === 'Enter' || key === 'Tab') && state.at >= 0 && state.text === state.input.value) take(state.at);
  else if (key === 'Escape') close(state);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function close(state) {
  clearTimeout(state.timer);
  state.asked += 1;
  state.items = [];
  state.at = -1;
  state.list.hidden = true;
  state.input.setAttribute('aria-expanded', 'false');
  state.input.removeAttribute('aria-activedescendant');
}
