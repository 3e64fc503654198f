import { describe, expect, it } from 'vitest';
import { button, buttons, container, gallery, legacy, option, row, section, select, text, v2 } from './components.ts';
import { many } from './refusals.ts';

describe('components of a message without the flag', () => {
  it('are up to five rows', () => {
    expect(legacy(...many(5, (index) => row(...buttons(5, index * 5))))).toEqual([]);
    expect(legacy(...many(6, (index) => row(...buttons(1, index))))).toEqual(['components BASE_TYPE_MAX_LENGTH']);
  });

  it('are nothing but rows', () => {
    for (const part of [text(), section(), gallery(1), container(text()), button(), select(), { type: 14 }]) {
      expect(legacy(part)).toEqual(['components.0.type UNION_TYPE_CHOICES']);
    }
    expect(legacy({})).toEqual(['components.0.type BASE_TYPE_REQUIRED']);
    expect(legacy('x')).toEqual(['components.0 MODEL_TYPE_CONVERT']);
  });
});

describe.each([
  ['without the flag', legacy],
  ['with the flag', v2],
])('a row %s', (_, refused) => {
  it('holds up to five buttons or one select', () => {
    expect(refused(row())).toEqual(['components.0.components BASE_TYPE_BAD_LENGTH']);
    expect(refused(row(...buttons(5)))).toEqual([]);
    expect(refused(row(...buttons(6)))).toContain('components.0.components BASE_TYPE_BAD_LENGTH');
    expect(refused(row(select()))).toEqual([]);
    expect(refused(row(select(), button()))).toEqual(['components.0.components.1 COMPONENT_LAYOUT_WIDTH_EXCEEDED']);
    expect(refused(row(button(), select()))).toEqual(['components.0.components.1 COMPONENT_LAYOUT_WIDTH_EXCEEDED']);
    expect(refused(row(select(), select({ custom_id: 't' })))).toEqual([
      'components.0.components.1 COMPONENT_LAYOUT_WIDTH_EXCEEDED',
    ]);
  });

  it('holds nothing else', () => {
    for (const type of [1, 4, 9, 10, 11, 12, 13, 14, 17, 18, 19, 21, 22, 23, 99]) {
      expect(refused(row({ type, custom_id: 'x' }))).toEqual(['components.0.components.0.type UNION_TYPE_CHOICES']);
    }
  });

  it('has custom_ids that are unique in the message', () => {
    expect(refused(row(button(), button()))).toEqual([
      'components.0.components.1.custom_id COMPONENT_CUSTOM_ID_DUPLICATED',
    ]);
    expect(refused(row(button()), row(select({ custom_id: 'a' })))).toEqual([
      'components.1.components.0.custom_id COMPONENT_CUSTOM_ID_DUPLICATED',
    ]);
  });

  it('has ids that are unique, unless they are 0', () => {
    expect(refused({ ...row(button({ id: 0 })), id: 0 })).toEqual([]);
    expect(refused({ ...row(button({ id: 2_147_483_647 })), id: 1 })).toEqual([]);
    expect(refused({ ...row(button({ id: 7 })), id: 7 })).toEqual([
      'components.0.components.0.id COMPONENT_ID_DUPLICATED',
    ]);
    expect(refused(row(button({ id: 2_147_483_648 })))).toEqual(['components.0.components.0.id NUMBER_TYPE_MAX']);
    expect(refused(row(button({ id: -1 })))).toEqual(['components.0.components.0.id NUMBER_TYPE_MIN']);
  });
});

