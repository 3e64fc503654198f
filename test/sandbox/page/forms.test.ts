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
      { type: 18, label: 'Who', component: { type: 5, custom_id: 'w' } },
    ],
  });
  const text = { value: '9:00', placeholder: '', isLong: false, required: true, min: 0, max: 4_000 };
  expect(viewForm(modal, '7')).toEqual({
    interactionId: '7',
    title: 'Edit',
    fields: [
      { kind: 'note', content: 'Read this.' },
      { kind: 'text', customId: 't', label: 'Time', description: 'HH:MM', ...text },
      {
        kind: 'choice',
        customId: 'd',
        label: 'Day',
        description: '',
        required: false,
        most: 1,
        options: [{ label: 'A', value: 'a', isDefault: true }],
      },
      { kind: 'unknown', label: 'Who', type: 5 },
    ],
  });
});
