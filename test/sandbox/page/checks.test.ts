import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkOptions } from '../../../src/sandbox/validation/options.ts';

interface Option {
  readonly name: string;
}

// What the browser runs, as it is.
const { checkContent, checkOption } = await load<{
  checkContent(content: string): string | undefined;
  checkOption(option: object, value: unknown): string | undefined;
}>('checks.js');
const { readTyped } = await load<{
  readTyped(
    text: string,
    commands: readonly { readonly name: string; readonly options: readonly Option[] }[],
  ): { readonly offered?: object; readonly values?: object; readonly fault?: string };
}>('typed.js');

async function load<T>(name: string): Promise<T> {
  return await import(new URL(`../../../src/sandbox/page/static/${name}`, import.meta.url).href);
}

const TYPES = [3, 4, 5, 6, 7, 8, 9, 10, 11];

/** An option as a bot may register it, with values near its edges. */
const options = fc.record(
  {
    type: fc.constantFrom(...TYPES),
    name: fc.constant('it'),
    description: fc.constant('It'),
    required: fc.boolean(),
    min_value: fc.integer({ min: -2, max: 2 }),
    max_value: fc.integer({ min: 2, max: 6 }),
    min_length: fc.integer({ min: 0, max: 3 }),
    max_length: fc.integer({ min: 3, max: 6 }),
    choices: fc.array(fc.record({ name: fc.string(), value: fc.oneof(fc.string({ maxLength: 3 }), fc.integer()) }), {
      maxLength: 3,
    }),
  },
  { requiredKeys: ['type', 'name', 'description'] },
);
const values = fc.oneof(
  fc.constant(undefined),
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.integer({ min: -5, max: 9 }),
  fc.double(),
  fc.boolean(),
  fc.constantFrom('123456789012345678', '👍👍👍', 2 ** 60),
);

describe('what the composer says before sending', () => {
  test('of any option and value is what the sandbox says of it afterwards', () => {
    fc.assert(
      fc.property(options, values, (option, value) => {
        const command = { name: 'do', options: [option] };
        const [refused] = checkOptions(command, value === undefined ? {} : { it: value });
        expect(checkOption(option, value)).toBe(refused?.message);
      }),
      { numRuns: 2_000 },
    );
  });

  test('of a message counts characters, not halves of them', () => {
    expect(checkContent('👍'.repeat(2_000))).toBeUndefined();
    expect(checkContent('x'.repeat(2_001))).toBe(
      'This message is too long: 2000 characters are the most, and it has 2001.',
    );
  });
});

describe('a command that is typed in full', () => {
  const commands = [
    { name: 'topics list', description: '', options: [] },
    { name: 'trend', description: '', options: [] },
    {
      name: 'trending',
      description: '',
      options: [{ name: 'period' }, { name: 'topic' }, { name: 'min-upvotes' }],
    },
  ];

  test.each([
    ['/trending', 'trending', {}],
    ['  /trending  ', 'trending', {}],
    ['/trend', 'trend', {}],
    ['/topics list', 'topics list', {}],
    [
      '/trending period:week topic: large language models min-upvotes:5',
      'trending',
      {
        period: 'week',
        topic: 'large language models',
        'min-upvotes': '5',
      },
    ],
    ['/trending topic:a: b period:', 'trending', { topic: 'a: b' }],
  ])('%j is read', (text, name, values) => {
    expect(readTyped(text, commands)).toEqual({ offered: commands.find((each) => each.name === name), values });
  });

  test.each([
    ['/nothing', 'There is no command /nothing that you can use here.'],
    ['/trendin', 'There is no command /trendin that you can use here.'],
    ['/topics', 'There is no command /topics that you can use here.'],
    ['/', 'There is no command / that you can use here.'],
    ['/trending week', '/trending has no option for “week”.'],
    ['/trending period:week x:1', undefined],
  ])('%j is told of', (text, fault) => {
    expect(readTyped(text, commands).fault).toBe(fault);
  });
});
