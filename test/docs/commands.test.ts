import {
  type APIApplicationCommandBasicOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
} from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { BUILT_IN_TOPICS } from '../../src/domain/topics/built-in-topics.ts';
import { codesIn, readProjectFile, readTable } from '../support/markdown.ts';

const readme = readProjectFile('README.md');
const rows = readTable(readme, 'Commands');
const MANAGE_SERVER = '32';

describe('README’s table of commands', () => {
  it('names those that there are', () => {
    const named = rows.map(({ command = '' }) => codesIn(command)[0]);
    expect(named.toSorted()).toEqual(commands.map(({ data }) => titleOf(data)).toSorted());
  });

  it.each(commands.map(({ data }) => [data.name, data] as const))('says who may use %s, and where', (_, data) => {
    const who = rowOf(data)['who and where'] ?? '';
    expect(who.startsWith('Manage Server;')).toBe(data.default_member_permissions === MANAGE_SERVER);
    expect(who.includes('direct messages')).toBe(data.contexts?.includes(InteractionContextType.BotDM));
    expect(who.includes('user-installed')).toBe(
      data.integration_types?.includes(ApplicationIntegrationType.UserInstall),
    );
    expect(who).toContain('servers');
  });

  it.each(commands.map(({ data }) => [data.name, data] as const))(
    'names the options of %s in order, each with its default',
    (_, data) => {
      const given = 'options' in data ? ((data.options ?? []) as readonly APIApplicationCommandBasicOption[]) : [];
      const told = readOptions(rowOf(data)['options (default)'] ?? '');
      expect(told.map((option) => option.name)).toEqual(given.map((option) => option.name));
      for (const [index, option] of given.entries()) {
        const text = told[index]?.text ?? '';
        expect(told[index]?.default, option.name).toBe(
          option.required ? 'required' : bracketsAtEnd(option.description),
        );
        expectToNameChoices(text, choicesOf(option));
        if (option.type === ApplicationCommandOptionType.Integer && option.min_value === 1) {
          expect(text).toContain(`${option.min_value} to ${option.max_value}`);
        }
      }
    },
  );
});

describe('README’s table of topics', () => {
  it('names those that there are, each with what it means', () => {
    const [, section = ''] = readme.split('## Topics\n');
    const told = [...(section.split('\n## ')[0] ?? '').matchAll(/\| `([^`]+)` \| ([^|]+) (?=\|)/g)].map(
      ([, slug, meaning]) => [slug, meaning],
    );
    expect(told.toSorted()).toEqual(BUILT_IN_TOPICS.map(({ slug, meaning }) => [slug, meaning]).toSorted());
  });
});

type Data = (typeof commands)[number]['data'];

function rowOf(data: Data): Readonly<Record<string, string>> {
  return rows.find(({ command = '' }) => codesIn(command)[0] === titleOf(data)) ?? {};
}

/** As people see it: what they type has a slash before it. */
function titleOf({ name, type = ApplicationCommandType.ChatInput }: Data): string {
  return type === ApplicationCommandType.ChatInput ? `/${name}` : name;
}

/** `` `name` what it is (default) · … `` */
function readOptions(cell: string) {
  return cell
    .split(' · ')
    .filter(Boolean)
    .map((text) => ({ text, name: codesIn(text)[0], default: bracketsAtEnd(text) }));
}

function bracketsAtEnd(text: string): string | undefined {
  return /\(([^()]+)\)$/.exec(text)?.[1]?.replaceAll('’', "'");
}

function choicesOf(option: APIApplicationCommandBasicOption): readonly string[] {
  return 'choices' in option ? (option.choices ?? []).map(({ name }) => name) : [];
}

/** All of them; or, around an ellipsis, the first and the last at least. */
function expectToNameChoices(text: string, choices: readonly string[]): void {
  const named = text.includes('…') ? [choices[0], choices.at(-1)] : choices;
  for (const choice of named) if (choice !== undefined) expect(text).toContain(choice);
}
