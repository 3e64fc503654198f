import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { readConfig, settings } from '../../src/config.ts';
import { codesIn, readProjectFile, readTable } from '../support/markdown.ts';

const names = Object.keys(settings.shape);
const defaults = Object.fromEntries(Object.entries(readConfig({})).map(([name, value]) => [name, String(value)]));
const rows = readTable(readProjectFile('README.md'), 'Settings');
const example = readProjectFile('.env.example');

describe('README’s table of settings', () => {
  it('names those that there are, in their order', () => {
    expect(rows.map(({ name = '' }) => codesIn(name)[0])).toEqual(names);
  });

  it('tells their defaults, and what each means', () => {
    for (const { name = '', default: told = '', meaning = '' } of rows) {
      const value = defaults[codesIn(name)[0] ?? ''];
      expect(told, name).toBe(value === '' ? 'empty' : `\`${value}\``);
      expect(meaning.length, name).toBeGreaterThan(10);
    }
  });
});

describe('.env.example', () => {
  const given = parseEnv(example);

  it('lists every setting, in the same order, with its default', () => {
    expect([...example.matchAll(/^(\w+)=/gm)].map(([, name]) => name)).toEqual(names);
    expect(given).toEqual(defaults);
  });

  it('is what there is without it', () => {
    expect(readConfig(given)).toEqual(readConfig({}));
  });

  it('says in one line above each what it means', () => {
    for (const name of names) expect(example).toMatch(new RegExp(`\\n\\n# [^\\n]+\\n${name}=`));
  });
});
