import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberComponents, readNewMessage } from '../../../src/sandbox/validation/message.ts';
import { type AnyComponent, walkComponents } from '../../../src/sandbox/world/text.ts';
import { many, refusals } from './refusals.ts';

const V2 = 32_768;
const text = (content = 'x') => ({ type: 10, content });
const row = (...components: readonly unknown[]) => ({ type: 1, components });
const button = (more: object = {}) => ({ type: 2, style: 1, label: 'x', custom_id: 'a', ...more });
const buttons = (count: number, from = 0) => many(count, (index) => button({ custom_id: `b${from + index}` }));
const option = (value: string, more: object = {}) => ({ label: value, value, ...more });
const select = (more: object = {}) => ({ type: 3, custom_id: 's', options: [option('1'), option('2')], ...more });
const media = { url: 'https://a.io/b.png' };
const gallery = (count: number) => ({ type: 12, items: many(count, () => ({ media })) });
const section = (more: object = {}) => ({ type: 9, components: [text()], accessory: button(), ...more });
const container = (...components: readonly unknown[]) => ({ type: 17, components });

const legacy = (...components: readonly unknown[]) => refusals(() => readNewMessage({ content: 'x', components }));
const v2 = (...components: readonly unknown[]) => refusals(() => readNewMessage({ flags: V2, components }));

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

describe('components of a message with the flag', () => {
  it('are no content, embeds, poll, stickers or theme beside', () => {
    const code = 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2';
    const refused = (more: object) => refusals(() => readNewMessage({ flags: V2, components: [text()], ...more }));
    expect(refused({ content: null, embeds: [], poll: null, sticker_ids: [] })).toEqual([]);
    expect(refused({ embeds: null, sticker_ids: null, content: undefined })).toEqual([]);
    expect(refused({ content: 'x' })).toEqual([`content ${code}`]);
    expect(refused({ content: '' })).toEqual([`content ${code}`]);
    expect(refused({ embeds: [{ title: 'x' }] })).toEqual([`embeds ${code}`]);
    expect(refused({ poll: {} })).toContain(`poll ${code}`);
    expect(refused({ sticker_ids: ['1'] })).toContain(`sticker_ids ${code}`);
    expect(refused({ shared_client_theme: {} })).toContain(`shared_client_theme ${code}`);
  });

  it('are rows, sections, texts, galleries, files, separators and containers', () => {
    expect(v2(row(button()), section({ accessory: { type: 11, media } }), text(), gallery(1), { type: 14 })).toEqual(
      [],
    );
    expect(v2(container(text()))).toEqual([]);
    for (const type of [2, 3, 4, 5, 6, 7, 8, 11, 18, 19, 21, 22, 23, 99]) {
      expect(v2({ type, custom_id: 'x' })).toEqual(['components.0.type UNION_TYPE_CHOICES']);
    }
  });

  it('are forty at most, with those inside of others and accessories', () => {
    expect(v2(...many(40, () => text()))).toEqual([]);
    expect(v2(...many(41, () => text()))).toContain('components BASE_TYPE_MAX_LENGTH');
    expect(v2(container(...many(39, () => text())))).toEqual([]);
    expect(v2(container(...many(40, () => text())))).toEqual(['components COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED']);
    const wide = many(13, (index) => section({ accessory: button({ custom_id: String(index) }) }));
    expect(v2(...wide, text())).toEqual([]);
    expect(v2(...wide, text(), text())).toEqual(['components COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED']);
  });

  it('hold 4000 characters of text over all of them', () => {
    expect(v2(text('x'.repeat(4_000)))).toEqual([]);
    expect(v2(text('x'.repeat(4_001)))).toEqual(['components.0.content BASE_TYPE_BAD_LENGTH']);
    expect(v2(text('x'.repeat(2_000)), container(text('x'.repeat(2_000))))).toEqual([]);
    expect(v2(text('x'.repeat(2_000)), container(section({ components: [text('x'.repeat(2_001))] })))).toEqual([
      'components COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
    ]);
    for (const content of ['', ' \n', undefined, 5]) expect(v2({ type: 10, content })).toHaveLength(1);
  });

  it('break Discord if they are more than 10,170 bytes, with twelve for each text', () => {
    expect(v2(text('深'.repeat(3_386)))).toEqual([]);
    expect(v2(text('深'.repeat(3_387)))).toEqual(['500 0']);
    expect(() => readNewMessage({ flags: V2, components: [text('深'.repeat(3_387))] })).toThrow(
      '500 0 500: Internal Server Error',
    );
  });

  it('count bytes as issue 8554 does', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.integer({ min: -40, max: 40 }), (count, off) => {
        const first = 10_170 - 12 * count - (count - 1) + off;
        const content = '深'.repeat(Math.floor(first / 3)) + 'x'.repeat(first % 3);
        const refused = v2(text(content), ...many(count - 1, () => text('x')));
        expect(refused).toEqual(off > 0 ? ['500 0'] : []);
      }),
    );
  });

  it('break Discord if they are more than 64 pictures', () => {
    const galleries = many(6, () => gallery(10));
    const pictured = section({ accessory: { type: 11, media } });
    expect(v2(...galleries, gallery(4))).toEqual([]);
    expect(v2(...galleries, gallery(5))).toEqual(['500 0']);
    expect(v2(...galleries, gallery(4), pictured)).toEqual(['500 0']);
  });
});

