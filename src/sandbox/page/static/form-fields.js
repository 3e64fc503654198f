import { el, newElementId } from './dom.js';
import { listPlaces } from './places.js';

/**
 * A form's field. `places` holds what can be picked. It answers its `element`, and `read`, which answers the field's id
 * and what is in it, or undefined if nothing is ever in it.
 */
export function createFormField(field, places) {
  switch (field.kind) {
    case 'note':
      return { element: el('p', {}, field.content), read: () => undefined };
    case 'text':
      return createText(field);
    case 'tick':
      return createTick(field);
    case 'choice':
      return createChoosing(field, field.options);
    case 'pick':
      return createChoosing(field, listPicks(field, places));
    default: {
      const text = `${field.label}: a field of type ${field.type}, which this page cannot show.`;
      return { element: el('p', { class: 'quiet' }, text), read: () => undefined };
    }
  }
}

function listPicks({ takes, channelTypes, chosen }, places) {
  return listPlaces(takes, places, channelTypes).map(({ name, value }) => ({
    label: name,
    value,
    isDefault: chosen.includes(value),
  }));
}

function createText({ customId, value, placeholder, isLong, required, max, ...field }) {
  const id = newElementId('form-field');
  const shared = { id, placeholder, 'aria-required': String(required), 'aria-describedby': aboutId(id, field) };
  const control = isLong
    ? el('textarea', { ...shared, rows: 4 }, value)
    : el('input', { ...shared, type: 'text', value, autocomplete: 'off', spellcheck: 'false' });
  const count = el('small', { class: 'count', 'aria-hidden': 'true' });
  const tell = () => {
    const length = [...control.value].length;
    count.textContent = `${length} / ${max}`;
    control.setAttribute('aria-invalid', String(length > max));
  };
  control.addEventListener('input', tell);
  tell();
  return { element: labelled(id, { ...field, required }, control, count), read: () => [customId, control.value] };
}

function createTick({ customId, label, description, isTicked }) {
  const id = newElementId('form-field');
  const about = aboutId(id, { description });
  const control = el('input', { id, type: 'checkbox', checked: isTicked, 'aria-describedby': about });
  const element = el(
    'div',
    { class: 'field' },
    el('label', { class: 'box', for: id }, control, label),
    about && el('small', { id: about }, description),
  );
  return { element, read: () => [customId, control.checked] };
}

/** One of several in a select or by radio buttons, several of them by boxes. */
function createChoosing(field, options) {
  const { customId, look, required, most } = field;
  if (look !== 'radios' && look !== 'boxes' && most === 1) return createSelect(field, options);
  const type = look === 'radios' ? 'radio' : 'checkbox';
  const id = newElementId('form-field');
  const boxes = options.map((option) =>
    el('input', { type, name: id, value: option.value, checked: option.isDefault }),
  );
  const about = aboutId(id, field);
  const element = el(
    'fieldset',
    { class: 'field', 'aria-describedby': about, 'aria-required': type === 'radio' ? String(required) : undefined },
    el('legend', {}, labelOf(field)),
    about && el('small', { id: about }, describe(field)),
    ...options.map((option, index) =>
      el(
        'label',
        { class: 'box' },
        boxes[index],
        el('span', {}, option.label, option.description ? el('small', {}, ` ${option.description}`) : undefined),
      ),
    ),
  );
  const chosen = () => boxes.filter(({ checked }) => checked).map(({ value }) => value);
  return { element, read: () => [customId, type === 'radio' ? (chosen()[0] ?? '') : chosen()] };
}

function createSelect(field, options) {
  const { customId, required } = field;
  const id = newElementId('form-field');
  const hasNone = !required || !options.some(({ isDefault }) => isDefault);
  const none = hasNone ? el('option', { value: '' }, '—') : undefined;
  const entries = options.map(({ label, value, isDefault }) => el('option', { value, selected: isDefault }, label));
  const shared = { id, 'aria-required': String(required), 'aria-describedby': aboutId(id, field) };
  const control = el('select', shared, none, ...entries);
  return { element: labelled(id, field, control), read: () => [customId, control.value === '' ? [] : [control.value]] };
}

function labelled(id, field, ...controls) {
  const about = aboutId(id, field);
  return el(
    'div',
    { class: 'field' },
    el('label', { for: id }, labelOf(field)),
    about && el('small', { id: about }, describe(field)),
    ...controls,
  );
}

function labelOf({ label, required }) {
  return required ? label : `${label} (optional)`;
}

function aboutId(id, field) {
  return describe(field) === '' ? undefined : `${id}-about`;
}

/** What the field is for, and how many may be chosen in it. */
function describe({ description, least, most }) {
  if (most === undefined || most <= 1) return description;
  const count = least === most ? `Choose ${most}.` : `Choose up to ${most}.`;
  return [description, count].filter(Boolean).join(' ');
}
