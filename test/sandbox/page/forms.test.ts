import { expect, test } from 'vitest';
import { viewForm } from '../../../src/sandbox/page/forms.ts';
import { readModal } from '../../../src/sandbox/validation/modal.ts';

test('a form is shown with what is in it, and with Discord’s defaults', () => {
  const modal = readModal({
    custom_id: 'f',
    title: 'Edit',
    components: [
      { type: 10, content: 'Read this.' },
      {
        type: 18,
        label: 'Time',
        description: 'HH:MM',
        component: { type: 4, custom_id: 't', style: 1, value: '9:00' },
      },
      {
        type: 18,
        label: 'Day',
        component: { type: 3, custom_id: 'd', options: [{ label: 'A', value: 'a', default: true }], required: false },
      },
      {
        type: 18,
        label: 'Who',
        component: { type: 5, custom_id: 'w', default_values: [{ id: '123456789012345678', type: 'user' }] },
      },
      { type: 18, label: 'Where', component: { type: 8, custom_id: 'c', channel_types: [0] } },
    ],
  });
  const text = { value: '9:00', placeholder: '', isLong: false, required: true, min: 0, max: 4_000 };
  const one = { required: true, least: 1, most: 1 };
  expect(viewForm(modal, '7')).toEqual({
    interactionId: '7',
    title: 'Edit',
    fields: [
      { kind: 'note', content: 'Read this.' },
      { kind: 'text', customId: 't', label: 'Time', description: 'HH:MM', ...text },
      {
        kind: 'choice',
        look: 'select',
        customId: 'd',
        label: 'Day',
        description: '',
        required: false,
        least: 1,
        most: 1,
        options: [{ label: 'A', value: 'a', description: '', isDefault: true }],
      },
      {
        kind: 'pick',
        takes: 'user',
        customId: 'w',
        label: 'Who',
        description: '',
        ...one,
        chosen: ['123456789012345678'],
      },
      {
        kind: 'pick',
        takes: 'channel',
        customId: 'c',
        label: 'Where',
        description: '',
        ...one,
        channelTypes: [0],
        chosen: [],
      },
    ],
  });
});

test('a form’s boxes and radio buttons are shown with how many may be chosen, and a file upload as what it is', () => {
  const options = [
    { label: 'A', value: 'a', description: 'first' },
    { label: 'B', value: 'b' },
  ];
  const labelled = (component: object) => ({ type: 18, label: 'Field', component });
  const modal = readModal({
    custom_id: 'f',
    title: 'Boxes',
    components: [
      labelled({ type: 21, custom_id: 'r', options }),
      labelled({ type: 22, custom_id: 'm', options, min_values: 0, required: false }),
      labelled({ type: 23, custom_id: 't', default: true }),
      labelled({ type: 19, custom_id: 'u' }),
    ],
  });
  const [radios, boxes, tick, file] = viewForm(modal, '7').fields;
  expect(radios).toMatchObject({ kind: 'choice', look: 'radios', required: true, least: 1, most: 1 });
  expect(radios).toMatchObject({
    options: [
      { label: 'A', description: 'first' },
      { label: 'B', description: '' },
    ],
  });
  expect(boxes).toMatchObject({ kind: 'choice', look: 'boxes', required: false, least: 0, most: 2 });
  expect(tick).toEqual({ kind: 'tick', customId: 't', label: 'Field', description: '', isTicked: true });
  expect(file).toEqual({ kind: 'unknown', label: 'Field', type: 19 });
});
