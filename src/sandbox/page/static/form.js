import { el, newElementId } from './dom.js';

/**
 * Shows a form above everything. `submit` sends what was filled in, by the fields' ids, and answers a sentence if it
 * could not be sent: then the form stays.
 */
export function openForm({ title, fields }, submit) {
  const parts = fields.map(renderField);
  const fault = el('p', { class: 'fault', role: 'alert', hidden: true });
  const heading = el('h2', { id: newElementId('form') }, title);
  const cancel = el(
    'button',
    { class: 'button secondary', type: 'button', on: { click: () => dialog.close() } },
    'Cancel',
  );
  const send = el('button', { class: 'button primary', type: 'submit' }, 'Submit');
  const form = el(
    'form',
    { novalidate: true },
    heading,
    ...parts.map(({ element }) => element),
    fault,
    el('div', { class: 'line' }, cancel, send),
  );
  const dialog = el('dialog', { class: 'form', 'aria-labelledby': heading.id }, form);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (send.getAttribute('aria-busy') === 'true') return;
    send.setAttribute('aria-busy', 'true');
    const values = parts.map(({ read }) => read()).filter((entry) => entry !== undefined);
    const sentence = await submit(Object.fromEntries(values));
    send.removeAttribute('aria-busy');
    fault.hidden = sentence === undefined;
    fault.textContent = sentence ?? '';
    if (sentence === undefined) dialog.close();
  });
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function renderField(field) {
  if (field.kind === 'note') return { element: el('p', {}, field.content), read: () => undefined };
  if (field.kind === 'unknown') {
    const text = `${field.label}: a field of type ${field.type}, which this page cannot show.`;
    return { element: el('p', { class: 'quiet' }, text), read: () => undefined };
  }
  const id = newElementId('form-field');
  const about = field.description ? `${id}-about` : undefined;
  const control = field.kind === 'text' ? renderText(field, id, about) : renderChoice(field, id, about);
  return {
    element: el(
      'div',
      { class: 'field' },
      el('label', { for: id }, field.required ? field.label : `${field.label} (optional)`),
      about && el('small', { id: about }, field.description),
      control,
    ),
    read: () => [field.customId, field.kind === 'text' ? control.value : readChoice(control)],
  };
}

function renderText({ value, placeholder, isLong, required, min, max }, id, about) {
  const shared = { id, placeholder, required, minlength: min, maxlength: max, 'aria-describedby': about };
  if (isLong) return el('textarea', { ...shared, rows: 4 }, value);
  return el('input', { ...shared, type: 'text', value, autocomplete: 'off', spellcheck: 'false' });
}

function renderChoice({ required, most, options }, id, about) {
  const entries = options.map(({ label, value, isDefault }) => el('option', { value, selected: isDefault }, label));
  const hasNone = most === 1 && !options.some(({ isDefault }) => isDefault);
  const none = hasNone ? el('option', { value: '' }, '—') : undefined;
  return el('select', { id, required, multiple: most > 1, 'aria-describedby': about }, none, ...entries);
}

function readChoice(control) {
  return [...control.selectedOptions].map(({ value }) => value).filter((value) => value !== '');
}
