import { describe, expect, it } from 'vitest';
import { checkModalValues, readModal } from '../../../src/sandbox/validation/modal.ts';
import { many, refusals } from './refusals.ts';

const input = (more: object = {}) => ({ type: 4, custom_id: 'i', style: 1, ...more });
const label = (component: unknown, more: object = {}) => ({ type: 18, label: 'Label', component, ...more });
const option = (value: string, more: object = {}) => ({ label: value, value, ...more });
const options = (count: number) => many(count, (index) => option(String(index)));
const select = (more: object = {}) => ({ type: 3, custom_id: 's', options: options(3), ...more });
const modal = (...components: readonly unknown[]) => ({ custom_id: 'm', title: 'Title', components });
const refused = (...components: readonly unknown[]) => refusals(() => readModal(modal(...components)));
const inLabel = (component: object) => refused(label(component));
const at = (fault: string) => [`data.components.0.component.${fault}`];

describe('readModal', () => {
  it('gives every component an id', () =>
    expect(readModal(modal(label(input()), { type: 10, content: 'x' }))).toEqual({
      custom_id: 'm',
      title: 'Title',
      components: [
        { type: 18, id: 1, label: 'Label', component: { ...input(), id: 2 } },
        { type: 10, id: 3, content: 'x' },
      ],
    }));

  it('has a custom_id of 1 to 100 and a title of 1 to 45 characters', () => {
    const top = (more: object) => refusals(() => readModal({ ...modal(label(input())), ...more }));
    expect(top({ custom_id: 'x'.repeat(100), title: '🎉'.repeat(45) })).toEqual([]);
    expect(top({ custom_id: 'x'.repeat(101) })).toEqual(['data.custom_id BASE_TYPE_BAD_LENGTH']);
    expect(top({ custom_id: '' })).toEqual(['data.custom_id BASE_TYPE_BAD_LENGTH']);
    expect(top({ title: 'x'.repeat(46) })).toEqual(['data.title BASE_TYPE_BAD_LENGTH']);
    expect(top({ title: '' })).toEqual(['data.title BASE_TYPE_BAD_LENGTH']);
    expect(top({ title: undefined })).toEqual(['data.title BASE_TYPE_REQUIRED']);
    expect(refusals(() => readModal(undefined))).toEqual(['data BASE_TYPE_REQUIRED']);
  });

  it('has one to five parts', () => {
    const labels = (count: number) => many(count, (index) => label(input({ custom_id: String(index) })));
    expect(refused()).toEqual(['data.components BASE_TYPE_BAD_LENGTH']);
    expect(refused(...labels(5))).toEqual([]);
    expect(refused(...labels(6))).toEqual(['data.components BASE_TYPE_BAD_LENGTH']);
  });

  it('has labels, texts and, as of old, rows of one text input', () => {
    expect(refused({ type: 1, components: [input({ label: 'x' })] })).toEqual([]);
    expect(refused({ type: 1, components: [input()] })).toEqual([
      'data.components.0.components.0.label BASE_TYPE_REQUIRED',
    ]);
    expect(refused({ type: 1, components: [input({ label: 'x' }), input({ label: 'y', custom_id: 'j' })] })).toEqual([
      'data.components.0.components BASE_TYPE_BAD_LENGTH',
    ]);
    for (const type of [2, 3, 4, 9, 12, 14, 17, 23]) {
      expect(refused({ type, custom_id: 'x' })).toEqual(['data.components.0.type UNION_TYPE_CHOICES']);
    }
  });

  it('has labels of 1 to 45 characters, and descriptions of up to 100', () => {
    expect(refused(label(input(), { label: 'x'.repeat(45), description: 'x'.repeat(100) }))).toEqual([]);
    expect(refused(label(input(), { label: 'x'.repeat(46) }))).toEqual([
      'data.components.0.label BASE_TYPE_BAD_LENGTH',
    ]);
    expect(refused(label(input(), { label: '' }))).toEqual(['data.components.0.label BASE_TYPE_BAD_LENGTH']);
    expect(refused(label(input(), { description: 'x'.repeat(101) }))).toEqual([
      'data.components.0.description BASE_TYPE_BAD_LENGTH',
    ]);
    expect(refused(label(undefined))).toEqual(['data.components.0.component BASE_TYPE_REQUIRED']);
  });

  it('has ids that are unique', () => {
    expect(refused(label(input()), label(input()))).toEqual([
      'data.components.1.component.custom_id COMPONENT_CUSTOM_ID_DUPLICATED',
    ]);
    expect(refused(label(input({ id: 5 }), { id: 5 }))).toEqual([
      'data.components.0.component.id COMPONENT_ID_DUPLICATED',
    ]);
  });

  it('labels fields, and nothing else', () => {
    for (const type of [1, 2, 9, 10, 11, 12, 13, 14, 17, 18]) {
      expect(inLabel({ type, custom_id: 'x', content: 'x' })).toEqual(at('type UNION_TYPE_CHOICES'));
    }
    for (const type of [5, 6, 7, 8, 19, 23]) expect(inLabel({ type, custom_id: 'x' })).toEqual([]);
  });
});

