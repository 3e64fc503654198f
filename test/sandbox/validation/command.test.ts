import { describe, expect, it } from 'vitest';
import { commands } from '../../../commands/index.ts';
import { readCommand, readCommands } from '../../../src/sandbox/validation/command.ts';
import { many, refusals } from './refusals.ts';

const base = { name: 'papers', description: 'x' };
const option = (more: object = {}) => ({ type: 3, name: 'query', description: 'x', ...more });
const options = (count: number) => many(count, (index) => option({ name: `o${index}` }));
const subcommand = (name: string, more: object = {}) => ({ type: 1, name, description: 'x', ...more });
const group = (name: string, ...inner: readonly object[]) => ({ type: 2, name, description: 'x', options: inner });
const refused = (more: object) => refusals(() => readCommand({ ...base, ...more }));
const withOption = (more: object) => refused({ options: [option(more)] });

describe('a slash command', () => {
  it('comes back as it was written, with its type', () => {
    const body = {
      ...base,
      options: [option({ required: true, autocomplete: true, min_length: 0, max_length: 6_000 })],
      contexts: [0, 1],
      integration_types: [0, 1],
      default_member_permissions: '32',
      nsfw: false,
    };
    expect(readCommand({ ...body, id: '1', version: '2', unknown: true })).toEqual({ ...body, type: 1 });
  });

  it.each(['a', 'x'.repeat(32), 'a-b_c', "l'été", '論文', 'ข้อความ', 'हिन्दी', '9'])('is named %s', (name) =>
    expect(refused({ name })).toEqual([]),
  );
  it.each(['A', 'Été', 'a b', 'a.b', 'a/b', '🎉'])('is not named %s', (name) =>
    expect(refused({ name })).toEqual(['name APPLICATION_COMMAND_INVALID_NAME']),
  );
  it('has a name of 1 to 32 characters', () => {
    expect(refused({ name: '' })).toEqual(['name BASE_TYPE_BAD_LENGTH']);
    expect(refused({ name: 'x'.repeat(33) })).toEqual(['name BASE_TYPE_BAD_LENGTH']);
    expect(refused({ name: undefined })).toEqual(['name BASE_TYPE_REQUIRED']);
  });

  it('has a description of 1 to 100 characters', () => {
    expect(refused({ description: '🎉'.repeat(100) })).toEqual([]);
    expect(refused({ description: 'x'.repeat(101) })).toEqual(['description BASE_TYPE_BAD_LENGTH']);
    expect(refused({ description: '' })).toEqual(['description BASE_TYPE_BAD_LENGTH']);
    expect(refused({ description: undefined })).toEqual(['description BASE_TYPE_REQUIRED']);
  });

  it('is translated into languages that Discord has, under the same rules', () => {
    expect(
      refused({ name_localizations: { de: 'artikel', 'zh-CN': '论文' }, description_localizations: null }),
    ).toEqual([]);
    expect(refused({ name_localizations: { de: 'Artikel' } })).toEqual([
      'name_localizations.de APPLICATION_COMMAND_INVALID_NAME',
    ]);
    expect(refused({ name_localizations: { xx: 'x' } })).toEqual(['name_localizations BASE_TYPE_CHOICES']);
    expect(refused({ description_localizations: { de: 'x'.repeat(101) } })).toEqual([
      'description_localizations.de BASE_TYPE_BAD_LENGTH',
    ]);
  });

  it('says where it may be used, and by whom', () => {
    expect(refused({ contexts: null, integration_types: null, default_member_permissions: null })).toEqual([]);
    expect(refused({ contexts: [] })).toEqual(['contexts BASE_TYPE_BAD_LENGTH']);
    expect(refused({ contexts: [3] })).toEqual(['contexts.0 BASE_TYPE_CHOICES']);
    expect(refused({ contexts: [0, 0] })).toEqual(['contexts.1 SET_TYPE_ALREADY_CONTAINS_VALUE']);
    expect(refused({ integration_types: [2] })).toEqual(['integration_types.0 BASE_TYPE_CHOICES']);
    expect(refused({ default_member_permissions: '0' })).toEqual([]);
    expect(refused({ default_member_permissions: String(2n ** 54n) })).toEqual([]);
    for (const value of ['', 'x', '-1', '1.5', String(2n ** 54n + 1n)]) {
      expect(refused({ default_member_permissions: value })).toEqual(['default_member_permissions NUMBER_TYPE_COERCE']);
    }
    expect(refused({ default_member_permissions: 32 })).toEqual(['default_member_permissions STRING_TYPE_CONVERT']);
  });

  it('has up to 8000 characters, of translations the longest', () => {
    const choices = (count: number, length: number) =>
      many(count, (index) => ({ name: `${index}`.padEnd(100, 'x'), value: 'x'.repeat(length) }));
    // 6 + 1 for the command, 2 + 1 for each option, 200 for each full choice.
    const full = many(2, (index) => option({ name: `o${index}`, choices: choices(19, 100) }));
    const rest = (length: number) => option({ name: 'o9', choices: choices(2, length) });
    const size = 7 + 2 * (3 + 19 * 200) + (3 + 2 * 150);
    const last = { name: 'o8', description: 'x'.repeat(8_000 - size - 2), type: 3 };
    expect(refused({ options: [...full, rest(50), last] })).toEqual([]);
    expect(refused({ options: [...full, rest(50), { ...last, description: `${last.description}x` }] })).toEqual([
      'APPLICATION_COMMAND_TOO_LARGE',
    ]);
    const translated = { ...last, description_localizations: { de: `${last.description}x`, fr: 'x' } };
    expect(refused({ options: [...full, rest(50), translated] })).toEqual(['APPLICATION_COMMAND_TOO_LARGE']);
  });
});

