import { act } from './api.js';
import { el } from './dom.js';
import { createField } from './fields.js';
import { placesOf } from './places.js';

/** The options of the command that was chosen, as fields. `view` answers what the page shows; `cancel` leaves it. */
export function createCommandForm({ view, cancel }) {
  const element = el('section', { class: 'command', hidden: true });
  const state = { offered: undefined, fields: [] };

  const complete = async (focused) => {
    const { as, open } = view();
    const asked = { as, channelId: open?.id, command: state.offered.name, focused };
    return (await act({ action: 'complete', ...asked, options: { [focused]: '', ...optionsOf(state.fields) } }))
      .choices;
  };
  return {
    element,
    /** The command; undefined if none is chosen. */
    offered: () => state.offered,
    /** Shows a command, filled with what was typed of its options. Answers sentences on what cannot be taken. */
    open(offered, values = {}) {
      const places = placesOf(view());
      state.offered = offered;
      state.fields = offered.options.map((option) => createField(option, { places, complete }));
      element.setAttribute('aria-label', `Options of /${offered.name}`);
      element.replaceChildren(renderHead(offered, cancel), renderFields(state.fields));
      element.hidden = false;
      return state.fields
        .filter(({ name, write }) => values[name] !== undefined && !write(values[name]))
        .map(({ name }) => `${name}: “${values[name]}” is not one of the options.`);
    },
    close() {
      state.offered = undefined;
      state.fields = [];
      element.hidden = true;
      element.replaceChildren();
    },
    /** Sentences on what cannot be sent so; the first field of them is given the focus. */
    check() {
      const faults = state.fields.map((field) => field.fault());
      state.fields[faults.findIndex((fault) => fault !== undefined)]?.focus();
      return faults.filter((fault) => fault !== undefined);
    },
    /** What was filled in, by option. */
    options: () => optionsOf(state.fields),
    /** Gives the first field the focus. Answers whether there is one. */
    focus() {
      state.fields[0]?.focus();
      return state.fields.length > 0;
    },
  };
}

function renderHead({ name, description }, cancel) {
  const button = { class: 'plain', type: 'button', 'aria-label': 'Cancel the command', on: { click: cancel } };
  return el(
    'p',
    { class: 'command-name' },
    el('strong', {}, `/${name}`),
    el('span', { class: 'quiet' }, description),
    el('button', button, '✕'),
  );
}

function renderFields(fields) {
  return el('div', { class: 'fields' }, ...fields.map(({ element }) => element));
}

function optionsOf(fields) {
  return Object.fromEntries(
    fields.map((field) => [field.name, field.read()]).filter(([, value]) => value !== undefined),
  );
}