describe('a button', () => {
  const at = (fault: string) => [`components.0.components.0.${fault}`];
  const refused = (given: object) => legacy(row({ type: 2, ...given }));
  const link = (length: number) => 'https://a.io/'.padEnd(length, 'x');

  it('that is pressed needs a custom_id of 1 to 100 characters, and no address', () => {
    for (const style of [1, 2, 3, 4]) {
      expect(refused({ style, label: 'x', custom_id: 'c' })).toEqual([]);
      expect(refused({ style, label: 'x' })).toEqual(at('custom_id BASE_TYPE_REQUIRED'));
      expect(refused({ style, label: 'x', custom_id: 'c', url: link(20) })).toEqual(
        at('url BUTTON_COMPONENT_FIELD_NOT_ALLOWED'),
      );
      expect(refused({ style, label: 'x', custom_id: 'c', sku_id: '1' })).toEqual(
        at('sku_id BUTTON_COMPONENT_FIELD_NOT_ALLOWED'),
      );
    }
    expect(refused({ style: 1, label: 'x', custom_id: '🎉'.repeat(100) })).toEqual([]);
    expect(refused({ style: 1, label: 'x', custom_id: 'x'.repeat(101) })).toEqual(at('custom_id BASE_TYPE_BAD_LENGTH'));
    expect(refused({ style: 1, label: 'x', custom_id: '' })).toEqual(at('custom_id BASE_TYPE_BAD_LENGTH'));
  });

  it('that is a link needs an address of up to 512 characters, and no custom_id', () => {
    expect(refused({ style: 5, label: 'x', url: link(512) })).toEqual([]);
    expect(refused({ style: 5, label: 'x', url: link(513) })).toEqual(at('url BASE_TYPE_MAX_LENGTH'));
    expect(refused({ style: 5, label: 'x' })).toEqual(at('url BASE_TYPE_REQUIRED'));
    expect(refused({ style: 5, label: 'x', url: 'ftp://a.io' })).toEqual(at('url URL_TYPE_INVALID_SCHEME'));
    expect(refused({ style: 5, label: 'x', url: link(20), custom_id: 'c' })).toEqual(
      at('custom_id BUTTON_COMPONENT_FIELD_NOT_ALLOWED'),
    );
  });

  it('that sells needs what is sold, and nothing else', () => {
    expect(refused({ style: 6, sku_id: '123' })).toEqual([]);
    expect(refused({ style: 6 })).toEqual(at('sku_id BASE_TYPE_REQUIRED'));
    for (const more of [{ label: 'x' }, { custom_id: 'c' }, { url: link(20) }, { emoji: { name: '🎉' } }]) {
      expect(refused({ style: 6, sku_id: '123', ...more })).toEqual(
        at(`${Object.keys(more)[0]} BUTTON_COMPONENT_FIELD_NOT_ALLOWED`),
      );
    }
  });

  it('has a label of up to 80 characters, or an emoji', () => {
    expect(refused(button({ label: '🎉'.repeat(80) }))).toEqual([]);
    expect(refused(button({ label: 'x'.repeat(81) }))).toEqual(at('label BASE_TYPE_MAX_LENGTH'));
    expect(refused(button({ label: ' ' }))).toEqual(at('label BASE_TYPE_REQUIRED'));
    expect(refused(button({ label: undefined }))).toEqual(at('label BASE_TYPE_REQUIRED'));
    expect(refused(button({ label: undefined, emoji: { name: '🎉' } }))).toEqual([]);
  });

  it('has a style that there is', () => {
    expect(refused(button({ style: 7 }))).toEqual(at('style BASE_TYPE_CHOICES'));
    expect(refused(button({ style: undefined }))).toEqual(at('style BASE_TYPE_REQUIRED'));
  });

  it.each([{ name: '🎉' }, { name: '❤' }, { name: '👩‍👩‍👧‍👦' }, { name: 'party', id: '123', animated: true }])(
    'takes the emoji %j',
    (emoji) => expect(refused(button({ emoji }))).toEqual([]),
  );
  it.each([{ name: 'party' }, { name: 'x🎉' }, { name: '🎉🎉' }, { name: 'a b', id: '123' }])(
    'refuses the emoji %j',
    (emoji) => expect(refused(button({ emoji }))).toEqual(at('emoji.name BUTTON_COMPONENT_INVALID_EMOJI')),
  );
});

