import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberComponents, readNewMessage } from '../../../src/sandbox/validation/message.ts';
import { type AnyComponent, walkComponents } from '../../../src/sandbox/world/text.ts';
import { button, buttons, container, gallery, media, row, section, select, text, V2, v2 } from './components.ts';
import { many, refusals } from './refusals.ts';

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
