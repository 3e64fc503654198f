import { el, newElementId } from './dom.js';
import { createFormField } from './form-fields.js';

/**
 * Shows a form above everything. `places` holds what can be picked in it. `submit` sends what was filled in, by the
 * fields' ids, and answers a sentence if it could not be sent: then the form stays.
 */
export function openForm({ title, fields }, { places, submit }) {
  const parts = fields.map((field) => createFormField(field, places));
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