describe('a select', () => {
  const at = (fault: string) => [`components.0.components.0.${fault}`];
  const refused = (more: object) => legacy(row(select(more)));

  it('offers 1 to 25 options, each value once', () => {
    expect(refused({ options: [] })).toContain('components.0.components.0.options BASE_TYPE_BAD_LENGTH');
    expect(refused({ options: [option('1')] })).toEqual([]);
    expect(refused({ options: many(25, (index) => option(String(index))) })).toEqual([]);
    expect(refused({ options: many(26, (index) => option(String(index))) })).toEqual(
      at('options BASE_TYPE_BAD_LENGTH'),
    );
    expect(refused({ options: undefined })).toEqual(at('options BASE_TYPE_REQUIRED'));
    expect(refused({ options: [option('1'), option('1')] })).toEqual(
      at('options.1.value SELECT_COMPONENT_OPTION_VALUE_DUPLICATED'),
    );
  });

  it.each(['label', 'value'])('has options with a %s of 1 to 100 characters', (field) => {
    expect(refused({ options: [option('1', { [field]: 'x'.repeat(100) })] })).toEqual([]);
    for (const value of ['', 'x'.repeat(101)]) {
      expect(refused({ options: [option('1', { [field]: value })] })).toEqual(
        at(`options.0.${field} BASE_TYPE_BAD_LENGTH`),
      );
    }
    expect(refused({ options: [{ label: 'x', value: 'x', [field]: undefined }] })).toEqual(
      at(`options.0.${field} BASE_TYPE_REQUIRED`),
    );
  });

  it('has options with a description of up to 100 characters', () => {
    expect(refused({ options: [option('1', { description: 'x'.repeat(100) })] })).toEqual([]);
    expect(refused({ options: [option('1', { description: 'x'.repeat(101) })] })).toEqual(
      at('options.0.description BASE_TYPE_MAX_LENGTH'),
    );
  });

  it('has a placeholder of up to 150 characters', () => {
    expect(refused({ placeholder: 'x'.repeat(150) })).toEqual([]);
    expect(refused({ placeholder: 'x'.repeat(151) })).toEqual(at('placeholder BASE_TYPE_MAX_LENGTH'));
  });

  it('lets people choose as many as it has, at least 0 and at most 25', () => {
    const options = many(25, (index) => option(String(index)));
    expect(refused({ options, min_values: 0, max_values: 25 })).toEqual([]);
    expect(refused({ options, min_values: -1 })).toEqual(at('min_values NUMBER_TYPE_MIN'));
    expect(refused({ options, min_values: 26, max_values: 25 })).toContain(at('min_values NUMBER_TYPE_MAX')[0]);
    expect(refused({ options, max_values: 0 })).toContain(at('max_values NUMBER_TYPE_MIN')[0]);
    expect(refused({ options, max_values: 26 })).toContain(at('max_values NUMBER_TYPE_MAX')[0]);
    expect(refused({ options, min_values: 3, max_values: 2 })).toEqual(at('min_values SELECT_COMPONENT_MIN_VALUES'));
    expect(refused({ options, min_values: 2 })).toEqual(at('min_values SELECT_COMPONENT_MIN_VALUES'));
    expect(refused({ max_values: 2 })).toEqual([]);
    expect(refused({ max_values: 3 })).toEqual(at('options BASE_TYPE_BAD_LENGTH'));
  });

  it('chooses no more beforehand than may be chosen', () => {
    const options = [option('1', { default: true }), option('2', { default: true })];
    expect(refused({ options, max_values: 2 })).toEqual([]);
    expect(refused({ options })).toEqual(at('options SELECT_COMPONENT_DEFAULT_VALUES'));
  });

  it('needs a custom_id of 1 to 100 characters', () => {
    expect(refused({ custom_id: 'x'.repeat(100) })).toEqual([]);
    expect(refused({ custom_id: 'x'.repeat(101) })).toEqual(at('custom_id BASE_TYPE_BAD_LENGTH'));
    expect(refused({ custom_id: undefined })).toEqual(at('custom_id BASE_TYPE_REQUIRED'));
  });

  it.each([
    [5, ['user']],
    [6, ['role']],
    [7, ['user', 'role']],
    [8, ['channel']],
  ])('of type %i offers what the server has, of kind %j', (type, kinds) => {
    const chosen = (...types: readonly string[]) => types.map((kind, index) => ({ type: kind, id: String(index + 1) }));
    const auto = (more: object) => legacy(row({ type, custom_id: 's', ...more }));
    expect(auto({})).toEqual([]);
    expect(auto({ default_values: chosen(...kinds), max_values: 2 })).toEqual([]);
    expect(auto({ default_values: chosen('message') })).toEqual(at('default_values.0.type BASE_TYPE_CHOICES'));
    expect(auto({ default_values: chosen(...many(2, () => kinds[0] ?? '')) })).toEqual(
      at('default_values SELECT_COMPONENT_DEFAULT_VALUES'),
    );
    const [kind = ''] = kinds;
    const twice = [
      { type: kind, id: '1' },
      { type: kind, id: '1' },
    ];
    expect(auto({ default_values: twice, max_values: 2 })).toEqual(
      at('default_values.1 SET_TYPE_ALREADY_CONTAINS_VALUE'),
    );
    expect(auto({ min_values: 2, max_values: 25 })).toEqual([]);
  });
});
