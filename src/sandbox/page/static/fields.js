import { checkOption, TYPE } from './checks.js';
import { el, newElementId } from './dom.js';
import { listPlaces } from './places.js';
import { offerSuggestions } from './suggestions.js';

const DEBOUNCE_MS = 150;
const TAKES = {
  [TYPE.channel]: 'channel',
  [TYPE.role]: 'role',
  [TYPE.user]: 'user',
  [TYPE.mentionable]: 'mentionable',
};

/**
 * A labelled field for an option of a command.
 *
 * `places` holds what can be picked: channels, roles and members. `complete` asks the bot. The field's `read` answers
 * the value, undefined if it was left out; `fault` a sentence if it cannot be sent so; `write` takes what was typed
 * elsewhere.
 */
export function createField(option, { places, complete }) {
  const id = newElementId('option');
  const control = createControl(option, id, places);
  const suggestions = option.autocomplete ? offerChoices(control, option, complete) : undefined;
  const name = option.required ? `${option.name} (required)` : option.name;
  const fault = () => {
    const sentence = checkOption(option, readValue(option, control));
    if (sentence === undefined) control.removeAttribute('aria-invalid');
    else control.setAttribute('aria-invalid', 'true');
    return sentence === undefined ? undefined : `${option.name}: ${sentence}`;
  };
  control.addEventListener('change', fault);
  return {
    name: option.name,
    element: el(
      'div',
      { class: 'field' },
      el('label', { for: id }, name),
      control,
      el('small', { id: `${id}-about` }, describe(option)),
      suggestions?.list,
    ),
    focus: () => control.focus(),
    read: () => readValue(option, control),
    write: (text) => write(control, text),
    fault,
  };
}

function createControl(option, id, places) {
  const shared = { id, 'aria-required': option.required ? 'true' : undefined, 'aria-describedby': `${id}-about` };
  const choices = listChoices(option, places);
  if (choices !== undefined) {
    const entries = choices.map(({ name, value }) => el('option', { value }, name));
    return el('select', shared, el('option', { value: '' }, '—'), ...entries);
  }
  // Numbers too are typed as text: what is no number has to be read to be told of.
  const inputmode = { [TYPE.integer]: 'numeric', [TYPE.number]: 'decimal' }[option.type];
  return el('input', { ...shared, inputmode, type: 'text', autocomplete: 'off', spellcheck: 'false' });
}

function listChoices({ type, choices, channel_types: channelTypes }, places) {
  if (choices !== undefined && choices.length > 0) return choices;
  if (type === TYPE.boolean) {
    return [
      { name: 'True', value: 'true' },
      { name: 'False', value: 'false' },
    ];
  }
  return TAKES[type] === undefined ? undefined : listPlaces(TAKES[type], places, channelTypes);
}

/** What is chosen shows its name; what is sent is its value, as long as the name stands there untouched. */
function offerChoices(control, option, complete) {
  return offerSuggestions(control, {
    debounceMs: DEBOUNCE_MS,
    find: async () => (await complete(option.name)).map((choice) => ({ label: choice.name, value: choice.value })),
    emptyText: 'No options match your search.',
    choose({ label, value }) {
      control.value = label;
      control.dataset.label = label;
      control.dataset.value = String(value);
      control.removeAttribute('aria-invalid');
    },
  });
}

/** What the option takes, beside what it is for. */
function describe({ description, type, min_value: min, max_value: max, max_length: most }) {
  const isNumber = type === TYPE.integer || type === TYPE.number;
  if (isNumber && (min !== undefined || max !== undefined)) return `${description} (${min ?? '…'} to ${max ?? '…'})`;
  return type === TYPE.string && most !== undefined ? `${description} (at most ${most} characters)` : description;
}

function readValue({ type }, control) {
  if (control.value === '') return undefined;
  const { label, value } = control.dataset;
  const text = label !== undefined && label === control.value ? value : control.value;
  if (type === TYPE.boolean) return text === 'true' ? true : text === 'false' ? false : text;
  const isNumber = type === TYPE.integer || type === TYPE.number;
  // What is no number goes as it is: that is what is wrong with it.
  return isNumber && text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}

/** A select is given what is called so. @returns whether it has that */
function write(control, text) {
  if (control.tagName !== 'SELECT') {
    control.value = text;
    return true;
  }
  const wanted = text.toLowerCase();
  const found = [...control.options].find(
    ({ value, label }) =>
      value === text || [label, label.replace(/^[#@]/, '')].some((name) => name.toLowerCase() === wanted),
  );
  if (found !== undefined) control.value = found.value;
  return found !== undefined;
}
