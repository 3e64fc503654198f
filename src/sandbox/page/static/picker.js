import { el, newElementId } from './dom.js';

/** Half of the screen: a list that begins below it opens upwards. */
const MIDDLE = 0.5;

/** A select. One choice is sent as soon as it is made; several once they are confirmed. */
export function renderPicker({ customId, placeholder, disabled, min, max, options }, choose) {
  const id = newElementId('picker');
  const isMultiple = max > 1;
  const chosen = new Set(options.filter(({ isDefault }) => isDefault).map(({ value }) => value));
  const label = options
    .filter(({ value }) => chosen.has(value))
    .map((option) => option.label)
    .join(', ');
  const button = el(
    'button',
    {
      class: 'picker-button',
      type: 'button',
      disabled,
      'data-key': customId,
      'aria-haspopup': 'listbox',
      'aria-expanded': 'false',
      'aria-controls': id,
    },
    el('span', { class: label ? '' : 'quiet' }, label || placeholder),
    el('span', { 'aria-hidden': 'true' }, '▾'),
  );
  const entries = options.map((option) => renderEntry(option, chosen.has(option.value)));
  const list = el(
    'div',
    {
      id,
      class: 'picker-list',
      role: 'listbox',
      'aria-label': placeholder,
      'aria-multiselectable': isMultiple ? 'true' : undefined,
    },
    ...entries,
  );
  const panel = el('div', { class: 'picker-panel', hidden: true }, list);
  const picker = el('div', { class: 'picker' }, button, panel);

  const close = (refocus) => {
    panel.hidden = true;
    button.setAttribute('aria-expanded', 'false');
    if (refocus) button.focus({ preventScroll: true });
  };
  const send = async (values) => {
    close(true);
    if (button.getAttribute('aria-busy') === 'true') return;
    button.setAttribute('aria-busy', 'true');
    await choose(values);
    button.removeAttribute('aria-busy');
  };
  const pick = (entry) => {
    const { value } = entry.dataset;
    if (!isMultiple) {
      void send([value]);
      return;
    }
    if (!chosen.delete(value) && chosen.size < max) chosen.add(value);
    entry.setAttribute('aria-selected', String(chosen.has(value)));
  };
  if (isMultiple) {
    const done = () => {
      if (chosen.size >= min) void send([...chosen]);
    };
    panel.append(el('button', { class: 'button primary', type: 'button', on: { click: done } }, 'Done'));
  }
  button.addEventListener('click', () => (panel.hidden ? open({ button, panel, entries }) : close(true)));
  list.addEventListener('click', ({ target }) => {
    const entry = target.closest('[role=option]');
    if (entry !== null) pick(entry);
  });
  panel.addEventListener('keydown', (event) => move(event, { entries, pick, close }));
  picker.addEventListener('focusout', ({ relatedTarget }) => {
    if (!picker.contains(relatedTarget)) close(false);
  });
  return picker;
}

function renderEntry({ label, value, description }, isChosen) {
  return el(
    'div',
    { class: 'picker-entry', role: 'option', tabindex: -1, 'data-value': value, 'aria-selected': String(isChosen) },
    el('span', {}, label),
    description ? el('small', {}, description) : undefined,
  );
}

function open({ button, panel, entries }) {
  panel.dataset.side = button.getBoundingClientRect().top > window.innerHeight * MIDDLE ? 'up' : 'down';
  panel.hidden = false;
  button.setAttribute('aria-expanded', 'true');
  const first = entries.find((entry) => entry.getAttribute('aria-selected') === 'true') ?? entries[0];
  first?.focus({ preventScroll: true });
  panel.scrollIntoView({ block: 'nearest' });
}

function move(event, { entries, pick, close }) {
  const at = entries.indexOf(document.activeElement);
  const targets = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: entries.length - 1 };
  if (event.key === 'Escape') close(true);
  else if ((event.key === 'Enter' || event.key === ' ') && at >= 0) pick(entries[at]);
  else if (event.key in targets) entries.at(targets[event.key] % entries.length)?.focus();
  else return;
  event.preventDefault();
}