describe('options', () => {
  it('are 25 at most, of names that differ', () => {
    expect(refused({ options: options(25) })).toEqual([]);
    expect(refused({ options: options(26) })).toEqual(['options BASE_TYPE_MAX_LENGTH']);
    expect(refused({ options: [option(), option()] })).toEqual([
      'options.1 APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS',
    ]);
    const translated = (name: string) => option({ name, name_localizations: { de: 'gleich' } });
    expect(refused({ options: [translated('a'), translated('b')] })).toEqual([
      'options.1 APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS',
    ]);
  });

  it('that are required come first', () => {
    const a = option({ name: 'a', required: true });
    const b = option({ name: 'b', required: false });
    expect(refused({ options: [a, b] })).toEqual([]);
    expect(refused({ options: [b, a] })).toEqual(['options.1 APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID']);
  });

  it('have a type, a name and a description', () => {
    for (const type of [3, 4, 5, 6, 7, 8, 9, 10, 11]) expect(withOption({ type })).toEqual([]);
    expect(withOption({ type: 12 })).toEqual(['options.0.type UNION_TYPE_CHOICES']);
    expect(withOption({ type: undefined })).toEqual(['options.0.type BASE_TYPE_REQUIRED']);
    expect(withOption({ name: 'Q' })).toEqual(['options.0.name APPLICATION_COMMAND_INVALID_NAME']);
    expect(withOption({ description: 'x'.repeat(101) })).toEqual(['options.0.description BASE_TYPE_BAD_LENGTH']);
    expect(withOption({ description: undefined })).toEqual(['options.0.description BASE_TYPE_REQUIRED']);
  });

  it('offer up to 25 choices', () => {
    const choices = (count: number) => many(count, (index) => ({ name: `n${index}`, value: `v${index}` }));
    expect(withOption({ choices: choices(25) })).toEqual([]);
    expect(withOption({ choices: choices(26) })).toEqual(['options.0.choices BASE_TYPE_MAX_LENGTH']);
    expect(withOption({ choices: choices(1), autocomplete: true })).toEqual([
      'options.0.autocomplete APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID',
    ]);
    expect(withOption({ choices: [], autocomplete: true })).toEqual([]);
    expect(withOption({ choices: choices(1), autocomplete: false })).toEqual([]);
    expect(withOption({ choices: [...choices(1), ...choices(1)] })).toEqual([
      'options.0.choices.1.name APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS',
    ]);
  });

  it('offer choices with names and values of 1 to 100 characters', () => {
    const choice = (more: object) => withOption({ choices: [{ name: 'n', value: 'v', ...more }] });
    for (const field of ['name', 'value']) {
      expect(choice({ [field]: 'x'.repeat(100) })).toEqual([]);
      expect(choice({ [field]: 'x'.repeat(101) })).toEqual([`options.0.choices.0.${field} BASE_TYPE_BAD_LENGTH`]);
      expect(choice({ [field]: '' })).toEqual([`options.0.choices.0.${field} BASE_TYPE_BAD_LENGTH`]);
    }
    expect(choice({ value: 5 })).toEqual(['options.0.choices.0.value STRING_TYPE_CONVERT']);
  });

  it('that are numbers have numbers as choices and bounds', () => {
    const value = Number.MAX_SAFE_INTEGER;
    for (const type of [4, 10]) {
      expect(withOption({ type, choices: [{ name: 'n', value }], min_value: -value, max_value: value })).toEqual([]);
      expect(withOption({ type, choices: [{ name: 'n', value: '5' }] })).toEqual([
        'options.0.choices.0.value NUMBER_TYPE_COERCE',
      ]);
      expect(withOption({ type, max_value: 2 ** 54 })).toContain('options.0.max_value NUMBER_TYPE_MAX');
      expect(withOption({ type, min_value: 2, max_value: 2 })).toEqual([]);
      expect(withOption({ type, min_value: 3, max_value: 2 })).toEqual([
        'options.0.min_value APPLICATION_COMMAND_OPTIONS_BOUNDS_INVALID',
      ]);
    }
    expect(withOption({ type: 4, min_value: 1.5 })).toEqual(['options.0.min_value NUMBER_TYPE_COERCE']);
    expect(withOption({ type: 10, min_value: 1.5 })).toEqual([]);
  });

  it('that are texts have lengths', () => {
    expect(withOption({ min_length: 0, max_length: 1 })).toEqual([]);
    expect(withOption({ min_length: 6_000, max_length: 6_000 })).toEqual([]);
    expect(withOption({ min_length: -1 })).toEqual(['options.0.min_length NUMBER_TYPE_MIN']);
    expect(withOption({ min_length: 6_001 })).toContain('options.0.min_length NUMBER_TYPE_MAX');
    expect(withOption({ max_length: 0 })).toEqual(['options.0.max_length NUMBER_TYPE_MIN']);
    expect(withOption({ max_length: 6_001 })).toEqual(['options.0.max_length NUMBER_TYPE_MAX']);
    expect(withOption({ min_length: 2, max_length: 1 })).toEqual([
      'options.0.min_length APPLICATION_COMMAND_OPTIONS_BOUNDS_INVALID',
    ]);
  });

  it('that are channels are of types that there are', () => {
    expect(withOption({ type: 7, channel_types: [0, 5, 15] })).toEqual([]);
    expect(withOption({ type: 7, channel_types: [99] })).toEqual(['options.0.channel_types.0 BASE_TYPE_CHOICES']);
  });
});

