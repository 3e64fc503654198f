import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkOptions } from '../../../src/sandbox/validation/options.ts';
import type { CommandOption } from '../../../src/sandbox/world/state.ts';

const ID = '123456789012345678';
const option = (more: Partial<CommandOption> = {}): CommandOption => ({
  type: 3,
  name: 'o',
  description: 'x',
  ...more,
});
const faults = (given: Readonly<Record<string, string | number | boolean>>, ...options: readonly CommandOption[]) =>
  checkOptions({ name: 'papers', options }, given).map((fault) => `${fault.option}: ${fault.message}`);
const of = (more: Partial<CommandOption>, value: string | number | boolean) => faults({ o: value }, option(more));

describe('checkOptions', () => {
  it('knows only the options of the command', () => {
    expect(faults({})).toEqual([]);
    expect(faults({ other: 'x' }, option())).toEqual(['other: /papers has no such option.']);
    expect(checkOptions({ name: 'papers' }, { other: 'x' })).toHaveLength(1);
    expect(faults({}, option({ name: 'constructor', required: true }))).toEqual([
      'constructor: This option is required.',
    ]);
  });

  it('asks for what is required', () => {
    expect(faults({}, option({ required: true }), option({ name: 'p' }))).toEqual(['o: This option is required.']);
    expect(faults({ o: 'x' }, option({ required: true }))).toEqual([]);
  });

  it('takes texts of the length that the option says', () => {
    expect(of({ min_length: 2, max_length: 3 }, '🎉🎉')).toEqual([]);
    expect(of({ min_length: 2, max_length: 3 }, 'x')).toEqual(['o: This takes at least 2 characters.']);
    expect(of({ min_length: 2, max_length: 3 }, 'xxxx')).toEqual(['o: This takes at most 3 characters.']);
    expect(of({}, '')).toEqual(['o: This takes at least 1 characters.']);
    expect(of({}, 'x'.repeat(6_000))).toEqual([]);
    expect(of({}, 'x'.repeat(6_001))).toHaveLength(1);
    expect(of({}, 5)).toEqual(['o: This takes a text.']);
  });

  it('takes numbers in their range', () => {
    for (const type of [4, 10]) {
      expect(of({ type, min_value: 1, max_value: 3 }, 1)).toEqual([]);
      expect(of({ type, min_value: 1, max_value: 3 }, 3)).toEqual([]);
      expect(of({ type, min_value: 1, max_value: 3 }, 0)).toEqual(['o: This takes at least 1.']);
      expect(of({ type, min_value: 1, max_value: 3 }, 4)).toEqual(['o: This takes at most 3.']);
      expect(of({ type }, '1')).toHaveLength(1);
      expect(of({ type }, 2 ** 54)).toHaveLength(1);
      expect(of({ type }, Number.NaN)).toHaveLength(1);
    }
    expect(of({ type: 4 }, 1.5)).toEqual(['o: This takes a whole number.']);
    expect(of({ type: 10 }, 1.5)).toEqual([]);
  });

  it('takes one of the choices', () => {
    const choices = [
      { name: 'A day', value: 'day' },
      { name: 'A week', value: 'week' },
    ];
    expect(of({ choices }, 'day')).toEqual([]);
    expect(of({ choices }, 'A day')).toEqual(['o: Choose one of: A day, A week.']);
    expect(of({ type: 4, choices: [{ name: 'one', value: 1 }] }, 1)).toEqual([]);
    expect(of({ type: 4, choices: [{ name: 'one', value: 1 }] }, 2)).toHaveLength(1);
  });

  it.each([
    [5, true, 'true', 'This is either true or false.'],
    [6, ID, 'ada', 'This takes a person.'],
    [7, ID, '#general', 'This takes a channel.'],
    [8, ID, 5, 'This takes a role.'],
    [9, ID, true, 'This takes a person or a role.'],
    [11, ID, 'a.png', 'This takes a file.'],
  ])('takes the right kind for type %i', (type, right, wrong, message) => {
    expect(of({ type }, right)).toEqual([]);
    expect(of({ type }, wrong)).toEqual([`o: ${message}`]);
  });

  it('takes no value for a subcommand', () => expect(of({ type: 1 }, 'x')).toHaveLength(1));

  it('lets somebody type, while they do', () => {
    const command = {
      name: 'papers',
      options: [option({ required: true, min_length: 5 }), option({ name: 'n', type: 4 })],
    };
    expect(checkOptions(command, {}, { partial: true })).toEqual([]);
    expect(checkOptions(command, { o: '', n: '1x' }, { partial: true })).toEqual([]);
    expect(checkOptions(command, { n: 1.5 }, { partial: true })).toHaveLength(1);
    expect(checkOptions(command, { other: '' }, { partial: true })).toHaveLength(1);
  });

  it('takes a whole number exactly if it lies within the bounds', () => {
    const bound = fc.integer({ min: -50, max: 50 });
    fc.assert(
      fc.property(bound, bound, bound, (min, max, value) => {
        const isTaken = of({ type: 4, min_value: min, max_value: max }, value).length === 0;
        expect(isTaken).toBe(value >= min && value <= max);
      }),
    );
  });
});