describe('a text input', () => {
  it('has bounds', () => {
    expect(inLabel(input({ min_length: 0, max_length: 4_000 }))).toEqual([]);
    expect(inLabel(input({ min_length: 4_000, max_length: 4_000 }))).toEqual([]);
    expect(inLabel(input({ min_length: -1 }))).toEqual(at('min_length NUMBER_TYPE_MIN'));
    expect(inLabel(input({ min_length: 4_001 }))).toContain(at('min_length NUMBER_TYPE_MAX')[0]);
    expect(inLabel(input({ max_length: 0 }))).toEqual(at('max_length NUMBER_TYPE_MIN'));
    expect(inLabel(input({ max_length: 4_001 }))).toEqual(at('max_length NUMBER_TYPE_MAX'));
    expect(inLabel(input({ min_length: 3, max_length: 2 }))).toEqual(
      at('min_length TEXT_INPUT_COMPONENT_BOUNDS_INVALID'),
    );
  });

  it('has a placeholder of 100 characters, a style, and a value within its bounds', () => {
    expect(inLabel(input({ placeholder: 'x'.repeat(100) }))).toEqual([]);
    expect(inLabel(input({ placeholder: 'x'.repeat(101) }))).toEqual(at('placeholder BASE_TYPE_MAX_LENGTH'));
    expect(inLabel(input({ style: 3 }))).toEqual(at('style BASE_TYPE_CHOICES'));
    expect(inLabel(input({ style: undefined }))).toEqual(at('style BASE_TYPE_REQUIRED'));
    expect(inLabel(input({ value: 'x'.repeat(4_000) }))).toEqual([]);
    expect(inLabel(input({ value: 'x'.repeat(4_001) }))).toContain(at('value BASE_TYPE_MAX_LENGTH')[0]);
    expect(inLabel(input({ value: 'xxx', max_length: 2 }))).toEqual(at('value BASE_TYPE_MAX_LENGTH'));
  });

  it('has no label of its own inside of a label', () =>
    expect(inLabel(input({ label: 'x' }))).toEqual(at('label TEXT_INPUT_COMPONENT_LABEL_NOT_ALLOWED')));
});

describe('what is chosen in a modal', () => {
  it('is never switched off, and is something if it is required', () => {
    expect(inLabel(select({ disabled: true }))).toEqual(at('disabled COMPONENT_DISABLED_IN_MODAL'));
    expect(inLabel(select({ disabled: false }))).toEqual([]);
    for (const field of [
      select(),
      { type: 5, custom_id: 'x' },
      { type: 19, custom_id: 'x' },
      { type: 22, custom_id: 'x', options: options(1) },
    ]) {
      expect(inLabel({ ...field, min_values: 0 })).toEqual(at('min_values COMPONENT_REQUIRED_MIN_VALUES'));
      expect(inLabel({ ...field, min_values: 0, required: false })).toEqual([]);
      expect(inLabel({ ...field, min_values: 1 })).toEqual([]);
    }
  });

  it('is of a file upload up to ten files', () => {
    const upload = (more: object) => inLabel({ type: 19, custom_id: 'x', ...more });
    expect(upload({ min_values: 10, max_values: 10 })).toEqual([]);
    expect(upload({ max_values: 11 })).toEqual(at('max_values NUMBER_TYPE_MAX'));
    expect(upload({ max_values: 0 })).toContain(at('max_values NUMBER_TYPE_MIN')[0]);
    expect(upload({ min_values: 2 })).toEqual(at('min_values SELECT_COMPONENT_MIN_VALUES'));
  });

  it('is one of 2 to 10 in a radio group', () => {
    const radio = (given: readonly object[]) => inLabel({ type: 21, custom_id: 'x', options: given });
    expect(radio(options(1))).toEqual(at('options BASE_TYPE_BAD_LENGTH'));
    expect(radio(options(2))).toEqual([]);
    expect(radio(options(10))).toEqual([]);
    expect(radio(options(11))).toEqual(at('options BASE_TYPE_BAD_LENGTH'));
    expect(radio([option('1'), option('1')])).toEqual(at('options.1.value SELECT_COMPONENT_OPTION_VALUE_DUPLICATED'));
    expect(radio([option('1', { default: true }), option('2', { default: true })])).toEqual(
      at('options SELECT_COMPONENT_DEFAULT_VALUES'),
    );
  });

  it('is some of 1 to 10 in a checkbox group', () => {
    const group = (given: readonly object[], more: object = {}) =>
      inLabel({ type: 22, custom_id: 'x', options: given, ...more });
    expect(group([])).toContain(at('options BASE_TYPE_BAD_LENGTH')[0]);
    expect(group(options(1))).toEqual([]);
    expect(group(options(10))).toEqual([]);
    expect(group(options(11))).toContain(at('options BASE_TYPE_BAD_LENGTH')[0]);
    expect(group(options(3).map((each) => ({ ...each, default: true })))).toEqual([]);
    expect(group(options(3), { min_values: 3, max_values: 2 })).toEqual(at('min_values SELECT_COMPONENT_MIN_VALUES'));
    expect(group(options(3), { max_values: 4 })).toEqual(at('options BASE_TYPE_BAD_LENGTH'));
  });
});