describe('subcommands', () => {
  it('stand in the command or in a group, and no deeper', () => {
    const inner = subcommand('b', { options: [option()] });
    expect(refused({ options: [inner, group('g', inner)] })).toEqual([]);
    expect(refused({ options: [subcommand('a', { options: [inner] })] })).toEqual([
      'options.0.options.0.type UNION_TYPE_CHOICES',
    ]);
    expect(refused({ options: [group('g', group('h', inner))] })).toEqual([
      'options.0.options.0.type UNION_TYPE_CHOICES',
    ]);
    expect(refused({ options: [group('g', option())] })).toEqual(['options.0.options.0.type UNION_TYPE_CHOICES']);
    expect(refused({ options: [group('g')] })).toEqual(['options.0.options BASE_TYPE_BAD_LENGTH']);
  });

  it('stand beside no options', () =>
    expect(refused({ options: [subcommand('a'), option()] })).toEqual([
      'options.1 APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
    ]));

  it('have the rules of each level', () => {
    const refusedInner = (...inner: readonly object[]) => refused({ options: [subcommand('a', { options: inner })] });
    expect(refusedInner(...options(26))).toEqual(['options.0.options BASE_TYPE_MAX_LENGTH']);
    expect(refusedInner(option(), option())).toEqual([
      'options.0.options.1 APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS',
    ]);
    expect(refusedInner(option({ name: 'a' }), option({ name: 'b', required: true }))).toEqual([
      'options.0.options.1 APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
    ]);
    expect(refused({ options: many(26, (index) => subcommand(`s${index}`)) })).toEqual([
      'options BASE_TYPE_MAX_LENGTH',
    ]);
  });
});

