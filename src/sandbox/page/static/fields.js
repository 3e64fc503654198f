import { el, newElementId } from './dom.js';
import { offerSuggestions } from './suggestions.js';

/** Discord's numbers of option types. */
const TYPE = { string: 3, integer: 4, boolean: 5, user: 6, channel: 7, role: 8, mentionable: 9, number: 10 };
const DEBOUNCE_MS = 150;

/**
 * A labelled field for an option of a command.
 *
 * `places` holds what can be picked: channels, roles and members. `complete` asks the bot. The field's `read` answers
 * the value, undefined if it was left out; `fault` a sentence if it cannot be sent so.
 */
export function createField(option, { places, complete }) {
  const id = newElementId('option');
  const control = createControl(option, id, places);
  const suggestions = option.autocomplete ? offerChoices(control, option, complete) : undefined;
  const name = option.required ? `${option.name} (required)` : option.name;
  return {
    name: option.name,
    element: el(
      'div',
      { class: 'field' },
      el('label', { for: id }, name),
      control,
      el('small', { id: `${id}-about` }, option.description),
      suggestions?.list,
    ),
    focus: () => control.focus(),
    read: () => readValue(option, control),
    fault() {
      if (control.validity.valid) return undefined;
      return `${option.name}: ${control.validity.valueMissing ? 'this option is needed.' : control.validationMessage}`;
    },
  };
}

function createControl(option, id, places) {
  const shared = { id, required: option.required, 'aria-describedby': `${id}-about` };
  const choices = listChoices(option, places);
  if (choices !== undefined) {
    const entries = choices.map(({ name, value }) => el('option', { value }, name));
    return el('select', shared, el('option', { value: '' }, '—'), ...entries);
  }
  if (option.type === TYPE.integer || option.type === TYPE.number) {
    const step = option.type === TYPE.integer ? 1 : 'any';
    // A number that completes is typed as text, because what is chosen shows its name.
    const type = option.autocomplete ? 'text' : 'number';
    return el('input', { ...shared, type, step, min: option.min_value, max: option.max_value });
  }
  const length = { minlength: option.min_length, maxlength: option.max_length };
  return el('input', { ...shared, ...length, type: 'text', autocomplete: 'off', spellcheck: 'false' });
}

function listChoices({ type, choices, channel_types: channelTypes }, { channels, roles, members }) {
  if (choices !== undefined && choices.length > 0) return choices;
  const named = (list, sign) => list.map(({ id, name }) => ({ name: sign + name.replace(/^@/, ''), value: id }));
  switch (type) {
    case TYPE.boolean:
      return [
        { name: 'Yes', value: 'true' },
        { name: 'No', value: 'false' },
      ];
    case TYPE.channel:
      return named(
        channels.filter((channel) => channelTypes?.includes(channel.type) ?? true),
        '#',
      );
    case TYPE.role:
      return named(roles, '@');
    case TYPE.user:
      return named(members, '@');
    case TYPE.mentionable:
      return [...named(roles, '@'), ...named(members, '@')];
    default:
      return undefined;
  }
}

/** What is chosen shows its name; what is sent is its value, as long as the name stands there untouched. */
function offerChoices(control, option, complete) {
  return offerSuggestions(control, {
    debounceMs: DEBOUNCE_MS,
    find: async () => (await complete(option.name)).map((choice) => ({ label: choice.name, value: choice.value })),
    choose({ label, value }) {
      control.value = label;
      control.dataset.label = label;
      control.dataset.value = String(value);
    },
  });
}

function readValue({ type }, control) {
  if (control.value === '') return undefined;
  const { label, value } = control.dataset;
  const text = label !== undefined && label === control.value ? value : control.value;
  if (type === TYPE.boolean) return text === 'true';
  const isNumber = type === TYPE.integer || type === TYPE.number;
  // What is no number goes as it is: the sandbox refuses it with a reason.
  return isNumber && Number.isFinite(Number(text)) ? Number(text) : text;
}