describe('checkModalValues', () => {
  const faults = (component: object, value?: string | readonly string[] | boolean) =>
    checkModalValues(readModal(modal(label(component))), value === undefined ? {} : { x: value }).map(
      ({ message }) => message,
    );

  it('lets a person fill in a text within its bounds', () => {
    const field = input({ custom_id: 'x', min_length: 2, max_length: 3 });
    expect(faults(field, '🎉🎉')).toEqual([]);
    expect(faults(field, 'xxx')).toEqual([]);
    expect(faults(field, 'x')).toEqual(['Label: this takes at least 2 characters.']);
    expect(faults(field, 'xxxx')).toEqual(['Label: this takes at most 3 characters.']);
    expect(faults(field, 'x\nx')).toEqual(['Label: this takes a single line.']);
    expect(faults({ ...field, style: 2 }, 'x\nx')).toEqual([]);
    expect(faults(field, ['xx'])).toEqual(['Label: this takes a text.']);
    expect(faults(field)).toEqual(['Label: this has to be filled in.']);
    expect(faults(field, ' ')).toEqual(['Label: this has to be filled in.']);
    expect(faults({ ...field, required: false })).toEqual([]);
    expect(faults({ ...field, required: false }, '')).toEqual([]);
    expect(faults({ ...field, required: false }, 'x')).toHaveLength(1);
    expect(faults(input({ custom_id: 'x' }), 'x'.repeat(4_001))).toHaveLength(1);
  });

  it('lets a person choose what is offered, as many as may be', () => {
    const field = select({ custom_id: 'x', min_values: 1, max_values: 2 });
    expect(faults(field, ['0'])).toEqual([]);
    expect(faults(field, ['0', '1'])).toEqual([]);
    expect(faults(field, ['0', '1', '2'])).toEqual(['Label: choose at most 2.']);
    expect(faults(field, [])).toEqual(['Label: choose at least 1.']);
    expect(faults(field)).toEqual(['Label: choose at least 1.']);
    expect(faults({ ...field, required: false })).toEqual([]);
    expect(faults(field, ['9'])).toEqual(['Label: this is not one of the options.']);
    expect(faults(field, ['0', '0'])).toEqual(['Label: this was chosen twice.']);
    expect(faults(field, '0')).toHaveLength(1);
    expect(faults(select({ custom_id: 'x' }), ['0', '1'])).toEqual(['Label: choose at most 1.']);
    expect(faults({ type: 8, custom_id: 'x' }, ['123456789012345678'])).toEqual([]);
  });

  it('lets a person pick one, tick some, and tick a box', () => {
    const radio = { type: 21, custom_id: 'x', options: options(2) };
    expect(faults(radio, '0')).toEqual([]);
    expect(faults(radio, '9')).toHaveLength(1);
    expect(faults(radio)).toEqual(['Label: choose one.']);
    expect(faults({ ...radio, required: false })).toEqual([]);
    const group = { type: 22, custom_id: 'x', options: options(3) };
    expect(faults(group, ['0', '1', '2'])).toEqual([]);
    expect(faults(group, [])).toHaveLength(1);
    expect(faults({ type: 23, custom_id: 'x' }, true)).toEqual([]);
    expect(faults({ type: 23, custom_id: 'x' })).toEqual([]);
    expect(faults({ type: 23, custom_id: 'x' }, 'yes')).toHaveLength(1);
  });

  it('knows no other field', () => {
    const given = readModal(modal(label(input({ required: false }))));
    expect(checkModalValues(given, { other: 'x' })).toEqual([
      { field: 'other', message: 'The form has no field other.' },
    ]);
    const old = readModal(modal({ type: 1, components: [input({ label: 'Old' })] }));
    expect(checkModalValues(old, {})).toEqual([{ field: 'i', message: 'Old: this has to be filled in.' }]);
  });
});