describe('a section', () => {
  it('has one to three texts', () => {
    expect(v2(section({ components: [] }))).toEqual(['components.0.components BASE_TYPE_BAD_LENGTH']);
    expect(v2(section({ components: many(3, () => text()) }))).toEqual([]);
    expect(v2(section({ components: many(4, () => text()) }))).toEqual([
      'components.0.components BASE_TYPE_BAD_LENGTH',
    ]);
    expect(v2(section({ components: [button()] }))).toEqual(['components.0.components.0.type UNION_TYPE_CHOICES']);
  });

  it('has one accessory: a button or a thumbnail', () => {
    expect(v2(section({ accessory: undefined }))).toEqual(['components.0.accessory BASE_TYPE_REQUIRED']);
    expect(v2(section({ accessory: { type: 11, media, description: 'x'.repeat(1_024) } }))).toEqual([]);
    expect(v2(section({ accessory: { type: 11, media, description: 'x'.repeat(1_025) } }))).toEqual([
      'components.0.accessory.description BASE_TYPE_BAD_LENGTH',
    ]);
    for (const accessory of [select(), text(), gallery(1)]) {
      expect(v2(section({ accessory }))).toEqual(['components.0.accessory.type UNION_TYPE_CHOICES']);
    }
    expect(v2(section(), row(button()))).toEqual([
      'components.1.components.0.custom_id COMPONENT_CUSTOM_ID_DUPLICATED',
    ]);
  });
});

describe('a container', () => {
  it('holds all but another container', () => {
    expect(
      v2(container(row(button()), section({ accessory: { type: 11, media } }), text(), gallery(1), { type: 14 })),
    ).toEqual([]);
    expect(v2(container(container(text())))).toEqual(['components.0.components.0.type UNION_TYPE_CHOICES']);
    expect(v2(container(button()))).toEqual(['components.0.components.0.type UNION_TYPE_CHOICES']);
    expect(v2(container())).toEqual(['components.0.components BASE_TYPE_BAD_LENGTH']);
  });

  it('has a colour', () => {
    expect(v2({ ...container(text()), accent_color: 0xffffff, spoiler: true })).toEqual([]);
    expect(v2({ ...container(text()), accent_color: 0x1000000 })).toEqual([
      'components.0.accent_color NUMBER_TYPE_MAX',
    ]);
    expect(v2({ ...container(text()), spoiler: 1 })).toEqual(['components.0.spoiler BOOLEAN_TYPE_CONVERT']);
  });
});

describe('a gallery, a separator and a file', () => {
  it('have their bounds', () => {
    expect(v2(gallery(0))).toEqual(['components.0.items BASE_TYPE_BAD_LENGTH']);
    expect(v2(gallery(10))).toEqual([]);
    expect(v2(gallery(11))).toEqual(['components.0.items BASE_TYPE_BAD_LENGTH']);
    expect(v2({ type: 12, items: [{ media: { url: 'x' } }] })).toEqual([
      'components.0.items.0.media.url URL_TYPE_INVALID_URL',
    ]);
    expect(v2({ type: 14, divider: false, spacing: 2 })).toEqual([]);
    expect(v2({ type: 14, spacing: 3 })).toEqual(['components.0.spacing BASE_TYPE_CHOICES']);
    expect(v2({ type: 13, file: { url: 'https://a.io/b.pdf' } })).toEqual([
      'components.0.file.url URL_TYPE_INVALID_SCHEME',
    ]);
    expect(v2({ type: 13, file: { url: 'attachment://b.pdf' } })).toEqual([
      'components.0.file.url UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
    ]);
  });
});

describe('numberComponents', () => {
  it('counts from 1 in document order', () => {
    const given = [container(text(), section(), row(...buttons(2))), text()] as AnyComponent[];
    const ids = walkComponents(numberComponents(given)).map(({ type, id }) => [type, id]);
    expect(ids).toEqual([
      [17, 1],
      [10, 2],
      [9, 3],
      [10, 4],
      [2, 5],
      [1, 6],
      [2, 7],
      [2, 8],
      [10, 9],
    ]);
    expect(given).toEqual([container(text(), section(), row(...buttons(2))), text()]);
  });

  it('keeps what is there, and takes none of it again', () => {
    const given = [{ ...text(), id: 2 }, { ...text(), id: 0 }, text(), { ...text(), id: 1 }] as AnyComponent[];
    expect(numberComponents(given).map(({ id }) => id)).toEqual([2, 3, 4, 1]);
  });

  it('gives every component an id of its own, whatever there was', () => {
    const id = fc.option(fc.integer({ min: 0, max: 12 }), { nil: undefined });
    const tree = fc.array(fc.record({ id, inner: fc.array(id, { maxLength: 4 }) }), { maxLength: 6 });
    fc.assert(
      fc.property(tree, (parts) => {
        const given = parts.map((part) => ({
          type: 17,
          id: part.id,
          components: part.inner.map((inner) => ({ type: 10, id: inner })),
        }));
        const before = walkComponents(given).map((component) => component.id);
        fc.pre(new Set(before.filter(Boolean)).size === before.filter(Boolean).length);
        const after = walkComponents(numberComponents(given)).map((component) => Number(component.id));
        expect(new Set(after).size).toBe(before.length);
        for (const [index, old] of before.entries()) expect(after[index]).toBe(old || after[index]);
        expect(after.every((each) => each > 0)).toBe(true);
      }),
    );
  });
});