describe('a command on a person or a message', () => {
  const menu = (more: object) => refusals(() => readCommand({ type: 3, name: 'Discuss paper', ...more }));

  it('has a name, in any case and with spaces, and nothing else', () => {
    expect(readCommand({ type: 2, name: 'Look up', description: '', options: [] })).toEqual({
      type: 2,
      name: 'Look up',
    });
    expect(menu({ name: 'x'.repeat(32) })).toEqual([]);
    expect(menu({ name: 'x'.repeat(33) })).toEqual(['name BASE_TYPE_BAD_LENGTH']);
    expect(menu({ name: ' ' })).toEqual(['name BASE_TYPE_REQUIRED']);
    expect(menu({ description: 'x' })).toEqual([
      'description APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_CANNOT_BE_SET',
    ]);
    expect(menu({ options: [option()] })).toEqual(['options APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS_CANNOT_BE_SET']);
  });

  it('or an activity is another type', () => {
    expect(menu({ type: 4 })).toEqual(['type SANDBOX_NOT_MODELLED']);
    expect(menu({ type: 5 })).toEqual(['type UNION_TYPE_CHOICES']);
  });
});

describe('readCommands', () => {
  const refusedAll = (body: unknown) => refusals(() => readCommands(body));
  const chat = (count: number) => many(count, (index) => ({ ...base, name: `c${index}` }));
  const menus = (type: number, count: number) => many(count, (index) => ({ type, name: `c${index}` }));

  it('takes every command of ours', () => {
    const bodies = commands.map(({ data }) => JSON.parse(JSON.stringify(data)));
    expect(bodies.length).toBeGreaterThan(0);
    expect(readCommands(bodies).map(({ name }) => name)).toEqual(bodies.map(({ name }) => name));
    for (const [index, read] of readCommands(bodies).entries()) expect(bodies[index]).toMatchObject(read);
  });

  it('takes 100 slash commands, and 15 of each other type', () => {
    expect(refusedAll([])).toEqual([]);
    expect(refusedAll([...chat(100), ...menus(2, 15), ...menus(3, 15)])).toEqual([]);
    expect(refusedAll(chat(101))).toEqual(['400 30032']);
    expect(refusedAll(menus(2, 16))).toEqual(['400 30032']);
    expect(refusedAll(menus(3, 16))).toEqual(['400 30032']);
  });

  it('refuses a name twice of one type', () => {
    expect(refusedAll([base, base])).toEqual(['1.name APPLICATION_COMMANDS_DUPLICATE_NAME']);
    expect(refusedAll([base, { type: 3, name: base.name }])).toEqual([]);
  });

  it('says which command is wrong', () => {
    expect(refusedAll([base, { name: 'x' }])).toEqual(['1.description BASE_TYPE_REQUIRED']);
    expect(refusedAll({})).toEqual(['LIST_TYPE_CONVERT']);
    expect(refusedAll([null])).toEqual(['0 BASE_TYPE_REQUIRED']);
  });
});
