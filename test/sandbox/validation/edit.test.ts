import { describe, expect, it } from 'vitest';
import { type CurrentMessage, readEdit } from '../../../src/sandbox/validation/message.ts';
import { refusals } from './refusals.ts';

const V2 = 32_768;
const text = (content = 'x') => ({ type: 10, content });
const legacy: CurrentMessage = { flags: 0, content: 'old', embeds: [{ title: 'old' }], components: [] };
const modern: CurrentMessage = { flags: V2, content: '', embeds: [], components: [text('old')] };
/** What a deferred answer has put into the channel. */
const placeholder: CurrentMessage = { flags: 128, content: '', embeds: [], components: [] };
const refused = (body: unknown, current: CurrentMessage) => refusals(() => readEdit(body, current));
const EXCLUDED = 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2';

describe('readEdit', () => {
  it('changes what it names', () => {
    expect(readEdit({ content: 'new', unknown: 1, nonce: '1', tts: true }, legacy)).toEqual({ content: 'new' });
    expect(readEdit({}, legacy)).toEqual({});
    expect(readEdit({ content: null }, legacy)).toEqual({ content: null });
  });

  it('leaves something', () => {
    expect(refused({ content: null }, legacy)).toEqual([]);
    expect(refused({ content: null, embeds: [] }, legacy)).toEqual(['400 50006']);
    expect(refused({ content: '', embeds: null }, legacy)).toEqual(['400 50006']);
    expect(refused({ components: [] }, modern)).toEqual(['400 50006']);
    expect(refused({}, placeholder)).toEqual(['400 50006']);
  });

  it('is checked as a new message', () => {
    expect(refused({ content: 'x'.repeat(2_001) }, legacy)).toEqual(['content BASE_TYPE_MAX_LENGTH']);
    expect(refused({ components: [text()] }, legacy)).toEqual(['components.0.type UNION_TYPE_CHOICES']);
    expect(refused({ components: [text('x'.repeat(2_001)), text('x'.repeat(2_000))] }, modern)).toEqual([
      'components COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
    ]);
    expect(refused({ components: [text('深'.repeat(3_387))] }, modern)).toEqual(['500 0']);
    expect(refused('x', legacy)).toEqual(['MODEL_TYPE_CONVERT']);
  });

  it('never takes the flag away', () => {
    expect(refused({ flags: 0 }, modern)).toEqual(['flags MESSAGE_FLAGS_COMPONENTS_V2_CANNOT_BE_REMOVED']);
    expect(refused({ flags: 4 }, modern)).toEqual(['flags MESSAGE_FLAGS_COMPONENTS_V2_CANNOT_BE_REMOVED']);
    expect(refused({ flags: 4 | V2 }, modern)).toEqual([]);
    expect(refused({ flags: null }, modern)).toEqual([]);
    expect(refused({ components: [text('new')] }, modern)).toEqual([]);
    expect(refused({ content: 'x' }, modern)).toEqual([`content ${EXCLUDED}`]);
    expect(refused({ embeds: [{ title: 'x' }] }, modern)).toEqual([`embeds ${EXCLUDED}`]);
    expect(refused({ content: null, embeds: [] }, modern)).toEqual([]);
  });

  it('sets the flag if it takes away what it excludes', () => {
    const components = [text('new')];
    expect(refused({ flags: V2, components, content: null, embeds: [] }, legacy)).toEqual([]);
    expect(refused({ flags: V2, components, content: null, embeds: null }, legacy)).toEqual([]);
    expect(refused({ flags: V2, components }, legacy)).toEqual([`content ${EXCLUDED}`, `embeds ${EXCLUDED}`]);
    expect(refused({ flags: V2, components, content: null }, legacy)).toEqual([`embeds ${EXCLUDED}`]);
    expect(refused({ flags: V2, components, embeds: [] }, legacy)).toEqual([`content ${EXCLUDED}`]);
    expect(refused({ flags: V2, components }, placeholder)).toEqual([]);
  });

  it('ignores flags that an edit cannot change', () => {
    expect(readEdit({ flags: 4 | 64 | 4_096 | 128, content: 'x' }, legacy)).toMatchObject({ flags: 4 });
    expect(readEdit({ flags: 64 | V2, components: [text()] }, placeholder)).toMatchObject({ flags: V2 });
    expect(readEdit({ flags: null, content: 'x' }, legacy).flags).toBeUndefined();
  });
});
