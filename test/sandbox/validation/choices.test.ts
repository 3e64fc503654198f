import { describe, expect, it } from 'vitest';
import { readChoices } from '../../../src/sandbox/validation/choices.ts';
import { many, refusals } from './refusals.ts';

const refused = (...choices: readonly unknown[]) => refusals(() => readChoices({ choices }));
const choice = (more: object = {}) => ({ name: 'n', value: 'v', ...more });

describe('readChoices', () => {
  it('takes up to 25, and also the same again', () => {
    expect(readChoices({ choices: [] })).toEqual([]);
    expect(readChoices({ choices: null })).toEqual([]);
    expect(readChoices({ choices: [choice(), { name: 'm', value: 5, other: 1 }] })).toEqual([
      choice(),
      { name: 'm', value: 5 },
    ]);
    expect(refused(...many(25, () => choice()))).toEqual([]);
    expect(refused(...many(26, () => choice()))).toEqual(['data.choices BASE_TYPE_MAX_LENGTH']);
  });

  it.each(['name', 'value'])('takes a %s of 1 to 100 characters', (field) => {
    expect(refused(choice({ [field]: '🎉'.repeat(100) }))).toEqual([]);
    expect(refused(choice({ [field]: 'x'.repeat(101) }))).toEqual([`data.choices.0.${field} BASE_TYPE_BAD_LENGTH`]);
    expect(refused(choice({ [field]: '' }))).toEqual([`data.choices.0.${field} BASE_TYPE_BAD_LENGTH`]);
  });

  it.each([
    ['text', 3, ['v'], [5, 1.5]],
    ['whole number', 4, [5, -5], ['5', 1.5]],
    ['number', 10, [5, 1.5], ['5']],
  ])('of a %s takes values of that kind', (_, type, fitting, unfit) => {
    const read = (value: unknown) => refusals(() => readChoices({ choices: [choice({ value })] }, { type }));
    for (const value of fitting) expect(read(value)).toEqual([]);
    for (const value of unfit) expect(read(value)).toHaveLength(1);
  });

  it('refuses what is no choice', () => {
    expect(refused(choice({ name: ' ' }))).toEqual(['data.choices.0.name BASE_TYPE_REQUIRED']);
    expect(refused(choice({ name: undefined }))).toEqual(['data.choices.0.name BASE_TYPE_REQUIRED']);
    expect(refused(choice({ value: undefined }))).toEqual(['data.choices.0.value BASE_TYPE_REQUIRED']);
    expect(refused(choice({ value: true }))).toEqual(['data.choices.0.value UNION_TYPE_CHOICES']);
    expect(refused(choice({ value: 2 ** 54 }))).toEqual(['data.choices.0.value NUMBER_TYPE_MAX']);
    expect(refusals(() => readChoices(undefined))).toEqual(['data BASE_TYPE_REQUIRED']);
  });
});
